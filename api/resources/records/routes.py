"""Five routes for any kind. Adding a kind adds none of this by hand."""

from functools import cache
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Header, Path
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from sqlalchemy import Engine

from api.access.read_log import log_reads
from api.access.scope import following
from api.actor import Actor
from api.changes.epoch import epoch
from api.db.engine import TheEngine, reading
from api.identity.current_actor import Now, Reading, SignedIn
from api.ids import UUID7
from api.problems.tree import (
    Erased,
    Invalid,
    MatchNeeded,
    NotAllowed,
    NotFound,
    NotYours,
    PreconditionFailed,
    SignInNeeded,
    TooLarge,
    answers,
)  # fmt: skip
from api.records import Record
from api.resources.records.commands import create_change, edit_change, home_of, matching, parsed, send
from api.resources.records.queries import ListQuery, fields_shown, find, history, item, page
from api.resources.records.schemas import HistoryEntry, shapes_of
from api.web.request_body import RawBody

RecordPath = Annotated[UUID7, Path(description="The record's id.")]
Key = Annotated[
    UUID7, Header(alias="Idempotency-Key", description="The change's id, a fresh UUIDv7. Repeat it to retry.")
]
MaybeKey = Annotated[UUID7 | None, Header(alias="Idempotency-Key", description="The change's id, to retry safely.")]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag as it was read.")]

READ = answers(SignInNeeded, NotFound, Invalid)
WRITE = answers(SignInNeeded, NotYours, NotFound, NotAllowed, Erased, TooLarge, Invalid)
EDIT = answers(
    SignInNeeded, NotYours, NotFound, NotAllowed, Erased, PreconditionFailed, TooLarge, Invalid, MatchNeeded
)  # fmt: skip


def body_of(shape: type[BaseModel], media: str = "application/json") -> dict[str, Any]:
    """Bodies are read raw, byte for byte; their shape is told to the OpenAPI page here."""
    return {
        "requestBody": {
            "required": True,
            "content": {media: {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}},
        }
    }


def shown(engine: Engine, actor: Actor, kind: type[Record], record: str, status: int = 200) -> Response:
    """The record as this reader sees it, with its ETag; an office's reading is logged."""
    with reading(engine, actor) as session:
        found = find(session, actor, kind, record)
        body = item(kind, actor, found, found.case in following(session, actor, {found.case}))
        etag = f'"{epoch(session)}.{found.change.version}"'
    log_reads(engine, actor, kind.kind, [found.seen()])
    return JSONResponse(body, status, headers={"ETag": etag, "Location": f"/v1/{kind.plural}/{record}"})


class Desk(NamedTuple):
    """The kind's own functions behind the routes."""

    kind: type[Record]

    def list_records(self, query: ListQuery, actor: SignedIn, session: Reading, engine: TheEngine) -> JSONResponse:
        """A page, newest changes last; go on with `next`."""
        found = page(session, actor, self.kind, query)
        log_reads(engine, actor, self.kind.kind, found.seen)
        return JSONResponse(found.body)

    def read_record(self, record: RecordPath, actor: SignedIn, engine: TheEngine) -> Response:
        """One record and its ETag."""
        return shown(engine, actor, self.kind, record)

    def create_record(self, key: Key, raw: RawBody, actor: SignedIn, now: Now, engine: TheEngine) -> Response:
        """Makes one; repeat it with the same key until it is answered, it happens once."""
        change = create_change(self.kind, key, parsed(raw))
        send(engine, actor, now, home_of(engine, actor, change.feed), change, self.kind)
        return shown(engine, actor, self.kind, change.record, 201)

    def update_record(
        self,
        record: RecordPath,
        raw: RawBody,
        actor: SignedIn,
        now: Now,
        engine: TheEngine,
        match: IfMatch = None,
        key: MaybeKey = None,
    ) -> Response:
        """Sets what the body names; `null` clears. Refused when the record moved since it was read."""
        with reading(engine, actor) as session:
            found = find(session, actor, self.kind, record)
            whole = found.case in following(session, actor, {found.case})
            matches = matching(match, epoch(session), fields_shown(self.kind, actor, found, whole))
        send(engine, actor, now, found.feed.home, edit_change(self.kind, key, found, parsed(raw)), self.kind, matches)
        return shown(engine, actor, self.kind, record)

    def record_history(
        self, record: RecordPath, actor: SignedIn, session: Reading, engine: TheEngine
    ) -> list[HistoryEntry]:
        """Every change of a record, oldest first."""
        found = find(session, actor, self.kind, record)
        whole = found.case in following(session, actor, {found.case})
        log_reads(engine, actor, self.kind.kind, [found.seen()])
        return history(session, actor, self.kind, found, whole)


@cache
def router_of(kind: type[Record]) -> APIRouter:
    """List, read, create, update, history; made once for a kind, however many apps a process builds."""
    shapes, desk, name, plural = shapes_of(kind), Desk(kind), kind.kind, kind.plural
    word = name.replace("_", " ")
    router = APIRouter(prefix=f"/v1/{plural}", tags=[plural])
    add = router.add_api_route
    add(
        "", desk.list_records, response_model=shapes.page, responses=READ, summary=f"List {plural}", name=f"list_{name}"
    )
    add("/{record}", desk.read_record, response_model=shapes.item, responses=READ, summary=f"Read a {word}",
        name=f"read_{name}")  # fmt: skip
    add("", desk.create_record, methods=["POST"], status_code=201, response_model=shapes.item, responses=WRITE,
        summary=f"Create a {word}", name=f"create_{name}", openapi_extra=body_of(shapes.write))  # fmt: skip
    add("/{record}", desk.update_record, methods=["PATCH"], response_model=shapes.item, responses=EDIT,
        summary=f"Change a {word}", name=f"update_{name}",
        openapi_extra=body_of(shapes.edit, "application/merge-patch+json"))  # fmt: skip
    add("/{record}/history", desk.record_history, responses=READ, summary=f"All changes of a {word}",
        name=f"history_{name}")  # fmt: skip
    return router
