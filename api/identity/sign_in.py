"""A phone's way to a token: its signed assertion. Whatever does not hold is answered alike."""

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from api.db.engine import reading, writing
from api.identity.access_tokens import give_token
from api.identity.actors import refuse_locked
from api.identity.assertions import Assertion, Verdict, close, judge, take, verified
from api.identity.audits import record_audit
from api.identity.enrolments import revoke, was_used
from api.identity.nonces import give_nonce, spend_nonce
from api.identity.people import Person
from api.identity.phone_keys import NO_ONES_KEY
from api.identity.rate_limits import ASSERTION, hit_rate_limit
from api.identity.rescued_envelopes import something_waits
from api.identity.server_epoch import ensure_epoch
from api.identity.server_keys import ServerKeys
from api.identity.tables import Enrolment
from api.identity.token_answer import TokenAnswer, standing_of
from api.problems.tree import NotYours, ServerBehind, SignInNeeded
from api.settings import Settings


def by_assertion(
    engine: Engine, settings: Settings, server: ServerKeys, assertion: Assertion, *, now: datetime
) -> TokenAnswer:
    """The signature first, outside any lock; then nonce and chain in one transaction. A clone locks the phone.
    ServerBehind where it knows of sign-ins that this database does not."""
    with reading(engine) as session:
        known = session.get(Enrolment, assertion.enrolment)
        key = known.sign_key if known else NO_ONES_KEY
    texts = [assertion.text(origin) for origin in settings.accepted_origins()]
    if not verified(key, assertion.sig, texts) or known is None:
        raise SignInNeeded("phone-unknown", nonce=give_nonce(settings, now=now))
    hit_rate_limit(engine, settings, ASSERTION, assertion.enrolment, now=now)
    with writing(engine) as session:
        verdict, phone = advance(session, settings, assertion, now=now)
        person, standing = phone.person, standing_of(phone, server)
        rescued = something_waits(session, phone) or None
    if verdict is Verdict.CLONE:
        raise NotYours("phone-cloned", reason="clone", enrolment={"status": "locked"})
    if verdict is Verdict.BEHIND:
        raise ServerBehind(told_by=person)
    if verdict is Verdict.LATE:
        raise SignInNeeded("sign-in-again", nonce=give_nonce(settings, now=now))
    token = give_token(settings, person, assertion.enrolment, now=now, ways=("pop",))
    nonce = give_nonce(settings, now=now)
    return TokenAnswer(access_token=token, nonce=nonce, rescued=rescued, enrolment=standing)


def advance(session: Session, settings: Settings, assertion: Assertion, *, now: datetime) -> tuple[Verdict, Enrolment]:
    """What the chain says, and the phone. Spends the nonce, moves the chain and the end, locks a clone."""
    phone = session.get_one(Enrolment, assertion.enrolment, with_for_update=True)
    refuse_locked(phone.status)
    ended = phone.ends_at <= now or not session.get_one(Person, phone.person).active
    if ended or not spend_nonce(session, settings, assertion.nonce, now=now):
        raise SignInNeeded("sign-in-again" if not ended else None, nonce=give_nonce(settings, now=now))
    epoch = ensure_epoch(session, now).epoch
    verdict = judge(phone, assertion, epoch)
    if verdict is Verdict.CLONE:
        record_audit(session, "clone", phone.id, by=None, now=now)
        revoke(session, phone, "locked", by=None, now=now)
    elif verdict is Verdict.BEHIND:
        close(phone)
        session.add(phone)
    elif verdict is not Verdict.LATE:
        take(phone, assertion, epoch)
        was_used(phone, now=now)
        session.add(phone)
    return verdict, phone
