"""A phone's digest differed from ours: it loads that home again, and we count again what we told it.

Either may have been wrong. If it was ours, it is put right here, or its phones would load that home anew every day.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from api.actor import Actor
from api.changes.digest import MODULUS, leaf
from api.changes.feeds import homes_followed, lock_home
from api.changes.following import FOLLOWED
from api.changes.tables import Change, Feed
from api.db.engine import reading, writing


class Recounted(NamedTuple):
    """A home, and how many of the feeds she follows there were counted wrong."""

    home: str
    wrong: int


def recount(engine: Engine, actor: Actor, homes: Iterable[str]) -> list[Recounted]:
    """Each home under its own lock; homes in which she follows nobody are not looked at."""
    with reading(engine, actor) as session:
        mine = homes_followed(session, actor)
    return [recount_home(engine, actor, home) for home in homes if home in mine]


def recount_home(engine: Engine, actor: Actor, home: str) -> Recounted:
    """The feeds she follows there, from the records themselves."""
    with writing(engine, actor) as session:
        lock_home(session, home)
        query = (
            select(Feed)
            .join(FOLLOWED, (FOLLOWED.c.home == Feed.home) & (FOLLOWED.c.feed == Feed.id))
            .where(Feed.home == home)
        )
        feeds = session.exec(query, params={"agent": actor.id, "role": actor.role}).all()
        return Recounted(home, sum(put_right(session, feed) for feed in feeds))


def put_right(session: Session, feed: Feed) -> bool:
    """Whether it was wrong."""
    living = select(Change.record, Change.version).where(
        Change.home == feed.home, Change.feed == feed.id, col(Change.last), col(Change.body).is_not(None)
    )
    leaves = [leaf(record, n) for record, n in session.exec(living).all()]
    counted = (len(leaves), sum(leaves) % MODULUS)
    wrong = (feed.live, feed.sum) != counted
    feed.live, feed.sum = counted
    session.add(feed)
    return wrong
