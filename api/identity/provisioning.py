"""Units, institutions and people as the command line makes them. What is made here is reference data, never a case."""

import json
import re
from collections.abc import Sequence
from secrets import token_urlsafe
from zoneinfo import available_timezones

from sqlmodel import Session, col, or_, select

from api.areas import known
from api.identity.audits import note
from api.identity.passwords import LEAST, hash_password
from api.identity.people import ROLES, Agent, Partner, Unit
from api.ids import is_id, new_id
from api.problems.tree import Invalid, NotAllowed, NotFound

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,79}")


def fresh_password() -> str:
    """16 symbols by chance."""
    return token_urlsafe(12)


def make_unit(session: Session, name: str, village: str, timezone: str = "Asia/Jakarta", id: str | None = None) -> Unit:
    """A unit of one village."""
    must_be_village(village)
    if timezone not in available_timezones():
        raise refusal("/timezone", "Zona waktu ini tidak dikenal; contoh: Asia/Makassar.")
    unit = Unit(id=id or new_id(), name=name, village=village, timezone=timezone)
    session.add(unit)
    return unit


def make_partner(
    session: Session, name: str, kind: str, village: str, services: Sequence[str], id: str | None = None
) -> Partner:
    """An institution to which clients are referred."""
    must_be_village(village)
    partner = Partner(id=id or new_id(), name=name, kind=kind, village=village, services=json.dumps(list(services)))
    session.add(partner)
    return partner


def make_agent(
    session: Session,
    name: str,
    role: str,
    *,
    unit: str | None = None,
    partner: str | None = None,
    username: str | None = None,
    password: str | None = None,
    id: str | None = None,
) -> Agent:
    """A person. Agents and coordinators belong to a unit, officers to an institution, an admin to neither."""
    place = {"agent": unit, "coordinator": unit, "partner": partner, "admin": "anywhere"}
    if role not in ROLES or not place[role]:
        raise refusal("/role", "Agen dan koordinator perlu unit; petugas mitra perlu lembaga.")
    if username is not None and not USERNAME.fullmatch(username):
        raise refusal("/username", "Nama pengguna: huruf kecil, angka, titik; paling sedikit tiga.")
    if username and session.exec(select(Agent.id).where(Agent.username == username)).first():
        raise NotAllowed("Nama pengguna ini sudah dipakai.")
    agent = Agent(id=id or new_id(), name=name, role=role, unit=unit, partner=partner, username=username)
    if password is not None:
        set_password(agent, password)
    session.add(agent)
    note(session, "person", agent.id, by=None)
    return agent


def must_be_village(code: str) -> None:
    """One of the country's desa or kelurahan."""
    if len(code) != 13 or not known(code):
        raise refusal("/village", "Kode desa ini tidak dikenal; ditulis seperti 33.22.01.2003.")


def set_password(agent: Agent, password: str) -> None:
    """For offices; agents sign in with their phones."""
    if agent.role == "agent" or agent.username is None:
        raise NotAllowed("Hanya akun kantor dengan nama pengguna yang memakai kata sandi.")
    if len(password) < LEAST:
        raise refusal("/password", f"Kata sandi paling sedikit {LEAST} huruf.")
    agent.password_hash = hash_password(password)


def find_person(session: Session, who: str) -> Agent:
    """By id, user name or whole name; several of one name are told apart by id."""
    by_name = (col(Agent.username) == who.lower(), col(Agent.name) == who)
    mine = or_(col(Agent.id) == who, *by_name) if is_id(who) else or_(*by_name)
    found = session.exec(select(Agent).where(mine)).all()
    if not found:
        raise NotFound(f"Tidak ada orang bernama {who!r}.")
    if len(found) > 1:
        raise NotAllowed("Nama itu dipakai beberapa orang; pakai nomornya: " + ", ".join(one.id for one in found))
    return found[0]


def refusal(pointer: str, detail: str) -> Invalid:
    """One fault."""
    return Invalid(detail, errors=[{"pointer": pointer, "detail": detail}])
