"""Five routes for any kind. Adding a kind adds none of this by hand."""

from functools import cache
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Header, Path
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from sqlalchemy import Engine

from api.access.entering import looking_within
from api.access.read_log import SeenRecord, log_read
from api.db.engine import TheEngine
from api.identity.current_actor import Claimed
from api.ids import UUID7, new_id
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
from api.resources.etags import IfMatch, IfNoneMatch, names
from api.resources.records.commands import Standing, create, parsed, update
from api.resources.records.filters import ListQuery
from api.resources.records.found import Found, etag_of, find, item
from api.resources.records.history import history_of, questions_of
from api.resources.records.listing import page
from api.resources.records.schemas import shapes_of
from api.resources.records.told_shapes import HistoryEntry
from api.web.request_body import RawBody

RecordPath = Annotated[UUID7, Path(description="The record's id.")]
ONCE = "Any string of your own, unique among your requests; repeat it to retry: it happens once."
Key = Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=255, description=ONCE)]
MaybeKey = Annotated[str | None, Header(alias="Idempotency-Key", min_length=1, max_length=255, description=ONCE)]

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


def answered(engine: Engine, kind: type[Record], standing: Standing, status: int = 200) -> Response:
    """The record as its author sees it after her write; an office's look at it is logged."""
    scope, found, etag, questions = standing
    log_read(engine, scope, kind.kind, "write", [seen(found)])
    headers = {"ETag": etag, "Location": f"/v1/{kind.plural}/{found.record}"}
    return JSONResponse(item(scope, found, questions), status, headers=headers)


def seen(found: Found) -> SeenRecord:
    """For the log of who looked."""
    return SeenRecord(found.record, found.case.id)


class RecordEndpoints(NamedTuple):
    """The kind's own functions behind the routes."""

    kind: type[Record]

    def list_records(self, query: ListQuery, claim: Claimed, engine: TheEngine) -> JSONResponse:
        """A page in the order of changes. Go on with `next`, now or next week: nothing is missed."""
        with looking_within(engine, claim) as (session, scope):
            found = page(session, scope, self.kind, query, claim.settings)
        log_read(engine, scope, self.kind.kind, "list", [seen(one) for one in found.found], query.narrows())
        return JSONResponse(found.body)

    def read_record(self, record: RecordPath, claim: Claimed, engine: TheEngine, held: IfNoneMatch = None) -> Response:
        """One record and its ETag."""
        with looking_within(engine, claim) as (session, scope):
            found = find(session, scope, self.kind, record)
            etag, body = etag_of(found), item(scope, found, questions_of(session, scope, found))
        if held and names(held, etag):
            return Response(status_code=304, headers={"ETag": etag})
        log_read(engine, scope, self.kind.kind, "read", [seen(found)])
        return JSONResponse(body, headers={"ETag": etag, "Location": f"/v1/{self.kind.plural}/{record}"})

    def create_record(self, key: Key, raw: RawBody, claim: Claimed, engine: TheEngine) -> Response:
        """Makes one; repeat it with the same key until it is answered, it happens once."""
        return answered(engine, self.kind, create(engine, claim, self.kind, key, parsed(raw)), 201)

    def update_record(
        self,
        record: RecordPath,
        raw: RawBody,
        claim: Claimed,
        engine: TheEngine,
        match: IfMatch = None,
        key: MaybeKey = None,
    ) -> Response:
        """Sets what the body names, objects member by member; `null` clears. Refused when the record moved since."""
        if match is None:
            raise MatchNeeded()
        return answered(
            engine, self.kind, update(engine, claim, self.kind, record, key or new_id(), parsed(raw), match)
        )

    def record_history(self, record: RecordPath, claim: Claimed, engine: TheEngine) -> list[HistoryEntry]:
        """Every change of a record, oldest first, as far as it was the reader's to know."""
        with looking_within(engine, claim) as (session, scope):
            found = find(session, scope, self.kind, record)
            told = history_of(session, scope, self.kind, found)
        log_read(engine, scope, self.kind.kind, "history", [seen(found)])
        return told


@cache
def router_of(kind: type[Record]) -> APIRouter:
    """List, read, create, update, history; made once for a kind, however many apps a process builds."""
    shapes, desk, name, plural = shapes_of(kind), RecordEndpoints(kind), kind.kind, kind.plural
    word = name.replace("_", " ")
    router = APIRouter(prefix=f"/v1/{plural}", tags=[plural])
    add = router.add_api_route
    add("", desk.list_records, response_model=shapes.page, responses=READ, summary=f"List {plural}",
        name=f"list_{name}")  # fmt: skip
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
