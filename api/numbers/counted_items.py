"""What of a client is counted in which quarter, by the bases of the policy `told_numbers`. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from statistics import median_low
from typing import NamedTuple

from api import policies
from api.numbers.quarters import first_day_of, last_day_of, span_of
from api.policies.told_numbers import NumberBase
from api.records.journey_step import step_until
from api.records.month_counts import CountedCase, CountedSpan, counted_in, holds
from api.records.task_case import TaskRecord

NEVER = CountedSpan("9999", "0001")


class CountedItem(NamedTuple):
    """Counted once, in this quarter. `record`: None where it is the client herself, who stands at `step`, or was met
    again `gap` days after the time before, by the middle one of these; `before`: the record that it is paired with."""

    span: str
    day: str
    record: TaskRecord | None = None
    step: str | None = None
    before: TaskRecord | None = None
    gap: int | None = None


def items_of(base: NumberBase, one: CountedCase, spans: Sequence[str]) -> Iterator[CountedItem]:
    """Those of this client in these quarters, of which none is left out."""
    if base.clients == "standing":
        yield from standing_in(one, spans)
    elif base.clients == "met":
        yield from met_in(base, one, spans)
    else:
        yield from records_in(base, one, spans)


def standing_in(one: CountedCase, spans: Sequence[str]) -> Iterator[CountedItem]:
    """The client at the end of each quarter by which she was on record."""
    for span in spans:
        _, last = days_of(span)
        step = step_until(one.case, policies.journey().steps, last)
        if step:
            yield CountedItem(span, last, step=step)


def met_in(base: NumberBase, one: CountedCase, spans: Sequence[str]) -> Iterator[CountedItem]:
    """The client in each quarter in which somebody met her."""
    met, asked = days_met(base, one), within(spans)
    gaps: dict[str, list[int]] = {}
    for at, day in enumerate(met):
        if asked.has(day):
            own = gaps.setdefault(span_of(day), [])
            own += [days_between(met[at - 1], day)] if at else []
    for span, several in gaps.items():
        yield CountedItem(span, days_of(span)[1], gap=median_low(several) if several else None)


def days_between(before: str, day: str) -> int:
    """Of two days."""
    return (date.fromisoformat(day) - date.fromisoformat(before)).days


def days_met(base: NumberBase, one: CountedCase) -> list[str]:
    """Each once, the first one first."""
    before = {one.before[base.key]} if base.key in one.before else set()
    days = before | {one.day(record) for counted in base.any for record in one.of_kind(counted.kind)
            if not counted.when or holds(record, counted.when)}  # fmt: skip
    return sorted(days)


def records_in(base: NumberBase, one: CountedCase, spans: Sequence[str]) -> Iterator[CountedItem]:
    """Her records by the quarter of their day."""
    for record in counted_in(base, one, within(spans)):
        day = one.day(record, base.day)
        before = pair_of(base, one, record) if base.paired else None
        if before or not base.paired:
            yield CountedItem(span_of(day), day, record, before=before)


def within(spans: Sequence[str]) -> CountedSpan:
    """From the first day of these quarters to the last."""
    return span_between(spans[0], spans[-1]) if spans else NEVER


def span_between(first: str, through: str) -> CountedSpan:
    """The days of these quarters and of those between them."""
    return CountedSpan(days_of(first)[0], days_of(through)[1])


def pair_of(base: NumberBase, one: CountedCase, record: TaskRecord) -> TaskRecord | None:
    """The newest earlier one, where both have every domain that either has."""
    place = one.case.place
    earlier = [other for other in one.of_kind(base.kind) if holds(other, base.paired) and place(other) < place(record)]
    if not earlier:
        return None
    domains = [set(other.values.get("domains") or ()) for other in (earlier[-1], record)]
    return earlier[-1] if domains[0] == domains[1] == ALL_DOMAINS else None


ALL_DOMAINS = {"physical", "psychological", "social", "environment"}


@cache
def days_of(span: str) -> tuple[str, str]:
    """Its first and its last."""
    return str(first_day_of(span)), str(last_day_of(span))
