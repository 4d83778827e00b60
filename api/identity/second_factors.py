"""A second factor beside the password: codes of an authenticator app, and recovery codes for the day it is lost."""

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import BigInteger, String, Text
from sqlmodel import Field, Session, SQLModel

from api.db.utc import WHEN
from api.identity.nonces import keyed
from api.identity.people import ID
from api.identity.server_keys import ServerKeys
from api.identity.timed_codes import step_of
from api.settings import Settings

AGAIN = timedelta(minutes=5)


class SecondFactor(SQLModel, table=True):
    """`sealed`: her secret, to the server's own box key; `step`: of the last code that opened, since each is good once;
    `recovery`: hashes of the codes that are left; `spent`, `spent_at`: a keyed hash of what opened last, for whoever
    did not hear the answer."""

    __tablename__ = "second_factor"
    person: str = Field(foreign_key="person.id", sa_type=ID, primary_key=True)
    sealed: str = Field(sa_type=Text)
    step: int = Field(sa_type=BigInteger)
    recovery: str = Field(sa_type=Text)
    spent: str = Field(sa_type=String(64))
    spent_at: datetime = Field(sa_type=WHEN)
    made_at: datetime = Field(sa_type=WHEN)


class CodeTry(NamedTuple):
    """What was typed. `attempt`: said again where the answer was lost; without one nothing is answered twice."""

    code: str = ""
    attempt: str = ""


NO_CODE = CodeTry()


class UsedCode(NamedTuple):
    """What opens: the code of a `step`, a `recovery` code by its hash, or what was `said_again`."""

    step: int = 0
    recovery: str = ""
    said_again: bool = False


def seal_secret(server: ServerKeys, person: str, secret: str) -> str:
    """Bound to her: what lies in another's row opens nothing."""
    return server.sealed(json.dumps({"person": person, "secret": secret}).encode())


def secret_in(server: ServerKeys, factor: SecondFactor) -> str | None:
    """None: sealed for a key that is gone, or for somebody else."""
    told = server.opened(factor.sealed)
    kept = json.loads(told) if told else {}
    return str(kept["secret"]) if kept.get("person") == factor.person else None


def judge_code(
    settings: Settings, server: ServerKeys, factor: SecondFactor, tried: CodeTry, *, now: datetime
) -> UsedCode | None:
    """What of it opens now; nothing of it is spent yet. All of it is worked out whatever was tried."""
    secret, recovery = secret_in(server, factor), hash_of(factor.person, tried.code)
    step = step_of(secret, tried.code, now) if secret else None
    again = bool(tried.attempt) and factor.spent == spent_mark(settings, factor.person, tried)
    if again and now - factor.spent_at < AGAIN:
        return UsedCode(said_again=True)
    if step is not None and step > factor.step:
        return UsedCode(step=step)
    return UsedCode(recovery=recovery) if recovery in factor.recovery.split() else None


def spend_code(
    session: Session, settings: Settings, server: ServerKeys, person: str, tried: CodeTry, *, now: datetime
) -> SecondFactor | None:
    """Judged once more under her row's lock: of two at once one opens. None: it does not."""
    factor = session.get(SecondFactor, person, with_for_update=True)
    used = judge_code(settings, server, factor, tried, now=now) if factor else None
    if factor is None or used is None:
        return None
    if not used.said_again:
        factor.step = max(factor.step, used.step)
        factor.recovery = " ".join(one for one in factor.recovery.split() if one != used.recovery)
        factor.spent, factor.spent_at = spent_mark(settings, person, tried), now
        session.add(factor)
    return factor


def spent_mark(settings: Settings, person: str, tried: CodeTry) -> str:
    """Who saw the code over a shoulder does not know the attempt."""
    return keyed(settings, "second-factor-spent", f"{person} {tried.attempt} {tried.code}")


def hash_of(person: str, recovery: str) -> str:
    """80 bits of chance need no slow hash."""
    return sha256(f"{person} {recovery}".encode()).hexdigest()
