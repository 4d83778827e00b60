"""Moments: aware, in UTC, on both engines. SQLite forgets the zone; what comes back has it again."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime
from sqlalchemy.types import TypeDecorator


def in_utc(when: datetime) -> datetime:
    """The same moment in UTC; ValueError where the calendar ends before it, or no zone is said."""
    if when.tzinfo is None:
        raise ValueError("no time zone")
    try:
        return when.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("beyond the calendar") from error


def zulu(when: datetime) -> str:
    """As every moment is told: `2026-11-23T07:30:00Z`."""
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")


class Moment(TypeDecorator[datetime]):
    """A timestamp with time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Kept in UTC."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Given back aware."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


WHEN = Moment()
