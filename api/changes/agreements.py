"""With which institutions a unit has an agreement: by its papers that say so (`agrees_with` of a kind), and by those
that an office signed for an area in which it lies.

Who refers a client follows no such paper and may not read it: PostgreSQL tells it through a function of the owner,
which gives institutions and days alone.
"""

from datetime import date
from typing import Any

from sqlalchemy import Date, Select, String, bindparam, column, func, select, text, union_all
from sqlmodel import Session, SQLModel

from api.changes.area_papers import covers
from api.changes.index_tables import ROWS
from api.changes.tables import ID
from api.records import KINDS

UNIT, DAY = bindparam("unit", type_=ID), bindparam("day", type_=Date)
PLACE, SIGNED = (SQLModel.metadata.tables[name] for name in ("unit", "area_paper"))


def agreements_in(kind: str, told: tuple[str, str, str]) -> Select[Any]:
    """Of one kind: an institution and a last day for each that holds on the day."""
    rows = ROWS[kind].c
    institution, first, last = (rows[name] for name in told)
    holds = (rows.home == UNIT, first <= DAY, last >= DAY, rows.voided_because.is_(None))
    return select(institution.label("institution"), last.label("until")).where(*holds)


def agreements_for_areas() -> Select[Any]:
    """The same, of those that offices signed for an area in which the unit lies."""
    signed = SIGNED.c
    holds = (signed.starts_on <= DAY, signed.ends_on >= DAY, signed.voided_because.is_(None))
    query = select(signed.institution, signed.ends_on.label("until"))
    covered = query.join_from(SIGNED, PLACE, text(covers("instr", "unit.village")))
    return covered.where(PLACE.c.id == UNIT, signed.institution.is_not(None), *holds)


PAPERS = (agreements_in(name, told) for name, kind in KINDS.items() if (told := kind.agrees_with))
HELD = union_all(*PAPERS, agreements_for_areas()).subquery("held")
TOLD = func.pulih_agreements(UNIT, DAY).table_valued(column("institution", String), column("until", Date))
ASKED = {
    "sqlite": select(HELD.c.institution, func.max(HELD.c.until)).group_by(HELD.c.institution),
    "postgresql": select(TOLD.c.institution, func.max(TOLD.c.until)).group_by(TOLD.c.institution),
}


def agreed_until(session: Session, unit: str, day: date) -> dict[str, str]:
    """{institution: the last day of the agreement that holds longest}, of those that hold on this day."""
    found = session.connection().execute(ASKED[session.get_bind().dialect.name], {"unit": unit, "day": day})
    return {institution: str(until) for institution, until in found}
