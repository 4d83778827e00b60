"""What happened in a unit in a month, in numbers, by the policy `report_definitions`. Pure.
`pwa/src/pages/unit/month_counts.ts` is the same in TypeScript; both read `tests/vectors/months.json`.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from api.policies.clocks import JourneyStep
from api.policies.report_definitions import (
    CountedBase,
    CountedKind,
    PartRule,
    ReportCondition,
    ReportDefinitions,
    ReportMeasure,
)
from api.records.agreed import CONSENT, withdrawn_on
from api.records.journey_step import step_until
from api.records.rule import Where, given
from api.records.rules import moved
from api.records.task_case import TaskCase, TaskKind, TaskRecord
from api.records.task_fields import LookedAt

# Who took it back is left out of every number.
COUNTED = "research"
YES = "yes"


class CountedPeople(NamedTuple):
    """Of how many different clients a number is: its whole, each of its values (of a share `yes`), and what is none of
    these. Heads are people by themselves. They do not add up, since one client may stand in several."""

    whole: int
    parts: dict[str, int]
    rest: int


class CountedMeasure(NamedTuple):
    """`of`: out of how many, where it is a share; `by`: for each value that occurs."""

    key: str
    found: int
    of: int | None
    by: dict[str, int] | None
    people: CountedPeople


class MonthCounts(NamedTuple):
    """`until`: the last day that is counted; `left_out`: clients who take no part in numbers."""

    until: date
    clients: int
    left_out: int
    steps: dict[str, int]
    measures: list[CountedMeasure]


class CountedSpan(NamedTuple):
    """Days, both counted."""

    first: str
    last: str

    def has(self, day: str) -> bool:
        """Whether it lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class CountedCase:
    """The living records of a client, or a unit's own papers. `before`: by base, the day of her last meeting before."""

    case: TaskCase
    before: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_kind(self) -> dict[str, list[TaskRecord]]:
        """By the days they are about."""
        found: dict[str, list[TaskRecord]] = {}
        for one in reversed(self.case.newest):
            found.setdefault(one.kind, []).append(one)
        return found

    @cached_property
    def takes_part(self) -> bool:
        """In numbers."""
        return withdrawn_on([act.values.get for act in self.of_kind(CONSENT)], COUNTED) is None

    def of_kind(self, kind: str) -> Sequence[TaskRecord]:
        """By the days they are about."""
        return self.by_kind.get(kind, ())

    def day(self, one: TaskRecord, field: str = "") -> str:
        """Its own, or the one in this field; empty where none is given."""
        return str(one.values.get(field) or "") if field else self.case.days[one.id]

    def has_any(self, kinds: Iterable[CountedKind], span: CountedSpan) -> bool:
        """Whether one of these lies within these days."""
        found = ((one, counted.when) for counted in kinds for one in self.of_kind(counted.kind))
        return any(span.has(self.day(one)) and holds(one, when) for one, when in found)


def count_month(
    definitions: ReportDefinitions,
    journey: Sequence[JourneyStep],
    kinds: Mapping[str, TaskKind],
    cases: Iterable[Sequence[TaskRecord]],
    month: str,
    today: date,
) -> MonthCounts:
    """`cases`: of each client, and of the unit's papers, the living records; `month`: `2026-11`; `today`: the days
    after it have not come yet."""
    return count_cases(
        definitions, journey, [CountedCase(TaskCase(kinds, records, today)) for records in cases], month, today
    )


def count_cases(
    definitions: ReportDefinitions,
    journey: Sequence[JourneyStep],
    cases: Sequence[CountedCase],
    month: str,
    today: date,
) -> MonthCounts:
    """The same of cases that several months look at."""
    span = span_of(month, today)
    counted = [one for one in cases if one.takes_part]
    steps = [step_until(one.case, journey, span.last) for one in counted]
    reached = Counter(step for step in steps if step)
    return MonthCounts(
        until=date.fromisoformat(span.last), clients=reached.total(), left_out=len(cases) - len(counted),
        steps={step.key: reached[step.key] for step in journey},
        measures=[measured(one, list(zip(counted, steps, strict=True)), span) for one in definitions.measures],
    )  # fmt: skip


def span_of(month: str, today: date) -> CountedSpan:
    """From its first day until its last, or today where it goes on."""
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    return CountedSpan(str(first), str(max(first, min(last, today))))


Standing = tuple[CountedCase, str | None]


