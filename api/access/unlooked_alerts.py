"""Signs of danger about which nothing was written for a day: of a district's units how many of which class in each, and
since when; above districts in how many regencies there are any. Never whose, which sign, or who saw it: no more than
that leaves the query.
"""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, Date, String, bindparam, column, text
from sqlmodel import Session

from api.db.utc import WHEN
from api.identity.people import ID
from api.policies import emergency_card

REGENCY = 5  # symbols of its code
COLUMNS = (column("unit", ID), column("danger", String), column("many", BigInteger), column("since", Date))
BEFORE = bindparam("before", type_=WHEN)


class UnlookedAlerts(NamedTuple):
    """`danger`: the class, as the policy `emergency_card` has it; `since`: the day of the oldest."""

    unit: str
    danger: str
    many: int
    since: date


class UnlookedRegencies(NamedTuple):
    """In how many regencies there are any. `danger`: of which class; empty: of whichever."""

    danger: str
    many: int


def alerts_unlooked(found_in: str, before: str, inside: str) -> str:
    """Open alerts, each in every class of which it has a sign. `found_in`: the database's function for where a text
    stands in another; `before`, `inside`: what they are compared with, the latter the code of an area."""
    signs = ", ".join(f"('{sign}', '{danger}')" for sign, danger in emergency_card().flags.items())
    return f"""WITH sign (name, danger) AS (VALUES {signs}), found AS (
        SELECT place.id AS place, substr(place.village, 1, {REGENCY}) AS regency, sign.danger, alert.id AS alert,
        alert.opened_on FROM alert
        JOIN feed ON feed.home = alert.home AND feed.id = alert.feed JOIN unit AS place ON place.id = feed.unit
        JOIN sign ON {found_in}(alert.flags, '"' || sign.name || '"') > 0
        WHERE alert.status = 'open' AND alert.voided_because IS NULL AND feed.erased_at IS NULL
        AND alert.changed_at <= {before} AND substr(place.village, 1, length({inside})) = {inside})"""  # noqa: S608 — of the house's own names alone


def alerts_counted(found_in: str, before: str, inside: str) -> str:
    """Of each unit and class."""
    return f"""{alerts_unlooked(found_in, before, inside)}
        SELECT found.place, found.danger, count(DISTINCT found.alert), min(found.opened_on) FROM found
        GROUP BY found.place, found.danger"""  # noqa: S608 — the same


def regencies_counted(found_in: str, before: str, inside: str) -> str:
    """Of each class, and of whichever."""
    return f"""{alerts_unlooked(found_in, before, inside)}
        SELECT found.danger, count(DISTINCT found.regency) FROM found GROUP BY found.danger
        UNION ALL SELECT '', count(DISTINCT found.regency) FROM found"""  # noqa: S608 — the same


SQLITE = ("instr", ":before", ":inside")
ASKED = {"sqlite": alerts_counted(*SQLITE), "postgresql": "SELECT * FROM pulih_unlooked(:before, :inside)"}
ASKED_ABOVE = {
    "sqlite": regencies_counted(*SQLITE),
    "postgresql": "SELECT * FROM pulih_unlooked_regencies(:before, :inside)",
}


def unlooked_alerts(session: Session, district: str, before: datetime) -> list[UnlookedAlerts]:
    """In its units, those about which nothing was written since `before`."""
    query = text(ASKED[session.get_bind().dialect.name]).bindparams(BEFORE).columns(*COLUMNS)
    rows = session.connection().execute(query, {"before": before, "inside": district})
    return [UnlookedAlerts(*row) for row in rows]


def unlooked_regencies(session: Session, area: str, before: datetime) -> list[UnlookedRegencies]:
    """Of an area above districts; empty: the country."""
    query = text(ASKED_ABOVE[session.get_bind().dialect.name]).bindparams(BEFORE)
    rows = session.connection().execute(query, {"before": before, "inside": area})
    return [UnlookedRegencies(*row) for row in rows]
