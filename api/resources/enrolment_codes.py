"""Codes before they become phones: checked by who holds one, seen and revoked by who answers for the person."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import ConfigDict, Field, StringConstraints
from sqlmodel import Session, col, select

from api.db.engine import TheEngine, writing
from api.db.passing_faults import repeatable
from api.identity.actors import find_actor
from api.identity.addresses import Address
from api.identity.audits import record_audit
from api.identity.code_tries import count_code_try
from api.identity.current_actor import Claimed, Now, Reading, SignedIn, TheSettings, acting
from api.identity.enrolment_codes import drop_unused, open_code
from api.identity.memberships import counts_under, works_on_phone
from api.identity.people import Person, Unit
from api.identity.rate_limits import refund_attempts
from api.identity.tables import EnrolmentCode
from api.identity.unit_phones import answered_for, answers_for
from api.problems.tree import Invalid, NotFound, NotYours, SignInNeeded, TooMany, answers
from api.resources.phones import AgentId
from api.shapes import WireShape

router = APIRouter(prefix="/v1", tags=["phones"])


class CodeCheck(WireShape):
    """The code as it was typed."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, StringConstraints(min_length=8, max_length=20), Field(examples=["7Q4M-K2TX"])]
    """8 symbols of Crockford's alphabet; case, spaces and hyphens do not count."""


class CheckedCode(WireShape):
    """A code that can be used. `unit`: the name of the unit it is for; whom it is for is told at the enrolment."""

    unit: str | None
    """The name of the unit it is for. Null: its person has none."""
    expires_at: datetime
    """When it counts no more."""


class OpenCode(WireShape):
    """A code that nobody has used yet; the code itself was shown once and is not kept."""

    agent: str
    """The person it is for."""
    name: str
    """That person's name."""
    expires_at: datetime
    """When it counts no more."""


@router.post("/enrolment-codes/check", responses=answers(Invalid, TooMany))
def check_enrolment_code(
    ask: CodeCheck, engine: TheEngine, settings: TheSettings, address: Address, now: Now
) -> CheckedCode:
    """Whether a code can be used, before a person chooses a PIN. Spends nothing; a wrong one counts as a wrong try."""
    spent = count_code_try(engine, settings, ask.code, address, now=now)
    with writing(engine) as session:
        found = open_code(session, settings, ask.code, None, now=now)
        checked = checked_of(session, found) if found and works_on_phone(session, found.person) else None
    if checked is None:
        raise Invalid.at("/code", "enrolment-code-unfit")
    refund_attempts(engine, settings, *spent)
    return checked


def checked_of(session: Session, code: EnrolmentCode) -> CheckedCode:
    """Without the person's name: a code may be found by somebody else."""
    agent = find_actor(session, code.person)
    unit = session.get_one(Unit, agent.unit).name if agent.unit else None
    return CheckedCode(unit=unit, expires_at=code.expires_at)


@router.get("/enrolment-codes", responses=answers(SignInNeeded, NotYours))
def list_enrolment_codes(actor: SignedIn, session: Reading, now: Now) -> list[OpenCode]:
    """Codes for the coordinator's people that can still be used, the soonest to end first; an admin sees all."""
    query = select(EnrolmentCode, Person.name).join(Person).where(answered_for(actor))
    query = query.where(col(EnrolmentCode.used_by).is_(None), col(EnrolmentCode.tries_left) > 0)
    query = query.where(counts_under(col(EnrolmentCode.given_under)))
    query = query.where(col(EnrolmentCode.expires_at) > now).order_by(col(EnrolmentCode.expires_at))
    rows = session.exec(query).all()
    return [OpenCode(agent=row.person, name=name, expires_at=row.expires_at) for row, name in rows]


@router.delete(
    "/agents/{agent}/enrolment-codes", status_code=204, responses=answers(SignInNeeded, NotYours, NotFound, Invalid)
)
@repeatable
def revoke_enrolment_code(agent: AgentId, claim: Claimed, engine: TheEngine, now: Now) -> None:
    """The person's unused code counts no more; the same when there is none."""
    with acting(engine, claim) as (session, actor):
        if not answers_for(session, actor, agent):
            raise NotFound("no-such-colleague")
        if drop_unused(session, agent):
            record_audit(session, "code-revoked", agent, by=actor.id, now=now)
