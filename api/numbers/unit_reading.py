"""What of a unit's cases is read to count its quarters: those in which something happened, and what lies near."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from api.access.scope import Scope
from api.changes.feed_key import FeedKey
from api.changes.tables import ID
from api.db.bulk import dashed, plain_id
from api.numbers.asked_kinds import kinds_asked
from api.numbers.changed_days import earliest_changed
from api.numbers.counted_items import span_between
from api.numbers.counted_records import ReadRecords, Told, records_always, records_dated, records_near
from api.numbers.living_records import records_of_cases
from api.numbers.quarter_rows import case_of
from api.numbers.quarters import moved
from api.numbers.resting_cases import Resting, kept_cases
from api.numbers.unit_journal import journals_since
from api.records import KINDS
from api.records.month_counts import CountedCase
from api.records.task_case import TaskRecord

FEED = SQLModel.metadata.tables["feed"]
UNIT = bindparam("unit", type_=ID)
CASES = select(plain_id(FEED.c.home), plain_id(FEED.c.id)).where(FEED.c.unit == UNIT, FEED.c.erased_at.is_(None))
Seen = Mapping[str, int]


class StoodAt(NamedTuple):
    """A unit as it was counted, as `CountedUnit` has it."""

    through: str
    seen: str
    rules: str
    resting: str


class UnitRead(NamedTuple):
    """`first`: from which quarter on it is to be counted; None: from its beginning. `resting`: what was not read."""

    first: str | None
    always: Told
    near: ReadRecords
    resting: Resting


def read_unit(
    session: Session, scope: Scope, unit: str, seen: Seen, through: str, stood: StoodAt | None
) -> UnitRead:  # fmt: skip
    """The cases in which something happened, those that do not rest, and of every case what lies near the quarters."""
    cases = cases_of_unit(session, scope, unit)
    journals = journals_since(session, scope, unit, json.loads(stood.seen), seen) if stood else None
    rested = kept_cases(stood.resting) if stood and journals is not None else {}
    touched = {row.feed for one in journals or () for row in one.rows}
    asleep = {case for case in cases if case.home == unit and case.id in rested and case.id not in touched}
    always = records_always(session, scope, [case for case in cases if case not in asleep])

    def whole(case: FeedKey) -> list[TaskRecord]:
        return [*always.get(case, ()), *records_dated(session, scope, [case]).get(case, ())]

    first = None if journals is None else earliest_changed(journals, unit, always, whole)
    if first and stood:
        first = min(first, moved(stood.through, 1))
    near = records_near(session, scope, cases, span_between(first, through) if first else None)
    # Whoever counts follows no papers of the unit, so their own tables show her none.
    near.records |= records_of_cases(session, scope, [case for case in cases if case.about == "unit"], paper_kinds())
    woken = {case for case in asleep if not first or rested[case.id].since > first or case in near.records}
    always |= records_always(session, scope, sorted(woken))
    return UnitRead(first, always, near, {case.id: rested[case.id] for case in asleep - woken})


@cache
def paper_kinds() -> list[str]:
    """Those that lie in a unit's own papers."""
    return [kind for kind in kinds_asked() if KINDS[kind].feed == "unit"]


def counted_cases(always: Told, near: ReadRecords) -> dict[FeedKey, CountedCase]:
    """Of clients whose own record stands, and of the unit's own papers."""
    cases = always.keys() | near.records.keys()
    told = {case: [*always.get(case, ()), *near.records.get(case, ())] for case in cases}
    return {
        case: case_of(records, near.before.get(case)) for case, records in told.items() if is_counted(case, records)
    }


def records_of_unit(session: Session, scope: Scope, unit: str, kinds: Sequence[str]) -> dict[FeedKey, list[TaskRecord]]:
    """The living records of these kinds, of each client of the unit and of its own papers."""
    return records_of_cases(session, scope, cases_of_unit(session, scope, unit), kinds)


def cases_of_unit(session: Session, scope: Scope, unit: str) -> list[FeedKey]:
    """Its clients' cases and its own papers, as far as they are in scope."""
    cases = [FeedKey(dashed(home), dashed(name)) for home, name in session.connection().execute(CASES, {"unit": unit})]
    return [case for case in cases if case in scope.cases]


def counted_of(told: Mapping[FeedKey, list[TaskRecord]]) -> list[list[TaskRecord]]:
    """Whose own record was taken back is nobody's client."""
    return [records for case, records in told.items() if is_counted(case, records)]


def is_counted(case: FeedKey, records: Iterable[TaskRecord]) -> bool:
    """Papers of a unit, or a case of which the record stands that opened it."""
    return case.about != "case" or has_head(records)


def has_head(records: Iterable[TaskRecord]) -> bool:
    """Whether the record stands that opened the case."""
    return any(KINDS[one.kind].opens_case for one in records)
