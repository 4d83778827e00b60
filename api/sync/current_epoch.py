"""Whether this phone and this server may talk: the same protocol, the same epoch, and neither lies behind."""

from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlmodel import Session, SQLModel

from api.actor import Actor
from api.changes.epoch import epoch_starts_since
from api.changes.schemas import PROTOCOL, Ask
from api.db.bulk import dashed, plain_id
from api.identity.server_epoch import with_epoch
from api.problems.tree import AppTooOld, EpochChanged, ServerBehind

COUNTER, FEED, FOLLOW = (SQLModel.metadata.tables[name] for name in ("home_counter", "feed", "follow"))
HERS = (FOLLOW.c.agent == bindparam("agent"), FOLLOW.c.until.is_(None))


class FollowedHome(NamedTuple):
    """`position`: the home's last number; and of the cases she follows there: `newest`, the last of theirs, and their
    digest, how many records live and the sum over them."""

    position: int
    newest: int
    live: int
    sum: int


class EpochMet(NamedTuple):
    """What an answer says of the epoch, and of each home in which she follows."""

    epoch: str
    started: int
    done: int
    homes: dict[str, FollowedHome]

    @property
    def positions(self) -> dict[str, int]:
        """{home: its last number}."""
        return {name: home.position for name, home in self.homes.items()}


POSITIONS = with_epoch(
    select(plain_id(COUNTER.c.home).label("home"), COUNTER.c.position).where(
        COUNTER.c.home.in_(select(FOLLOW.c.home).where(*HERS))
    )
)
SUMS = with_epoch(
    select(
        plain_id(COUNTER.c.home).label("home"), COUNTER.c.position, func.max(FEED.c.position).label("newest"),
        func.sum(FEED.c.live).label("live"), func.sum(FEED.c.sum).label("sum"),
    )
    .select_from(FOLLOW)
    .join(FEED, (FEED.c.home == FOLLOW.c.home) & (FEED.c.id == FOLLOW.c.feed))
    .join(COUNTER, COUNTER.c.home == FOLLOW.c.home)
    .where(*HERS)
    .group_by(COUNTER.c.home, COUNTER.c.position)
)  # fmt: skip


def epoch_met(session: Session, actor: Actor, query: Select[Any] = POSITIONS) -> EpochMet:
    """As it stands in this transaction. Digests only by `SUMS`, and once what she follows is stated."""
    rows = session.connection().execute(query, {"agent": actor.id}).all()
    homes = {dashed(home): FollowedHome(*map(int, (*numbers, 0, 0, 0)[:4])) for _, _, _, home, *numbers in rows if home}
    epoch, started, done = rows[0][:3]
    return EpochMet(epoch, started, done, homes)


def require_current_epoch(session: Session, actor: Actor, ask: Ask, query: Select[Any] = POSITIONS) -> EpochMet:
    """Refuses a phone of another protocol or epoch, and a server that lies behind the phone; writes nothing.

    Only homes she follows in are looked at: any other would tell her how much is written there.
    """
    if ask.protocol != PROTOCOL:
        raise AppTooOld()
    here = epoch_met(session, actor, query)
    if ask.epoch != here.epoch:
        since = epoch_starts_since(session, [*here.homes, *([actor.unit] if actor.unit else [])], ask.epoch)
        raise EpochChanged(epoch=here.epoch, begun=since)
    if any(ask.cursor.get(name, 0) > home.position for name, home in here.homes.items()):
        raise ServerBehind(told_by=actor.id)
    return here
