"""People and institutions: units, agents, partners. Reference data: no case lies here, and no `home` leads its keys."""

from datetime import UTC, datetime
from typing import Literal, get_args

from sqlalchemy import String, Text, Uuid
from sqlmodel import Field, SQLModel

from api.db.utc import WHEN

Role = Literal["agent", "coordinator", "partner", "admin"]
ROLES = get_args(Role)
ID = Uuid(as_uuid=False)


def now() -> datetime:
    """The server's time, aware."""
    return datetime.now(UTC)


class Unit(SQLModel, table=True):
    """A community unit (IBM) of one village. `phrase`: its people open their phones with a pass phrase, not a PIN."""

    id: str = Field(sa_type=ID, primary_key=True)
    name: str = Field(sa_type=String(120))
    village: str = Field(sa_type=String(13))
    timezone: str = Field(default="Asia/Jakarta", sa_type=String(40))
    phrase: bool = False
    created_at: datetime = Field(default_factory=now, sa_type=WHEN)


class Partner(SQLModel, table=True):
    """An institution (IPWL) clients are referred to. `services`: JSON list."""

    id: str = Field(sa_type=ID, primary_key=True)
    name: str = Field(sa_type=String(120))
    kind: str = Field(sa_type=String(40))
    village: str = Field(sa_type=String(13))
    services: str = Field(default="[]", sa_type=Text)
    active: bool = True


class Agent(SQLModel, table=True):
    """A person who signs in."""

    id: str = Field(sa_type=ID, primary_key=True)
    unit: str | None = Field(default=None, foreign_key="unit.id", sa_type=ID, index=True)
    partner: str | None = Field(default=None, foreign_key="partner.id", sa_type=ID)
    name: str = Field(sa_type=String(80))
    role: str = Field(sa_type=String(20))
    username: str | None = Field(default=None, sa_type=String(80), unique=True)
    password_hash: str | None = Field(default=None, sa_type=String(200))
    active: bool = True
    created_at: datetime = Field(default_factory=now, sa_type=WHEN)
