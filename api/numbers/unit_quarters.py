"""The counts of a unit's quarters follow its cases: what changed since they were counted says from which one on.

Nothing is written while work is pushed. The counters of the homes in which a unit's cases lie say whether anything
changed, and the journal of changes says what: so late work, what is taken back, erased or moved, and a consent that is
taken back count alike, and a unit counted anew from nothing comes to the same rows.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, delete
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from api.access.scope import Scope, enter
from api.actor import Actor
from api.changes.feed_key import FeedKey
from api.changes.tables import Feed, HomeCounter
from api.db.bulk import insert_rows
from api.db.engine import reading, writing
from api.db.stated_scope import state
from api.identity.people import Unit
from api.numbers.changed_days import earliest_changed
from api.numbers.living_records import records_of_cases
from api.numbers.quarter_rows import (
    BlockCount,
    NumberKey,
    case_of,
    earliest_span,
    kinds_told,
    number_rows,
    rules_now,
)
from api.numbers.quarters import last_span_over, moved
from api.numbers.tables import CountedUnit
from api.records import KINDS
from api.records.task_case import TaskRecord

TABLES = SQLModel.metadata.tables
NUMBER = TABLES["quarter_number"]
Seen = Mapping[str, int]


class CountedNews(NamedTuple):
    """What a unit's quarters come to from `first` on, as its homes stood at `seen`."""

    first: str
    through: str
    seen: Seen
    rows: Mapping[NumberKey, BlockCount]


def keep_up(engine: Engine, unit: Unit, now: datetime, *, anew: bool = False) -> bool:
    """Counts what changed in this unit; `anew`: all of it. Whether there was anything."""
    with reading(engine, reader_of(unit)) as session:
        stood = session.get(CountedUnit, unit.id)
        news = news_of(session, unit, now, None if anew else stood)
    if news is None:
        return False
    with writing(engine, reader_of(unit)) as session:
        state(session, {"home": unit.id})
        store_news(session, unit.id, news, stood, now)
    return True


def keep_all_up(engine: Engine, now: datetime, *, anew: bool = False) -> int:
    """Of every unit, in a transaction each. How many had something new."""
    with reading(engine) as session:
        units = list(session.exec(select(Unit).order_by(col(Unit.id))).all())
    return sum([keep_up(engine, unit, now, anew=anew) for unit in units])


def reader_of(unit: Unit) -> Actor:
    """Whoever counts reads one unit as the one who leads it would, and no other."""
    return Actor(unit.id, "", "coordinator", unit.id, None, None, unit.timezone)


def news_of(session: Session, unit: Unit, now: datetime, stood: CountedUnit | None) -> CountedNews | None:
    """None where all stands as it was counted."""
    seen, through = homes_of(session, unit.id), last_span_over(now, unit.timezone)
    current = stood is not None and stood.rules == rules_now() and stood.through <= through
    if current and stood and json.loads(stood.seen) == seen and stood.through == through:
        return None
    scope = enter(session, reader_of(unit), now)
    told = records_of_unit(session, scope, unit.id, kinds_told())
    cases = [case_of(records) for records in counted_of(told)]
    earliest = earliest_span(cases, through)
    first = earliest
    if current and stood:
        changed = earliest_changed(session, unit.id, json.loads(stood.seen), seen, told)
        first = max(earliest, min(changed, moved(stood.through, 1))) if changed else earliest
    return CountedNews("" if first == earliest else first, through, seen, number_rows(cases, first, through))


def homes_of(session: Session, unit: str) -> dict[str, int]:
    """{home: where its counter stands} of each in which cases lie for which the unit is responsible, and its own."""
    moved = columns(col(Feed.home)).where(col(Feed.unit) == unit, col(Feed.home) != unit)
    query = columns(col(HomeCounter.home), col(HomeCounter.position))
    query = query.where((col(HomeCounter.home) == unit) | col(HomeCounter.home).in_(moved))
    return {home: position for home, position in session.connection().execute(query)}


def records_of_unit(session: Session, scope: Scope, unit: str, kinds: Sequence[str]) -> dict[FeedKey, list[TaskRecord]]:
    """The living records of these kinds, of each client of the unit and of its own papers."""
    return records_of_cases(session, scope, cases_of_unit(session, scope, unit), kinds)


def cases_of_unit(session: Session, scope: Scope, unit: str) -> list[FeedKey]:
    """Its clients' cases and its own papers, as far as they are in scope."""
    query = columns(col(Feed.home), col(Feed.id)).where(col(Feed.unit) == unit, col(Feed.erased_at).is_(None))
    cases = [FeedKey(*row) for row in session.connection().execute(query)]
    return [case for case in cases if case in scope.cases]


def counted_of(told: Mapping[FeedKey, list[TaskRecord]]) -> list[list[TaskRecord]]:
    """Whose own record was taken back is nobody's client."""
    return [records for case, records in told.items() if case.about != "case" or has_head(records)]


def has_head(records: Iterable[TaskRecord]) -> bool:
    """Whether the record stands that opened the case."""
    return any(KINDS[one.kind].opens_case for one in records)


def store_news(session: Session, unit: str, news: CountedNews, stood: CountedUnit | None, now: datetime) -> None:
    """In the place of what stood there from that quarter on; not where somebody else counted meanwhile."""
    found = session.get(CountedUnit, unit, with_for_update=True)
    if (found and found.seen) != (stood and stood.seen) or (found and found.through) != (stood and stood.through):
        return
    session.connection().execute(delete(NUMBER).where(NUMBER.c.home == unit, NUMBER.c.span >= news.first))
    insert_rows(session, NUMBER, [[unit, *key, *count] for key, count in news.rows.items()])
    row = found or CountedUnit(home=unit, through="", seen="", rules="", counted_at=now)
    row.through, row.rules, row.counted_at = news.through, rules_now(), now
    row.seen = json.dumps(news.seen, sort_keys=True)
    session.add(row)
