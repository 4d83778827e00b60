"""Roles of people: several for one person, one after the other or at once, each in its place."""

from datetime import datetime
from typing import Any, Literal, NamedTuple, get_args

from sqlalchemy import ColumnElement, String, and_, or_
from sqlmodel import Field, Session, SQLModel, col, select

from api.actor import Actor
from api.db.utc import WHEN
from api.identity.people import ID, Person

Role = Literal["agent", "coordinator", "partner", "village", "district", "province", "national", "admin"]
ROLES = get_args(Role)
IN_UNITS = ("agent", "coordinator")  # who works with clients
ON_PHONES = (*IN_UNITS, "district")


class Membership(SQLModel, table=True):
    """A role in a `unit`, in an institution (`partner`), in a village, district or province (`area`, its
    Kemendagri code) or, where all three are empty, in the whole country. `ended_at`: she had it until then."""

    id: str = Field(sa_type=ID, primary_key=True)
    person: str = Field(foreign_key="person.id", sa_type=ID, index=True)
    role: str = Field(sa_type=String(20))
    unit: str | None = Field(default=None, foreign_key="unit.id", sa_type=ID, index=True)
    partner: str | None = Field(default=None, foreign_key="partner.id", sa_type=ID)
    area: str | None = Field(default=None, sa_type=String(13))
    began_at: datetime = Field(sa_type=WHEN)
    ended_at: datetime | None = Field(default=None, sa_type=WHEN)


class Member(NamedTuple):
    """Somebody of a unit, as the others know her."""

    id: str
    name: str
    role: str


def is_current() -> ColumnElement[bool]:
    """The role counts today: neither it nor its person has ended."""
    return and_(col(Membership.ended_at).is_(None), col(Person.active))


def role_of(session: Session, actor: Actor) -> str:
    """The id of the role in which she acts."""
    held = {"unit": actor.unit, "partner": actor.partner, "area": actor.area}
    here = (col(getattr(Membership, name)).is_not_distinct_from(place) for name, place in held.items())
    query = select(Membership.id).where(Membership.person == actor.id, Membership.role == actor.role, *here)
    return session.exec(query.where(col(Membership.ended_at).is_(None))).one()


def counts_under(role: Any) -> ColumnElement[bool]:
    """Whether what somebody gave still counts: what she gave under a role (its id) ends with it, and while she is
    switched off. Nobody's (NULL) does by itself."""
    held = select(Membership.id).join(Person).where(Membership.id == role, is_current())
    return or_(role.is_(None), held.exists())


def members_of(session: Session, unit: str) -> list[Member]:
    """Who works in this unit now, by name."""
    query = (
        select(Person.id, Person.name, Membership.role)
        .join(Membership, col(Membership.person) == Person.id)
        .where(Membership.unit == unit, is_current())
        .order_by(Person.name, Person.id, col(Membership.began_at))
    )
    return [Member(*row) for row in session.exec(query).all()]


def is_colleague(session: Session, unit: str, person: str) -> bool:
    """Whether she works with clients in this unit now."""
    query = select(Membership.id).join(Person).where(Membership.person == person, Membership.unit == unit)
    query = query.where(is_current(), col(Membership.role).in_(IN_UNITS))
    return session.exec(query.limit(1)).first() is not None


def belongs_to(session: Session, unit: str, person: str) -> bool:
    """Whether she has a role in this unit, also while she is switched off: her phones are still the unit's affair."""
    query = select(Membership.id).where(Membership.person == person, Membership.unit == unit)
    return session.exec(query.where(col(Membership.ended_at).is_(None)).limit(1)).first() is not None


def works_on_phone(session: Session, person: str) -> bool:
    """Whether she has a role now that is carried on a phone."""
    query = select(Membership.id).join(Person).where(Membership.person == person, is_current())
    return session.exec(query.where(col(Membership.role).in_(ON_PHONES)).limit(1)).first() is not None


def works_elsewhere(session: Session, person: str, unit: str | None) -> bool:
    """Whether she has a role that is carried on a phone outside this unit too: her phone then holds what lies there."""
    query = select(Membership.id).where(Membership.person == person, col(Membership.ended_at).is_(None))
    query = query.where(col(Membership.role).in_(ON_PHONES), col(Membership.unit).is_distinct_from(unit))
    return session.exec(query.limit(1)).first() is not None


def memberships_of(session: Session, person: str) -> list[Membership]:
    """Her current ones, the oldest first."""
    query = select(Membership).where(Membership.person == person, col(Membership.ended_at).is_(None))
    return list(session.exec(query.order_by(col(Membership.began_at), col(Membership.id))).all())
