"""Push and pull: the phone's two questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request, Response
from sqlalchemy import Engine

from api.actor import Actor
from api.changes.answer_shapes import PullAnswer, PushAnswer, Standing
from api.changes.schemas import PullAsk, PushAsk
from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.identity.current_actor import Claim, Claimed, acting, looking
from api.identity.nonces import give_nonce
from api.identity.phone_reports import PhoneReport, PhoneReports
from api.identity.rate_limits import RECOUNT, hit_rate_limit
from api.logs import say
from api.problems.tree import (
    Busy,
    EpochChanged,
    Invalid,
    NotFound,
    NotYours,
    ServerBehind,
    TooLarge,
    TooMany,
    answers,
)
from api.resources.reference import reference_hash
from api.sync.current_epoch import EpochMet, epoch_met, require_current_epoch
from api.sync.digest_repair import recount
from api.sync.pull import pull, spliced
from api.sync.push import Begin, Moments, push, recover_all
from api.sync.returning import note_told
from api.web.metrics import count_results
from api.web.request_body import RawBody, read_as
from api.web.turn_gate import InTurn

router = APIRouter(prefix="/v1/sync", tags=["sync"])

REFUSALS = answers(EpochChanged, ServerBehind, TooLarge, Invalid, NotYours)
WAITING = "How many changes wait on the phone, refused ones too, for whoever answers for it. It moves no record."
Unsent = Annotated[int | None, Header(alias="X-Unsent", ge=0, lt=2**53, description=WAITING)]
MINIMAL = "`return=minimal` (RFC 7240) leaves the changes' ids empty: packed, a third of a page."
Prefer = Annotated[str | None, Header(max_length=200, description=MINIMAL)]
REFUSALS_OF_PUSH = {**REFUSALS, **answers(Busy, NotFound)}


def said(claim: Claim, met: EpochMet) -> dict[str, Any]:
    """What every answer to a phone begins with."""
    return {
        "epoch": met.epoch, "started": met.started, "done": met.done, "now": claim.now,
        "nonce": give_nonce(claim.settings, now=claim.now), "enrolment": {"status": "active"},
    }  # fmt: skip


def body_of(shape: type[Any]) -> dict[str, Any]:
    """The body is read raw, so its shape is told to the OpenAPI page here."""
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}}
    return {"requestBody": {"required": True, "content": content}}


@router.post("/push", response_model=PushAnswer, responses=REFUSALS_OF_PUSH, openapi_extra=body_of(PushAsk))
def push_changes(raw: RawBody, claim: Claimed, engine: TheEngine, _turn: InTurn) -> Response:
    """Sends changes made on this phone. Each gets its own result; sending one again gives the same answer."""
    ask, begin = read_as(PushAsk, raw), partial(acting, engine, claim)
    moments = Moments(claim.now, ask.clock)
    with noted(begin, claim):
        pushed = push(begin, moments, ask.changes, ask)
    count_results(pushed.results)
    answer = {**said(claim, pushed.met), "enrolment": Standing(status="active"), "results": pushed.results}
    if ask.found is not None:
        answer["found"] = recover_all(begin, moments, ask.found)
    return as_json(PushAnswer.model_construct(**answer).model_dump_json(exclude_unset=True).encode())


def as_json(body: bytes) -> Response:
    """Already in the shape that is documented: nothing is validated again on its way out."""
    return Response(body, media_type="application/json")


@contextmanager
def noted(begin: Begin, claim: Claim) -> Iterator[None]:
    """Who hears of a new epoch here is remembered: from now on she may hand in what it lost."""
    try:
        yield
    except EpochChanged:
        with begin() as (session, actor):
            note_told(session, actor, claim.now)
        raise


@router.post("/pull", response_model=PullAnswer, responses=REFUSALS, openapi_extra=body_of(PullAsk))
def pull_changes(
    raw: RawBody, request: Request, claim: Claimed, engine: TheEngine, unsent: Unsent = None, prefer: Prefer = None
) -> Response:
    """The next page of what this phone may hold and does not, in order; resumable at any point."""
    ask = read_as(PullAsk, raw)
    with noted(partial(acting, engine, claim), claim):
        if ask.mismatched_homes:
            look_again(claim, engine, ask)
        actor, parts, told = pull_as(engine, claim, ask, brief="return=minimal" in (prefer or ""))
    if actor.enrolment:
        reports: PhoneReports = request.app.state.reports
        reports.note(engine, actor.enrolment, report_of(ask, unsent, claim), claim.now)
    return as_json(spliced(parts, told))


@repeatable
def pull_as(engine: Engine, claim: Claim, ask: PullAsk, *, brief: bool) -> tuple[Actor, dict[str, Any], bytes]:
    """In one snapshot: who asks, the answer, and `told` as it is sent."""
    with looking(engine, claim) as (session, actor):
        met, parts, told = pull(session, actor, ask, brief=brief)
        return actor, {**parts, **said(claim, met), "reference": reference_hash(session, actor, claim.now)}, told


def report_of(ask: PullAsk, unsent: int | None, claim: Claim) -> PhoneReport:
    """What the phone says of itself in a pull."""
    skew = int((ask.clock - claim.now).total_seconds()) if ask.clock else None
    return PhoneReport(ask.app, unsent, skew)


def look_again(claim: Claim, engine: Engine, ask: PullAsk) -> None:
    """A few times a day and phone; the pull itself goes on in any case."""
    with looking(engine, claim) as (session, actor):
        require_current_epoch(session, actor, ask, epoch_met(session, actor))
    try:
        hit_rate_limit(engine, claim.settings, RECOUNT, actor.enrolment or actor.id, now=claim.now)
    except TooMany:
        return
    for home, wrong in recount(engine, actor, ask.mismatched_homes):
        say("digest differed", home=home, wrong=wrong)
