"""Quarters of a year, as their names: `2026-Q4`. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAYS = 5000  # as many as lie in the years that are looked at


@lru_cache(maxsize=DAYS)
def span_of(day: str) -> str:
    """In which a day or month lies."""
    return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"


def months_of(span: str) -> list[str]:
    """Three: `2026-Q4` is October to December."""
    year, quarter = span.split("-Q")
    return [f"{year}-{3 * int(quarter) - back:02}" for back in (2, 1, 0)]


def first_day_of(span: str) -> date:
    """Of the first of its months."""
    return date.fromisoformat(f"{months_of(span)[0]}-01")


def last_day_of(span: str) -> date:
    """The day before the next begins."""
    return first_day_of(moved(span, 1)) - timedelta(days=1)


def moved(span: str, by: int) -> str:
    """So many on, or back."""
    year, quarter = span.split("-Q")
    number = 4 * int(year) + int(quarter) - 1 + by
    return f"{number // 4:04}-Q{number % 4 + 1}"


def spans_from(first: str, through: str) -> Iterator[str]:
    """Both among them; none where the first is later."""
    while first <= through:
        yield first
        first = moved(first, 1)


def last_span_over(now: datetime, timezone: str) -> str:
    """Where the unit lies."""
    return moved(span_of(str(now.astimezone(ZoneInfo(timezone)).date())), -1)
