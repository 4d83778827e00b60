"""From which quarter on a unit's counts may differ, by what its homes' journals say since they were counted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

import orjson

from api import policies
from api.areas.place_days import made_at
from api.changes.feed_key import FeedKey
from api.db.bulk import dashed
from api.numbers.asked_kinds import kinds_asked
from api.numbers.quarters import span_of
from api.numbers.unit_journal import HomeJournal, JournalRow
from api.records import KINDS
from api.records.agreed import CONSENT
from api.records.month_counts import COUNTED, shifted
from api.records.task_case import TaskRecord, record_day

NEVER = "9999-Q4"
RULES = policies.told_numbers()
# In which other field a base looks for a day.
DAYS = [(one.kind, one.day) for one in RULES.bases if one.day]

Told = Mapping[FeedKey, Sequence[TaskRecord]]


def earliest_changed(
    journals: Sequence[HomeJournal], unit: str, told: Told, whole: Callable[[FeedKey], Iterable[TaskRecord]]
) -> str | None:
    """The first quarter that may differ. None: any may, since something was erased or had its day changed. `told`: of
    each case in which something happened what others may follow; `whole`: all of a case that may count no more."""
    first = NEVER
    for home, since, left, rows in journals:
        if any(changes_all(row) for row in rows):
            return None
        came = left if home == unit else {row.feed for row in rows}
        changed = {row.record for row in rows if row.feed in came or not says_nothing(row, since)}
        for row in (row for row in rows if row.record in changed):
            case = FeedKey(home, row.feed)
            first = min(first, min(spans_reached(row, told.get(case, ())), default=NEVER))
            if row.kind == CONSENT and has_withdrawn(told.get(case, ())):
                first = min([first, *(span_of(record_day(KINDS, one)) for one in whole(case))])
    return first


def says_nothing(row: JournalRow, since: int) -> bool:
    """It was told again, or edited in what no number looks at. What the server itself writes stands in no edit."""
    if row.version <= since:
        return True
    asked = {*kinds_asked()[row.kind].fields, "voided_because"}
    if row.was is None or not KINDS[row.kind].kept_fields.isdisjoint(asked):
        return False
    return asked.isdisjoint(orjson.loads(row.set or "{}"))


def changes_all(row: JournalRow) -> bool:
    """It was erased; or edited in a consent, or in a day it is counted by where nobody knows which stood there: its
    author had not seen it."""
    if row.last and row.body is None:
        return True
    if row.was is None:
        return False
    if row.kind == CONSENT or made_at(dashed(row.record)) is None:
        return True
    return row.lost is not None and not set(day_fields(row.kind)).isdisjoint(orjson.loads(row.set or "{}"))


def day_fields(kind: str) -> Iterator[str]:
    """Its own, and those that bases look at."""
    yield from (one for one in (KINDS[kind].day,) if one)
    yield from (day for counted, day in DAYS if counted == kind)


def days_of(row: JournalRow) -> Iterator[str]:
    """Those it put in the place of others, with these; and of the newest telling all that it has."""
    edited = set() if row.was is None else set(day_fields(row.kind)) & orjson.loads(row.set or "{}").keys()
    bodies = (row.was, row.set) if edited else ()
    for written in (*bodies, *([row.body] if row.last else ())):
        fields = orjson.loads(written or "{}")
        yield from (str(fields[name]) for name in day_fields(row.kind) if fields.get(name))
        if not fields.get(KINDS[row.kind].day or ""):
            yield row.written


def spans_reached(row: JournalRow, told: Sequence[TaskRecord]) -> Iterator[str]:
    """Those in which it may count, and in which what it answers or follows on does. `told`: of its case."""
    for day in days_of(row):
        yield span_of(day)
        for kind, days in bases_answered(row.kind):
            since = shifted(day, -days)
            if kinds_asked()[kind].near is None:
                own = (record_day(KINDS, one) for one in told if one.kind == kind)
                yield from (span_of(other) for other in own if since <= other <= day)
            else:
                yield span_of(since)


@cache
def bases_answered(kind: str) -> frozenset[tuple[str, int]]:
    """Of which kinds it is told whether such a record lies near or follows, and within how many days: a visit answers
    one that was planned for some days earlier."""
    bases = {base.key: base.kind for base in RULES.bases}
    parts = ((bases[line.base], part) for line in RULES.lines for part in line.every_part())
    return frozenset(
        (counted, part.follows_in_days if part.follows == kind else part.met_in_days or 0)
        for counted, part in parts
        if part.follows == kind or (part.met_in_days is not None and kind in {one.kind for one in part.any})
    )


def has_withdrawn(records: Iterable[TaskRecord]) -> bool:
    """Whether the client ever took back to be counted, so that each act of hers may change it."""
    acts = (one.values for one in records if one.kind == CONSENT)
    return any(one.get("act") == "withdrawn" and COUNTED in (one.get("layers") or ()) for one in acts)
