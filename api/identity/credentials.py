"""Ways to prove who one is, besides a phone: a password today."""

from datetime import datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, select

from api.db.utc import WHEN
from api.identity.people import ID

KNOWN_DAYS, KNOWN_MOST = 90, 20


class Credential(SQLModel, table=True):
    """`name`: how she is found by it, a user name; `secret`: a hash; without one it opens nothing. `addresses`: from
    where it opened something lately, `hash:day hash:day …`, the newest last."""

    __table_args__ = (UniqueConstraint("kind", "name"),)
    id: str = Field(sa_type=ID, primary_key=True)
    person: str = Field(foreign_key="person.id", sa_type=ID, index=True)
    kind: str = Field(default="password", sa_type=String(20))
    name: str = Field(sa_type=String(80))
    secret: str | None = Field(default=None, sa_type=String(200))
    addresses: str = Field(default="", sa_type=Text)
    made_at: datetime = Field(sa_type=WHEN)


def knows_address(account: Credential | None, hashed: str, *, now: datetime) -> bool:
    """Whether the account was opened from there in the last 90 days; a day to come has passed."""
    past = (now.date().toordinal() - day for one, day in addresses_of(account) if one == hashed)
    return any(0 <= days <= KNOWN_DAYS for days in past)


def remember_address(session: Session, account: Credential, hashed: str, *, now: datetime) -> None:
    """It was opened from there today. The first time on a day, what is too old goes from every account."""
    today = now.date().toordinal()
    if today not in {day for _, day in addresses_of(account)}:
        forget_addresses(session, today)
    others = [(one, day) for one, day in addresses_of(account) if one != hashed]
    write_addresses(session, account, [*others, (hashed, today)][-KNOWN_MOST:])


def forget_addresses(session: Session, today: int) -> None:
    """Those of more than 90 days ago, also where nobody signs in any more."""
    for account in session.exec(select(Credential).where(Credential.addresses != "")):
        before = addresses_of(account)
        kept = [(one, day) for one, day in before if 0 <= today - day <= KNOWN_DAYS]
        if kept != before:
            write_addresses(session, account, kept)


def write_addresses(session: Session, account: Credential, kept: list[tuple[str, int]]) -> None:
    """Hashes and days (ordinals), the newest last."""
    account.addresses = " ".join(f"{one}:{day}" for one, day in kept)
    session.add(account)


def addresses_of(account: Credential | None) -> list[tuple[str, int]]:
    """Hashes and days (ordinals)."""
    parts = (part.partition(":") for part in account.addresses.split()) if account else ()
    return [(one, int(day)) for one, _, day in parts]


def password_named(session: Session, name: str) -> Credential | None:
    """The account of this user name."""
    return session.exec(select(Credential).where(Credential.kind == "password", Credential.name == name)).first()


def password_of(session: Session, person: str) -> Credential | None:
    """This person's account."""
    return session.exec(select(Credential).where(Credential.kind == "password", Credential.person == person)).first()
