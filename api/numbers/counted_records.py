"""The records that the numbers of some quarters look at: of each the fields that are asked, and of what is dated only
what lies near these quarters. They are read from the tables of their kinds, so no body is taken apart."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import select
from sqlmodel import Session, SQLModel

from api.access.scope import Scope
from api.areas.place_days import written_on
from api.changes.feed_key import FeedKey
from api.changes.index_tables import bare, is_nested
from api.db.bulk import dashed
from api.numbers.asked_kinds import kinds_asked
from api.numbers.counted_rows import Wanted, rows_wanted
from api.records import KINDS
from api.records.month_counts import CountedSpan
from api.records.task_case import TaskRecord

CHANGE = SQLModel.metadata.tables["change"]
Decode = Callable[[Any], Any]
Told = dict[FeedKey, list[TaskRecord]]
TRUE = (1, "true")


@dataclass
class ReadRecords:
    """Ids as the database keeps them. `before`: {case: {base: the last day before these on which somebody met her}}."""

    records: Told = field(default_factory=dict)
    before: dict[FeedKey, dict[str, str]] = field(default_factory=dict)
    undated: set[FeedKey] = field(default_factory=set)


def records_always(session: Session, scope: Scope, cases: Sequence[FeedKey]) -> Told:
    """Of the kinds that say something of every quarter."""
    return read_records(session, scope, cases, Wanted(dated=False, some=True)).records


def records_dated(session: Session, scope: Scope, cases: Sequence[FeedKey]) -> Told:
    """Of the other kinds."""
    return read_records(session, scope, cases, Wanted(dated=True, some=True)).records


def records_near(session: Session, scope: Scope, cases: Sequence[FeedKey], span: CountedSpan | None) -> ReadRecords:
    """Of the same what says something of these days, or all of it."""
    if span is None:
        return read_records(session, scope, cases, Wanted(dated=True))
    first, last = date.fromisoformat(span.first), date.fromisoformat(span.last)
    days = {"first": first}
    for near in {one.near for one in kinds_asked().values() if one.near is not None}:
        days |= {f"first_{near}": first - timedelta(near), f"last_{near}": last + timedelta(near)}
    return read_records(session, scope, cases, Wanted(dated=True, near=True), days)


def read_records(
    session: Session, scope: Scope, cases: Sequence[FeedKey], wanted: Wanted, days: Mapping[str, date] | None = None
) -> ReadRecords:
    """Living ones, home by home, without those of which the reader may not know at all."""
    found = ReadRecords()
    postgres = session.get_bind().dialect.name == "postgresql"
    for home in sorted({case.home for case in cases}):
        here = {as_kept(case.id, postgres=postgres): case for case in cases if case.home == home}
        some = wanted._replace(some=wanted.some or home != scope.cases.whole)
        asked: dict[str, Any] = {"home": home, **(days or {})}
        if some.some:
            asked["feeds"] = list(here) if postgres else orjson.dumps(list(here)).decode()
        rows = session.connection().execute(rows_wanted(some, postgres=postgres), asked).all()
        for kind, several in groupby(rows, key=itemgetter(0)):
            take(found, scope, here, kind, several)
        date_undated(session, scope, home, found)
    return found


def take(found: ReadRecords, scope: Scope, here: Mapping[str, FeedKey], kind: str, rows: Iterable[Any]) -> None:
    """Records of one kind, which the reader of a case may know or not; or the days on which somebody was met before."""
    if kind not in KINDS:
        for _, feed, _, day, *_ in rows:
            if case := here.get(feed):
                before = found.before.setdefault(case, {})
                before[kind] = max(before.get(kind, ""), day)
        return
    decoded, own, known = decoders(kind), KINDS[kind].day, dict[str, bool]()
    for _, feed, record, *fields in rows:
        case = here.get(feed)
        if case and feed not in known:
            known[feed] = scope.has(KINDS[kind], case, dashed(record))
        if case and known[feed]:
            values = {}
            for (name, decode), value in zip(decoded, fields, strict=False):
                if value is not None:
                    values[name] = decode(value) if decode else value
            written = "" if own in values else written_on(dashed(record), "", scope.actor.timezone)
            found.records.setdefault(case, []).append(TaskRecord(record, kind, values, written))
            if not written and own not in values:
                found.undated.add(case)


@cache
def decoders(kind: str) -> tuple[tuple[str, Decode | None], ...]:
    """How each asked field becomes a value of JSON again; None: it is one."""
    fields = KINDS[kind].model_fields
    return tuple((name, decoder(fields[name].annotation)) for name in kinds_asked()[kind].fields)


def decoder(annotation: Any) -> Decode | None:
    """By what the field is."""
    if is_nested(annotation):
        return orjson.loads
    own = bare(annotation)
    if own is bool:
        return lambda kept: kept in TRUE
    return int if own is int else None


def date_undated(session: Session, scope: Scope, home: str, found: ReadRecords) -> None:
    """What has neither a day nor an id with a moment lies where its author's clock stood, which the journal knows."""
    zone = scope.actor.timezone
    for case in found.undated:
        found.records[case] = [
            one if one.written or KINDS[one.kind].day in one.values
            else one._replace(written=written_on("", changed_at(session, home, one.id), zone))
            for one in found.records[case]
        ]  # fmt: skip
    found.undated.clear()


def changed_at(session: Session, home: str, record: str) -> str:
    """By the clock of whoever wrote it last."""
    query = select(CHANGE.c.at).where(CHANGE.c.home == home, CHANGE.c.record == dashed(record), CHANGE.c.last)
    return str(session.connection().execute(query).scalar_one())


def as_kept(feed: str, *, postgres: bool) -> str:
    """SQLite keeps 32 digits."""
    return feed if postgres else feed.replace("-", "")
