"""Enrolment codes: eight Crockford symbols, good once, for 24 hours, bound to one person.

The first three symbols find the row, the other five are the secret: so a wrong try can be counted on the code it was
meant for. Only a keyed hash of the whole is kept. The same code with the same keys is the same request asked again.
"""

import hmac
from datetime import datetime, timedelta
from secrets import choice
from typing import Annotated

from pydantic import StringConstraints
from sqlalchemy import delete
from sqlmodel import Session, col, select

from api.identity.memberships import counts_under
from api.identity.nonces import keyed
from api.identity.people import Person
from api.identity.tables import EnrolmentCode
from api.settings import Settings

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
Attempt = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
LIVES = timedelta(hours=24)
TRIES = 20  # of all addresses together; one has five of them (`code_tries.py`)
LENGTH, BEGINNING = 8, 3


def plain(typed: str) -> str:
    """As it was meant: case, dash and the letters that look like digits are forgiven."""
    return typed.upper().translate(FORGIVEN)


def is_code(code: str) -> bool:
    """Whether it may be asked of a database: nothing else is a code."""
    return len(code) == LENGTH and set(code) <= set(SYMBOLS)


def code_of_attempt(settings: Settings, purpose: str, attempt: str, length: int) -> str:
    """The same one whenever its sender tries again; without our key neither leads to the other. `attempt`: her 128
    random bits in hex, and for what the code is: for something else the same bits make another."""
    number = int(keyed(settings, f"{purpose}-made", attempt), 16)
    return "".join(SYMBOLS[number >> 5 * place & 31] for place in range(length))


def shown(code: str) -> str:
    """In fours, to be read aloud."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def make_code(
    session: Session, settings: Settings, person: str, *, now: datetime, given_under: str | None = None
) -> str:
    """A fresh code for this person; those she had and did not use count no more. One at a time for each person.
    `given_under`: with which role it ends, unused."""
    drop_unused(session, person)
    session.execute(delete(EnrolmentCode).where(col(EnrolmentCode.expires_at) <= now))
    code = "".join(choice(SYMBOLS) for _ in range(LENGTH))
    while session.get(EnrolmentCode, code[:BEGINNING]):
        code = "".join(choice(SYMBOLS) for _ in range(LENGTH))
    row = EnrolmentCode(
        beginning=code[:BEGINNING],
        rest_hash=keyed(settings, "code", code),
        person=person,
        expires_at=now + LIVES,
        tries_left=TRIES,
        given_under=given_under,
    )
    session.add(row)
    return code


def drop_unused(session: Session, person: str) -> int:
    """How many codes of this person count no more. She is locked until the transaction ends."""
    session.get_one(Person, person, with_for_update=True)
    unused = (col(EnrolmentCode.person) == person, col(EnrolmentCode.used_by).is_(None))
    return session.connection().execute(delete(EnrolmentCode).where(*unused)).rowcount


def is_given(session: Session, code: EnrolmentCode) -> bool:
    """Whether the role under which it was given counts."""
    here = select(EnrolmentCode.beginning).where(EnrolmentCode.beginning == code.beginning)
    return session.exec(here.where(counts_under(col(EnrolmentCode.given_under)))).first() is not None


def open_code(
    session: Session, settings: Settings, typed: str, keys: str | None, *, now: datetime
) -> EnrolmentCode | None:
    """The code these keys may use (None: anybody's fresh ones), or nothing, one try poorer. Committed either way."""
    code = plain(typed)
    row = session.get(EnrolmentCode, code[:BEGINNING], with_for_update=True) if is_code(code) else None
    if row is None or row.expires_at <= now or (row.used_by is None and not is_given(session, row)):
        return None
    right = hmac.compare_digest(row.rest_hash, keyed(settings, "code", code))
    if right and keys is not None and row.used_by == keys:
        return row
    if right and row.used_by is None and row.tries_left > 0:
        return row
    row.tries_left = max(0, row.tries_left - 1)
    session.add(row)
    return None
