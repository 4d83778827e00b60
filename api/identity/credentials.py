"""Ways to prove who one is, besides a phone: a password today."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, select

from api.db.utc import WHEN
from api.identity.people import ID


class Credential(SQLModel, table=True):
    """`name`: how she is found by it, a user name; `secret`: a hash; without one it opens nothing."""

    __table_args__ = (UniqueConstraint("kind", "name"),)
    id: str = Field(sa_type=ID, primary_key=True)
    person: str = Field(foreign_key="person.id", sa_type=ID, index=True)
    kind: str = Field(default="password", sa_type=String(20))
    name: str = Field(sa_type=String(80))
    secret: str | None = Field(default=None, sa_type=String(200))
    made_at: datetime = Field(sa_type=WHEN)


def password_named(session: Session, name: str) -> Credential | None:
    """The account of this user name."""
    return session.exec(select(Credential).where(Credential.kind == "password", Credential.name == name)).first()


def password_of(session: Session, person: str) -> Credential | None:
    """This person's account."""
    return session.exec(select(Credential).where(Credential.kind == "password", Credential.person == person)).first()
