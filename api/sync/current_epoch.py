"""Whether this phone and this server may talk: the same protocol, the same epoch, and neither lies behind."""

from typing import NamedTuple

from sqlmodel import Session

from api.actor import Actor
from api.changes.epoch import epoch_starts_since, epoch_state
from api.changes.feeds import positions_followed
from api.changes.schemas import PROTOCOL, Ask
from api.problems.tree import AppTooOld, EpochChanged, ServerBehind


class EpochMet(NamedTuple):
    """What an answer says of the epoch, and {home: its last number} where she follows."""

    epoch: str
    started: int
    done: int
    positions: dict[str, int]


def epoch_met(session: Session, actor: Actor) -> EpochMet:
    """As it stands in this transaction."""
    here = epoch_state(session)
    return EpochMet(here.epoch, here.started, here.done, positions_followed(session, actor.id))


def require_current_epoch(session: Session, actor: Actor, ask: Ask) -> EpochMet:
    """Refuses a phone of another protocol or epoch, and a server that lies behind the phone; writes nothing.

    Only homes she follows in are looked at: any other would tell her how much is written there.
    """
    if ask.protocol != PROTOCOL:
        raise AppTooOld()
    here = epoch_met(session, actor)
    if ask.epoch != here.epoch:
        since = epoch_starts_since(session, [*here.positions, *([actor.unit] if actor.unit else [])], ask.epoch)
        raise EpochChanged(epoch=here.epoch, begun=since)
    if any(ask.cursor.get(home, 0) > position for home, position in here.positions.items()):
        raise ServerBehind(told_by=actor.id)
    return here
