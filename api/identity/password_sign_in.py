"""An office's way to a token: name, password and, where she has a second factor, a code. Refusals are all alike."""

from datetime import datetime
from threading import BoundedSemaphore
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session

from api.db.engine import reading, writing
from api.identity.access_tokens import give_token
from api.identity.credentials import Credential, knows_address, password_named, remember_address
from api.identity.memberships import memberships_of
from api.identity.nonces import give_nonce, keyed
from api.identity.passwords import fits
from api.identity.people import Person
from api.identity.rate_limits import (
    PASSWORD,
    PASSWORD_ACCOUNT,
    PASSWORD_ADDRESS,
    SECOND_FACTOR,
    Spent,
    hit_rate_limits,
    refund_attempts,
)
from api.identity.second_factors import CodeTry, SecondFactor, judge_code, spend_code
from api.identity.server_keys import ServerKeys
from api.identity.token_answer import TokenAnswer
from api.problems.tree import Busy, SignInNeeded
from api.settings import Settings

NO_PERSON = "00000000-0000-7000-8000-000000000000"
AT_ONCE = BoundedSemaphore(2)  # Argon2 takes 64 MiB each time


class PasswordTry(NamedTuple):
    """What was typed, and from where. `address`: as the limits count it."""

    username: str
    password: str
    code: CodeTry
    address: str

    @property
    def name(self) -> str:
        """As it is kept."""
        return self.username.strip().lower()

    def refusal(self, settings: Settings, now: datetime) -> SignInNeeded:
        """Which of the two depends on what was sent, never on what is kept: to a stranger, one with the right password
        and no code is as wrong as any other."""
        return SignInNeeded("wrong-code" if self.code.code else "wrong-password", nonce=give_nonce(settings, now=now))


class FoundAccount(NamedTuple):
    """Of a user name. `secret`: what her password is compared with; none: nothing opens it. `wanted`: her roles ask
    for a second factor."""

    account: Credential | None
    person: str
    secret: str | None
    wanted: bool
    factor: SecondFactor | None


def by_password(
    engine: Engine, settings: Settings, server: ServerKeys, tried: PasswordTry, *, now: datetime
) -> TokenAnswer:
    """An office's account. The same work and the same words whether the name, the password, the code or the role is
    wrong: the code is judged before the password, and spent only where both are right."""
    place = keyed(settings, "known-address", f"{tried.address} {tried.name}")[:16]
    with reading(engine) as session:
        found = find_account(session, settings, tried.name)
        known = knows_address(found.account, place, now=now)
    spent = tries_of(tried, known)
    hit_rate_limits(engine, settings, *spent, now=now)
    proven = found.factor is None or judge_code(settings, server, found.factor, tried.code, now=now) is not None
    if not hard_work(tried.password, found.secret) or found.account is None or not proven:
        raise tried.refusal(settings, now)
    with writing(engine) as session:
        factor = spend_code(session, settings, server, found.person, tried.code, now=now) if found.factor else None
        if found.factor and factor is None:
            raise tried.refusal(settings, now)
        remember_address(session, session.get_one(Credential, found.account.id), place, now=now)
        left = len(factor.recovery.split()) if factor else None
    refund_attempts(engine, settings, *spent)
    token = give_token(settings, found.person, now=now, ways=("pwd", "otp") if factor else ("pwd",))
    return TokenAnswer(
        access_token=token, nonce=give_nonce(settings, now=now), recovery_left=left,
        second_factor="wanted" if found.wanted and not factor else None,
    )  # fmt: skip


def tries_of(tried: PasswordTry, known: bool) -> list[Spent]:
    """Counted are the tries at an account from one address. Only where it was not opened from this one lately, also
    those at this account from everywhere, those of them with a code more closely, and those from this address at any:
    so neither a stranger elsewhere nor one behind the same gateway, who tries other names, locks somebody out."""
    spent = [(PASSWORD, f"{tried.address} {tried.name}")]
    if not known:
        spent += [(PASSWORD_ADDRESS, tried.address), (PASSWORD_ACCOUNT, tried.name)]
        spent += [(SECOND_FACTOR, tried.name)] if tried.code.code else []
    return spent


def find_account(session: Session, settings: Settings, name: str) -> FoundAccount:
    """Nothing opens it where she, or every office role of hers, has ended. Of a name that nobody has the same is asked,
    about nobody."""
    account = password_named(session, name)
    person = account.person if account else NO_PERSON
    roles = {one.role for one in memberships_of(session, person)} - {"agent"}
    known, factor = session.get(Person, person), session.get(SecondFactor, person)
    secret = account.secret if account and known and known.active and roles else None
    return FoundAccount(account, person, secret, any(map(settings.wants_second_factor, roles)), factor)


def hard_work(password: str, kept: str | None) -> bool:
    """Argon2, two at a time, so that a flood of guesses does not take the machine's memory."""
    if not AT_ONCE.acquire(timeout=5):
        raise Busy(retry_after=5)
    try:
        return fits(password, kept)
    finally:
        AT_ONCE.release()
