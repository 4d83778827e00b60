"""Days on which tasks fall due, by the calendar. Pure."""

from datetime import UTC, date, datetime, timedelta

from api.ids import YEAR_10000, is_id
from api.records.rules import moved

SATURDAY = 5


def shifted(day: str, days: int, *, working: bool) -> str:
    """So many days on; of working days none is a Saturday or a Sunday."""
    if not working:
        return moved(date.fromisoformat(day), days)
    at = date.fromisoformat(day)
    for _ in range(days):
        at += timedelta(days=1)
        while at.weekday() >= SATURDAY:
            at += timedelta(days=1)
    return str(at)


def written_on(record: str) -> str:
    """An id begins with its moment in milliseconds; empty for what is no such id."""
    moment = int(record.replace("-", "")[:12], 16) if is_id(record) and record < YEAR_10000 else 0
    return str(datetime.fromtimestamp(moment / 1000, UTC).date()) if moment else ""
