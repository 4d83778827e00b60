"""Days on which tasks fall due, by the calendar. Pure."""

from datetime import date

from api.records.rules import moved

SATURDAY = 5
LAST = str(date.max)  # where the calendar ends, and a phone may have lived


def shifted(day: str, days: int, *, working: bool) -> str:
    """So many days on; of working days none is a Saturday or a Sunday."""
    if not working:
        return moved(date.fromisoformat(day), days)
    for _ in range(days):
        day = moved(date.fromisoformat(day), 1)
        while day < LAST and date.fromisoformat(day).weekday() >= SATURDAY:
            day = moved(date.fromisoformat(day), 1)
    return day
