"""The quarters of a unit as rows of numbers: how many, and of how many different people. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from api import policies
from api.numbers.counted_items import CountedItem, items_of
from api.numbers.line_parts import blocks_of
from api.numbers.quarters import span_of, spans_from
from api.policies.told_numbers import NumberBase, ToldLine
from api.records import KINDS
from api.records.agreed import CONSENT
from api.records.month_counts import CountedCase
from api.records.task_case import TaskCase, TaskRecord

LATER = date(2199, 12, 31)  # quarters that are over are the same on every later day
NumberKey = tuple[str, str, str]


class BlockCount(NamedTuple):
    """`number`: of what happened; `people`: of how many different clients it is."""

    number: int
    people: int


def number_rows(cases: Sequence[CountedCase], first: str, through: str) -> dict[NumberKey, BlockCount]:
    """{(quarter, number, block): how many}, without what is 0, of these quarters, both counted. Who took back to be
    counted is left out."""
    counted = [one for one in cases if one.takes_part]
    spans = list(spans_from(first, through))
    found: dict[NumberKey, BlockCount] = {}
    for base, lines in lines_by_base():
        for one in counted:
            items = list(items_of(base, one, spans))
            for line in lines if items else ():
                add_case(found, line, one, items)
    return found


def add_case(
    found: dict[NumberKey, BlockCount], line: ToldLine, one: CountedCase, items: Iterable[CountedItem]
) -> None:
    """Its items, and itself once in each block in which it has any. Heads are people by themselves."""
    own: dict[NumberKey, int] = {}
    for item in items:
        for block in blocks_of(line, one, item):
            key = (item.span, line.key, block)
            own[key] = own.get(key, 0) + amount_of(line, item)
    for key, amount in own.items():
        if amount:
            stood = found.get(key, BlockCount(0, 0))
            found[key] = BlockCount(stood.number + amount, stood.people + (amount if line.sum else 1))


def amount_of(line: ToldLine, item: CountedItem) -> int:
    """One, or what the field says."""
    return int((item.record and item.record.values.get(line.sum)) or 0) if line.sum else 1


def lines_by_base() -> list[tuple[NumberBase, list[ToldLine]]]:
    """Each base with the lines that divide it."""
    told = policies.told_numbers()
    return [(base, [line for line in told.lines if line.base == base.key]) for base in told.bases]


def kinds_told() -> list[str]:
    """Those whose records are looked at."""
    return sorted({CONSENT, *(step.kind for step in policies.journey().steps), *kinds_named()} - {""})


def kinds_named() -> Iterator[str]:
    """By bases, and by parts at whatever depth."""
    told = policies.told_numbers()
    for base in told.bases:
        yield base.kind
        yield from (counted.kind for counted in base.any)
    for part in (part for line in told.lines for part in line.every_part()):
        yield part.follows
        yield from (counted.kind for counted in part.any)


def earliest_span(cases: Iterable[CountedCase], through: str) -> str:
    """Before it nothing can be counted."""
    days = [day for one in cases for day in one.case.days.values()]
    return min([*(span_of(day) for day in days if day), through])


def rules_now() -> str:
    """By which versions of which policies it is counted."""
    return f"{policies.told_numbers().version} {policies.journey().version}"


def case_of(records: Sequence[TaskRecord]) -> CountedCase:
    """As every quarter that is over looks at it."""
    return CountedCase(TaskCase(KINDS, records, LATER))
