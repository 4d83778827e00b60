"""Who I am to this server, and how much lies within my sight: counts, never records."""

from fastapi import APIRouter
from sqlalchemy import func, select
from sqlmodel import Session, SQLModel, col

from api.access.scope import Scope
from api.actor import Actor
from api.changes.feed_key import FeedKey
from api.changes.index_tables import ROWS
from api.identity.current_actor import Now, TheSettings
from api.identity.nonces import give_nonce
from api.identity.sign_in import PhoneStanding
from api.identity.tables import Enrolment
from api.problems.tree import NotYours, SignInNeeded, answers
from api.records import KINDS
from api.resources.scoped import Looking
from api.shapes import WireShape

router = APIRouter(prefix="/v1", tags=["sign-in"])
FEED = SQLModel.metadata.tables["feed"]
OPEN = ("sent", "accepted")


class Person(WireShape):
    """The one who asks."""

    id: str
    """As in `by` of every record."""
    name: str
    """As colleagues know the person."""
    role: str
    """In which the person acts here: `agent`, `coordinator`, `partner`, `admin` and others to come."""
    unit: str | None = None
    """Where the person works. Absent: in no unit."""
    partner: str | None = None
    """The institution the person answers for. Absent: none."""


class OwnPhone(PhoneStanding):
    """The phone she asks with."""

    id: str
    """The enrolment's id."""


class Counts(WireShape):
    """Of what she may see. `clients`: cases; `open_referrals`: sent or accepted, not yet closed."""

    clients: int
    """Cases within sight."""
    open_referrals: int
    """Referrals within sight that were sent or accepted and are not closed."""


class Me(WireShape):
    """`nonce`: for the next sign-in of a phone."""

    agent: Person
    """Who asks."""
    enrolment: OwnPhone | None = None
    """The phone that asks. Absent: an office does."""
    nonce: str
    """For the next sign-in of a phone: good once, for five minutes."""
    counts: Counts
    """How much lies within sight."""


@router.get("/me", response_model_exclude_none=True, responses=answers(SignInNeeded, NotYours))
def who_am_i(entered: Looking, settings: TheSettings, now: Now) -> Me:
    """The signed-in person, her phone, and her counts."""
    session, scope = entered
    actor = scope.actor
    person = Person(id=actor.id, name=actor.name, role=actor.role, unit=actor.unit, partner=actor.partner)
    return Me(
        agent=person,
        enrolment=own_phone(session, actor),
        nonce=give_nonce(settings, now=now),
        counts=counts(session, scope),
    )


def own_phone(session: Session, actor: Actor) -> OwnPhone | None:
    """Nobody's where an office asks."""
    if actor.enrolment is None:
        return None
    ends_at = session.execute(select(col(Enrolment.ends_at)).where(col(Enrolment.id) == actor.enrolment)).scalar_one()
    return OwnPhone(id=actor.enrolment, status="active", ends_at=ends_at)


def counts(session: Session, scope: Scope) -> Counts:
    """Of her scope."""
    asked, kind, referral = session.connection(), KINDS["referral"], ROWS["referral"]
    here = scope.cases.anywhere(session, FEED.c.home, FEED.c.id)
    cases = asked.scalar(select(func.count()).select_from(FEED).where(here, FEED.c.erased_at.is_(None)))
    waiting = select(referral.c.home, referral.c.feed, referral.c.id)
    waiting = waiting.where(scope.cases.anywhere(session, referral.c.home, referral.c.feed))
    rows = asked.execute(waiting.where(referral.c.status.in_(OPEN), referral.c.voided_because.is_(None)))
    mine = sum(scope.has(kind, FeedKey(row.home, row.feed), row.id) for row in rows)
    return Counts(clients=cases or 0, open_referrals=mine)
