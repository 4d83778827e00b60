"""A unit's two feeds of its own, in the unit's own home and there as long as the unit: its papers, which bear the
unit's id, and its coaching papers, which bear what `coaching_id` makes of it.

Nobody opens them, and they hold no client's case; who follows them is said in `following.py`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, event, select
from sqlmodel import Session

from api.actor import Actor
from api.changes.change_rows import FEED
from api.changes.coaching_column import CoachingColumn
from api.changes.feed_key import FeedKey, coaching_id
from api.changes.feeds import lock_home, store_counter, tell_again
from api.changes.following import BELONGING
from api.changes.tables import Feed
from api.identity.people import Unit

IS_CASE = and_(FEED.c.id != FEED.c.home, FEED.c.id != CoachingColumn(FEED.c.home))
"""A feed is a client's case."""


@event.listens_for(Unit, "after_insert")
def open_with_unit(_mapper: Any, connection: Connection, unit: Unit) -> None:
    """Whoever makes a unit, and by whatever door: a unit without its feeds could keep no paper."""
    row = {"home": unit.id, "unit": unit.id, "opened_by": unit.id, "opened_at": unit.created_at}
    fresh = {**row, "position": 0, "live": 0, "sum": 0}
    connection.execute(FEED.insert(), [{**fresh, "id": key.id} for key in papers_of(unit.id)])


def papers_of(unit: str) -> tuple[FeedKey, FeedKey]:
    """Its own papers, and its coaching papers."""
    return FeedKey(unit, unit), FeedKey(unit, coaching_id(unit))


def tell_papers_again(session: Session, unit: str) -> None:
    """For who joins a unit in whose home she followed cases before: her number there is already beyond its papers."""
    locked = lock_home(session, unit)
    for key in papers_of(unit):
        tell_again(session, locked, session.get_one(Feed, key))
    store_counter(session, locked)


def papers_left(session: Session, actor: Actor, since: datetime, now: datetime) -> list[FeedKey]:
    """Those that she followed until some moment after `since`, and perhaps follows no more."""
    ended = (BELONGING.c.until > since, BELONGING.c.until <= now)
    asked = {"agent": actor.id, "role": actor.role}
    rows = session.connection().execute(select(BELONGING.c.home, BELONGING.c.feed).where(*ended).distinct(), asked)
    return sorted(FeedKey(*row) for row in rows)
