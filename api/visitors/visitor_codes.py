"""Codes that people without an account hold: Crockford symbols to be read aloud, kept as a keyed hash alone."""

from datetime import date, timedelta
from secrets import choice
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from api.identity.actors import table
from api.identity.enrolment_codes import SYMBOLS, plain
from api.identity.memberships import counts_under
from api.identity.nonces import keyed
from api.settings import Settings
from api.visitors.tables import VisitorCode

CODE = table(VisitorCode)
# Of a client's own page, by who gave it: whoever accompanies a client can make herself a code at any time, and what
# only the coordinator may read is not told by hers.
OWN_CODES = OWN_CODE, OWN_CODE_LED = "own-code", "own-code-led"


def make_visitor_code(
    session: Session, settings: Settings, purpose: str, length: int, *, home: str, about: str, today: date, until: date,
    given_under: str | None = None,
) -> str:  # fmt: skip
    """A fresh one: what another holds already would open his. `given_under`: with which role it ends."""
    kept, code = False, ""
    while not kept:
        code = "".join(choice(SYMBOLS) for _ in range(length))
        kept = keep_visitor_code(
            session, settings, purpose, code, home=home, about=about, today=today, until=until, given_under=given_under
        )
    return code


def keep_visitor_code(
    session: Session, settings: Settings, purpose: str, code: str, *, home: str, about: str, today: date, until: date,
    given_under: str | None = None,
) -> bool:  # fmt: skip
    """Whether it was not there; of two at once the second waits, and finds it. Those whose time is over are gone with
    that: those of this unit, and a day later those of others, where it may still be yesterday."""
    ended, here = col(VisitorCode.until), col(VisitorCode.home) == home
    session.execute(delete(VisitorCode).where((here & (ended < today)) | (ended < today - timedelta(days=1))))
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"code": keyed(settings, purpose, code), "purpose": purpose, "home": home, "about": about, "until": until,
           "given_under": given_under}  # fmt: skip
    kept = insert(CODE).values(row).on_conflict_do_nothing().returning(CODE.c.code)
    return session.connection().execute(kept).first() is not None


def find_visitor_code(session: Session, settings: Settings, purpose: str, typed: str, today: date) -> Any | None:
    """`home` and `about` of a code that counts, for this door; nothing where there is none."""
    here = (CODE.c.code == keyed(settings, purpose, plain(typed)), CODE.c.purpose == purpose, CODE.c.until >= today,
            counts_under(CODE.c.given_under))  # fmt: skip
    return session.connection().execute(select(CODE.c.home, CODE.c.about).where(*here)).first()


def end_own_codes(session: Session, home: str, client: str, *, led: bool) -> None:
    """Those that open this client's own page. `led`: also that which whoever leads the unit gave."""
    purposes = OWN_CODES if led else (OWN_CODE,)
    here = (CODE.c.home == home, CODE.c.about == client, CODE.c.purpose.in_(purposes))
    session.connection().execute(delete(CODE).where(*here))
