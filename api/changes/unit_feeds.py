"""A unit's own papers: a feed of the unit's id, which lies in the unit's own home and is there as long as the unit.

Nobody opens it, and it holds no client's case; who follows it is said in `following.py`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, event, select
from sqlmodel import Session

from api.changes.change_rows import FEED
from api.changes.feed_key import FeedKey
from api.changes.feeds import lock_home, store_counter, tell_again
from api.changes.following import MEMBERSHIP
from api.changes.tables import Feed
from api.identity.memberships import ON_PHONES
from api.identity.people import Unit

IS_CASE = FEED.c.id != FEED.c.home
"""A feed is a client's case."""


@event.listens_for(Unit, "after_insert")
def open_with_unit(_mapper: Any, connection: Connection, unit: Unit) -> None:
    """Whoever makes a unit, and by whatever door: a unit without its feed could keep no paper."""
    row = {"home": unit.id, "id": unit.id, "unit": unit.id, "opened_by": unit.id, "opened_at": unit.created_at}
    connection.execute(FEED.insert().values(**row, position=0, live=0, sum=0))


def tell_papers_again(session: Session, unit: str) -> None:
    """For who joins a unit in whose home she followed cases before: her number there is already beyond its papers."""
    locked = lock_home(session, unit)
    tell_again(session, locked, session.get_one(Feed, FeedKey(unit, unit)))
    store_counter(session, locked)


def units_left(session: Session, person: str, since: datetime, now: datetime) -> list[FeedKey]:
    """The papers that she followed until some moment after `since`, and follows no more."""
    mine = (MEMBERSHIP.c.person == person, MEMBERSHIP.c.unit.is_not(None), MEMBERSHIP.c.role.in_(ON_PHONES))
    ended = (MEMBERSHIP.c.ended_at > since, MEMBERSHIP.c.ended_at <= now)
    rows = session.connection().execute(select(MEMBERSHIP.c.unit).where(*mine, *ended).distinct()).scalars()
    return [FeedKey(unit, unit) for unit in sorted(rows)]
