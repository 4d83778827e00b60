"""Whose phones somebody answers for: a coordinator for those of her unit's people, an admin for all."""

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists

from api.actor import Actor
from api.identity.memberships import Membership, belongs_to
from api.identity.people import Person
from api.identity.tables import Enrolment
from api.problems.tree import NotFound, NotYours


def of_ones_unit(session: Session, actor: Actor, enrolment: str) -> Enrolment:
    """A phone this coordinator (or an admin) answers for; any other does not exist for her."""
    must_answer_for_phones(actor)
    found = session.get(Enrolment, enrolment)
    if found is None or not answers_for(session, actor, found.person):
        raise NotFound("phone-unknown")
    return found


def must_answer_for_phones(actor: Actor) -> None:
    """NotYours for every other role, before anything is looked up: what exists and what does not is answered alike."""
    if actor.role not in ("coordinator", "admin"):
        raise NotYours("coordinators-only")


def answered_for(actor: Actor) -> ColumnElement[bool]:
    """People of whom she hears: those with a role in her unit, switched off or not; all, where she is an admin."""
    must_answer_for_phones(actor)
    if actor.role == "admin":
        return true()
    role = aliased(Membership)
    here = exists().where(col(role.person) == Person.id, col(role.unit) == actor.unit)
    return here.where(col(role.ended_at).is_(None))


def answers_for(session: Session, actor: Actor, person: str) -> bool:
    """Whether the person belongs to the coordinator's unit; an admin answers for all. Others ask in vain."""
    must_answer_for_phones(actor)
    if actor.role == "admin":
        return session.get(Person, person) is not None
    return actor.unit is not None and belongs_to(session, actor.unit, person)
