"""A client's own data, by a code and without a session: what is kept, who looked, and what she asks for; and the
answers of whoever leads the unit."""

from collections import Counter
from datetime import timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Path
from sqlalchemy import delete
from sqlmodel import Session

from api.access.entering import Entered, acting_within
from api.access.own_case import DAYS, LENGTH, PURPOSE, case_of_code, holders_of, looks_at, own_case
from api.access.rights_requests import OwnRequest, answer_right, claim_right, rights_of_case, rights_of_unit
from api.access.scope import feed_in_scope
from api.changes.feed_key import FeedKey
from api.db.engine import TheEngine, reading, writing
from api.identity.actors import table
from api.identity.audits import record_audit
from api.identity.current_actor import Claimed, Now, TheSettings
from api.identity.rate_limits import CODES_MADE, hit_rate_limit
from api.problems.tree import Invalid, NotAllowed, NotFound, NotYours, SignInNeeded, TooMany, answers
from api.resources.followers import ClientId
from api.resources.own_data_shapes import (
    HolderRead,
    LookRead,
    OwnAsk,
    OwnCode,
    OwnCodeTry,
    OwnData,
    OwnRecordRead,
    OwnRequestRead,
    RightsReply,
    RightsRequestRead,
)
from api.resources.passing import Passing
from api.resources.scoped import Looking
from api.settings import Settings
from api.visitors.tables import VisitorCode
from api.visitors.visitor_codes import make_visitor_code

router = APIRouter(prefix="/v1", tags=["own-data"])
CODE = table(VisitorCode)
OUTSIDE = answers(Invalid, NotAllowed, TooMany)
INSIDE = answers(SignInNeeded, NotYours)
RequestId = Annotated[
    str, Path(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", description="The request's id.")
]  # fmt: skip
ZONE = ZoneInfo("Asia/Jakarta")
MOST = 200


@router.post("/clients/{client}/own-codes", status_code=201,
             responses=INSIDE | answers(NotFound, Invalid, TooMany))  # fmt: skip
def make_own_code(client: ClientId, claim: Claimed, engine: TheEngine, settings: TheSettings) -> OwnCode:
    """A code with which this client sees what is kept of her, for seven days. The one before counts no more."""
    hit_rate_limit(engine, settings, CODES_MADE, f"own {claim.bearer.person}", now=claim.now)
    today = claim.now.date()
    until = today + timedelta(days=DAYS)
    with acting_within(engine, claim) as (session, scope):
        feed = feed_in_scope(session, scope, client)
        session.connection().execute(delete(CODE).where(CODE.c.about == feed.id, CODE.c.purpose == PURPOSE))
        code = make_visitor_code(
            session, settings, PURPOSE, LENGTH, home=feed.home, about=feed.id, today=today, until=until
        )
        record_audit(session, "own-code", feed.id, by=scope.actor.id, now=claim.now)
    return OwnCode(code=f"{code[:4]}-{code[4:8]}-{code[8:]}", until=until)


@router.post("/own-data", responses=OUTSIDE, dependencies=[Passing])
def read_own_data(ask: OwnCodeTry, engine: TheEngine, settings: TheSettings, now: Now) -> OwnData:
    """What is kept of whoever holds this code, who holds it and who looked. Without a session; each opening is
    written down."""
    with writing(engine) as session:
        case = must_be_hers(session, settings, ask.code, now)
        record_audit(session, "own-data", case.id, by=None, now=now)
    with reading(engine) as session:
        case = must_be_hers(session, settings, ask.code, now)
        kept = own_case(session, case)
        looks = Counter((at.astimezone(ZONE).date(), role) for at, role in looks_at(session, case, now))
        return OwnData(
            unit=kept.unit, about=dict(kept.about),
            records=[OwnRecordRead.model_validate(one._asdict()) for one in kept.records],
            holders=[holder(row) for row in holders_of(session, case)],
            looks=[LookRead(on=on, role=role, times=times) for (on, role), times in looks.items()],
            requests=[OwnRequestRead(**told(row)) for row in rights_of_case(session, case)],
        )  # fmt: skip


@router.post("/own-data/requests", status_code=201, responses=OUTSIDE, dependencies=[Passing])
def claim_own_right(ask: OwnAsk, engine: TheEngine, settings: TheSettings, now: Now) -> list[OwnRequestRead]:
    """Asks whoever leads the unit, who answers within 3x24 hours. All she asked for, the newest first."""
    with writing(engine) as session:
        case = must_be_hers(session, settings, ask.code, now)
        claim_right(session, case, OwnRequest(ask.right, ask.said), now)
        return [OwnRequestRead(**told(row)) for row in rights_of_case(session, case)]


@router.get("/rights-requests", responses=INSIDE)
def list_rights_requests(entered: Looking) -> list[RightsRequestRead]:
    """What clients of the coordinator's unit ask about their data: what waits first, by its hour."""
    session, scope = leading(entered)
    return [of_unit(row) for row in rights_of_unit(session, scope, MOST)]


@router.post("/rights-requests/{request}/answer", responses=INSIDE | answers(NotFound, NotAllowed, Invalid))
def answer_rights_request(
    request: RequestId, ask: RightsReply, claim: Claimed, engine: TheEngine
) -> RightsRequestRead:  # fmt: skip
    """Once. The client reads it on her page; what was promised is then done where it belongs."""
    with acting_within(engine, claim) as entered:
        session, scope = leading(entered)
        row = answer_right(session, scope, request, ask.outcome, ask.answer, claim.now)
        record_audit(session, "rights-answer", row.feed, by=scope.actor.id, now=claim.now)
        return of_unit(row)


def must_be_hers(session: Session, settings: Settings, code: str, now: Now) -> FeedKey:
    """Unknown, ended and of an erased case are the same here."""
    case = case_of_code(session, settings, code, now)
    if case is None:
        raise Invalid.at("/code", "own-code-unfit")
    return case


def leading(entered: Entered) -> Entered:
    """Nobody who accompanies a client alone: she may ask something about that."""
    if entered.scope.actor.role != "coordinator":
        raise NotYours("coordinators-only")
    return entered


def holder(row: Any) -> HolderRead:
    """By days."""
    until = row.until.astimezone(ZONE).date() if row.until else None
    return HolderRead(name=row.name, since=row.since.astimezone(ZONE).date(), until=until)


def told(row: Any) -> dict[str, Any]:
    """A row as both sides see it."""
    return {name: getattr(row, name) for name in OwnRequestRead.model_fields}


def of_unit(row: Any) -> RightsRequestRead:
    """With whose it is."""
    return RightsRequestRead(**told(row), id=row.id, client=row.feed)
