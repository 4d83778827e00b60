"""What of a client is counted in which quarter, by the bases of the policy `told_numbers`. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from api import policies
from api.numbers.quarters import first_day_of, last_day_of, span_of
from api.policies.told_numbers import NumberBase
from api.records.journey_step import step_until
from api.records.month_counts import CountedCase, CountedSpan, counted_in, holds
from api.records.task_case import TaskRecord

EVER = CountedSpan("0001", "9999")


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
    met = days_met(base, one)
    gaps = [(day, (date.fromisoformat(day) - date.fromisoformat(before)).days) for before, day in pairwise(met)]
    for span in spans:
        here = CountedSpan(*days_of(span))
        if any(here.has(day) for day in met):
            own = sorted(gap for day, gap in gaps if here.has(day))
            yield CountedItem(span, here.last, gap=own[(len(own) - 1) // 2] if own else None)


def days_met(base: NumberBase, one: CountedCase) -> list[str]:
    """Each once, the first one first."""
    found = ((counted, record) for counted in base.any for record in one.of_kind(counted.kind))
    return sorted({one.day(record) for counted, record in found if holds(record, counted.when)})


def records_in(base: NumberBase, one: CountedCase, spans: Sequence[str]) -> Iterator[CountedItem]:
    """Her records by the quarter of their day."""
    for record in counted_in(base, one, EVER):
        day = one.day(record, base.day)
        if spans and spans[0] <= (span := span_of(day)) <= spans[-1]:
            before = pair_of(base, one, record) if base.paired else None
            if before or not base.paired:
                yield CountedItem(span, day, record, before=before)


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