def measured(measure: ReportMeasure, cases: Sequence[Standing], span: CountedSpan) -> CountedMeasure:
    """One number."""
    if measure.steps:
        at_them = [one for one, step in cases if step in measure.steps]
        last = date.fromisoformat(span.last)
        days = span if measure.last_days is None else CountedSpan(moved(last, 1 - measure.last_days), span.last)
        labels = [(one, YES if one.has_any(measure.any, days) else "") for one in at_them]
    else:
        found = [(one, record) for one, _ in cases for record in counted_in(measure, one, span)]
        if measure.sum:
            heads = sum(record.values.get(measure.sum) or 0 for _, record in found)
            return CountedMeasure(measure.key, heads, None, None, CountedPeople(heads, {}, heads))
        labels = [(one, label_of(measure, one, record)) for one, record in found]
    return labelled(measure, labels)


def label_of(measure: ReportMeasure, one: CountedCase, record: TaskRecord) -> str:
    """Its value, or whether it is of those that are told out of the whole; empty for neither."""
    if measure.by:
        value = record.values.get(measure.by)
        return str(value) if given(value) else ""
    return YES if measure.is_share and fits(measure, one, record, one.day(record, measure.day)) else ""


def labelled(measure: ReportMeasure, labels: Sequence[tuple[CountedCase, str]]) -> CountedMeasure:
    """What is counted, each with its client."""
    counts = Counter(label for _, label in labels if label)
    people = {label: len({id(one) for one, own in labels if own == label}) for label in sorted({*counts, ""})}
    whole, rest = len({id(one) for one, _ in labels}), people.pop("")
    by = dict(sorted(counts.items())) if measure.by else None
    found, of = (counts[YES], len(labels)) if measure.is_share else (len(labels), None)
    return CountedMeasure(measure.key, found, of, by, CountedPeople(whole, people, rest))


def counted_in(measure: CountedBase, one: CountedCase, span: CountedSpan) -> list[TaskRecord]:
    """Those of this case."""
    several = one.of_kind(measure.kind)
    found = [record for record in several if span.has(one.day(record, measure.day)) and holds(record, measure.when)]
    if measure.first_in_days is None:
        return found
    return [record for record in found if is_first(one, record, several, measure.first_in_days)]


def is_first(one: CountedCase, record: TaskRecord, several: Sequence[TaskRecord], days: int) -> bool:
    """No earlier one so many days before."""
    since = moved(date.fromisoformat(one.day(record)), -days)
    place = one.case.place
    return not any(one.day(other) >= since and place(other) < place(record) for other in several)


def fits(rule: PartRule, one: CountedCase, record: TaskRecord, day: str) -> bool:
    """Whether it is of this part."""
    if rule.met_in_days is not None:
        near = CountedSpan(shifted(day, -rule.met_in_days), shifted(day, rule.met_in_days))
        return one.has_any(rule.any, near)
    if rule.ended_in_days is not None:
        ended = one.day(record, rule.ended_on)
        return bool(ended) and ended <= shifted(day, rule.ended_in_days)
    return holds(record, rule.of_which)


def holds(record: TaskRecord, conditions: Iterable[ReportCondition]) -> bool:
    """All of them."""
    return all(where_of(one.field, one.among).fits(record.values.get(one.field)) for one in conditions)


@cache
def where_of(field: str, among: tuple[Any, ...]) -> Where:
    """Each once: whole years of a unit are looked through by the same few."""
    return Where(field, among)


@lru_cache(maxsize=5000)
def shifted(day: str, days: int) -> str:
    """So many days on."""
    return moved(date.fromisoformat(day), days)


def fields_counted(definitions: ReportDefinitions, kinds: Mapping[str, TaskKind]) -> set[LookedAt]:
    """All that a month rests on."""
    found: set[LookedAt] = set()
    for one in definitions.measures:
        own = {condition.field for condition in (*one.when, *one.of_which)}
        own |= {one.day, one.by, one.sum, one.ended_on, kinds[one.kind].day or "" if one.kind else ""}
        found |= {LookedAt(one.kind, field, own=False) for field in own if field}
        for counted in one.any:
            named = {condition.field for condition in counted.when} | {kinds[counted.kind].day or ""}
            found |= {LookedAt(counted.kind, field, own=False) for field in named if field}
    return found


def kinds_counted(definitions: ReportDefinitions, journey: Sequence[JourneyStep]) -> list[str]:
    """Those whose records are looked at."""
    named = {one.kind for one in journey} | {one.kind for one in definitions.measures} | {CONSENT}
    return sorted((named | {counted.kind for one in definitions.measures for counted in one.any}) - {""})
