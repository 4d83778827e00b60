"""One record as it stands, and as its reader sees it."""

from collections.abc import Collection
from hashlib import sha256
from typing import Any, NamedTuple

import orjson
from sqlalchemy import bindparam, select
from sqlmodel import Session, SQLModel

from api.access.scope import RecordKey, Scope
from api.access.views import Fields, view_of, viewed
from api.changes.feed_key import FeedKey
from api.changes.merge import Values
from api.changes.schemas import Change
from api.changes.write_batch import WriteBatch
from api.db.engine import one_of
from api.db.utc import zulu
from api.identity.server_epoch import THE_EPOCH
from api.problems.tree import Erased, NotFound
from api.records import Record

CHANGE, FEED = SQLModel.metadata.tables["change"], SQLModel.metadata.tables["feed"]
COLUMNS = (
    CHANGE.c.home, CHANGE.c.record, CHANGE.c.feed, CHANGE.c.version, CHANGE.c.position, CHANGE.c.received_at,
    CHANGE.c.body,
)  # fmt: skip
UNIT = select(FEED.c.unit).where(FEED.c.home == CHANGE.c.home, FEED.c.id == CHANGE.c.feed).scalar_subquery()
BY_ID = select(*COLUMNS, UNIT.label("unit"), THE_EPOCH.label("epoch")).where(
    CHANGE.c.record == bindparam("record"), CHANGE.c.kind == bindparam("kind"), CHANGE.c.last
)


def units_of(session: Session, cases: Collection[FeedKey]) -> dict[FeedKey, str]:
    """{case: the unit responsible now}, of those in scope. Asked by ids alone: see `order.rows_of`."""
    query = select(FEED.c.home, FEED.c.id, FEED.c.unit).where(one_of(session, FEED.c.id, {case.id for case in cases}))
    rows = session.connection().execute(query) if cases else ()
    return {case: row.unit for row in rows if (case := FeedKey(row.home, row.id)) in cases}


class Found(NamedTuple):
    """The newest telling of a record. `values`: without `questions`; None where it was erased. `fields`: what the
    reader sees of it; `epoch`: in which it was read alone."""

    case: FeedKey
    record: str
    version: int
    position: int
    received_at: Any
    unit: str | None
    values: Values | None
    questions: Values
    fields: Fields
    epoch: str = ""

    @property
    def key(self) -> RecordKey:
        """Its whole name."""
        return RecordKey(self.case.home, self.record)


def found_of(scope: Scope, kind: type[Record], row: Any, unit: str | None, epoch: str = "") -> Found:
    """From a row of COLUMNS that lies in the scope."""
    case = FeedKey(row.home, row.feed)
    body: Values | None = orjson.loads(row.body) if row.body else None
    questions = body.pop("questions", {}) if body else {}
    fields = view_of(scope, kind, case, row.record, body or {})
    return Found(
        case, row.record, row.version, row.position, row.received_at, unit, body, questions, fields, epoch
    )  # fmt: skip


def found_now(scope: Scope, kind: type[Record], batch: WriteBatch, change: Change) -> Found:
    """The record as a batch leaves it, without another look; what its author may no longer know of does not exist."""
    state, case = batch.held[change.record], FeedKey(batch.home, change.feed)
    own = kind.opens_case and change.feed in batch.opened
    if not own and not scope.has(kind, case, change.record):
        raise NotFound("no-such-record")
    fields = frozenset(kind.model_fields) if own else view_of(scope, kind, case, change.record, state.values)
    last = state.last
    received, position = (last.received_at, last.position) if last else (batch.author.now, 0)
    return Found(
        case, change.record, state.version, position, received, batch.feeds[change.feed].unit, state.values,
        state.questions, fields, batch.locked.epoch,
    )  # fmt: skip


def etag_of(found: Found) -> str:
    """Of the version and of what the reader is shown of it: with another view it is another thing to her."""
    shown = sha256(" ".join(sorted(found.fields)).encode()).hexdigest()[:8]
    return f'"{found.epoch}.{found.version}.{shown}"'


def find(session: Session, scope: Scope, kind: type[Record], record: str) -> Found:
    """One record, or 404 for what the reader may not know exists; 410 for what was erased."""
    rows = session.connection().execute(BY_ID, {"record": record, "kind": kind.kind})
    mine = [row for row in rows if scope.has(kind, FeedKey(row.home, row.feed), row.record)]
    if not mine:
        raise NotFound("no-such-record")
    found = found_of(scope, kind, mine[0], mine[0].unit, mine[0].epoch)
    if found.values is None:
        raise Erased()
    return found


def item(scope: Scope, found: Found, questions: Values) -> Values:
    """The record through the reader's view. When its time to read is over, whose case it was is left out too, and to
    whom it is never told in any case."""
    over = scope.why_over(found.key)
    hidden = over or scope.never_named(found.case.about)
    client = {"client": None if hidden else found.case.id} if found.case.about == "case" else {}
    meta = {
        "id": found.record, **client, "unit": None if hidden else found.unit, "n": found.version,
        "changed_at": zulu(found.received_at),
    }  # fmt: skip
    if over:
        meta["over"] = over
    return {**meta, **viewed({**(found.values or {}), "questions": questions}, found.fields)}
