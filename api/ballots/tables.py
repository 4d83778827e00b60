"""What is kept of ballots. Nothing in one table leads to a row of another but unit, month and service.

Ballot       an answer; its id is by chance, and SQLite keeps no order of arrival either
BallotToken  the right to answer once; gone in the transaction in which it is used
BallotRound  how many were given that right
TeamWord     how somebody of a unit was in a month
TeamCall     who of a unit wants to be heard by whoever leads it: the one row here that bears a name
Study        who is compared with whom, and when: written by the nation's office
StudyMember  how somebody lived at one point of a study; leads to no case, no unit and no day
StudyLeaver  by which number somebody left a study, so that nothing sent before comes after
"""

from datetime import date

from sqlalchemy import Date, String, Text
from sqlmodel import Field, SQLModel

from api.identity.people import ID


class Ballot(SQLModel, table=True):
    """`home`: the unit; `month`: in which its code was given, such as `2026-11`; `answers`: {element: 1 to 4}."""

    __table_args__ = {"sqlite_with_rowid": False}
    home: str = Field(sa_type=ID, primary_key=True)
    id: str = Field(sa_type=ID, primary_key=True)
    month: str = Field(sa_type=String(7))
    service: str = Field(sa_type=String(40))
    form: str = Field(sa_type=String(40))
    answers: str = Field(sa_type=Text)
    age_band: str | None = Field(default=None, sa_type=String(10))
    sex: str | None = Field(default=None, sa_type=String(10))
    said: str | None = Field(default=None, sa_type=Text)


class BallotToken(SQLModel, table=True):
    """`code`: a keyed hash; whose code it is nobody knows."""

    __tablename__ = "ballot_token"
    __table_args__ = {"sqlite_with_rowid": False}
    code: str = Field(sa_type=String(64), primary_key=True)
    unit: str = Field(foreign_key="unit.id", sa_type=ID, index=True)
    month: str = Field(sa_type=String(7))
    service: str = Field(sa_type=String(40))
    form: str = Field(sa_type=String(40))
    until: date = Field(sa_type=Date)


class BallotRound(SQLModel, table=True):
    """`invited`: how many codes were given."""

    __tablename__ = "ballot_round"
    home: str = Field(sa_type=ID, primary_key=True)
    month: str = Field(sa_type=String(7), primary_key=True)
    service: str = Field(sa_type=String(40), primary_key=True)
    invited: int


class TeamWord(SQLModel, table=True):
    """How somebody of the unit was in a month. `id`: a keyed hash of her and the month; whose it is stands nowhere."""

    __tablename__ = "team_word"
    __table_args__ = {"sqlite_with_rowid": False}
    home: str = Field(sa_type=ID, primary_key=True)
    id: str = Field(sa_type=ID, primary_key=True)
    month: str = Field(sa_type=String(7))
    mood: int
    load: str = Field(sa_type=String(20))


class TeamCall(SQLModel, table=True):
    """Somebody of the unit wants to be heard by whoever leads it, who is told her name. `id`: by chance, another one
    where she calls for more."""

    __tablename__ = "team_call"
    __table_args__ = {"sqlite_with_rowid": False}
    home: str = Field(sa_type=ID, primary_key=True)
    id: str = Field(sa_type=ID, primary_key=True)
    person: str = Field(sa_type=ID)
    threatened: bool
    wants_talk: bool
    asked_on: date = Field(sa_type=Date)
    heard_on: date | None = Field(default=None, sa_type=Date)


class Study(SQLModel, table=True):
    """`arms`, `points`: JSON lists; `n_target`: how many pairs are wanted in each arm."""

    id: str = Field(sa_type=ID, primary_key=True)
    name: str = Field(sa_type=String(120))
    question: str = Field(sa_type=Text)
    starts_on: date = Field(sa_type=Date)
    ends_on: date = Field(sa_type=Date)
    arms: str = Field(sa_type=Text)
    points: str = Field(sa_type=Text)
    instrument: str = Field(sa_type=String(40))
    version: str = Field(sa_type=String(40))
    ethics_no: str = Field(sa_type=String(60))
    n_target: int


class StudyMember(SQLModel, table=True):
    """`member`: a hash of the study and the number on her card; `district`: the kabupaten's code; `scores`: {domain:
    percent in the steps of the policy `study_rules`}; `attempt`: a hash of the sending phone's number by chance."""

    __tablename__ = "study_member"
    __table_args__ = {"sqlite_with_rowid": False}
    study: str = Field(foreign_key="study.id", sa_type=ID, primary_key=True)
    member: str = Field(sa_type=ID, primary_key=True)
    point: str = Field(sa_type=String(10), primary_key=True)
    arm: str = Field(sa_type=String(20))
    age_band: str = Field(sa_type=String(10))
    sex: str = Field(sa_type=String(10))
    district: str = Field(sa_type=String(5))
    scores: str = Field(sa_type=Text)
    attempt: str | None = Field(default=None, sa_type=String(64))


class StudyLeaver(SQLModel, table=True):
    """Who left, by the hash under which her answers stood, whether or not there were any."""

    __tablename__ = "study_leaver"
    __table_args__ = {"sqlite_with_rowid": False}
    study: str = Field(foreign_key="study.id", sa_type=ID, primary_key=True)
    member: str = Field(sa_type=ID, primary_key=True)
