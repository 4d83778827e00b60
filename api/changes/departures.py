"""A case that left somebody: who asks from time to time could not see that otherwise, since what is out of scope does
not exist. Numbered like changes, so that a list that goes by positions misses none.
"""

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlmodel import Session, SQLModel

from api.changes.feed_key import FeedKey
from api.changes.feeds import LockedHome
from api.changes.tables import Departure, Feed
from api.visitors.visitor_codes import end_own_codes

DEPARTURE = SQLModel.metadata.tables["departure"]


def note_departure(
    session: Session, locked: LockedHome, case: Feed, *, person: str | None = None, unit: str | None = None
) -> None:
    """Under the home's lock. With it ends a code of the client's own page that those who accompany her give, and that
    this person may have kept."""
    if person:
        end_own_codes(session, case.home, case.id, led=False)
    locked.position += 1
    session.add(Departure(home=case.home, position=locked.position, feed=case.id, person=person, unit=unit))


def departures_from(session: Session, person: str, unit: str | None) -> Iterator[tuple[FeedKey, int]]:
    """(case, position) of each that left this person, or this unit."""
    mine = or_(DEPARTURE.c.person == person, *([DEPARTURE.c.unit == unit] if unit else []))
    rows = session.connection().execute(select(DEPARTURE).where(mine).order_by(DEPARTURE.c.home, DEPARTURE.c.position))
    return ((FeedKey(row.home, row.feed), row.position) for row in rows)
