"""Actors, as the database says at this moment: one statement on a connection, inside whatever transaction asks.

Who has several roles acts from a phone in the oldest that works with clients, else in the oldest that is carried on
one; from an office in the oldest that does not only work with clients.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, SelectBase, Table, and_, bindparam, not_, select, true
from sqlmodel import Session, SQLModel

from api.actor import Actor
from api.db.fixed import fixed, one_of_fixed
from api.db.stated_scope import and_state
from api.identity.access_tokens import Bearer
from api.identity.memberships import IN_UNITS, ON_PHONES, Membership
from api.identity.people import Person, Unit
from api.identity.tables import Enrolment
from api.problems.tree import NotYours

ZONE = "Asia/Jakarta"  # of who has no unit


def table(shape: type[SQLModel]) -> Table:
    """Without its mapping: each request asks this, and a mapped object costs more than the question."""
    return SQLModel.metadata.tables[str(shape.__tablename__)]


person, membership, unit, enrolment = table(Person), table(Membership), table(Unit), table(Enrolment)
ROLE = (membership.c.role, membership.c.unit, membership.c.partner, membership.c.area, unit.c.timezone)
WITH_ROLE = person.join(membership, membership.c.person == person.c.id).outerjoin(unit, unit.c.id == membership.c.unit)
OLDEST = (membership.c.began_at, membership.c.id)
IS_CURRENT = and_(person.c.id == bindparam("person"), person.c.active, membership.c.ended_at.is_(None))

BY_PHONE = (
    select(person.c.id, person.c.name, *ROLE, enrolment.c.status, enrolment.c.ends_at)
    .select_from(WITH_ROLE.join(enrolment, enrolment.c.person == person.c.id))
    .where(IS_CURRENT, one_of_fixed(membership.c.role, ON_PHONES), enrolment.c.id == bindparam("enrolment"))
    .order_by(not_(one_of_fixed(membership.c.role, IN_UNITS)), *OLDEST)
    .limit(fixed(1))
)
BY_OFFICE = (
    select(person.c.id, person.c.name, *ROLE)
    .select_from(WITH_ROLE)
    .where(IS_CURRENT)
    .order_by(membership.c.role == fixed("agent"), *OLDEST)
    .limit(fixed(1))
)
IN_HER_NAME = (
    select(person.c.id, person.c.name, *ROLE)
    .select_from(WITH_ROLE)
    .where(person.c.id == bindparam("person"))
    .order_by(membership.c.ended_at.is_not(None), not_(one_of_fixed(membership.c.role, IN_UNITS)), *OLDEST)
    .limit(fixed(1))
)

READER = {"agent": "id", "role": "role", "unit": "unit", "partner": "partner", "area": "area"}
STATED = {query: and_state(query, READER) for query in (BY_PHONE, BY_OFFICE)}


@cache
def with_rows(who: Select[Any], rows: SelectBase) -> Select[Any]:
    """The actor stands before each of these rows, and alone where there is none."""
    actor, found = who.subquery("actor"), rows.subquery("rows")
    return select(*actor.c, *found.c).select_from(actor.outerjoin(found, true()))


def judge_actor(session: Session, bearer: Bearer, now: datetime) -> Actor | None:
    """Nobody where the person, her role or her phone counts no more; NotYours, with its status, where it is locked.
    On PostgreSQL the transaction reads for her from here."""
    found = session.connection().execute(asking(session, bearer), asked_by(bearer)).first()
    return judged(found, bearer, now)


def judge_with(
    session: Session, bearer: Bearer, now: datetime, rows: SelectBase, asked: Mapping[str, Any]
) -> tuple[Actor | None, list[Any]]:  # fmt: skip
    """The same, and these rows by the same statement; one whose columns are all empty where there is none."""
    who = asking(session, bearer)
    found = session.connection().execute(with_rows(who, rows), {**asked, **asked_by(bearer)}).all()
    width = len(who.selected_columns)
    return judged(found[0] if found else None, bearer, now), [row[width:] for row in found]


def asking(session: Session, bearer: Bearer) -> Select[Any]:
    """The statement for a phone or an office, on this engine."""
    query = BY_PHONE if bearer.enrolment else BY_OFFICE
    return STATED[query] if session.get_bind().dialect.name == "postgresql" else query


def asked_by(bearer: Bearer) -> dict[str, Any]:
    """Its parameters."""
    return {"person": bearer.person, "enrolment": bearer.enrolment}


def judged(row: Any, bearer: Bearer, now: datetime) -> Actor | None:
    """From a row of these statements."""
    if row and bearer.enrolment:
        refuse_locked(row.status)
    if row is None or (bearer.enrolment and row.ends_at <= now):
        return None
    return actor_of(row, bearer.enrolment)


def find_actor(session: Session, person: str, enrolment: str | None = None) -> Actor:
    """This person's, whether or not she may sign in: for what is done in her name."""
    row = session.connection().execute(IN_HER_NAME, {"person": person}).first()
    return actor_of(row, enrolment) if row else Actor(person, "", "", None, None, enrolment)


def actor_of(row: Any, enrolment: str | None) -> Actor:
    """From a row of these queries."""
    return Actor(row.id, row.name, row.role, row.unit, row.partner, enrolment, row.timezone or ZONE, row.area)


def refuse_locked(status: str) -> None:
    """At once, although its token still runs."""
    if status != "active":
        raise NotYours("phone-locked", enrolment={"status": status})
