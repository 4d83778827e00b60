"""A batch without a database: what is judged under the lock is judged in memory, and so can be tested there."""

from datetime import UTC, datetime
from typing import Any, cast

from api.actor import Actor
from api.changes.change_rows import FeedRow, FollowRow
from api.changes.feeds import LockedHome
from api.changes.schemas import Change
from api.changes.write_batch import Author, RecordState, WriteBatch
from api.ids import new_id

NOW = datetime(2026, 11, 29, 8, tzinfo=UTC)
HOME, UNIT, ELSEWHERE, CASE, OTHER_CASE, AGENT, PHONE = (new_id() for _ in range(7))


def author(**more: Any) -> Author:
    """An agent of another unit than the one that is responsible for the case, so that none is taken for the other."""
    who = Actor(AGENT, "Sari", "agent", more.pop("unit", ELSEWHERE), None, PHONE)
    return Author(who, NOW, NOW.date(), **more)


def batch_of(*feeds: str, by: Author | None = None, **follow: Any) -> WriteBatch:
    """These cases are there; the author follows each, by `follow`, or not at all where it is `none=True`."""
    none = follow.pop("none", False)
    made = WriteBatch(cast("Any", None), LockedHome(HOME, 7, None, "e" * 32, 0), by or author())
    for feed in feeds:
        made.feeds[feed] = FeedRow(HOME, feed, UNIT, 7, 1, 0, AGENT, NOW)
        if not none:
            made.follows[feed] = FollowRow(HOME, feed, AGENT, NOW, **follow)
    return made


def change(kind: str = "visit", **more: Any) -> Change:
    """A visit of the case, as its creation."""
    body = {"on": "2026-11-01", "note": "Baik."} if kind == "visit" else {"code": "7Q4MK2H", "alias": "Mas Wahyu"}
    sent = {"id": new_id(), "record": new_id(), "feed": CASE, "at": "2026-11-01T08:00:00Z", "set": body, **more}
    return Change(kind=kind, **sent)


def hold(batch: WriteBatch, record: str, feed: str = CASE, kind: str = "visit", **more: Any) -> RecordState:
    """The record as the database would give it."""
    values = more.pop("values", {"on": "2026-11-01", "note": "Baik."})
    state = RecordState(kind, feed, 5, values, {}, **more)
    batch.keep(record, state)
    return state
