"""Reading records: the scope says which, the view says what. The body is the record; its table only finds it."""

import base64
import binascii
from datetime import date, datetime
from typing import Annotated, Any, NamedTuple

import orjson
from fastapi import Query
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from sqlalchemy import Select, and_, or_
from sqlmodel import Session, col, select

from api.access.read_log import Seen
from api.access.scope import following, scoped_rows, viewed, visible
from api.actor import Actor
from api.changes.feed_key import FeedKey
from api.changes.index_tables import ROWS
from api.changes.merge import Values
from api.changes.tables import Change, Feed
from api.db.utc import in_utc
from api.ids import UUID7, is_id
from api.problems.tree import Erased, Invalid, NotFound
from api.records import Record
from api.resources.records.schemas import HistoryEntry

Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Since = Annotated[AwareDatetime, AfterValidator(in_utc)]


class Filters(BaseModel):
    """Query of every list. Dates are the record's own day (`on` or `starts_on`), inclusive."""

    model_config = ConfigDict(extra="forbid")

    client: Annotated[UUID7 | None, Field(description="Only this client's.")] = None
    unit: Annotated[UUID7 | None, Field(description="Only clients of this unit.")] = None
    status: Annotated[Word | None, Field(description="Only with this status.")] = None
    from_on: Annotated[date | None, Field(description="From this day.")] = None
    to_on: Annotated[date | None, Field(description="Until this day.")] = None
    changed_after: Annotated[Since | None, Field(description="Changed later than this, with a time zone.")] = None
    missing: Annotated[Word | None, Field(description="Only where this field is empty.")] = None
    asked: Annotated[bool, Field(description="Only with an open question.")] = False
    voided: Annotated[bool, Field(description="Also those taken back.")] = False
    cursor: Annotated[str | None, Field(max_length=200, description="`next` of the page before.")] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


ListQuery = Annotated[Filters, Query()]


class Found(NamedTuple):
    """A record as it stands: its feed and the change that keeps its body."""

    feed: Feed
    change: Change

    @property
    def case(self) -> FeedKey:
        """The case it lies in."""
        return FeedKey(self.feed.home, self.feed.id)

    def seen(self) -> Seen:
        """For the log of who looked."""
        return Seen(self.feed.home, self.change.record, self.feed.id)


class Page(NamedTuple):
    """A page as it is sent, and which records stand on it."""

    body: dict[str, Any]
    seen: list[Seen]


def of_kind(kind: type[Record], actor: Actor) -> Any:
    """Every record of the kind in the reader's scope."""
    table = ROWS[kind.kind]
    return (
        select(Feed, Change)
        .join(table, and_(table.c.home == Feed.home, table.c.feed == Feed.id))
        .join(Change, and_(col(Change.home) == table.c.home, col(Change.version) == table.c.record_version))
        .where(scoped_rows(actor, kind))
    )


def find(session: Session, actor: Actor, kind: type[Record], record: str) -> Found:
    """One record, or 404 for what the reader may not know exists; 410 for what was erased."""
    table = ROWS[kind.kind]
    row = session.execute(of_kind(kind, actor).where(table.c.id == record)).first()
    if row is None:
        raise NotFound("Catatan ini tidak ada.")
    found = Found(*row)
    if found.change.body is None:
        raise Erased("Catatan ini sudah dihapus atas permintaan klien.")
    return found


def page(session: Session, actor: Actor, kind: type[Record], filters: Filters) -> Page:
    """Newest changes last, so that a reader who comes back goes on where she stopped."""
    table = ROWS[kind.kind]
    query = narrowed(of_kind(kind, actor), Filterable(table, readable_by(kind, actor), kind.day), filters)
    query = query.order_by(table.c.changed_at, table.c.id).limit(filters.limit + 1)
    rows = [Found(*row) for row in session.execute(query).all()]
    whole = following(session, actor, {row.case for row in rows})
    items = [item(kind, actor, row, row.case in whole) for row in rows[: filters.limit]]
    following_page = cursor_of(rows[filters.limit - 1]) if len(rows) > filters.limit else None
    return Page({"items": items, "next": following_page}, [row.seen() for row in rows[: filters.limit]])


