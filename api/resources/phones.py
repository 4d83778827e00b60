"""What a coordinator does about phones: a code for a new one, lock or wipe a lost one."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field
from sqlmodel import col, select

from api.db.engine import TheEngine, writing
from api.identity.audits import note
from api.identity.current_actor import Reading, SignedIn, TheSettings
from api.identity.enrolment_codes import LIVES, make_code, shown
from api.identity.enrolments import Standing, answers_for, end, of_ones_unit
from api.identity.people import Agent, now
from api.identity.rate_limits import CODES_MADE, count_try
from api.identity.sign_in import EnrolmentStanding
from api.identity.tables import Enrolment
from api.ids import UUID7
from api.problems.tree import Invalid, NotAllowed, NotFound, NotYours, SignInNeeded, TooMany, answers
from api.resources.sign_in import EnrolmentId

router = APIRouter(prefix="/v1", tags=["phones"])
REFUSALS = answers(SignInNeeded, NotYours, NotFound, Invalid)
AgentId = Annotated[UUID7, Path(description="The person's id.")]


class CodeAnswer(BaseModel):
    """Read it aloud or show it; it is shown this once."""

    code: Annotated[str, Field(examples=["7Q4M-K2TX"])]
    agent: str
    expires_at: datetime


class Phone(BaseModel):
    """An enrolment. `fingerprint`: the four digits her phone shows too."""

    id: str
    agent: str
    name: str
    status: Standing
    fingerprint: str
    made_at: datetime
    last_seen_at: datetime


@router.post("/agents/{agent}/enrolment-codes", status_code=201, responses=REFUSALS | answers(NotAllowed, TooMany))
def make_enrolment_code(agent: AgentId, actor: SignedIn, engine: TheEngine, settings: TheSettings) -> CodeAnswer:
    """A code for one more phone of this person; an unused older one counts no more."""
    count_try(engine, settings, CODES_MADE, actor.id)
    with writing(engine) as session:
        if not answers_for(session, actor, agent):
            raise NotFound("Rekan ini tidak ada di unit Anda.")
        person = session.get_one(Agent, agent)
        if not person.active or person.unit is None or person.role not in ("agent", "coordinator"):
            raise NotAllowed("Hanya agen dan koordinator yang aktif memakai HP.")
        code = make_code(session, settings, agent)
        note(session, "code", agent, by=actor.id)
    return CodeAnswer(code=shown(code), agent=agent, expires_at=now() + LIVES)


@router.get("/enrolments", responses=answers(SignInNeeded, NotYours))
def list_enrolments(actor: SignedIn, session: Reading) -> list[Phone]:
    """The phones of the coordinator's unit, newest first; an admin sees those of all units."""
    if actor.role not in ("coordinator", "admin"):
        raise NotYours("Hanya koordinator yang bisa melihat ini.")
    query = select(Enrolment, Agent.name).join(Agent).order_by(col(Enrolment.made_at).desc())
    if actor.role == "coordinator":
        query = query.where(Agent.unit == actor.unit)
    return [phone_of(row, name) for row, name in session.exec(query).all()]


def phone_of(row: Enrolment, name: str) -> Phone:
    """As an office sees it."""
    kept = row.model_dump(include={"id", "agent", "status", "fingerprint"})
    return Phone(name=name, made_at=row.made_at, last_seen_at=row.last_seen_at, **kept)


@router.post("/enrolments/{enrolment}/lock", responses=REFUSALS)
def lock_phone(enrolment: EnrolmentId, actor: SignedIn, engine: TheEngine) -> EnrolmentStanding:
    """Refused from this moment; what it still holds goes before the coordinator."""
    return ended(enrolment, actor, engine, "locked")


@router.post("/enrolments/{enrolment}/wipe", responses=REFUSALS)
def wipe_phone(enrolment: EnrolmentId, actor: SignedIn, engine: TheEngine) -> EnrolmentStanding:
    """Locked, and its keys are struck when it next hears from the server."""
    return ended(enrolment, actor, engine, "wipe")


def ended(enrolment: str, actor: SignedIn, engine: TheEngine, status: Standing) -> EnrolmentStanding:
    """One transaction with its trail."""
    with writing(engine) as session:
        phone = of_ones_unit(session, actor, enrolment)
        end(session, phone, status, by=actor.id)
        return EnrolmentStanding.model_validate({"status": phone.status})
