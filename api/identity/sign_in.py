"""Two ways to a token: a phone's signed assertion, an office's password. Whatever does not hold is answered alike."""

from datetime import datetime
from threading import BoundedSemaphore

from sqlalchemy import Engine
from sqlmodel import Session

from api.db.engine import reading, writing
from api.identity.access_tokens import give_token
from api.identity.actors import refuse_locked
from api.identity.assertions import Assertion, Verdict, judge, take, verified
from api.identity.audits import record_audit
from api.identity.credentials import Credential, knows_address, password_named, remember_address
from api.identity.enrolments import revoke, was_used
from api.identity.memberships import memberships_of
from api.identity.nonces import give_nonce, keyed, spend_nonce
from api.identity.passwords import fits
from api.identity.people import Person
from api.identity.rate_limits import (
    ASSERTION,
    PASSWORD,
    PASSWORD_ACCOUNT,
    PASSWORD_ADDRESS,
    hit_rate_limit,
    hit_rate_limits,
    refund_attempts,
)
from api.identity.rescued_envelopes import something_waits
from api.identity.server_epoch import ensure_epoch
from api.identity.server_keys import ServerKeys
from api.identity.tables import Enrolment
from api.identity.token_answer import TokenAnswer, standing_of
from api.problems.tree import Busy, NotYours, SignInNeeded
from api.settings import Settings

AT_ONCE = BoundedSemaphore(2)  # Argon2 takes 64 MiB each time


def by_assertion(
    engine: Engine, settings: Settings, server: ServerKeys, assertion: Assertion, *, now: datetime
) -> TokenAnswer:
    """The signature first, outside any lock; then nonce and chain in one transaction. A clone locks the phone."""
    with reading(engine) as session:
        known = session.get(Enrolment, assertion.enrolment)
        key = known.sign_key if known else None
    texts = [assertion.text(origin) for origin in settings.accepted_origins()]
    if key is None or not verified(key, assertion.sig, texts):
        raise SignInNeeded("phone-unknown", nonce=give_nonce(settings, now=now))
    hit_rate_limit(engine, settings, ASSERTION, assertion.enrolment, now=now)
    with writing(engine) as session:
        verdict, phone = advance(session, settings, assertion, now=now)
        person, standing = phone.person, standing_of(phone, server)
        rescued = something_waits(session, phone) or None
    if verdict is Verdict.CLONE:
        raise NotYours("phone-cloned", reason="clone", enrolment={"status": "locked"})
    if verdict is Verdict.LATE:
        raise SignInNeeded("sign-in-again", nonce=give_nonce(settings, now=now))
    token = give_token(settings, person, assertion.enrolment, now=now)
    nonce = give_nonce(settings, now=now)
    return TokenAnswer(access_token=token, nonce=nonce, rescued=rescued, enrolment=standing)


def advance(session: Session, settings: Settings, assertion: Assertion, *, now: datetime) -> tuple[Verdict, Enrolment]:
    """What the chain says, and the phone. Spends the nonce, moves the chain and the end, locks a clone."""
    phone = session.get_one(Enrolment, assertion.enrolment, with_for_update=True)
    refuse_locked(phone.status)
    ended = phone.ends_at <= now or not session.get_one(Person, phone.person).active
    if ended or not spend_nonce(session, settings, assertion.nonce, now=now):
        raise SignInNeeded("sign-in-again" if not ended else None, nonce=give_nonce(settings, now=now))
    epoch = ensure_epoch(session).epoch
    verdict = judge(phone, assertion, epoch)
    if verdict is Verdict.CLONE:
        record_audit(session, "clone", phone.id, by=None, now=now)
        revoke(session, phone, "locked", by=None, now=now)
    elif verdict is not Verdict.LATE:
        take(phone, assertion, epoch)
        was_used(phone, now=now)
        session.add(phone)
    return verdict, phone


def by_password(
    engine: Engine, settings: Settings, username: str, password: str, address: str, *, now: datetime
) -> TokenAnswer:
    """An office's account. The same work and the same words whether the name, the password or the role is wrong.

    Counted are the tries at an account from one address. Only where it was not opened from this one lately, also those
    at this account from everywhere, and those from this address at any: so neither a stranger elsewhere nor one behind
    the same gateway, who tries other names, locks somebody out of her office."""
    name = username.strip().lower()
    place = keyed(settings, "known-address", f"{address} {name}")[:16]
    with reading(engine) as session:
        account = password_named(session, name)
        person, kept = secret_of(session, account)
        known = knows_address(account, place, now=now)
    spent = [(PASSWORD, f"{address} {name}")]
    spent += [] if known else [(PASSWORD_ADDRESS, address), (PASSWORD_ACCOUNT, name)]
    hit_rate_limits(engine, settings, *spent, now=now)
    if not hard_work(password, kept) or account is None:
        raise SignInNeeded("wrong-password", nonce=give_nonce(settings, now=now))
    refund_attempts(engine, settings, *spent)
    with writing(engine) as session:
        remember_address(session, session.get_one(Credential, account.id), place, now=now)
    return TokenAnswer(access_token=give_token(settings, person, now=now), nonce=give_nonce(settings, now=now))


def secret_of(session: Session, account: Credential | None) -> tuple[str, str | None]:
    """The person and what her password is compared with: nothing where she, or every office role of hers, has ended."""
    if account is None:
        return "", None
    active = session.get_one(Person, account.person).active
    office = any(one.role != "agent" for one in memberships_of(session, account.person))
    return account.person, account.secret if active and office else None


def hard_work(password: str, kept: str | None) -> bool:
    """Argon2, two at a time, so that a flood of guesses does not take the machine's memory."""
    if not AT_ONCE.acquire(timeout=5):
        raise Busy(retry_after=5)
    try:
        return fits(password, kept)
    finally:
        AT_ONCE.release()
