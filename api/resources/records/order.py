"""Which records of a home come next in a list, along the index of positions, and which the reader lets go of."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from sqlalchemy import ColumnElement, Select, and_, bindparam, literal, select
from sqlmodel import Session, SQLModel

from api.access.scope import Scope, is_open
from api.changes.departures import departures_from
from api.changes.feed_key import FeedKey
from api.changes.following import follows_cases
from api.changes.index_tables import ROWS
from api.changes.unit_feeds import papers_left
from api.db.engine import one_of
from api.identity.server_epoch import with_epoch
from api.records import Record
from api.resources.records.cursor import Cursor, Place
from api.resources.records.filters import Filters, conditions, of_cases_asked
from api.resources.records.found import CHANGE, COLUMNS, Found, found_of, units_of

RECORDS_OF_A_CASE = 26
COUNTER = SQLModel.metadata.tables["home_counter"]


class Told(NamedTuple):
    """A place in a list: a record, or, where `version` is 0, what the reader lets go of; all of a client's without
    `record`."""

    home: str
    record: str | None
    feed: str
    position: int
    version: int
    row: Any = None


def stands_of(session: Session, scope: Scope) -> tuple[str, dict[str, int]]:
    """The epoch, and {home: its last number} of the homes in which something lies in the scope."""
    homes = scope.cases.homes | {key.home for key in scope.sent}
    query = with_epoch(select(COUNTER.c.home, COUNTER.c.position).where(one_of(session, COUNTER.c.home, homes)))
    rows = session.connection().execute(query).all()
    return rows[0].epoch if rows else "", {row.home: row.position for row in rows if row.home}


def departed(session: Session, scope: Scope, kind: type[Record], filters: Filters, cursor: Cursor) -> list[Told]:
    """Cases that left the reader since she was last told, in homes she has read in. In a list of papers none: there it
    would be told as the whole unit's."""
    if kind.feed != "case" or not follows_cases(scope.actor.role) or not cursor.places:
        return []
    unit = scope.actor.unit if scope.reach.unit else None
    return [
        Told(case.home, None, case.id, position, 0)
        for case, position in departures_from(session, scope.actor.id, unit)
        if case.home in cursor.places and position > max(cursor.places[case.home])
        if case not in scope.cases and filters.client in (None, case.id)
    ]


def latest(left: Iterable[Told]) -> dict[str, int]:
    """{home: the last of them}, for homes in which nothing is in scope any more."""
    return {one.home: one.position for one in by_position(left)}


def by_position(told: Iterable[Told]) -> list[Told]:
    """The earliest first."""
    return sorted(told, key=lambda one: one.position)


def in_order(
    session: Session, scope: Scope, kind: type[Record], filters: Filters, home: str, place: Place
) -> list[Told]:
    """Beyond the place, by position: at least as many as a page holds and one more, where so many are."""
    if scope.reads_sent(kind) and kind.is_addressed():
        return sent_in_order(session, scope, kind, filters, home, place)
    if scope.reads_sent(kind) and not kind.readable_by.get(scope.actor.role):
        return []
    among = of_cases_asked(session, scope, kind, filters, home)
    read = opened if scope.reads_sent(kind) else rows_of
    return read(session, scope, kind, filters, home, place, among)


def rows_of(
    session: Session, scope: Scope, kind: type[Record], filters: Filters, home: str, place: Place,
    among: ColumnElement[bool],
) -> list[Told]:  # fmt: skip
    """Along the index of positions, or case by case. What no longer fits is told to who may have it already."""
    position: ColumnElement[int] = CHANGE.c.position
    kinds: ColumnElement[str] = CHANGE.c.kind
    if is_shorter_by_case(scope, home, place, filters.limit + 1):
        position, kinds = position + 0, kinds.concat("")  # neither database then walks all that lies in the home
    here = (CHANGE.c.home == home, kinds == kind.kind, CHANGE.c.last, position > bindparam("reached"), among)
    query = narrowed(scope, kind, filters, place).where(*here).order_by(position)
    size, reached, told = filters.limit + 1, place.reached, list[Told]()
    while len(told) < size:
        rows = session.connection().execute(query.limit(size), {"reached": reached}).all()
        told += [one for row in rows if (one := told_of(row, filters)).version or one.position > place.began]
        if len(rows) < size:
            break
        reached = rows[-1].position
    return told[:size]


def is_shorter_by_case(scope: Scope, home: str, place: Place, size: int) -> bool:
    """She follows few of the many cases of a home, so that few of its records are hers. A guess is enough."""
    hers = RECORDS_OF_A_CASE * len(scope.cases.named_in(home))
    return home != scope.cases.whole and hers * hers < size * (place.began - place.reached)


