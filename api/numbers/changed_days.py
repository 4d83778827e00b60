"""From which quarter on a unit's counts may differ, by what its homes' journals say since they were counted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import orjson
from sqlalchemy import or_, select
from sqlmodel import Session, SQLModel

from api import policies
from api.changes.feed_key import FeedKey
from api.numbers.quarter_rows import kinds_told
from api.numbers.quarters import span_of
from api.records import KINDS
from api.records.agreed import CONSENT
from api.records.month_counts import COUNTED
from api.records.task_case import TaskRecord
from api.records.task_days import written_on

TABLES = SQLModel.metadata.tables
CHANGE, DEPARTURE, FEED = TABLES["change"], TABLES["departure"], TABLES["feed"]
NEVER = "9999-Q4"
RULES = policies.told_numbers()
PARTS = [part for line in RULES.lines for part in line.every_part()]
# In which other field a base looks for a day.
DAYS = [(one.kind, one.day) for one in RULES.bases if one.day]

Told = Mapping[FeedKey, Sequence[TaskRecord]]


def earliest_changed(
    session: Session, unit: str, seen: Mapping[str, int], now: Mapping[str, int], told: Told
) -> str | None:
    """The first quarter that may differ. None: any may, since something left, was erased, had its day changed, or it
    changed whether somebody takes part in numbers."""
    if not seen.keys() <= now.keys() or any(has_left(session, unit, home, seen[home]) for home in seen):
        return None
    first = NEVER
    for home in now:
        for row in rows_since(session, unit, home, seen.get(home, 0)):
            if changes_all(row) or (row.kind == CONSENT and is_withdrawn(told.get(FeedKey(home, row.feed), ()))):
                return None
            first = min([first, *(span_of(day_before(row.kind, day)) for day in days_of(row))])
    return first


def has_left(session: Session, unit: str, home: str, since: int) -> bool:
    """A case of this home left the unit."""
    query = select(DEPARTURE.c.feed).where(DEPARTURE.c.unit == unit, DEPARTURE.c.home == home)
    return session.connection().execute(query.where(DEPARTURE.c.position > since).limit(1)).first() is not None


def rows_since(session: Session, unit: str, home: str, since: int) -> Sequence[Any]:
    """Changes of its cases that are counted, made or told again since."""
    names = ("feed", "record", "kind", "at", "set", "was", "lost", "body", "last")
    query = select(*(CHANGE.c[name] for name in names))
    query = query.join_from(CHANGE, FEED, (CHANGE.c.home == FEED.c.home) & (CHANGE.c.feed == FEED.c.id))
    query = query.where(CHANGE.c.home == home, FEED.c.unit == unit)
    query = query.where(or_(CHANGE.c.version > since, CHANGE.c.position > since))
    return session.connection().execute(query.where(CHANGE.c.kind.in_(kinds_told()))).all()


def changes_all(row: Any) -> bool:
    """It was erased; or edited in a consent, or in a day it is counted by where nobody knows which stood there: its
    author had not seen it."""
    if row.last and row.body is None:
        return True
    if row.was is None:
        return False
    if row.kind == CONSENT or not written_on(row.record):
        return True
    return row.lost is not None and not set(day_fields(row.kind)).isdisjoint(orjson.loads(row.set or "{}"))


def day_fields(kind: str) -> Iterator[str]:
    """Its own, and those that bases look at."""
    yield from (one for one in (KINDS[kind].day,) if one)
    yield from (day for counted, day in DAYS if counted == kind)


def days_of(row: Any) -> Iterator[str]:
    """Those it put in the place of others, with these; and of the newest telling all that it has."""
    edited = set() if row.was is None else set(day_fields(row.kind)) & orjson.loads(row.set or "{}").keys()
    bodies = (row.was, row.set) if edited else ()
    for written in (*bodies, *([row.body] if row.last else ())):
        fields = orjson.loads(written or "{}")
        yield from (str(fields[name]) for name in day_fields(row.kind) if fields.get(name))
        if not fields.get(KINDS[row.kind].day or ""):
            yield written_on(row.record) or row.at[:10]


def day_before(kind: str, day: str) -> str:
    """As early as it may count."""
    return str(date.fromisoformat(day) - reaches_back(kind))


@cache
def reaches_back(kind: str) -> timedelta:
    """How far before its day a record may count: a visit answers one that was planned for some days later, and what
    follows on something is told of that."""
    met = [one.met_in_days or 0 for one in PARTS if kind in {counted.kind for counted in one.any}]
    follows = [one.follows_in_days for one in PARTS if one.follows == kind]
    return timedelta(days=max([0, *met, *follows]))


def is_withdrawn(records: Sequence[TaskRecord]) -> bool:
    """Whether the client ever took back to be counted, so that each act of hers may change it."""
    acts = (one.values for one in records if one.kind == CONSENT)
    return any(one.get("act") == "withdrawn" and COUNTED in (one.get("layers") or ()) for one in acts)
