"""The quarters of a unit as rows of numbers: how many, and of how many different people. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from api import policies
from api.numbers.counted_items import CountedItem, items_of
from api.numbers.line_parts import WHOLE, PartTests, blocks_of, number_in, tests_of
from api.numbers.quarters import span_of, spans_from
from api.policies.told_numbers import NumberBase, ToldLine
from api.records import KINDS
from api.records.month_counts import CountedCase
from api.records.task_case import TaskCase, TaskRecord

LATER = date(2199, 12, 31)  # quarters that are over are the same on every later day
NumberKey = tuple[str, str, str]
Amounts = dict[NumberKey, list[int]]  # how many, and of how many people


class DividedLine(NamedTuple):
    """A number, with its parts as they are tested."""

    line: ToldLine
    parts: tuple[PartTests, ...]


class DividedBase(NamedTuple):
    """What is counted, and the numbers into which it is divided."""

    base: NumberBase
    lines: tuple[ToldLine, ...]
    divided: tuple[DividedLine, ...]


class BlockCount(NamedTuple):
    """`number`: of what happened; `people`: of how many different clients it is."""

    number: int
    people: int


def number_rows(cases: Sequence[CountedCase], first: str, through: str) -> dict[NumberKey, BlockCount]:
    """{(quarter, number, block): how many}, without what is 0, of these quarters, both counted."""
    spans = list(spans_from(first, through))
    return added_up(amounts_of(one, spans) for one in cases)


def amounts_of(one: CountedCase, spans: Sequence[str]) -> Amounts:
    """Of one client; nothing of her who took back to be counted."""
    found: Amounts = {}
    for divided in bases_about(one) if spans and one.takes_part else ():
        items = list(items_of(divided.base, one, spans))
        for line in divided.divided if items else ():
            add_items(found, line, one, items)
    return found


def added_up(several: Iterable[Amounts]) -> dict[NumberKey, BlockCount]:
    """People of several cases are different ones."""
    found: dict[NumberKey, list[int]] = {}
    for key, (number, people) in (counted for amounts in several for counted in amounts.items()):
        stood = found.setdefault(key, [0, 0])
        stood[0] += number
        stood[1] += people
    return {key: BlockCount(*counts) for key, counts in found.items()}


def bases_about(one: CountedCase) -> Iterator[DividedBase]:
    """Those of clients, and those of the kinds of which she has records."""
    for kind in ("", *one.by_kind):
        yield from bases_by_kind().get(kind, ())


def add_items(found: Amounts, divided: DividedLine, one: CountedCase, items: Iterable[CountedItem]) -> None:
    """To the whole of their quarters, and to each block in which they lie. The same people may have been there each
    time, so they are as few as the fullest item allows: a client is one, who is counted herself."""
    line = divided.line
    for item in items:
        amount = number_in(item, line.sum) if line.sum else 1
        blocks = ((item.day[:7], amount),) if line.by_month else blocks_of(divided.parts, one, item, amount)
        for block, own in ((WHOLE, amount), *blocks):
            key = (item.span, line.key, block)
            stood = found.get(key)
            if stood is None and own:
                found[key] = [own, own]
            elif stood is not None:
                stood[0] += own
                stood[1] = max(stood[1], own)


@cache
def lines_by_base() -> list[DividedBase]:
    """Each base with the lines that divide it."""
    told = policies.told_numbers()
    return [divided_base(base, told.divided({base.key})) for base in told.bases]


def divided_base(base: NumberBase, lines: tuple[ToldLine, ...]) -> DividedBase:
    """With the parts of its lines as they are tested."""
    return DividedBase(base, lines, tuple(DividedLine(line, tuple(map(tests_of, line.parts))) for line in lines))


@cache
def bases_by_kind() -> dict[str, list[DividedBase]]:
    """The same by the kind that is counted; of clients themselves by none. Without what is no record of anybody's."""
    found: dict[str, list[DividedBase]] = {}
    for one in lines_by_base():
        if one.base.kind or one.base.clients:
            found.setdefault(one.base.kind, []).append(one)
    return found


def earliest_span(cases: Iterable[CountedCase], through: str) -> str:
    """Before it nothing can be counted."""
    days = [day for one in cases for day in one.case.days.values()]
    return min([*(span_of(day) for day in days if day), through])


def rules_now() -> str:
    """By which versions of which policies it is counted, and by whose days: before, what says none was counted by that
    of Greenwich."""
    return f"{policies.told_numbers().version} {policies.journey().version} of its place"


def case_of(records: Sequence[TaskRecord], before: Mapping[str, str] | None = None) -> CountedCase:
    """As every quarter that is over looks at it."""
    return CountedCase(TaskCase(KINDS, records, LATER), before or {})
