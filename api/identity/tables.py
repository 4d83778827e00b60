"""Accounts and phones. They are no case data and lie in no home, so their keys are their own ids.

Enrolment      one person on one phone: public keys, status, and where its chain of sign-ins stands
EnrolmentCode  eight symbols, good once for 24 hours; only a keyed hash is kept
UsedNonce      a spent nonce, until it would have run out anyway
Throttle       how often somebody tried within a window
Audit          who opened, locked or wiped what, and who printed a token
"""

from datetime import datetime

from sqlalchemy import BigInteger, String, Text
from sqlmodel import Field, SQLModel

from api.db.utc import WHEN
from api.identity.people import ID


class Enrolment(SQLModel, table=True):
    """`gen` and `mark`: the last sign-in taken; `earlier`: those before, `gen:mark gen:mark …`; `epoch`: of the last,
    `made_in`: in which it was enrolled; `pinned`: kid of the server key it trusts; `renews`: the one whose book this
    phone went on with; `app`, `unsent`, `skew`: what it said of itself at `heard_at` (`phone_reports.py`)."""

    id: str = Field(sa_type=ID, primary_key=True)
    person: str = Field(foreign_key="person.id", sa_type=ID, index=True)
    sign_key: str = Field(sa_type=Text)
    box_key: str = Field(sa_type=Text)
    fingerprint: str = Field(sa_type=String(4))
    status: str = Field(default="active", sa_type=String(10))
    gen: int = Field(default=0, sa_type=BigInteger)
    mark: str = Field(sa_type=String(32))
    earlier: str = Field(default="", sa_type=Text)
    epoch: str = Field(sa_type=String(32))
    made_in: str = Field(default="", sa_type=String(32))
    handle_hash: str = Field(sa_type=String(64), unique=True)
    pinned: str = Field(sa_type=String(64))
    renews: str | None = Field(default=None, sa_type=ID, index=True)
    made_at: datetime = Field(sa_type=WHEN)
    last_seen_at: datetime = Field(sa_type=WHEN)
    ends_at: datetime = Field(sa_type=WHEN)
    app: str | None = Field(default=None, sa_type=String(40))
    unsent: int | None = Field(default=None, sa_type=BigInteger)
    skew: int | None = Field(default=None, sa_type=BigInteger)
    heard_at: datetime | None = Field(default=None, sa_type=WHEN)


class EnrolmentCode(SQLModel, table=True):
    """`beginning`: the first symbols, which find the row; `rest_hash`: keyed hash of the whole, for five guesses;
    `given_under`: the role of whoever gave it, None for the command line."""

    __tablename__ = "enrolment_code"
    beginning: str = Field(sa_type=String(3), primary_key=True)
    rest_hash: str = Field(sa_type=String(64))
    person: str = Field(foreign_key="person.id", sa_type=ID, index=True)
    expires_at: datetime = Field(sa_type=WHEN)
    tries_left: int = 5
    used_by: str | None = Field(default=None, sa_type=String(64))
    enrolment: str | None = Field(default=None, foreign_key="enrolment.id", sa_type=ID)
    given_under: str | None = Field(default=None, sa_type=ID)


class UsedNonce(SQLModel, table=True):
    """`until`: Unix seconds."""

    __tablename__ = "used_nonce"
    chance: str = Field(sa_type=String(24), primary_key=True)
    until: int = Field(sa_type=BigInteger, index=True)


class Throttle(SQLModel, table=True):
    """`name`: keyed hash of an account, enrolment or address; `since`: Unix seconds when its window began."""

    name: str = Field(sa_type=String(64), primary_key=True)
    tries: int
    since: int = Field(sa_type=BigInteger, index=True)


class Audit(SQLModel, table=True):
    """Written in the transaction of what it tells. `by`: a person, or nobody for the command line."""

    id: str = Field(sa_type=ID, primary_key=True)
    at: datetime = Field(sa_type=WHEN)
    by: str | None = Field(default=None, sa_type=ID)
    action: str = Field(sa_type=String(40))
    about: str = Field(sa_type=ID)
