"""Counts of units by quarter. No client's id stands in them, nor any name.

QuarterNumber  how many in a quarter of a unit, and of how many people, of a number and of each of its blocks
CountedUnit    up to where a unit's quarters are counted
ToldNumber     what of them offices are told
UnitStanding   what holds of a unit, from which day until which
StandingRun    when that of all units was last compared
UnitTarget     what an office wants to reach in a year
TargetHistory  what it wanted, each time that it said so
"""

from datetime import datetime

from sqlalchemy import BigInteger, String, Text, UniqueConstraint, Uuid
from sqlmodel import Field, SQLModel

from api.db.utc import WHEN

ID = Uuid(as_uuid=False)


class QuarterNumber(SQLModel, table=True):
    """Of the unit `home`, whose own people alone may read it, however few it counts. `line`: of the policy
    `told_numbers`; `block`: empty for the whole, a part, or a month. `people`: of how many different clients `count`
    is, which is no sum of those of smaller blocks. What is 0 has no row."""

    __tablename__ = "quarter_number"
    home: str = Field(sa_type=ID, primary_key=True)
    span: str = Field(sa_type=String(7), primary_key=True)
    line: str = Field(sa_type=String(40), primary_key=True)
    block: str = Field(sa_type=String(48), primary_key=True)
    count: int = Field(sa_type=BigInteger)
    people: int = Field(sa_type=BigInteger)


class CountedUnit(SQLModel, table=True):
    """`through`: the last quarter, which was over; `seen`: JSON, for each home in which cases of the unit `home` lay,
    where its counter stood; `rules`: versions of the policies it was counted by; `resting`: JSON, `RestingCase` by the
    case's id."""

    __tablename__ = "counted_unit"
    home: str = Field(sa_type=ID, primary_key=True)
    through: str = Field(sa_type=String(7))
    seen: str = Field(sa_type=Text)
    rules: str = Field(sa_type=String(80))
    counted_at: datetime = Field(sa_type=WHEN)
    resting: str = Field(default="{}", sa_type=Text)


class ToldNumber(SQLModel, table=True):
    """A number as offices are told it, of people in no home alone: what is not told has no row. Written once for each
    quarter and never again, since a difference between two tellings would tell of the few who came between them.

    `span`: `2026-Q4`; `place`: a unit's id, a Kemendagri code, or empty for the country; `area`: the code in which it
    lies; `block`: empty for the whole, a part, or a month; by the rules before 2027-2 also `month/part`. Of no measure:
    how many units were counted, of the quarter and of each number that was told of it (`block`), whether or not
    anything was large enough.
    """

    __tablename__ = "told_number"
    span: str = Field(sa_type=String(7), primary_key=True)
    measure: str = Field(sa_type=String(40), primary_key=True)
    level: str = Field(sa_type=String(10), primary_key=True)
    place: str = Field(sa_type=String(36), primary_key=True)
    block: str = Field(sa_type=String(48), primary_key=True)
    area: str = Field(sa_type=String(5))
    count: int = Field(sa_type=BigInteger)
    rules: str = Field(sa_type=String(80))


class UnitStanding(SQLModel, table=True):
    """As `UnitFact` says it, of the unit `home`, and of no client; days as `YYYY-MM-DD`, both counted. `area`: the code
    of its village, by which offices are told of it. `counted`: the day on which it was last worked out, and from what
    (`unit_marks`); empty: it could not be looked at since that day."""

    __tablename__ = "unit_standing"
    home: str = Field(sa_type=ID, primary_key=True)
    key: str = Field(sa_type=String(20), primary_key=True)
    part: str = Field(sa_type=String(36), primary_key=True)
    since: str = Field(sa_type=String(10), primary_key=True)
    until: str | None = Field(sa_type=String(10))
    value: str = Field(sa_type=String(40))
    area: str = Field(sa_type=String(13), index=True)


class StandingRun(SQLModel, table=True):
    """`counted`: up to `at` all units were compared, each with what it was worked out from, but for those that are
    unmarked; `whole`: the last night on which every unit could be counted."""

    __tablename__ = "standing_run"
    key: str = Field(default="counted", sa_type=String(20), primary_key=True)
    at: datetime = Field(sa_type=WHEN)


class UnitTarget(SQLModel, table=True):
    """`place`: a unit's id, a Kemendagri code, or empty for the country; `area`: the code in which it lies. `value`
    None: it was taken back."""

    __tablename__ = "unit_target"
    __table_args__ = (UniqueConstraint("year", "place", "measure"),)
    id: str = Field(sa_type=ID, primary_key=True)
    year: int
    place: str = Field(sa_type=String(36))
    measure: str = Field(sa_type=String(40))
    value: int | None = Field(sa_type=BigInteger)
    area: str = Field(sa_type=String(13), index=True)
    set_by: str = Field(sa_type=ID)
    set_at: datetime = Field(sa_type=WHEN)


class TargetHistory(SQLModel, table=True):
    """`target`: the `UnitTarget`. Written once, so that what was wanted before can be seen and set again."""

    __tablename__ = "target_history"
    id: str = Field(sa_type=ID, primary_key=True)
    target: str = Field(sa_type=ID, index=True)
    value: int | None = Field(sa_type=BigInteger)
    set_by: str = Field(sa_type=ID)
    set_at: datetime = Field(sa_type=WHEN)
