"""On which day something was, where a place lies. Pure."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from api.ids import YEAR_10000, is_id


def made_at(record: str) -> datetime | None:
    """The moment with which an id begins, in milliseconds; None for what is no such id."""
    moment = int(record.replace("-", "")[:12], 16) if is_id(record) and record < YEAR_10000 else 0
    return datetime.fromtimestamp(moment / 1000, UTC) if moment else None


def written_on(record: str, at: str, zone: str) -> str:
    """The day on which a record was written down, where its unit lies; where its id does not say when, that of its
    newest change, `at`, and without one empty."""
    moment = made_at(record) or (datetime.fromisoformat(at) if at else None)
    return day_at(moment, zone) if moment else ""


def day_at(moment: datetime, zone: str) -> str:
    """`YYYY-MM-DD` there; where the calendar ends before it, that of Greenwich."""
    try:
        return str(moment.astimezone(ZoneInfo(zone)).date())
    except OverflowError:
        return str(moment.date())
