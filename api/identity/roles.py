"""Roles as they are given: each in the sort of place where it is held, and nowhere twice."""

from datetime import datetime

from sqlmodel import Session

from api.areas import known
from api.identity.memberships import ROLES, Membership, memberships_of
from api.identity.people import Person
from api.ids import new_id
from api.problems.tree import Invalid, NotAllowed

DISTRICT = 5  # symbols of a Kemendagri code `33.22.01.2001`
PLACED_BY = {"agent": "unit", "coordinator": "unit", "partner": "partner", "district": "area"}


def add_role(
    session: Session,
    person: Person,
    role: str,
    *,
    now: datetime,
    unit: str | None = None,
    partner: str | None = None,
    area: str | None = None,
) -> Membership:
    """One more role. Agents and coordinators belong to a unit, officers to an institution or a district's office
    (`area`), an admin to none of them."""
    places = {"unit": unit, "partner": partner, "area": area}
    column = PLACED_BY.get(role)
    if role not in ROLES:
        raise Invalid.at("/role", "role-unknown", roles=", ".join(ROLES))
    if column and not places[column]:
        raise Invalid.at("/role", "role-without-place")
    if column == "area":
        must_be_district(area or "")
    added = Membership(id=new_id(), person=person.id, role=role, began_at=now)
    if column:
        setattr(added, column, places[column])
    if any(same_role(one, added) for one in memberships_of(session, person.id)):
        raise NotAllowed("role-held-already")
    session.add(added)
    return added


def same_role(one: Membership, other: Membership) -> bool:
    """The same, in the same place."""
    return (one.role, one.unit, one.partner, one.area) == (other.role, other.unit, other.partner, other.area)


def must_be_district(code: str) -> None:
    """A kabupaten or kota, whose office (BNNK) looks after the units of its villages."""
    if len(code) != DISTRICT or not known(code):
        raise Invalid.at("/area", "area-unknown")
