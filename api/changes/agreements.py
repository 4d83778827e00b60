"""With which institutions a unit has an agreement, by its papers that say so (`agrees_with` of a kind).

Who refers a client follows no such paper and may not read it: PostgreSQL tells it through a function of the owner,
which gives institutions and days alone.
"""

from datetime import date
from typing import Any

from sqlalchemy import Date, Select, String, bindparam, column, func, select, union_all
from sqlmodel import Session

from api.changes.index_tables import ROWS
from api.changes.tables import ID
from api.records import KINDS

UNIT, DAY = bindparam("unit", type_=ID), bindparam("day", type_=Date)


def agreements_in(kind: str, told: tuple[str, str, str]) -> Select[Any]:
    """Of one kind: an institution and a last day for each that holds on the day."""
    rows = ROWS[kind].c
    institution, first, last = (rows[name] for name in told)
    holds = (rows.home == UNIT, first <= DAY, last >= DAY, rows.voided_because.is_(None))
    return select(institution.label("institution"), last.label("until")).where(*holds)


HELD = union_all(*(agreements_in(name, told) for name, kind in KINDS.items() if (told := kind.agrees_with))).subquery(
    "held"
)
TOLD = func.pulih_agreements(UNIT, DAY).table_valued(column("institution", String), column("until", Date))
ASKED = {
    "sqlite": select(HELD.c.institution, func.max(HELD.c.until)).group_by(HELD.c.institution),
    "postgresql": select(TOLD.c.institution, func.max(TOLD.c.until)).group_by(TOLD.c.institution),
}


def agreed_until(session: Session, unit: str, day: date) -> dict[str, str]:
    """{institution: the last day of the agreement that holds longest}, of those that hold on this day."""
    found = session.connection().execute(ASKED[session.get_bind().dialect.name], {"unit": unit, "day": day})
    return {institution: str(until) for institution, until in found}
