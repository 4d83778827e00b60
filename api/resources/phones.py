"""What a coordinator does about phones: a code for a new one, lock or wipe a lost one."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import Field
from sqlalchemy import Engine
from sqlmodel import col, select

from api.db.engine import TheEngine
from api.db.passing_faults import repeatable
from api.identity.audits import record_audit
from api.identity.current_actor import Claim, Claimed, Now, Reading, SignedIn, TheSettings, acting
from api.identity.enrolment_codes import LIVES, make_code, shown
from api.identity.enrolments import Standing, revoke
from api.identity.memberships import role_of, works_elsewhere, works_on_phone
from api.identity.people import Person
from api.identity.rate_limits import CODES_MADE, hit_rate_limit
from api.identity.renewals import was_renewed
from api.identity.tables import Enrolment
from api.identity.token_answer import EnrolmentStanding
from api.identity.unit_phones import answered_for, answers_for, of_ones_unit
from api.ids import UUID7
from api.problems.tree import Invalid, NotAllowed, NotFound, NotYours, SignInNeeded, TooMany, answers
from api.resources.enrolments import EnrolmentId
from api.shapes import WireShape

router = APIRouter(prefix="/v1", tags=["phones"])
REFUSALS = answers(SignInNeeded, NotYours, NotFound, Invalid)
AgentId = Annotated[UUID7, Path(description="The person's id.")]


class CodeAnswer(WireShape):
    """Read it aloud or show it; it is shown this once."""

    code: Annotated[str, Field(examples=["7Q4M-K2TX"])]
    """Typed into the phone, once."""
    agent: str
    """The person it is for."""
    expires_at: datetime
    """When it counts no more."""


class Phone(WireShape):
    """An enrolment. `fingerprint`: the four digits her phone shows too; `ends_at`: where she does not use it again."""

    id: str
    """The enrolment's id."""
    agent: str
    """Whose it is."""
    name: str
    """That person's name."""
    status: Standing
    """`active`, `locked`, or `wipe`: its keys are struck when it next asks."""
    fingerprint: str
    """Four digits over its keys, which it shows too."""
    made_at: datetime
    """When it was enrolled."""
    last_seen_at: datetime
    """When it last signed in."""
    ends_at: datetime
    """When the enrolment ends if it does not sign in again."""
    heard_at: datetime | None = None
    """When it last synced, to a quarter of an hour. Null: it never did."""
    app: str | None = None
    """The version of its app. Null: it never said."""
    unsent: int | None = None
    """How many changes waited on it then, as it said itself. Null: it never said."""
    skew: int | None = None
    """By how many seconds its clock was ahead; fewer than none: behind. Null: it never said."""


@router.post("/agents/{agent}/enrolment-codes", status_code=201, responses=REFUSALS | answers(NotAllowed, TooMany))
@repeatable
def make_enrolment_code(
    agent: AgentId, claim: Claimed, engine: TheEngine, settings: TheSettings, now: Now
) -> CodeAnswer:
    """A code for one more phone of this person; an unused older one counts no more. Of who works outside the
    coordinator's unit too an admin makes it: whoever holds it reads what her phone would."""
    hit_rate_limit(engine, settings, CODES_MADE, claim.bearer.person, now=now)
    with acting(engine, claim) as (session, actor):
        if not answers_for(session, actor, agent):
            raise NotFound("no-such-colleague")
        if not works_on_phone(session, agent):
            raise NotAllowed("works-on-no-phone")
        if actor.role != "admin" and works_elsewhere(session, agent, actor.unit):
            raise NotAllowed("code-by-admin")
        code = make_code(session, settings, agent, now=now, given_under=role_of(session, actor))
        record_audit(session, "code", agent, by=actor.id, now=now)
    return CodeAnswer(code=shown(code), agent=agent, expires_at=now + LIVES)


@router.get("/enrolments", responses=answers(SignInNeeded, NotYours))
def list_enrolments(actor: SignedIn, session: Reading) -> list[Phone]:
    """The phones of the coordinator's unit, newest first; an admin sees those of all units. A line for each phone: an
    enrolment that another renews is not told."""
    query = select(Enrolment, Person.name).join(Person).where(answered_for(actor), ~was_renewed())
    query = query.order_by(col(Enrolment.made_at).desc())
    return [phone_of(row, name) for row, name in session.exec(query).all()]


SHOWN = {
    "id", "status", "fingerprint", "made_at", "last_seen_at", "ends_at", "heard_at", "app", "unsent", "skew",
}  # fmt: skip


def phone_of(row: Enrolment, name: str) -> Phone:
    """As an office sees it."""
    kept = row.model_dump(include=SHOWN)
    return Phone(agent=row.person, name=name, **kept)


@router.post("/enrolments/{enrolment}/lock", responses=REFUSALS)
def lock_phone(enrolment: EnrolmentId, claim: Claimed, engine: TheEngine, now: Now) -> EnrolmentStanding:
    """Refused from this moment; what it still holds goes before the coordinator."""
    return ended(enrolment, claim, engine, "locked", now)


@router.post("/enrolments/{enrolment}/wipe", responses=REFUSALS)
def wipe_phone(enrolment: EnrolmentId, claim: Claimed, engine: TheEngine, now: Now) -> EnrolmentStanding:
    """Locked, and its keys are struck when it next hears from the server."""
    return ended(enrolment, claim, engine, "wipe", now)


@repeatable
def ended(enrolment: str, claim: Claim, engine: Engine, status: Standing, now: datetime) -> EnrolmentStanding:
    """One transaction with its trail."""
    with acting(engine, claim) as (session, actor):
        phone = of_ones_unit(session, actor, enrolment)
        revoke(session, phone, status, by=actor.id, now=now)
        return EnrolmentStanding.model_validate({"status": phone.status})
