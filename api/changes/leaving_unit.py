"""Who leaves a unit accompanies none of its clients any more.

Follows of cases count in whatever unit somebody works, so that one who has left would have them all again with the next
role she is given anywhere.
"""

from datetime import datetime
from itertools import groupby

from sqlmodel import Session, col, select

from api.changes.departures import note_departure
from api.changes.feeds import end_follow, lock_home, store_counter
from api.changes.tables import Feed, Follow
from api.identity.memberships import is_colleague


def end_accompanying(session: Session, person: str, unit: str, now: datetime) -> int:
    """How many cases of this unit she followed until now; none where she still works there in another role. What she
    wrote and did not send arrives for a while, as after handing over."""
    if is_colleague(session, unit, person):
        return 0
    query = select(Follow, Feed).join(Feed, (col(Feed.home) == Follow.home) & (col(Feed.id) == Follow.feed))
    query = query.where(Follow.agent == person, col(Follow.until).is_(None), Feed.unit == unit)
    rows = session.exec(query.order_by(col(Follow.home), col(Follow.feed))).all()
    for home, several in groupby(rows, key=lambda row: row[0].home):
        locked = lock_home(session, home)
        for follow, feed in several:
            end_follow(session, locked, follow, "handed_over", now)
            note_departure(session, locked, feed, person=person)
        store_counter(session, locked)
    return len(rows)
