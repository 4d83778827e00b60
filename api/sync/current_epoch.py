"""Whether this phone and this server may talk: the same protocol, the same epoch, and neither lies behind."""

from sqlmodel import Session, col, select

from api.actor import Actor
from api.changes.epoch import epoch_starts_since, epoch_state
from api.changes.feeds import homes_followed
from api.changes.schemas import PROTOCOL, Ask
from api.changes.tables import EpochState, HomeCounter
from api.problems.tree import AppTooOld, EpochChanged, ServerBehind


def require_current_epoch(session: Session, actor: Actor, ask: Ask) -> EpochState:
    """Refuses a phone of another protocol or epoch, and a server that lies behind the phone; writes nothing.

    Only homes she follows in are looked at: any other would tell her how much is written there.
    """
    if ask.protocol != PROTOCOL:
        raise AppTooOld()
    here, mine = epoch_state(session), homes_followed(session, actor.id)
    if ask.epoch != here.epoch:
        since = epoch_starts_since(session, [*mine, *([actor.unit] if actor.unit else [])], ask.epoch)
        raise EpochChanged(epoch=here.epoch, begun=since)
    counters = session.exec(select(HomeCounter).where(col(HomeCounter.home).in_(mine))).all() if ask.cursor else []
    if any(ask.cursor.get(counter.home, 0) > counter.position for counter in counters):
        raise ServerBehind(told_by=actor.id)
    return here
