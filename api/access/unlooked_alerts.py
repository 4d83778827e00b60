"""Signs of danger in a district's units about which nothing was written for a day: how many of which class in each, and
since when. Never whose, which sign, or who saw it: no more than that leaves the query.
"""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, Date, String, bindparam, column, text
from sqlmodel import Session

from api.db.utc import WHEN
from api.identity.people import ID
from api.policies import emergency_card

COLUMNS = (column("unit", ID), column("danger", String), column("many", BigInteger), column("since", Date))
BEFORE = bindparam("before", type_=WHEN)


class UnlookedAlerts(NamedTuple):
    """`danger`: the class, as the policy `emergency_card` has it; `since`: the day of the oldest."""

    unit: str
    danger: str
    many: int
    since: date


def alerts_counted(found_in: str, before: str, inside: str) -> str:
    """Open alerts, each in every class of which it has a sign. `found_in`: the database's function for where a text
    stands in another; `before`, `inside`: what they are compared with, the latter the code of the district."""
    signs = ", ".join(f"('{sign}', '{danger}')" for sign, danger in emergency_card().flags.items())
    return f"""WITH sign (name, danger) AS (VALUES {signs})
        SELECT place.id, sign.danger, count(DISTINCT alert.id), min(alert.opened_on) FROM alert
        JOIN feed ON feed.home = alert.home AND feed.id = alert.feed JOIN unit AS place ON place.id = feed.unit
        JOIN sign ON {found_in}(alert.flags, '"' || sign.name || '"') > 0
        WHERE alert.status = 'open' AND alert.voided_because IS NULL AND feed.erased_at IS NULL
        AND alert.changed_at <= {before} AND substr(place.village, 1, length({inside})) = {inside}
        GROUP BY place.id, sign.danger"""  # noqa: S608 — of the house's own names alone


ASKED = {
    "sqlite": alerts_counted("instr", ":before", ":inside"),
    "postgresql": "SELECT * FROM pulih_unlooked(:before, :inside)",
}


def unlooked_alerts(session: Session, district: str, before: datetime) -> list[UnlookedAlerts]:
    """In its units, those about which nothing was written since `before`."""
    query = text(ASKED[session.get_bind().dialect.name]).bindparams(BEFORE).columns(*COLUMNS)
    rows = session.connection().execute(query, {"before": before, "inside": district})
    return [UnlookedAlerts(*row) for row in rows]
