"""Who I am to this server, and how much lies within my sight: counts, never records."""

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import func
from sqlmodel import Session, col, select

from api.access.scope import scoped, scoped_rows
from api.actor import Actor
from api.changes.index_tables import ROWS
from api.changes.tables import Feed
from api.identity.current_actor import Now, Reading, SignedIn, TheSettings
from api.identity.nonces import give_nonce
from api.identity.sign_in import PhoneStanding
from api.identity.tables import Enrolment
from api.problems.tree import NotYours, SignInNeeded, answers
from api.records import KINDS

router = APIRouter(prefix="/v1", tags=["sign-in"])
OPEN = ("sent", "accepted")


class Person(BaseModel):
    """The one who asks."""

    id: str
    name: str
    role: str
    unit: str | None = None
    partner: str | None = None


class OwnPhone(PhoneStanding):
    """The phone she asks with."""

    id: str


class Counts(BaseModel):
    """Of what she may see. `clients`: cases; `open_referrals`: sent or accepted, not yet closed."""

    clients: int
    open_referrals: int


class Me(BaseModel):
    """`nonce`: for the next sign-in of a phone."""

    agent: Person
    enrolment: OwnPhone | None = None
    nonce: str
    counts: Counts


@router.get("/me", response_model_exclude_none=True, responses=answers(SignInNeeded, NotYours))
def who_am_i(actor: SignedIn, session: Reading, settings: TheSettings, now: Now) -> Me:
    """The signed-in person, her phone, and her counts."""
    person = Person(id=actor.id, name=actor.name, role=actor.role, unit=actor.unit, partner=actor.partner)
    return Me(
        agent=person,
        enrolment=own_phone(session, actor),
        nonce=give_nonce(settings, now=now),
        counts=counts(session, actor),
    )


def own_phone(session: Session, actor: Actor) -> OwnPhone | None:
    """Nobody's where an office asks."""
    if actor.enrolment is None:
        return None
    ends_at = session.exec(select(Enrolment.ends_at).where(Enrolment.id == actor.enrolment)).one()
    return OwnPhone(id=actor.enrolment, status="active", ends_at=ends_at)


def counts(session: Session, actor: Actor) -> Counts:
    """Through the one filter."""
    referral = ROWS["referral"]
    cases = select(func.count()).select_from(Feed).where(scoped(actor), col(Feed.erased_at).is_(None))
    mine = select(func.count()).select_from(Feed)
    mine = mine.join(referral, (referral.c.home == Feed.home) & (referral.c.feed == Feed.id))
    mine = mine.where(scoped_rows(actor, KINDS["referral"]), referral.c.status.in_(OPEN))
    mine = mine.where(referral.c.voided_because.is_(None))
    return Counts(clients=session.exec(cases).one(), open_referrals=session.exec(mine).one())
