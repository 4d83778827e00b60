"""Whether this phone and this server may talk: the same protocol, the same epoch, and neither lies behind."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, null, select, union_all
from sqlmodel import Session, SQLModel

from api.actor import Actor
from api.changes.epoch import epoch_starts_since
from api.changes.feed_key import FeedKey
from api.changes.following import BELONGING, FOLLOW, FOLLOWED
from api.changes.schemas import PROTOCOL, PROTOCOL_FLOOR, Ask
from api.changes.unit_feeds import IS_CASE
from api.db.among import among
from api.db.bulk import dashed, plain_id
from api.db.fixed import fixed
from api.identity.server_epoch import with_epoch
from api.problems.tree import AppTooOld, EpochChanged, ServerBehind

COUNTER, FEED = (SQLModel.metadata.tables[name] for name in ("home_counter", "feed"))


class FollowedHome(NamedTuple):
    """`position`: the home's last number; and of the feeds she follows there: `newest`, the last of theirs, and their
    digest, how many records live and the sum over them. `papers`: the last number of those that are no client's."""

    position: int
    newest: int = 0
    live: int = 0
    sum: int = 0
    papers: int = 0


class EpochMet(NamedTuple):
    """What an answer says of the epoch, and of each home in which she follows. `cases`: what the ids she names mean to
    her, of those she follows or ever followed; one she follows now comes first."""

    epoch: str
    started: int
    done: int
    homes: dict[str, FollowedHome]
    cases: dict[str, FeedKey]

    @property
    def positions(self) -> dict[str, int]:
        """{home: its last number}."""
        return {name: home.position for name, home in self.homes.items()}


HOME, FEED_ID = plain_id(COUNTER.c.home).label("home"), plain_id(FOLLOW.c.feed).label("feed")
PAPERS, STAYED = BELONGING.c.feed, (BELONGING.c.until.is_(None), BELONGING.c.since)
SINCE = (FOLLOW.c.until.is_(None).label("current"), FOLLOW.c.since)
POSITIONS = with_epoch(
    union_all(
        select(HOME, COUNTER.c.position, *(null().label(one.name) for one in (FEED_ID, *SINCE))).where(
            COUNTER.c.home.in_(select(FOLLOWED.c.home))
        ),
        select(plain_id(FOLLOW.c.home), null(), FEED_ID, *SINCE).where(
            FOLLOW.c.agent == bindparam("agent"), among(FOLLOW.c.feed, "named")
        ),
        select(plain_id(BELONGING.c.home), null(), plain_id(PAPERS), *STAYED).where(among(PAPERS, "named")),
    )
)
SUMS = with_epoch(
    select(
        plain_id(COUNTER.c.home).label("home"), COUNTER.c.position, func.max(FEED.c.position).label("newest"),
        func.sum(FEED.c.live).label("live"), func.sum(FEED.c.sum).label("sum"),
        func.max(case((IS_CASE, fixed(0)), else_=FEED.c.position)).label("papers"),
    )
    .select_from(FOLLOWED)
    .join(FEED, (FEED.c.home == FOLLOWED.c.home) & (FEED.c.id == FOLLOWED.c.feed))
    .join(COUNTER, COUNTER.c.home == FOLLOWED.c.home)
    .group_by(COUNTER.c.home, COUNTER.c.position)
)  # fmt: skip


def epoch_met(session: Session, actor: Actor, named: Collection[str] = ()) -> EpochMet:
    """As it stands in this transaction. `named`: cases to find."""
    asked = {"agent": actor.id, "role": actor.role, "named": named}
    rows = session.connection().execute(POSITIONS, asked).all()
    homes = {dashed(row.home): FollowedHome(row.position) for row in rows if row.position is not None}
    hers = sorted((row for row in rows if row.feed), key=lambda row: (row.current, row.since))
    feeds = {dashed(row.feed): FeedKey(dashed(row.home), dashed(row.feed)) for row in hers}
    return EpochMet(rows[0].epoch, rows[0].started, rows[0].done, homes, feeds)


def sums_met(session: Session, actor: Actor) -> EpochMet:
    """With digests; what she follows is stated by then."""
    rows = session.connection().execute(SUMS, {"agent": actor.id, "role": actor.role}).all()
    homes = {dashed(row.home): FollowedHome(*map(int, row[4:])) for row in rows if row.home}
    return EpochMet(rows[0].epoch, rows[0].started, rows[0].done, homes, {})


def require_current_epoch(session: Session, actor: Actor, ask: Ask, here: EpochMet) -> EpochMet:
    """Refuses a protocol that is not spoken, another epoch, and a server that lies behind the phone; writes nothing.

    Only homes she follows in are looked at: any other would tell her how much is written there.
    """
    if not PROTOCOL_FLOOR <= ask.protocol <= PROTOCOL:
        raise AppTooOld()
    if ask.epoch != here.epoch:
        since = epoch_starts_since(session, [*here.homes, *([actor.unit] if actor.unit else [])], ask.epoch)
        raise EpochChanged(epoch=here.epoch, begun=since)
    if any(ask.cursor.get(name, 0) > home.position for name, home in here.homes.items()):
        raise ServerBehind(told_by=actor.id)
    return here
