"""Who I am to this server, and how much lies within my sight: counts, never records."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter
from sqlalchemy import ColumnElement, func, select, tuple_
from sqlmodel import Session, SQLModel

from api.access.reached_cases import ReachedCases
from api.access.scope import Scope
from api.changes.feed_key import FeedKey
from api.changes.index_tables import ROWS
from api.changes.unit_feeds import IS_CASE
from api.identity.current_actor import Now, TheSettings
from api.identity.nonces import give_nonce
from api.identity.server_epoch import EPOCH
from api.identity.token_answer import PhoneStanding
from api.problems.tree import NotYours, SignInNeeded, answers
from api.records import KINDS
from api.resources.scoped import Looking
from api.shapes import WireShape

router = APIRouter(prefix="/v1", tags=["sign-in"])
FEED, ENROLMENT = SQLModel.metadata.tables["feed"], SQLModel.metadata.tables["enrolment"]
REFERRAL = ROWS["referral"]
OPEN = (
    "sent", "received", "waitlisted", "accepted", "assessed", "in_treatment", "completed", "dropped_out", "transferred",
    "handed_back",
)  # fmt: skip


class Person(WireShape):
    """The one who asks."""

    id: str
    """As in `by` of every record."""
    name: str
    """As colleagues know the person."""
    role: str
    """In which the person acts here: `agent`, `coordinator`, `partner`, `district`, `admin` and others to come."""
    unit: str | None = None
    """Where the person works. Absent: in no unit."""
    partner: str | None = None
    """The institution the person answers for. Absent: none."""
    area: str | None = None
    """The district (kabupaten or kota) whose office the person answers for, as `33.22`. Absent: none."""


class OwnPhone(PhoneStanding):
    """The phone she asks with."""

    id: str
    """The enrolment's id."""


class Counts(WireShape):
    """Of what she may see. `clients`: cases; `open_referrals`: sent, and not at their end."""

    clients: int
    """Cases within sight."""
    open_referrals: int
    """Referrals within sight that were sent and are not at their end."""


class Me(WireShape):
    """`nonce`: for the next sign-in of a phone."""

    agent: Person
    """Who asks."""
    enrolment: OwnPhone | None = None
    """The phone that asks. Absent: an office does."""
    nonce: str
    """For the next sign-in of a phone: good once, for five minutes."""
    counts: Counts | None = None
    """How much lies within sight. Absent: the role reads no cases."""
    backed_up_at: datetime | None = None
    """When the server's last backup was complete. Absent: there is none yet."""


@router.get("/me", response_model_exclude_none=True, responses=answers(SignInNeeded, NotYours))
def who_am_i(entered: Looking, settings: TheSettings, now: Now) -> Me:
    """The signed-in person, her phone, and her counts."""
    session, scope = entered
    actor = scope.actor
    clients, referrals, ends_at, backed_up_at = counted(session, scope)
    phone = OwnPhone(id=actor.enrolment, status="active", ends_at=ends_at) if actor.enrolment else None
    return Me(
        agent=Person(
            id=actor.id, name=actor.name, role=actor.role, unit=actor.unit, partner=actor.partner, area=actor.area
        ),
        enrolment=phone,
        nonce=give_nonce(settings, now=now),
        counts=Counts(clients=clients, open_referrals=referrals) if any(scope.reach) else None,
        backed_up_at=backed_up_at,
    )


def counted(session: Session, scope: Scope) -> tuple[int, int, Any, Any]:
    """Living cases and open referrals within sight, when her enrolment ends, and when the last backup was complete."""
    cases = select(func.count()).select_from(FEED).where(IS_CASE, FEED.c.erased_at.is_(None))
    cases = cases.where(scope.cases.anywhere(session, FEED.c.home, FEED.c.id))
    waiting = select(func.count()).select_from(REFERRAL).where(
        within_sight(session, scope), REFERRAL.c.status.in_(OPEN), REFERRAL.c.voided_because.is_(None)
    )  # fmt: skip
    ends = select(ENROLMENT.c.ends_at).where(ENROLMENT.c.id == scope.actor.enrolment)
    backup = select(EPOCH.c.done_at)
    asked = (one.scalar_subquery() for one in (cases, waiting, ends, backup))
    row = session.connection().execute(select(*asked)).one()
    return row[0], row[1], row[2], row[3]


def within_sight(session: Session, scope: Scope) -> ColumnElement[bool]:
    """A referral of a case whose referrals she reads, or one that was sent to her institution."""
    kind = KINDS["referral"]
    if scope.reach.sent:
        keys = [key for key in scope.sent if scope.has(kind, FeedKey(key.home, ""), key.id) and not scope.is_over(key)]
        whole = tuple_(REFERRAL.c.home, REFERRAL.c.id)
        return whole.in_(keys)
    cases = scope.cases if kind.readable_by.get(scope.actor.role) else ReachedCases(scope.followed)
    return cases.anywhere(session, REFERRAL.c.home, REFERRAL.c.feed)