class Filterable(NamedTuple):
    """A kind's table, and the fields this reader may filter by: a filter on a hidden field would be an oracle."""

    table: Any
    fields: frozenset[str]
    own_day: str | None

    def column(self, name: str, pointer: str) -> Any:
        """A column, or the sentence that there is no such thing to filter by."""
        if name not in self.fields or name not in self.table.c:
            raise Invalid(errors=[{"pointer": pointer, "detail": "Saringan ini tidak berlaku untuk catatan ini."}])
        return self.table.c[name]

    def day(self, pointer: str) -> Any:
        """The record's own day."""
        return self.column(self.own_day or "", pointer)


def readable_by(kind: type[Record], actor: Actor) -> frozenset[str]:
    """What every record of the kind shows to this reader, at the least."""
    return frozenset(kind.model_fields) if actor.role == "agent" else kind.readable_by.get(actor.role, frozenset())


def narrowed(query: Select[Any], of: Filterable, filters: Filters) -> Any:
    """The filters that the kind's table can answer; a filter it cannot answer is refused in words."""
    table = of.table
    if filters.client:
        query = query.where(table.c.feed == filters.client)
    if filters.unit:
        query = query.where(col(Feed.unit) == filters.unit)
    if filters.status:
        query = query.where(of.column("status", "/query/status") == filters.status)
    if filters.from_on:
        query = query.where(of.day("/query/from_on") >= filters.from_on)
    if filters.to_on:
        query = query.where(of.day("/query/to_on") <= filters.to_on)
    if filters.missing:
        query = query.where(of.column(filters.missing, "/query/missing").is_(None))
    if filters.asked:
        query = query.where(table.c.asked)
    if filters.changed_after:
        query = query.where(table.c.changed_at > filters.changed_after)
    if not filters.voided:
        query = query.where(table.c.voided_because.is_(None))
    return query.where(beyond(table, filters.cursor)) if filters.cursor else query


def cursor_of(row: Found) -> str:
    """Where a page ended, opaque."""
    text = f"{row.change.received_at.isoformat()} {row.change.record}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def beyond(table: Any, cursor: str) -> Any:
    """Rows after the cursor."""
    try:
        when, record = base64.urlsafe_b64decode(cursor.encode()).decode().split(" ")
        moment = in_utc(datetime.fromisoformat(when))
        if not is_id(record):
            raise ValueError("no id")
    except (binascii.Error, ValueError):
        raise Invalid(errors=[{"pointer": "/query/cursor", "detail": "Penanda halaman ini tidak dikenal."}]) from None
    return or_(table.c.changed_at > moment, and_(table.c.changed_at == moment, table.c.id > record))


def item(kind: type[Record], actor: Actor, row: Found, whole: bool) -> Values:
    """The record through the reader's view."""
    body: Values = orjson.loads(row.change.body or "{}")
    shown = viewed(body, visible(kind, actor, whole, body))
    meta = {"id": row.change.record, "client": row.feed.id, "unit": row.feed.unit, "n": row.change.version}
    return {**meta, "changed_at": row.change.received_at.isoformat(), **shown}


def fields_shown(kind: type[Record], actor: Actor, row: Found, whole: bool) -> frozenset[str]:
    """The fields of this record that its reader sees."""
    return visible(kind, actor, whole, orjson.loads(row.change.body or "{}"))


def history(session: Session, actor: Actor, kind: type[Record], row: Found, whole: bool) -> list[HistoryEntry]:
    """All its changes, oldest first, each through the same view."""
    query = (
        select(Change)
        .where(Change.home == row.feed.home, Change.record == row.change.record)
        .order_by(col(Change.version))
    )
    fields = fields_shown(kind, actor, row, whole)
    return [entry(change, fields) for change in session.exec(query).all()]


def entry(change: Change, fields: frozenset[str]) -> HistoryEntry:
    """One change; a creation that was never edited keeps its all in the body."""
    part = {name: viewed(orjson.loads(text), fields) if text else None for name, text in parts(change).items()}
    return HistoryEntry(
        id=change.id, n=change.version, at=change.at, received_at=change.received_at, by=change.by,
        answer=change.answer, late=change.late, set=part["set"] or {}, was=part["was"], lost=part["lost"],
    )  # fmt: skip


def parts(change: Change) -> dict[str, str | None]:
    """The stored texts of a change."""
    return {"set": change.set or change.body, "was": change.was, "lost": change.lost}
