"""Days on which tasks fall due, by the calendar. Pure."""

from datetime import date, timedelta

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
