"""How a second factor is set up: a secret is offered, and counts once a code of it came back. Offering writes nothing.

The offer is signed, so that the secret is of our making, for her alone, and not lying about: a secret kept until it is
confirmed could be one that somebody else saw who had her password before her."""

import hmac
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from api.identity.access_tokens import LIVES, Bearer
from api.identity.audits import record_audit
from api.identity.credentials import Credential, password_of
from api.identity.enrolment_codes import code_of_attempt
from api.identity.nonces import keyed
from api.identity.recent_sign_in import must_be_recent
from api.identity.second_factors import AGAIN, CodeTry, SecondFactor, hash_of, seal_secret, spent_mark
from api.identity.server_keys import ServerKeys
from api.identity.timed_codes import step_of
from api.problems.tree import Invalid, NotAllowed, NotYours
from api.settings import Settings

OFFER_LIVES = 900  # seconds
RECOVERY_CODES, LENGTH = 8, 16


class FactorAsk(NamedTuple):
    """`offer`: as it was given with the `secret`; `code`: by which she shows that her app has it."""

    secret: str
    offer: str
    code: str


def give_offer(settings: Settings, person: str, secret: str, *, now: datetime) -> str:
    """Good for fifteen minutes, for her and this secret."""
    began = f"{int(now.timestamp()):08x}"
    return f"{began}.{keyed(settings, 'second-factor-offer', f'{person} {secret} {began}')[:32]}"


def is_ours(settings: Settings, person: str, asked: FactorAsk, now: datetime) -> bool:
    """Whether we offered it to her lately."""
    began = asked.offer.partition(".")[0]
    wanted = f"{began}.{keyed(settings, 'second-factor-offer', f'{person} {asked.secret} {began}')[:32]}"
    age = int(now.timestamp()) - int(began, 16)
    return hmac.compare_digest(wanted, asked.offer) and 0 <= age <= OFFER_LIVES


def office_account(session: Session, bearer: Bearer) -> Credential:
    """The account whose second factor it is. A phone has one of its own: its key."""
    if bearer.enrolment:
        raise NotYours()
    account = password_of(session, bearer.person)
    if account is None:
        raise NotAllowed("no-office-account")
    return account


def set_up_factor(
    session: Session, settings: Settings, server: ServerKeys, bearer: Bearer, asked: FactorAsk, *, now: datetime
) -> list[str]:
    """Her recovery codes, told this once; said again, the same. Whoever has a factor needs it to set up another.

    Only by the token of her own sign-in: not by one that an operator printed, nor by one that came of setting one up,
    since whoever got hold of one would go on with it for ever and keep her out."""
    person, step = office_account(session, bearer).person, step_of(asked.secret, asked.code, now)
    must_be_recent(bearer, LIVES, now)
    if not is_ours(settings, person, asked, now):
        raise Invalid.at("/offer", "second-factor-late")
    there = session.get(SecondFactor, person, with_for_update=True)
    mark = spent_mark(settings, person, CodeTry(asked.code, asked.offer))
    codes = recovery_codes(settings, asked.offer)
    if there and there.spent == mark and now - there.spent_at < AGAIN:
        return codes
    if there and bearer.by_password_alone:
        raise NotAllowed("second-factor-set")
    if step is None:
        raise Invalid.at("/code", "second-factor-code")
    hashes = " ".join(hash_of(person, one) for one in codes)
    session.merge(
        SecondFactor(
            person=person, sealed=seal_secret(server, person, asked.secret), step=step, recovery=hashes, spent=mark,
            spent_at=now, made_at=now,
        )
    )  # fmt: skip
    record_audit(session, "second-factor", person, by=person, now=now)
    return codes


def recovery_codes(settings: Settings, offer: str) -> list[str]:
    """80 bits each, the same for whoever says it again."""
    return [code_of_attempt(settings, f"recovery-{number}", offer, LENGTH) for number in range(RECOVERY_CODES)]


def in_fours(code: str) -> str:
    """As it is written down."""
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def drop_factor(session: Session, person: str, *, now: datetime) -> None:
    """By an operator, when phone and recovery codes are lost. Where there is none, nothing happened."""
    there = session.get(SecondFactor, person)
    if there is not None:
        session.delete(there)
        record_audit(session, "factor-off", person, by=None, now=now)
