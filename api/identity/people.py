"""People and institutions. Reference data: no case lies here, and no `home` leads its keys.

person      somebody who works here
membership  a role she has, and where (`memberships.py`)
credential  a way to prove that it is she (`credentials.py`); her phones are enrolments
"""

from datetime import datetime

from sqlalchemy import Index, String, Text, Uuid, text
from sqlmodel import Field, SQLModel

from api.db.utc import WHEN

ID = Uuid(as_uuid=False)


class Unit(SQLModel, table=True):
    """A community unit (IBM) of one village. `phrase`: its people open their phones with a pass phrase, not a PIN."""

    # A few thousand units are soon walked; nobody keeps a nation's on SQLite, whose expressions cannot be read back.
    __table_args__ = (Index("unit_district", text("substr(village, 1, 5)")).ddl_if(dialect="postgresql"),)
    id: str = Field(sa_type=ID, primary_key=True)
    name: str = Field(sa_type=String(120))
    village: str = Field(sa_type=String(13))
    timezone: str = Field(default="Asia/Jakarta", sa_type=String(40))
    phrase: bool = False
    created_at: datetime = Field(sa_type=WHEN)


class Partner(SQLModel, table=True):
    """An institution (IPWL) clients are referred to. `services`, `requirements`: JSON lists."""

    id: str = Field(sa_type=ID, primary_key=True)
    name: str = Field(sa_type=String(120))
    kind: str = Field(sa_type=String(40))
    village: str = Field(sa_type=String(13))
    services: str = Field(default="[]", sa_type=Text)
    requirements: str = Field(default="[]", sa_type=Text, sa_column_kwargs={"server_default": "[]"})
    active: bool = True


class Person(SQLModel, table=True):
    """Whoever works here. Not `active`: none of her roles, passwords and phones counts; what she wrote stays hers.
    `made_in`: the epoch in which she came; empty: before all that are remembered."""

    id: str = Field(sa_type=ID, primary_key=True)
    name: str = Field(sa_type=String(80))
    active: bool = True
    created_at: datetime = Field(sa_type=WHEN)
    made_in: str = Field(default="", sa_type=String(32), sa_column_kwargs={"server_default": ""})