def narrowed(scope: Scope, kind: type[Record], filters: Filters, place: Place) -> Select[Any]:
    """The kind's table is asked only for a filter: a database without statistics finds no good way to it."""
    wanted = list(conditions(scope, kind, filters))
    if not wanted:
        return select(*COLUMNS, literal(value=True).label("fits"))
    table, fits = ROWS[kind.kind], and_(*wanted)
    same = and_(table.c.home == CHANGE.c.home, table.c.id == CHANGE.c.record)
    query = select(*COLUMNS, fits.label("fits")).select_from(CHANGE.outerjoin(table, same))
    return query.where(fits | (CHANGE.c.position > place.began))


def told_of(row: Any, filters: Filters) -> Told:
    """With the row itself, where the reader sees it."""
    body = orjson.loads(row.body) if row.body else None
    seen = bool(row.fits) and body is not None and (filters.voided or not body.get("voided_because"))
    return Told(row.home, row.record, row.feed, row.position, row.version if seen else 0, row if seen else None)


def sent_in_order(
    session: Session, scope: Scope, kind: type[Record], filters: Filters, home: str, place: Place
) -> list[Told]:
    """What was sent, and what was taken back."""
    sent = {
        key.id: one for key, one in scope.sent.items()
        if key.home == home and one.kind == kind.kind and filters.client in (None, one.feed)
    }  # fmt: skip
    live = one_of(session, CHANGE.c.record, [record for record, one in sent.items() if one.withdrawn is None])
    beyond = max(place.reached, place.began)
    gone = [
        Told(home, record, one.feed, one.withdrawn, 0)
        for record, one in sent.items()
        if one.withdrawn is not None and one.withdrawn > beyond
    ]
    told = rows_of(session, scope, kind, filters, home, place, live)
    return by_position([*told, *gone])


def opened(
    session: Session, scope: Scope, kind: type[Record], filters: Filters, home: str, place: Place,
    among: ColumnElement[bool],
) -> list[Told]:  # fmt: skip
    """A case came into scope with the first record of it that was sent, whatever its own position."""
    since: dict[str, int] = {}
    for key, one in scope.sent.items():
        if key.home == home and is_open(one, scope.now):
            since[one.feed] = min(one.version, since.get(one.feed, one.version))
    everything = filters.model_copy(update={"limit": 10_000})
    rows = rows_of(session, scope, kind, everything, home, Place(0, place.began), among)
    told = [one._replace(position=max(one.position, since.get(one.feed, 0))) for one in rows]
    return by_position(one for one in told if one.position > place.reached)


def no_longer_read(
    session: Session, scope: Scope, kind: type[Record], since: datetime | None, homes: Collection[str]
) -> list[Told]:  # fmt: skip
    """What ended with the passing of time alone, which no position says: an institution's reading, or belonging to a
    unit whose papers she has read."""
    if since is None or scope.reads_sent(kind):
        return past_reading(session, scope, kind, since)
    left = (one for one in papers_left(session, scope.actor, since, scope.now) if one.about == kind.feed)
    return [Told(one.home, None, one.id, 0, 0) for one in left if one.home in homes and one not in scope.cases]


def past_reading(session: Session, scope: Scope, kind: type[Record], since: datetime | None) -> list[Told]:
    """Whose time to read ended since the reader was last told: her own work comes again, without the client's."""
    if since is None or not kind.readable_by.get(scope.actor.role):
        return []
    over = {key: one for key, one in scope.sent.items() if one.until and since < one.until <= scope.now}
    if not kind.is_addressed():
        left = {FeedKey(key.home, one.feed) for key, one in over.items()} - scope.cases.named
        return [Told(one.home, None, one.id, 0, 0) for one in sorted(left)]
    live = [key.id for key, one in over.items() if one.kind == kind.kind and one.withdrawn is None]
    query = select(*COLUMNS, literal(value=True).label("fits")).where(
        one_of(session, CHANGE.c.record, live), CHANGE.c.last, CHANGE.c.kind == kind.kind
    )
    rows = session.connection().execute(query).all() if live else []
    return [told_of(row, Filters(voided=True)) for row in rows]


def records_of(session: Session, scope: Scope, kind: type[Record], told: Sequence[Told]) -> list[Found]:
    """Those the reader sees, in the order of the page."""
    rows = [one.row for one in told if one.row is not None]
    units = units_of(session, {FeedKey(row.home, row.feed) for row in rows})
    return [found_of(scope, kind, row, units.get(FeedKey(row.home, row.feed))) for row in rows]
