"""A client's own data, by a code and without a session: what is kept, who looked, and what she asks for; and the
answers of whoever leads the unit."""

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Path
from sqlalchemy import Engine
from sqlmodel import Session

from api.access.entering import Entered, acting_within, enter_again, looking_within
from api.access.own_case import OpenedCase, holders_of, looks_at, opened_by, own_case
from api.access.rights_requests import (
    COMPLAIN,
    TIME,
    OwnRequest,
    RightAnswer,
    answer_right,
    claim_right,
    lies_in_erased_case,
    right_asked,
    rights_of_case,
    rights_of_unit,
)
from api.access.scope import Scope
from api.changes.feeds import lock_home
from api.db.engine import TheEngine, reading, writing
from api.db.passing_faults import repeatable
from api.identity.audits import record_audit
from api.identity.current_actor import Claimed, Now, TheSettings
from api.identity.server_keys import ServerKeys
from api.problems.tree import Invalid, NotAllowed, NotFound, NotYours, SignInNeeded, TooMany, answers
from api.resources.carrying_out import DONE_BY_ANSWER, CarriedOut, carry_out
from api.resources.days import day_in
from api.resources.enrolments import TheServerKeys
from api.resources.own_data_shapes import (
    HolderRead,
    LookRead,
    OwnAsk,
    OwnCodeTry,
    OwnData,
    OwnRecordRead,
    OwnRequestRead,
    RightsReply,
    RightsRequestRead,
)
from api.resources.passing import Passing, PassingVisitor
from api.resources.scoped import Looking
from api.settings import Settings
from api.sync.rescue_erased import SeenBoxes, look_through

router = APIRouter(prefix="/v1", tags=["own-data"])
OUTSIDE = answers(Invalid, NotAllowed, TooMany)
INSIDE = answers(SignInNeeded, NotYours)
RequestId = Annotated[
    str, Path(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description="The request's id.")
]  # fmt: skip
MOST = 200


@router.post("/own-data", responses=OUTSIDE)
def read_own_data(
    ask: OwnCodeTry, engine: TheEngine, settings: TheSettings, passing: Passing, now: Now
) -> OwnData:  # fmt: skip
    """What is kept of whoever holds this code, who holds it and who looked. Without a session; each opening is
    written down."""
    must_fit(engine, settings, ask.code, passing)
    with writing(engine) as session:
        case, _ = must_be_hers(session, settings, ask.code, now)
        record_audit(session, "own-data", case.id, by=None, now=now)
    with reading(engine) as session:
        opened = must_be_hers(session, settings, ask.code, now)
        case = opened.case
        kept = own_case(session, case)
        looks = Counter((day_in(at, kept.zone), role) for at, role in looks_at(session, case, now))
        return OwnData(
            unit=kept.unit, about=dict(kept.about),
            records=[OwnRecordRead.model_validate(one._asdict()) for one in kept.records],
            holders=[holder(row, kept.zone) for row in holders_of(session, case)],
            looks=[LookRead(on=on, role=role, times=times) for (on, role), times in looks.items()],
            requests=requests_told(session, opened),
        )  # fmt: skip


@router.post("/own-data/requests", status_code=201, responses=OUTSIDE)
@repeatable
def claim_own_right(
    ask: OwnAsk, engine: TheEngine, settings: TheSettings, passing: Passing, now: Now
) -> list[OwnRequestRead]:  # fmt: skip
    """Asks whoever leads the unit, who answers within 3x24 hours. All she asked for, the newest first."""
    must_fit(engine, settings, ask.code, passing)
    with writing(engine) as session:
        opened = must_be_hers(session, settings, ask.code, now)
        claim_right(session, opened.case, OwnRequest(ask.right, ask.said), now)
        known = requests_told(session, opened)
    if opened.led or ask.right != COMPLAIN:
        return known
    # As it was just said, and not as it may have been kept before: that would tell of an older one.
    return [OwnRequestRead(right=ask.right, said=ask.said, asked_at=now, due_at=now + TIME), *known]


@router.get("/rights-requests", responses=INSIDE)
def list_rights_requests(entered: Looking) -> list[RightsRequestRead]:
    """What clients of the coordinator's unit ask about their data: what waits first, by its hour."""
    session, scope = leading(entered)
    return [of_unit(row) for row in rights_of_unit(session, scope, MOST)]


