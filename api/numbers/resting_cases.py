"""Cases of which nothing lies in a quarter or after it: they count there as they will in every quarter to come, so they
are not read again until something happens in them. Pure.

Kept beside the counts of their unit, as the case's id, since when it rests and what it adds to each quarter. What is
erased, moved or taken back from numbers lets the whole unit be counted anew, and this with it.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import orjson

from api.changes.feed_key import FeedKey
from api.numbers.asked_kinds import kinds_asked
from api.numbers.counted_items import days_of
from api.numbers.quarter_rows import Amounts, BlockCount, NumberKey
from api.numbers.quarters import moved, span_of, spans_from
from api.records import KINDS
from api.records.month_counts import CountedCase


class RestingCase(NamedTuple):
    """`since`: from which quarter on nothing of it lies anywhere; `blocks`: (number, block) to which it adds one."""

    since: str
    blocks: tuple[tuple[str, str], ...]


Resting = Mapping[str, RestingCase]


def newest_day(one: CountedCase) -> str:
    """The last day by which anything of it is counted."""
    others = (
        str(record.values.get(name) or "") for kind in one.by_kind for name in days_beside(kind)
        for record in one.of_kind(kind)
    )  # fmt: skip
    return max((*one.case.days.values(), *others), default="")


@cache
def days_beside(kind: str) -> tuple[str, ...]:
    """By which it is counted beside its own."""
    return tuple(name for name in kinds_asked()[kind].days if name != KINDS[kind].day)


def resting_in(
    cases: Mapping[FeedKey, CountedCase], amounts: Mapping[FeedKey, Amounts], first: str, through: str
) -> dict[str, RestingCase]:
    """By the id. `amounts`: what each case adds to the quarters from `first`, from which on all of it was read."""
    found = {}
    for case, own in amounts.items() if first <= through else ():
        newest = newest_day(cases[case])
        if newest < days_of(through)[0]:
            since = max(first, moved(span_of(newest), 1)) if newest else first
            found[case.id] = RestingCase(since, tuple((line, block) for span, line, block in own if span == through))
    return found


def add_resting(rows: dict[NumberKey, BlockCount], resting: Resting, first: str, through: str) -> None:
    """To each of these quarters what they add."""
    for one in resting.values():
        for span in spans_from(first, through):
            for line, block in one.blocks:
                stood = rows.get((span, line, block), BlockCount(0, 0))
                rows[span, line, block] = BlockCount(stood.number + 1, stood.people + 1)


def kept_text(resting: Resting) -> str:
    """As it is kept."""
    return orjson.dumps({name: tuple(resting[name]) for name in sorted(resting)}).decode()


def kept_cases(text: str) -> dict[str, RestingCase]:
    """What was kept."""
    return {
        name: RestingCase(since, tuple((line, block) for line, block in blocks))
        for name, (since, blocks) in orjson.loads(text).items()
    }
