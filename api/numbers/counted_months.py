"""The months of a unit as rows of numbers. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from api import policies
from api.records import KINDS
from api.records.month_counts import CountedCase, CountedMeasure, count_cases
from api.records.task_case import TaskCase, TaskRecord

YES = "yes"
CLIENTS = "clients"
LATER = date(2199, 12, 31)  # months that are over are the same on every later day
NumberKey = tuple[str, str, str]


def number_rows(cases: Sequence[CountedCase], first: str, through: str) -> dict[NumberKey, int]:
    """{(month, measure, part): how many}, without what is 0, of these months, both counted."""
    definitions, steps = policies.report_definitions(), policies.journey().steps
    found: dict[NumberKey, int] = {}
    for month in months_from(first, through):
        told = count_cases(definitions, steps, cases, month, LATER)
        parts = [(CLIENTS, "", told.clients), *((CLIENTS, step, count) for step, count in told.steps.items())]
        parts += [one for measure in told.measures for one in parts_of(measure)]
        found |= {(month, key, part): count for key, part, count in parts if count}
    return found


def parts_of(measure: CountedMeasure) -> Iterator[tuple[str, str, int]]:
    """The whole, and of it the numerator or each value."""
    if measure.of is not None:
        yield measure.key, "", measure.of
        yield measure.key, YES, measure.found
        return
    yield measure.key, "", measure.found
    yield from ((measure.key, value, count) for value, count in (measure.by or {}).items())


def earliest_month(cases: Iterable[CountedCase], through: str) -> str:
    """Before it nothing can be counted."""
    days = [day for one in cases for day in one.case.days.values()]
    return min([*(day[:7] for day in days if day), through])


def months_from(first: str, through: str) -> Iterator[str]:
    """Both among them; none where the first is later."""
    while first <= through:
        yield first
        first = month_after(first)


def month_after(month: str) -> str:
    """The next one."""
    return f"{date.fromisoformat(f'{month}-28') + timedelta(days=4):%Y-%m}"


def last_month_over(now: datetime, timezone: str) -> str:
    """Where the unit lies."""
    today = now.astimezone(ZoneInfo(timezone)).date()
    return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"


def rules_now() -> str:
    """By which versions of which policies it is counted."""
    return f"{policies.report_definitions().version} {policies.journey().version}"


def case_of(records: Sequence[TaskRecord]) -> CountedCase:
    """As every month that is over looks at it."""
    return CountedCase(TaskCase(KINDS, records, LATER))