@router.post("/rights-requests/{request}/answer", responses=INSIDE | answers(NotFound, NotAllowed, Invalid))
@repeatable
def answer_rights_request(
    request: RequestId, ask: RightsReply, claim: Claimed, engine: TheEngine, keys: TheServerKeys
) -> RightsRequestRead:  # fmt: skip
    """Once; said again by the same person it is as it was. The client reads it on her page; what was promised is done
    with it (`carry_out`), or where it belongs."""
    boxes = keys, seen_boxes(engine, claim, keys, request) if ask.carry_out else {}
    with acting_within(engine, claim) as entered:
        session, scope = leading(entered)
        if ask.carry_out:
            scope = carried_out(entered, claim, boxes, request, ask)
        elif ask.outcome == "done":
            asked = right_asked(session, scope, request)
            open_now = asked.answered_at is None and asked.right in DONE_BY_ANSWER
            if open_now and not lies_in_erased_case(session, asked):
                raise Invalid.at("/carry_out", "not-done-yet")
        row = answer_right(session, scope, request, answer_of(ask, scope), claim.now)
        if row is None:
            return of_unit(right_asked(session, scope, request))
        record_audit(session, "rights-answer", row.feed, by=scope.actor.id, now=claim.now)
        return of_unit(row)


def answer_of(ask: RightsReply, scope: Scope) -> RightAnswer:
    """As hers."""
    return RightAnswer(ask.outcome, ask.answer, scope.actor.id)


def seen_boxes(engine: Engine, claim: Claimed, keys: ServerKeys, request: str) -> SeenBoxes:
    """Of the home of a case that is to be erased."""
    with looking_within(engine, claim) as entered:
        session, scope = leading(entered)
        row = right_asked(session, scope, request)
        return look_through(session, keys, row.home) if row.right == "erase" else {}


def carried_out(
    entered: Entered, claim: Claimed, boxes: tuple[ServerKeys, SeenBoxes], request: str, ask: RightsReply
) -> Scope:
    """In the case that it is about, under the lock of its home; who answers is judged again there."""
    session, before = leading(entered)
    locked = lock_home(session, right_asked(session, before, request).home)
    session.expire_all()
    scope = leading(Entered(session, enter_again(session, claim))).scope
    row = right_asked(session, scope, request)
    if ask.outcome == "declined":
        raise Invalid.at("/carry_out", "not-carried-out")
    if answer_of(ask, scope).was_given(row) or lies_in_erased_case(session, row):
        return scope
    doing = CarriedOut(session, *boxes, locked, scope, row.right, ask.layers or ())
    carry_out(doing, row.feed, claim.now)
    record_audit(session, f"rights-{row.right}", row.feed, by=scope.actor.id, now=claim.now)
    return scope


def must_fit(engine: Engine, settings: Settings, code: str, passing: PassingVisitor) -> None:
    """Without the lock: who guesses keeps nobody from writing. A wrong one counts."""
    with reading(engine) as session:
        if opened_by(session, settings, code, passing.now) is None:
            raise passing.wrong("/code", "own-code-unfit")
    passing.right(code)


def must_be_hers(session: Session, settings: Settings, code: str, now: Now) -> OpenedCase:
    """Unknown, ended and of an erased case are the same here."""
    opened = opened_by(session, settings, code, now)
    if opened is None:
        raise Invalid.at("/code", "own-code-unfit")
    return opened


def requests_told(session: Session, opened: OpenedCase) -> list[OwnRequestRead]:
    """What she asked for, as far as this code tells it."""
    hidden = {} if opened.led else {"said": None}
    rows = rights_of_case(session, opened.case, complaints=opened.led)
    return [OwnRequestRead(**told(row) | hidden) for row in rows]


def leading(entered: Entered) -> Entered:
    """Nobody who accompanies a client alone: she may ask something about that."""
    if entered.scope.actor.role != "coordinator":
        raise NotYours("coordinators-only")
    return entered


def holder(row: Any, zone: str) -> HolderRead:
    """By the days of her unit."""
    until = day_in(row.until, zone) if row.until else None
    return HolderRead(name=row.name, since=day_in(row.since, zone), until=until)


def told(row: Any) -> dict[str, Any]:
    """A row as both sides see it."""
    return {name: getattr(row, name) for name in OwnRequestRead.model_fields}


def of_unit(row: Any) -> RightsRequestRead:
    """With whose it is."""
    return RightsRequestRead(**told(row), id=row.id, client=row.feed)
