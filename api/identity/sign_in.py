"""Two ways to a token: a phone's signed assertion, an office's password. Whatever does not hold is answered alike."""

from threading import BoundedSemaphore

from pydantic import BaseModel
from sqlalchemy import Engine
from sqlmodel import Session, select

from api.changes.epoch import begin
from api.db.engine import reading, writing
from api.identity.access_tokens import LIVES, give_token
from api.identity.assertions import Assertion, Verdict, judge, signed_by, take
from api.identity.audits import note
from api.identity.current_actor import refuse_locked
from api.identity.enrolments import Standing, end
from api.identity.nonces import give_nonce, spend_nonce
from api.identity.passwords import fits
from api.identity.people import Agent, now
from api.identity.rate_limits import ASSERTION, PASSWORD, PASSWORD_ADDRESS, count_try, forgive
from api.identity.tables import Enrolment
from api.problems.tree import Busy, NotYours, SignInNeeded
from api.settings import Settings

BEARER = "bearer"
AT_ONCE = BoundedSemaphore(2)  # Argon2 takes 64 MiB each time


class EnrolmentStanding(BaseModel):
    """Whether this phone may go on."""

    status: Standing


class TokenAnswer(BaseModel):
    """`expires_in`: seconds; `nonce`: for the next sign-in; `enrolment`: only for a phone."""

    access_token: str
    token_type: str = BEARER
    expires_in: int = LIVES
    nonce: str
    enrolment: EnrolmentStanding | None = None


def by_assertion(engine: Engine, settings: Settings, assertion: Assertion) -> TokenAnswer:
    """The signature first, outside any lock; then nonce and chain in one transaction. A clone locks the phone."""
    with reading(engine) as session:
        known = session.get(Enrolment, assertion.enrolment)
        key = known.sign_key if known else None
    if key is None or not signed_by(key, assertion, settings.accepted_origins()):
        raise SignInNeeded("HP ini tidak dikenal server.", nonce=give_nonce(settings))
    count_try(engine, settings, ASSERTION, assertion.enrolment)
    with writing(engine) as session:
        verdict, agent = advance(session, settings, assertion)
    if verdict is Verdict.CLONE:
        raise NotYours("HP ini dikunci karena ada salinannya.", reason="clone", enrolment={"status": "locked"})
    return answer(settings, agent, assertion.enrolment)


def advance(session: Session, settings: Settings, assertion: Assertion) -> tuple[Verdict, str]:
    """What the chain says, and whose phone it is. Spends the nonce, moves the chain, locks a clone."""
    phone = session.get_one(Enrolment, assertion.enrolment, with_for_update=True)
    refuse_locked(phone)
    ended = phone.ends_at <= now() or not session.get_one(Agent, phone.agent).active
    if ended or not spend_nonce(session, settings, assertion.nonce):
        raise SignInNeeded("Masuk perlu diulang." if not ended else None, nonce=give_nonce(settings))
    epoch = begin(session).epoch
    verdict = judge(phone, assertion, epoch)
    if verdict is Verdict.CLONE:
        note(session, "clone", phone.id, by=None)
        end(session, phone, "locked", by=None)
    else:
        take(phone, assertion, epoch)
        phone.last_seen_at = now()
        session.add(phone)
    return verdict, phone.agent


def by_password(engine: Engine, settings: Settings, username: str, password: str, address: str) -> TokenAnswer:
    """An office's account. The same work and the same words whether the name, the password or the role is wrong."""
    name = username.strip().lower()
    purses = ((PASSWORD, name), (PASSWORD_ADDRESS, address))
    for limit, whose in purses:
        count_try(engine, settings, limit, whose)
    with reading(engine) as session:
        found = session.exec(select(Agent).where(Agent.username == name)).first()
        kept = found.password_hash if found and found.active and found.role != "agent" else None
        agent = found.id if found else ""
    if not hard_work(password, kept):
        raise SignInNeeded("Nama pengguna atau kata sandi tidak cocok.", nonce=give_nonce(settings))
    for limit, whose in purses:
        forgive(engine, settings, limit, whose)
    return answer(settings, agent, None)


def hard_work(password: str, kept: str | None) -> bool:
    """Argon2, two at a time, so that a flood of guesses does not take the machine's memory."""
    if not AT_ONCE.acquire(timeout=5):
        raise Busy(retry_after=5)
    try:
        return fits(password, kept)
    finally:
        AT_ONCE.release()


def answer(settings: Settings, agent: str, enrolment: str | None) -> TokenAnswer:
    """Ten minutes."""
    standing = EnrolmentStanding(status="active") if enrolment else None
    token = give_token(settings, agent, enrolment)
    return TokenAnswer(access_token=token, nonce=give_nonce(settings), enrolment=standing)
