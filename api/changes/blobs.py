"""The bytes of pictures and recordings, in parts, each under the record that names it.

A blob belongs to one record and shares its fate: bytes that no living record names any more are removed in the
transaction in which that comes about. What lies under another record is never looked at, so that nobody learns from an
answer whether somebody else has the same picture.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

import orjson
from sqlalchemy import (
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
)
from sqlmodel import Field, Session, SQLModel

from api.changes.change_rows import CHANGE, ChangeRow
from api.changes.tables import ID
from api.changes.write_batch import RecordState, WriteBatch
from api.db.among import among
from api.db.utc import WHEN
from api.ids import found_id
from api.problems.tree import Invalid, NotAllowed
from api.records import KINDS
from api.records.record import (
    HEAD,
    LAYER_KIND,
    Acts,
    NamedBlob,
    blobs_named,
    may_be_kept,
    may_end_layers,
    media_type_of,
    tells_origin,
)

UNFINISHED_DAYS = 30  # after the last part of what never became whole


class BlobPart(SQLModel, table=True):
    """Bytes from `start` on of a blob of `size` bytes. It is whole when its parts are: the last is only kept where the
    hash of all of them is right."""

    __tablename__ = "blob_part"
    __table_args__ = (
        ForeignKeyConstraint(["home", "feed"], ["feed.home", "feed.id"]),
        Index("blob_part_feed", "home", "feed"),
    )
    home: str = Field(sa_type=ID, primary_key=True)
    record: str = Field(sa_type=ID, primary_key=True)
    sha256: str = Field(sa_type=String(64), primary_key=True)
    start: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    feed: str = Field(sa_type=ID)
    size: int
    content: bytes = Field(sa_type=LargeBinary)
    received_at: datetime = Field(sa_type=WHEN)


PART: Table = SQLModel.metadata.tables["blob_part"]
KEY = (PART.c.home, PART.c.record, PART.c.sha256)
IN_ORDER = select(PART.c.content).order_by(PART.c.start)


class BlobKey(NamedTuple):
    """Whose bytes they are."""

    home: str
    record: str
    sha256: str


def of_key(key: BlobKey) -> list[Any]:
    """Conditions for its parts."""
    return [PART.c[name] == value for name, value in key._asdict().items()]


def received_of(session: Session, key: BlobKey) -> int:
    """Bytes from the beginning."""
    counted = select(func.coalesce(func.sum(func.length(PART.c.content)), 0)).where(*of_key(key))
    return int(session.connection().execute(counted).scalar_one())


def content_of(session: Session, key: BlobKey, size: int) -> bytes | None:
    """The whole; None where it is not here, or not yet."""
    content = b"".join(session.connection().execute(IN_ORDER.where(*of_key(key))).scalars())
    return content if len(content) == size else None


def take_part(
    session: Session, feed: str, key: BlobKey, blob: NamedBlob, start: int, part: bytes, now: datetime
) -> int | None:  # fmt: skip
    """How many bytes are here from the beginning, with the next part, under the lock of its home; one that is here
    already is taken once. None: together they are not what the record names, and are gone. NotAllowed, with what was
    received, where it does not join on."""
    received = received_of(session, key)
    if received == blob.size or start + len(part) <= received:
        return received
    if start != received:
        raise NotAllowed("blob-part-apart", reason="apart", received=received)
    if start + len(part) > blob.size:
        raise Invalid.at("", "blob-too-long")
    if start == 0 and (len(part) < min(HEAD, blob.size) or media_type_of(part[:HEAD]) != blob.type):
        raise Invalid.at("", "blob-other-type")
    row = {"start": start, "feed": feed, "size": blob.size, "content": part, "received_at": now}
    session.connection().execute(insert(PART).values({**key._asdict(), **row}))
    if start + len(part) == blob.size and is_spoilt(session, key, blob):
        session.connection().execute(delete(PART).where(*of_key(key)))
        return None
    return start + len(part)


def is_spoilt(session: Session, key: BlobKey, blob: NamedBlob) -> bool:
    """Other bytes than the record names, or a picture that says where it was taken."""
    content = content_of(session, key, blob.size)
    return content is None or sha256(content).hexdigest() != key.sha256 or tells_origin(content)


NEWEST = select(CHANGE.c.home, CHANGE.c.record, CHANGE.c.feed, CHANGE.c.kind, CHANGE.c.body).where(CHANGE.c.last)
# By the record alone, and not by the kind: see `batch_reads.touched`.
BY_RECORD = NEWEST.where(among(CHANGE.c.record, "records"))
ACTS = NEWEST.where(
    CHANGE.c.home == bindparam("home"), among(CHANGE.c.feed, "feeds"), CHANGE.c.kind.concat("") == LAYER_KIND
)
# By its size too: what came of it under another one was never compared with its hash.
KEPT = select(*KEY, PART.c.size, PART.c.feed).where(PART.c.home == bindparam("home")).distinct()
KEPT_OF = KEPT.where(or_(among(PART.c.feed, "feeds"), among(PART.c.record, "records")))


def acts_of(session: Session, home: str, feeds: Iterable[str]) -> dict[str, list[Any]]:
    """{case: its living acts of consent}."""
    found: dict[str, list[Any]] = {}
    for row in session.connection().execute(ACTS, {"home": home, "feeds": list(feeds)}):
        body = orjson.loads(row.body) if row.body else {}
        if body and not body.get("voided_because"):
            found.setdefault(row.feed, []).append(body.get)
    return found


def drop_unnamed(session: Session, home: str, *, feeds: Sequence[str] = (), records: Sequence[str] = ()) -> None:
    """Of these cases and records: what no living record names, and what the client agrees to no more."""
    asked = {"home": home, "feeds": feeds, "records": records}
    kept = session.connection().execute(KEPT_OF, asked).all()
    if not kept:
        return
    acts = acts_of(session, home, {row.feed for row in kept})
    rows = session.connection().execute(BY_RECORD, {"records": sorted({row.record for row in kept})})
    here = [row for row in rows if row.home == home]
    living = {(row.record, one.sha256, one.size) for row in here for one in kept_by(row, acts.get(row.feed, []))}
    for row in kept:
        if (row.record, row.sha256, row.size) not in living:
            session.connection().execute(delete(PART).where(*of_key(BlobKey(home, row.record, row.sha256))))


def store_unnamed(batch: WriteBatch) -> None:
    """After the changes of this batch. Nothing is asked of the database where none of them can have unnamed one."""
    moved = {record: batch.held[record] for record in batch.touched}
    feeds = sorted({one.feed for one in moved.values() if ends_layers(one)})
    if feeds or batch.unnamed:
        drop_unnamed(batch.session, batch.home, feeds=feeds, records=sorted(batch.unnamed))


def ends_layers(one: RecordState) -> bool:
    """Of a record that was just written."""
    corrected = isinstance(one.last, ChangeRow) and one.last.was is not None
    return may_end_layers(one.kind, one.values, corrected=corrected)


def note_unnamed(batch: WriteBatch, record: str, before: RecordState, now: RecordState) -> None:
    """Where the record named one before and does not now."""
    kind = KINDS[now.kind]
    if {*blobs_named(kind, before.values)} - {*blobs_named(kind, now.values)}:
        batch.unnamed.add(record)


def kept_by(row: Any, acts: Acts) -> list[NamedBlob]:
    """Those that this record still names and may."""
    body = orjson.loads(row.body) if row.body else {}
    return [one for one in blobs_named(KINDS[row.kind], body) if may_be_kept(one, acts)]


VERSIONS = select(
    *(CHANGE.c[name] for name in ("id", "record", "kind", "by", "enrolment", "content", "set", "body", "last"))
).where(CHANGE.c.record == bindparam("record"), CHANGE.c.home == bindparam("home"), CHANGE.c.feed == bindparam("feed"))


class WrittenRecord(NamedTuple):
    """A record that may name a blob. `body`: None once erased. `mine`: who asks wrote it, and that it names this one,
    which nothing tells any more where it was erased. `handed_back`: a restore lost it with its author, and it stands
    there as of whoever still held it."""

    kind: str
    body: dict[str, Any] | None
    mine: bool
    handed_back: bool

    def named(self, sha256: str) -> NamedBlob | None:
        """The one of this hash."""
        return next((one for one in blobs_named(KINDS[self.kind], self.body or {}) if one.sha256 == sha256), None)


def written_record(session: Session, feed: str, key: BlobKey, writer: str) -> WrittenRecord | None:
    """As it stands; None: there is none in this case."""
    asked = {"record": key.record, "home": key.home, "feed": feed}
    rows = session.connection().execute(VERSIONS, asked).all()
    newest = next((row for row in rows if row.last), None)
    if newest is None:
        return None
    erased = newest.body is None
    naming = [row for row in rows if erased or key.sha256 in f"{row.set} {row.body}"]
    mine, again = any(row.by == writer for row in naming), any(is_handed_back(row) for row in naming)
    return WrittenRecord(newest.kind, None if erased else orjson.loads(newest.body), mine, again)


def is_handed_back(row: Any) -> bool:
    """A change of what its finder brought whole."""
    return bool(row.id == found_id(row.enrolment, row.record, row.content))


OLD = (
    select(PART.c.record, PART.c.sha256)
    .where(PART.c.home == bindparam("home"))
    .group_by(PART.c.record, PART.c.sha256)
    .having(
        func.sum(func.length(PART.c.content)) < func.max(PART.c.size), func.max(PART.c.received_at) < bindparam("day")
    )
)
SWEPT = delete(PART).where(PART.c.home == bindparam("home"), tuple_(PART.c.record, PART.c.sha256).in_(OLD))


def sweep_blobs(session: Session, home: str, now: datetime) -> None:
    """What was begun and never finished."""
    session.connection().execute(SWEPT, {"home": home, "day": now - timedelta(days=UNFINISHED_DAYS)})


def erase_blobs(session: Session, home: str, feed: str) -> None:
    """All of a case."""
    session.connection().execute(delete(PART).where(PART.c.home == home, PART.c.feed == feed))
