"""The nation's units, institutions and people on a database, as an operator's commands make them."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session

from api.db.engine import writing
from api.identity.people import Unit
from api.identity.provisioning import make_partner, make_person, make_unit
from api.identity.server_epoch import ensure_epoch
from api.identity.tables import Enrolment
from api.ids import derived_id
from bench.nation.chance import NOON
from bench.nation.places import Nation, NationUnit

NEVER = "0" * 32  # the mark of a phone that never signed in
LASTS = timedelta(days=400)


def settle(engine: Engine, nation: Nation, now: datetime) -> None:
    """In one transaction; `now`: since when they work here, before anything is written."""
    lasts = datetime.combine(nation.until, NOON) + LASTS
    with writing(engine) as session:
        epoch = ensure_epoch(session, now).epoch
        for place in nation.institutions:
            make_partner(session, place.name, place.kind, place.village, place.services, id=place.id)
        session.flush()
        for place in nation.institutions:
            make_person(session, f"Petugas {place.name}"[:80], "partner", partner=place.id, id=place.officer, now=now)
        offices = [(person, "district", code) for code, person in nation.coaches.items()]
        offices += [(person, "province", code) for code, person in nation.provinces.items()]
        for person, role, code in offices:
            make_person(session, f"Petugas {role} {code}", role, area=code, id=person, now=now)
        make_person(session, "Petugas BNN", "national", id=nation.national, now=now)
        for unit in nation.units:
            settle_unit(session, unit, Settled(now, lasts, epoch))


class Settled(NamedTuple):
    """What all of them share: since when they are here, until when their phones sign in, the server's epoch."""

    now: datetime
    lasts: datetime
    epoch: str


def settle_unit(session: Session, unit: NationUnit, all_of: Settled) -> Unit:
    """With its leader, its agents and their phones, and the head of its village."""
    now = all_of.now
    made = make_unit(session, unit.name, unit.village, unit.timezone, id=unit.id, now=now)
    session.flush()
    make_person(session, f"Ketua {unit.name}"[:80], "coordinator", unit=unit.id, id=unit.leader, now=now)
    make_person(session, f"Kepala {unit.name}"[:80], "village", area=unit.village, id=unit.village_head, now=now)
    for number, agent in enumerate(unit.agents, 1):
        make_person(session, f"Agen {number} {unit.name}"[:80], "agent", unit=unit.id, id=agent, now=now)
    session.add_all(phone_of(person, all_of) for person in (unit.leader, *unit.agents))
    return made


def phone_id(person: str) -> str:
    """Of her one phone."""
    return derived_id(f"phone of {person}")


def phone_of(person: str, all_of: Settled) -> Enrolment:
    """Its keys open nothing: nobody signs in with it."""
    name = phone_id(person)
    return Enrolment(
        id=name, person=person, sign_key="{}", box_key="{}", fingerprint=name[:4], mark=NEVER,
        epoch=all_of.epoch, made_in=all_of.epoch, handle_hash=name, pinned=NEVER, made_at=all_of.now,
        last_seen_at=all_of.now, ends_at=all_of.lasts,
    )  # fmt: skip
