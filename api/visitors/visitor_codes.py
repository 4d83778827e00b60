"""Codes that people without an account hold: Crockford symbols to be read aloud, kept as a keyed hash alone."""

from datetime import date
from secrets import choice
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import Session, col

from api.identity.actors import table
from api.identity.enrolment_codes import SYMBOLS, plain
from api.identity.nonces import keyed
from api.settings import Settings
from api.visitors.tables import VisitorCode

CODE = table(VisitorCode)


def make_visitor_code(
    session: Session, settings: Settings, purpose: str, length: int, *, home: str, about: str, today: date, until: date
) -> str:  # fmt: skip
    """A fresh one; those whose time is over are gone with that."""
    session.execute(delete(VisitorCode).where(col(VisitorCode.until) < today))
    code = "".join(choice(SYMBOLS) for _ in range(length))
    hashed = keyed(settings, purpose, code)
    session.add(VisitorCode(code=hashed, purpose=purpose, home=home, about=about, until=until))
    return code


def find_visitor_code(session: Session, settings: Settings, purpose: str, typed: str, today: date) -> Any | None:
    """`home` and `about` of a code that counts, for this door; nothing where there is none."""
    here = (CODE.c.code == keyed(settings, purpose, plain(typed)), CODE.c.purpose == purpose, CODE.c.until >= today)
    return session.connection().execute(select(CODE.c.home, CODE.c.about).where(*here)).first()
