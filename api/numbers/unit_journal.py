"""What the journals of a unit's homes say happened since it was counted."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, bindparam, func, literal_column, select, union_all
from sqlmodel import Session, SQLModel

from api.access.scope import Scope
from api.areas.place_days import written_on
from api.db.bulk import dashed, plain_id
from api.numbers.asked_kinds import kinds_asked

TABLES = SQLModel.metadata.tables
CHANGE, DEPARTURE, FEED = TABLES["change"], TABLES["departure"], TABLES["feed"]


class JournalRow(NamedTuple):
    """A change as the journal has it. `record`: as the database keeps it; `written`: the day on which that was written
    down, where its unit lies."""

    version: int
    feed: str
    record: str
    kind: str
    written: str
    set: str | None
    was: str | None
    lost: str | None
    body: str | None
    last: bool


class HomeJournal(NamedTuple):
    """What happened in a home since its counter stood there. `left`: cases that ever left the unit."""

    home: str
    since: int
    left: Collection[str]
    rows: Sequence[JournalRow]


def journals_since(
    session: Session, scope: Scope, unit: str, seen: Mapping[str, int], now: Mapping[str, int]
) -> list[HomeJournal] | None:
    """Home by home, by the days of its reader. None: a case left, so that nobody follows what it counted for."""
    if not seen.keys() <= now.keys():
        return None
    found = []
    for home in now:
        since, left = seen.get(home, 0), left_unit(session, unit, home)
        if any(position > since for position in left.values()):
            return None
        found.append(HomeJournal(home, since, left.keys(), list(rows_since(session, scope, unit, home, since))))
    return found


LEFT = (
    select(DEPARTURE.c.feed, func.max(DEPARTURE.c.position))
    .where(DEPARTURE.c.unit == bindparam("unit"), DEPARTURE.c.home == bindparam("home"))
    .group_by(DEPARTURE.c.feed)
)


def left_unit(session: Session, unit: str, home: str) -> dict[str, int]:
    """{case of this home that ever left the unit: when last}."""
    return {feed: position for feed, position in session.connection().execute(LEFT, {"unit": unit, "home": home})}


@cache
def journal_since() -> CompoundSelect[Any]:
    """Changes of its cases that are counted, made or told again since; told again is the newest of a record alone."""
    ids = (plain_id(CHANGE.c[name]).label(name) for name in ("feed", "record"))
    rest = (CHANGE.c[name] for name in ("kind", "at", "set", "was", "lost", "body", "last"))
    query = select(CHANGE.c.version, *ids, *rest)
    query = query.join_from(CHANGE, FEED, (CHANGE.c.home == FEED.c.home) & (CHANGE.c.feed == FEED.c.id))
    query = query.where(CHANGE.c.home == bindparam("home"), FEED.c.unit == bindparam("unit"))
    query = query.where(CHANGE.c.kind.in_([literal_column(f"'{kind}'") for kind in kinds_asked()]))
    since = bindparam("since", type_=CHANGE.c.version.type)
    return union_all(
        query.where(CHANGE.c.version > since, ~CHANGE.c.last), query.where(CHANGE.c.position > since, CHANGE.c.last)
    )


def rows_since(session: Session, scope: Scope, unit: str, home: str, since: int) -> Iterator[JournalRow]:
    """In no order."""
    rows = session.connection().execute(journal_since(), {"home": home, "unit": unit, "since": since}).all()
    for version, feed, record, kind, at, *rest in rows:
        written = written_on(dashed(record), at, scope.actor.timezone)
        yield JournalRow(version, dashed(feed), record, kind, written, *rest)
