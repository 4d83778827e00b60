"""Cases of which nothing lies in a quarter or after it: they count there as they will in every quarter to come, so they
are not read again until something happens in them. Pure.

Kept beside the counts of their unit, as the case's id, since when it rests and what it adds to each quarter. What is
erased, moved or taken back from numbers lets the whole unit be counted anew, and this with it.
"""

from collections.abc import Mapping
from typing import NamedTuple

import orjson

from api.changes.feed_key import FeedKey
from api.numbers.asked_kinds import kinds_asked
from api.numbers.counted_items import days_of
from api.numbers.quarter_rows import BlockCount, NumberKey, number_rows
from api.numbers.quarters import moved, span_of, spans_from
from api.records.month_counts import CountedCase


class RestingCase(NamedTuple):
    """`since`: from which quarter on nothing of it lies anywhere; `blocks`: (number, block) to which it adds one."""

    since: str
    blocks: tuple[tuple[str, str], ...]


Resting = Mapping[str, RestingCase]


def is_at_rest(one: CountedCase, span: str) -> bool:
    """Nothing of it lies in this quarter or later, by whatever day."""
    several = any(len(kinds_asked()[kind].days) > 1 for kind in one.by_kind)
    return not several and max(one.case.days.values(), default="") < days_of(span)[0]


def resting_in(cases: Mapping[FeedKey, CountedCase], home: str, first: str, through: str) -> dict[str, RestingCase]:
    """By the id, of those that lie in this home. `first`: the quarter from which on all of them was read."""
    found = {}
    for case, one in cases.items():
        if case.home == home and is_at_rest(one, through):
            newest = max(one.case.days.values(), default="")
            since = max(first, moved(span_of(newest), 1)) if newest else first
            blocks = tuple((line, block) for _, line, block in number_rows([one], through, through))
            found[case.id] = RestingCase(since, blocks)
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
