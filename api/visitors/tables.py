"""What is kept of people without an account.

VisitorCode  what a code that somebody holds leads to; only a keyed hash of it
Leaflet      the short key of a unit that stands on its leaflets; no secret
HelpRequest  somebody asks a unit for help and says no name; it lies on no phone, and is deleted when its time is over
"""

from datetime import date

from sqlalchemy import Date, String, Text
from sqlmodel import Field, SQLModel

from api.identity.people import ID


class VisitorCode(SQLModel, table=True):
    """`purpose`: which door it opens; `about`: what it leads to there; `until`: the last day on which it counts;
    `given_under`: the role of whoever gave it, where somebody did."""

    __tablename__ = "visitor_code"
    code: str = Field(sa_type=String(64), primary_key=True)
    purpose: str = Field(sa_type=String(20))
    home: str = Field(foreign_key="unit.id", sa_type=ID)
    about: str = Field(sa_type=ID, index=True)
    until: date = Field(sa_type=Date)
    given_under: str | None = Field(default=None, sa_type=ID)


class Leaflet(SQLModel, table=True):
    """Printed, so it never changes."""

    key: str = Field(sa_type=String(8), primary_key=True)
    unit: str = Field(foreign_key="unit.id", sa_type=ID, unique=True)


class HelpRequest(SQLModel, table=True):
    """`home`: the unit; its id is by chance. `about`: a JSON list; `until`: deleted after this day.

    `whereabouts`: where and at which number, where they were left, as a JWE that the database alone cannot open.
    """

    __tablename__ = "help_request"
    __table_args__ = {"sqlite_with_rowid": False}
    home: str = Field(sa_type=ID, primary_key=True)
    id: str = Field(sa_type=ID, primary_key=True)
    asked_on: date = Field(sa_type=Date)
    due_on: date = Field(sa_type=Date)
    who: str = Field(sa_type=String(20))
    about: str = Field(sa_type=Text)
    reach: str = Field(sa_type=String(20))
    whereabouts: str | None = Field(default=None, sa_type=Text)
    taken_by: str | None = Field(default=None, sa_type=ID)
    taken_on: date | None = Field(default=None, sa_type=Date)
    answer: str | None = Field(default=None, sa_type=Text)
    answered_on: date | None = Field(default=None, sa_type=Date)
    until: date = Field(sa_type=Date)
