"""What an office writes down for areas, over REST alone: an agreement is known wherever clients are referred there.

In no home, since one is for units of many. `regions` lies as `,33,34.04,`, so that queries and row security ask alike,
by plain comparisons, what it covers.
"""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Date, String, Text, select
from sqlmodel import Field, Session, SQLModel

from api.areas import LEVELS
from api.changes.tables import ID
from api.db.utc import WHEN

COUNTRY = "country"
FOUND_IN = {"sqlite": "instr", "postgresql": "strpos"}


class AreaPaper(SQLModel, table=True):
    """`office`: the area of the office that wrote it, empty for the nation's; `institution`: with which one
    it agrees, None: it is no agreement; `said`: JSON, whatever else it says; `voided_because`: it should not have been
    written down."""

    __tablename__ = "area_paper"
    office: str = Field(sa_type=String(5), primary_key=True)
    kind: str = Field(sa_type=String(20), primary_key=True)
    id: str = Field(sa_type=ID, primary_key=True)
    regions: str = Field(sa_type=Text)
    starts_on: date = Field(sa_type=Date)
    ends_on: date = Field(sa_type=Date)
    institution: str | None = Field(sa_type=Text)
    said: str = Field(sa_type=Text)
    voided_because: str | None = Field(sa_type=Text)
    written_by: str = Field(sa_type=ID)
    written_at: datetime = Field(sa_type=WHEN)


class CoveringPaper(NamedTuple):
    """From when until when, where, and what it says: as `AreaPaper` has it."""

    kind: str
    id: str
    starts_on: date
    ends_on: date
    regions: str
    said: str


def covers(found_in: str, code: str) -> str:
    """SQL of whether `regions` names this area or one in which it lies. `found_in`: the database's function for where a
    text stands in another."""
    around = [f"'{COUNTRY}'", *(f"substr({code}, 1, {length})" for length in LEVELS)]
    return "(" + " OR ".join(f"{found_in}(regions, ',' || {one} || ',') > 0" for one in around) + ")"


def touches(found_in: str, code: str) -> str:
    """The same, or one that lies in it."""
    return f"({covers(found_in, code)} OR {found_in}(regions, ',' || {code} || '.') > 0)"


def covers_village(regions: str, village: str) -> bool:
    """What `covers` says."""
    return any(f",{one}," in regions for one in (COUNTRY, *(village[:length] for length in LEVELS)))


PAPER = SQLModel.metadata.tables["area_paper"].c
COUNTED = (
    select(PAPER.kind, PAPER.id, PAPER.starts_on, PAPER.ends_on, PAPER.regions, PAPER.said)
    .where(PAPER.voided_because.is_(None))
    .order_by(PAPER.office, PAPER.kind, PAPER.id)
)


def covering_papers(session: Session) -> list[CoveringPaper]:
    """All that count, of those that the reader is told of."""
    return [CoveringPaper(*row) for row in session.connection().execute(COUNTED)]
