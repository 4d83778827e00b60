"""Roles as they are given: each in the sort of place where it is held, and nowhere twice."""

from datetime import datetime

from sqlmodel import Session

from api.areas import known
from api.identity.memberships import ROLES, Membership, memberships_of
from api.identity.people import Person
from api.ids import new_id
from api.problems.tree import Invalid, NotAllowed, NotFound

# Symbols of a Kemendagri code `33.22.01.2001`.
PROVINCE, DISTRICT, VILLAGE = 2, 5, 13
AREA_OF = {"province": PROVINCE, "district": DISTRICT, "village": VILLAGE}
PLACED_BY = {"agent": "unit", "coordinator": "unit", "partner": "partner", **dict.fromkeys(AREA_OF, "area")}


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
    """One more role. Agents and coordinators belong to a unit, officers to an institution or to the office of an area
    (village, district, province); the nation's office and an admin to none of them."""
    places = {"unit": unit, "partner": partner, "area": area}
    column = PLACED_BY.get(role)
    if role not in ROLES:
        raise Invalid.at("/role", "role-unknown", roles=", ".join(ROLES))
    if column and not places[column]:
        raise Invalid.at("/role", "role-without-place")
    if column == "area":
        must_be_area(role, area or "")
    added = Membership(id=new_id(), person=person.id, role=role, began_at=now)
    if column:
        setattr(added, column, places[column])
    if any(same_role(one, added) for one in memberships_of(session, person.id)):
        raise NotAllowed("role-held-already")
    session.add(added)
    return added


def end_role(session: Session, person: Person, role: str, place: str | None, *, now: datetime) -> str | None:
    """She had it until now: papers that she followed by it and her phones end with it, since both are read from here.
    `place`: which of several such roles, by its unit, institution or area. The unit in which she had it."""
    held = [one for one in memberships_of(session, person.id) if one.role == role]
    mine = [one for one in held if place is None or place in (one.unit, one.partner, one.area)]
    if not mine:
        raise NotFound("role-not-held")
    if len(mine) > 1:
        raise Invalid.at("/role", "role-of-several-places")
    mine[0].ended_at = now
    session.add(mine[0])
    return mine[0].unit


def same_role(one: Membership, other: Membership) -> bool:
    """The same, in the same place."""
    return (one.role, one.unit, one.partner, one.area) == (other.role, other.unit, other.partner, other.area)


def must_be_area(role: str, code: str) -> None:
    """Of the level whose office has this role: a province (BNNP), a kabupaten or kota (BNNK), a desa or kelurahan."""
    if not known(code):
        raise Invalid.at("/area", "area-unknown")
    if len(code) != AREA_OF[role]:
        raise Invalid.at("/area", "area-of-another-level")
