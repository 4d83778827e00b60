"""Push and pull: the phone's two questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Engine

from api.actor import Actor
from api.changes.schemas import PullAnswer, PullAsk, PushAnswer, PushAsk, Standing
from api.changes.tables import EpochState
from api.db.engine import TheEngine, reading
from api.identity.current_actor import SignedIn
from api.identity.nonces import give_nonce
from api.identity.rate_limits import RECOUNT, hit_rate_limit
from api.logs import say
from api.problems.tree import EpochChanged, Invalid, NotYours, ServerBehind, TooLarge, TooMany, answers
from api.resources.reference import reference_hash
from api.sync.current_epoch import require_current_epoch
from api.sync.digest_repair import recount
from api.sync.pull import pull
from api.sync.push import Moments, push, recover_all
from api.sync.returning import note_told
from api.web.request_body import RawBody, read_as

router = APIRouter(prefix="/v1/sync", tags=["sync"])

REFUSALS = answers(EpochChanged, ServerBehind, TooLarge, Invalid, NotYours)


def said(request: Request, here: EpochState) -> dict[str, Any]:
    """What every answer to a phone begins with."""
    return {
        "epoch": here.epoch,
        "started": here.started,
        "done": here.done,
        "now": request.app.state.clock(),
        "nonce": give_nonce(request.app.state.settings, now=request.app.state.clock()),
        "enrolment": Standing(status="active"),
    }


def body_of(shape: type[Any]) -> dict[str, Any]:
    """The body is read raw, so its shape is told to the OpenAPI page here."""
    content = {"application/json": {"schema": shape.model_json_schema(ref_template="#/components/schemas/{model}")}}
    return {"requestBody": {"required": True, "content": content}}


@router.post("/push", response_model_exclude_unset=True, responses=REFUSALS, openapi_extra=body_of(PushAsk))
def push_changes(request: Request, raw: RawBody, actor: SignedIn, engine: TheEngine) -> PushAnswer:
    """Sends changes made on this phone. Each gets its own result; sending one again gives the same answer."""
    ask = read_as(PushAsk, raw)
    with noted(request, engine, actor), reading(engine, actor) as session:
        require_current_epoch(session, actor, ask)
    moments = Moments(request.app.state.clock(), ask.clock)
    results = push(engine, actor, moments, ask.changes)
    found = recover_all(engine, actor, moments, ask.found) if ask.found is not None else None
    with reading(engine, actor) as session:
        here = require_current_epoch(session, actor, ask)
        answer = PushAnswer(**said(request, here), results=results)
    return answer if found is None else answer.model_copy(update={"found": found})


@contextmanager
def noted(request: Request, engine: Engine, actor: Actor) -> Iterator[None]:
    """Who hears of a new epoch here is remembered: from then on she may hand in what it lost."""
    try:
        yield
    except EpochChanged:
        note_told(engine, actor, request.app.state.clock())
        raise


@router.post("/pull", response_model_exclude_unset=True, responses=REFUSALS, openapi_extra=body_of(PullAsk))
def pull_changes(request: Request, raw: RawBody, actor: SignedIn, engine: TheEngine) -> PullAnswer:
    """The next page of what this phone may hold and does not, in order; resumable at any point."""
    ask = read_as(PullAsk, raw)
    if ask.mismatched_homes:
        look_again(request, actor, engine, ask)
    with noted(request, engine, actor), reading(engine, actor) as session:
        here = require_current_epoch(session, actor, ask)
        return PullAnswer(**said(request, here), **pull(session, actor, ask), reference=reference_hash(session, actor))


def look_again(request: Request, actor: Actor, engine: Engine, ask: PullAsk) -> None:
    """A few times a day and phone; the pull itself goes on in any case."""
    whose = actor.enrolment or actor.id
    try:
        hit_rate_limit(engine, request.app.state.settings, RECOUNT, whose, now=request.app.state.clock())
    except TooMany:
        return
    with reading(engine, actor) as session:
        require_current_epoch(session, actor, ask)
    for home, wrong in recount(engine, actor, ask.mismatched_homes):
        say("digest differed", home=home, wrong=wrong)
