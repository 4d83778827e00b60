"""Units, institutions and people as the command line makes them. What is made here is reference data, never a case."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from secrets import token_urlsafe
from typing import get_args

from sqlmodel import Session, col, or_, select

from api.areas import known
from api.areas.time_zones import TIME_ZONES, zone_of
from api.identity.audits import record_audit
from api.identity.credentials import Credential, password_named, password_of
from api.identity.memberships import memberships_of
from api.identity.passwords import LEAST, hash_password
from api.identity.people import Partner, Person, Unit
from api.identity.roles import add_role
from api.identity.server_epoch import EpochState
from api.ids import is_id, new_id
from api.problems.tree import Invalid, NotAllowed, NotFound
from api.records.blank_text import is_blank
from api.records.referral_parts import Service

INSTITUTION_KINDS = ("puskesmas", "hospital", "clinic", "bnn_clinic", "bnn_balai", "lrkm", "social")
SERVICES = frozenset(get_args(Service))
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,79}")
PLACE_NAME, PERSON_NAME = 120, 80  # letters; as wide as the columns


def fresh_password() -> str:
    """16 symbols by chance."""
    return token_urlsafe(12)


def make_unit(
    session: Session, name: str, village: str, timezone: str | None = None, *, now: datetime, id: str | None = None
) -> Unit:
    """A unit of one village; in the time zone of its province where none is named."""
    must_be_name(name, PLACE_NAME)
    must_be_village(village)
    timezone = timezone or zone_of(village)
    if timezone not in TIME_ZONES:
        raise Invalid.at("/timezone", "time-zone-unknown", zones=", ".join(TIME_ZONES))
    unit = Unit(id=id or new_id(), name=name, village=village, timezone=timezone, created_at=now)
    session.add(unit)
    return unit


def make_partner(
    session: Session,
    name: str,
    kind: str,
    village: str,
    services: Sequence[str],
    id: str | None = None,
    requirements: Sequence[str] = (),
) -> Partner:
    """An institution to which clients are referred; `requirements`: what everybody brings there."""
    must_be_name(name, PLACE_NAME)
    must_be_kind(kind)
    must_be_village(village)
    must_offer(services)
    offers, asks = json.dumps(list(services)), json.dumps(list(requirements))
    partner = Partner(id=id or new_id(), name=name, kind=kind, village=village, services=offers, requirements=asks)
    session.add(partner)
    return partner


def make_person(
    session: Session,
    name: str,
    role: str,
    *,
    now: datetime,
    unit: str | None = None,
    partner: str | None = None,
    area: str | None = None,
    username: str | None = None,
    password: str | None = None,
    id: str | None = None,
) -> Person:
    """A person with her first role and, where she has a user name, an office account."""
    must_be_name(name, PERSON_NAME)
    here = session.get(EpochState, 1)
    epoch = here.epoch if here else ""
    person = Person(id=id or new_id(), name=name, active=True, created_at=now, made_in=epoch)
    session.add(person)
    session.flush()
    add_role(session, person, role, unit=unit, partner=partner, area=area, now=now)
    if username is not None:
        add_account(session, person, username, password, now=now)
    record_audit(session, "person", person.id, by=None, now=now)
    return person


def add_account(session: Session, person: Person, username: str, password: str | None, *, now: datetime) -> Credential:
    """A user name; without a password it opens nothing yet."""
    if not USERNAME.fullmatch(username):
        raise Invalid.at("/username", "username-unfit")
    if password_named(session, username):
        raise NotAllowed("username-taken")
    account = Credential(id=new_id(), person=person.id, name=username, made_at=now)
    session.add(account)
    session.flush()
    if password is not None:
        set_password(session, person.id, password)
    return account


def must_be_name(name: str, most: int) -> None:
    """Something to see, on one line, that every engine stores: a terminal without UTF-8 hands on halves of letters."""
    if is_blank(name) or len(name) > most or not name.isprintable():
        raise Invalid.at("/name", "name-unfit", most=most)


def must_be_village(code: str) -> None:
    """One of the country's desa or kelurahan."""
    if len(code) != 13 or not known(code):
        raise Invalid.at("/village", "village-unknown")


def must_be_kind(kind: str) -> None:
    """Of an institution."""
    if kind not in INSTITUTION_KINDS:
        raise Invalid.at("/kind", "institution-kind-unknown", kinds=", ".join(INSTITUTION_KINDS))


def must_offer(services: Sequence[str]) -> None:
    """What a referral can ask for: nobody can be sent where nothing is offered."""
    if not services or not SERVICES.issuperset(services):
        raise Invalid.at("/service", "institution-offers-nothing", services=", ".join(sorted(SERVICES)))


def set_password(session: Session, person: str, password: str) -> None:
    """For offices; agents sign in with their phones."""
    account = password_of(session, person)
    if account is None or not any(one.role != "agent" for one in memberships_of(session, person)):
        raise NotAllowed("no-office-account")
    if len(password) < LEAST:
        raise Invalid.at("/password", "password-too-short", least=LEAST)
    account.secret = hash_password(password)
    session.add(account)


def find_person(session: Session, who: str) -> Person:
    """By id, user name or whole name; several of one name are told apart by id."""
    if account := password_named(session, who.lower()):
        return session.get_one(Person, account.person)
    mine = or_(col(Person.id) == who, col(Person.name) == who) if is_id(who) else col(Person.name) == who
    found = session.exec(select(Person).where(mine)).all()
    if not found:
        raise NotFound("nobody-of-this-name", values={"who": who})
    if len(found) > 1:
        raise NotAllowed("several-of-this-name", values={"ids": ", ".join(one.id for one in found)})
    return found[0]
