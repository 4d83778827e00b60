"""Into which blocks a number of a quarter is divided, and to which of them what is counted belongs. Pure."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from api.numbers.counted_items import CountedItem, days_of
from api.numbers.quarters import months_of
from api.policies.told_numbers import LinePart, ToldLine
from api.records.agreed import CONSENT, is_consented
from api.records.month_counts import CountedCase, CountedSpan, shifted, where_of
from api.records.task_case import TaskRecord

WHOLE, ANSWERS = "", "answers"
Divisions = Sequence[Sequence[str]]
PartTest = Callable[[CountedCase, CountedItem], bool]
MakeTest = Callable[[LinePart], PartTest]


def divisions_of(line: ToldLine, span: str) -> Divisions:
    """The names of the blocks of each: the whole; its parts, or its months; their parts, beside those that have none.
    Each division is finer than the one before it. Of a mean what its answers come to, and how many they are."""
    if line.mean:
        return [[WHOLE], [ANSWERS]]
    if line.by_month:
        return [[WHOLE], months_of(span)]
    found: list[list[str]] = [[WHOLE]]
    parts = list(line.parts)
    while parts:
        found.append([one.part for one in parts])
        finer = [inner for one in parts for inner in one.into or (one,)]
        parts = finer if finer != parts else []
    return found


class PartTests(NamedTuple):
    """A part, with what is asked of an item that belongs to it: nothing where it is the rest. `sum`: the field that
    says how much of it does; empty: all that is left. Made once."""

    name: str
    tests: tuple[PartTest, ...]
    sum: str
    into: "tuple[PartTests, ...]"


def tests_of(part: LinePart) -> PartTests:
    """Its own, and those of its parts."""
    said: tuple[tuple[object, MakeTest], ...] = (
        (part.step, standing_there), (part.any and part.met_in_days is None, met_then),
        (part.gap_in_days is not None, met_often), (part.met_in_days is not None, met_near_it),
        (part.ended_in_days is not None, ended_soon), (part.of_which, of_which), (part.either, one_of_which),
        (part.scored, in_band), (part.rises, better), (part.follows, followed), (part.stepped, stepped),
        (part.layers, agreed),
    )  # fmt: skip
    tests = tuple(make(part) for asked, make in said if asked)
    return PartTests(part.part, tests, part.sum, tuple(map(tests_of, part.into)))


def blocks_of(
    parts: Sequence[PartTests], one: CountedCase, item: CountedItem, amount: int
) -> Iterator[tuple[str, int]]:
    """The parts to which it belongs, each inside the one before, with how much of it does."""
    for part in parts:
        for test in part.tests:
            if not test(one, item):
                break
        else:
            own = min(amount, number_in(item, part.sum)) if part.sum else amount
            yield part.name, own
            if part.into:
                yield from blocks_of(part.into, one, item, own)
            if not part.sum:
                return
            amount -= own


def standing_there(part: LinePart) -> PartTest:
    """The client, at this step."""
    return lambda _, item: item.step == part.step


def met_then(part: LinePart) -> PartTest:
    """The client, within the quarter or in its last days."""

    def test(one: CountedCase, item: CountedItem) -> bool:
        first, last = days_of(item.span)
        since = first if part.last_days is None else shifted(last, 1 - part.last_days)
        return one.has_any(part.any, CountedSpan(since, last))

    return test


def met_often(part: LinePart) -> PartTest:
    """Whoever was met only once was met again within no time at all."""
    return lambda _, item: item.gap is not None and item.gap <= (part.gap_in_days or 0)


def met_near_it(part: LinePart) -> PartTest:
    """So many days before or after it."""
    days = part.met_in_days or 0
    return lambda one, item: one.has_any(part.any, CountedSpan(shifted(item.day, -days), shifted(item.day, days)))


def ended_soon(part: LinePart) -> PartTest:
    """By the day in one of its fields."""
    days = part.ended_in_days or 0
    return lambda _, item: "" < str(value_in(item, part.ended_on) or "") <= shifted(item.day, days)


def of_which(part: LinePart) -> PartTest:
    """All of this holds of it."""
    tests = [where_of(one.field, one.among) for one in part.of_which]
    return lambda _, item: all(test.fits(value_in(item, test.field)) for test in tests)


def one_of_which(part: LinePart) -> PartTest:
    """One of this holds."""
    tests = [where_of(one.field, one.among) for one in part.either]
    return lambda _, item: any(test.fits(value_in(item, test.field)) for test in tests)


def in_band(part: LinePart) -> PartTest:
    """The risk of a substance, where it was asked."""
    return lambda _, item: (value_in(item, "scores") or {}).get(part.scored, {}).get("band") in part.bands


def better(part: LinePart) -> PartTest:
    """Strictly higher on the instrument's own axis than in the sheet before."""
    return lambda _, item: (
        item.before is not None and (score_in(part.rises, item.record) > score_in(part.rises, item.before))
    )


def score_in(domain: str, sheet: TaskRecord | None) -> Decimal:
    """Of one that has it."""
    return Decimal(sheet.values["domains"][domain]["score"] if sheet else 0)


def followed(part: LinePart) -> PartTest:
    """By such a record, from its day on."""

    def test(one: CountedCase, item: CountedItem) -> bool:
        last = shifted(item.day, part.follows_in_days)
        return any(item.day <= one.day(other) <= last for other in one.of_kind(part.follows))

    return test


def stepped(part: LinePart) -> PartTest:
    """One of these was taken, in time where a day is named."""

    def test(_: CountedCase, item: CountedItem) -> bool:
        due = str(value_in(item, part.stepped_by) or "") if part.stepped_by else "9999"
        taken: Sequence[Any] = value_in(item, "steps") or ()
        return any(one["status"] in part.stepped and str(one["on"]) <= due for one in taken)

    return test


def agreed(part: LinePart) -> PartTest:
    """As her consents stood on that day."""

    def test(one: CountedCase, item: CountedItem) -> bool:
        acts = {CONSENT: [act.values.get for act in one.of_kind(CONSENT) if one.day(act) <= item.day]}
        return all(is_consented(acts, layer) for layer in part.layers)

    return test


def value_in(item: CountedItem, field: str) -> Any:
    """Of the record that is counted."""
    return item.record.values.get(field) if item.record else None


def number_in(item: CountedItem, field: str) -> int:
    """0 where it says nothing."""
    return int(value_in(item, field) or 0)
