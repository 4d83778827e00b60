"""Feeds and who follows them. A record never leaves its feed and a feed never moves: people come and go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Table, bindparam, func, update
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from api.actor import Actor
from api.changes.feed_key import FeedKey
from api.changes.following import BELONGING, FOLLOWED
from api.changes.tables import ID, MICROSECOND, Change, Feed, Follow
from api.clock import clock_of
from api.db.adding_once import add_once
from api.db.among import among
from api.db.bulk import dashed, plain_id
from api.db.fixed import fixed
from api.db.stated_scope import home_stated
from api.identity.server_epoch import STARTED, THE_EPOCH, ensure_epoch
from api.problems.tree import NotFound

Ended = Literal["handed_over", "revoked"]


@dataclass(slots=True)
class LockedHome:
    """Where nobody else writes until the transaction ends, and what the server said of itself at that moment.

    `position`: the last number given; `moment`: the latest that was written here. Whoever moves them calls
    `store_counter`.
    """

    home: str
    position: int
    moment: datetime | None
    epoch: str
    started: int

    def time(self, now: datetime) -> datetime:
        """Never before what was written here last, whatever became of the machine's clock."""
        return max(now, self.moment or now)

    def next_time(self, now: datetime) -> datetime:
        """Later than all that was written here, for what its moment tells apart."""
        self.moment = max(now, self.moment + MICROSECOND) if self.moment else now
        return self.moment


# Where the case lies that she names; one she follows now comes first.
NAMED = (
    columns(col(Follow.home))
    .where(col(Follow.agent) == bindparam("agent"), col(Follow.feed) == bindparam("feed"))
    .order_by(col(Follow.until).is_not(None), col(Follow.since).desc())
    .limit(fixed(1))
)
PAPERS = columns(BELONGING.c.home).where(BELONGING.c.feed == bindparam("feed", type_=ID)).limit(fixed(1))
HOME = bindparam("home", type_=ID)
COUNTER: Table = SQLModel.metadata.tables["home_counter"]
START: Table = SQLModel.metadata.tables["epoch_start"]
THE_HOME = func.coalesce(NAMED.scalar_subquery(), PAPERS.scalar_subquery(), HOME)
WHERE_IT_LIES = columns(THE_HOME)
LOCKED = (
    columns(COUNTER.c.home, COUNTER.c.position, COUNTER.c.moment, THE_EPOCH, STARTED)
    .where(COUNTER.c.home == THE_HOME)
    .with_for_update()
)
LOCKED_AND_STATED = LOCKED.add_columns(*home_stated(COUNTER.c.home))


def lock_home(session: Session, home: str | None, actor: Actor | None = None, feed: str | None = None) -> LockedHome:
    """One writer at a time: feed order is commit order. Made at the home's first write, which begins it at 0.

    With `feed`: the home in which it lies for this actor; `home` where she never followed it.
    """
    who = {"agent": actor.id, "role": actor.role} if actor else {"agent": None, "role": None}
    asked = {"home": home, "feed": feed, **who}
    statement = LOCKED_AND_STATED if session.get_bind().dialect.name == "postgresql" else LOCKED
    found = session.connection().execute(statement, asked).first()
    if found is not None:
        return LockedHome(*found[:5])
    begins = session.connection().scalar(WHERE_IT_LIES, asked)
    if begins is None:
        raise NotFound("no-such-case")
    begin_home(session, begins)
    return lock_home(session, begins, actor, feed)


MOVED_ON = (
    update(COUNTER)
    .where(COUNTER.c.home == bindparam("in_home"))
    .values(position=bindparam("reached"), moment=bindparam("latest"))
)


def store_counter(session: Session, locked: LockedHome) -> None:
    """Before the lock ends."""
    moved = {"in_home": locked.home, "reached": locked.position, "latest": locked.moment}
    session.connection().execute(MOVED_ON, moved)


def begin_home(session: Session, home: str) -> None:
    """Of several first writers at once one makes it, and the others wait for its lock like for any other."""
    here = ensure_epoch(session, clock_of(session.get_bind().get_execution_options())())
    session.flush()
    add_once(session, COUNTER, {"home": home, "position": 0})
    add_once(session, START, {"home": home, "epoch": here.epoch, "since": here.since, "position": 0})


HERS = (
    select(Follow)
    .where(Follow.home == bindparam("home"), Follow.agent == bindparam("agent"), among(col(Follow.feed)))
    .order_by(col(Follow.since))
)


def follows_of(session: Session, home: str, agent: str, feeds: Iterable[str]) -> dict[str, Follow]:
    """{feed: the newest follow of this agent}, also ended ones."""
    rows = session.execute(HERS, {"home": home, "agent": agent, "ids": feeds}).scalars()
    return {follow.feed: follow for follow in rows}


KEYS = columns(plain_id(FOLLOWED.c.home), plain_id(FOLLOWED.c.feed))


def feeds_followed(session: Session, actor: Actor) -> set[FeedKey]:
    """The cases she follows now in the role in which she acts, and the papers of units."""
    rows = session.connection().execute(KEYS, {"agent": actor.id, "role": actor.role}).all()
    homes = {home: dashed(home) for home, _ in rows}
    return {FeedKey(homes[home], dashed(feed)) for home, feed in rows}


def homes_followed(session: Session, actor: Actor) -> set[str]:
    """Where the feeds lie that she follows now. Read from the follows: a list kept beside them would differ."""
    asked = {"agent": actor.id, "role": actor.role}
    return set(session.connection().execute(columns(FOLLOWED.c.home).distinct(), asked).scalars())


def begin_follow(
    session: Session, locked: LockedHome, feed: Feed, agent: str, now: datetime, because: str | None = None,
    *, by: str | None = None,
) -> None:  # fmt: skip
    """She follows from now; the case is told again, so that a pull needs one number per home and nothing else.

    `by`: who let her."""
    current = follows_of(session, feed.home, agent, [feed.id]).get(feed.id)
    if current and current.until is None:
        return
    since = locked.next_time(now)
    session.add(Follow(home=feed.home, feed=feed.id, agent=agent, since=since, because=because, invited_by=by))
    tell_again(session, locked, feed)


def tell_again(session: Session, locked: LockedHome, feed: Feed) -> None:
    """The newest change of each record of the case under a new number. A case has some 26 records."""
    newest = (
        select(Change.version)
        .where(Change.home == feed.home, Change.feed == feed.id, col(Change.last))
        .order_by(col(Change.position))
    )
    for version in session.exec(newest).all():
        locked.position += 1
        session.execute(
            update(Change)
            .where(col(Change.home) == feed.home, col(Change.version) == version)
            .values(position=locked.position)
        )
    feed.position = locked.position
    session.add(feed)


def end_follow(
    session: Session, locked: LockedHome, follow: Follow, reason: Ended, now: datetime, because: str | None = None
) -> None:
    """She no longer follows; the row stays, for the trail and for what she still holds unsent."""
    follow.until, follow.reason, follow.because = locked.next_time(now), reason, because
    session.add(follow)
