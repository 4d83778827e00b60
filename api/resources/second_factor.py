"""An office sets up codes of an authenticator app."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from api.db.engine import TheEngine, reading, writing
from api.identity.access_tokens import give_token
from api.identity.current_actor import Claimed, Now, TheSettings
from api.identity.factor_offers import (
    OFFER_LIVES,
    FactorAsk,
    give_offer,
    in_fours,
    office_account,
    set_up_factor,
)
from api.identity.nonces import give_nonce
from api.identity.timed_codes import address_of, new_secret
from api.identity.token_answer import TokenAnswer
from api.problems.tree import Busy, Invalid, NotAllowed, NotYours, SignInNeeded, StaleSignIn, TooLarge, answers
from api.resources.enrolments import TheServerKeys
from api.shapes import ClosedShape, WireShape

router = APIRouter(prefix="/v1/auth/second-factor", tags=["sign-in"])
REFUSALS = (SignInNeeded, StaleSignIn, NotYours, NotAllowed, TooLarge, Invalid, Busy)
ISSUER = "Pulih"


class FactorOffer(WireShape):
    """A secret for an authenticator app; it counts once a code of it came back."""

    secret: str
    """Base32, for whoever types it."""
    otpauth: str
    """The same as `otpauth://` address, for a QR code."""
    offer: str
    """Sent back with the secret and a code of it."""
    expires_in: int = OFFER_LIVES
    """Seconds for which it may be sent back."""


class FactorConfirmation(ClosedShape):
    """What was offered, and a code that shows that her app has it."""

    secret: Annotated[str, StringConstraints(pattern=r"^[A-Z2-7]{32}$")]
    """As it was given."""
    offer: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}\.[0-9a-f]{32}$")]
    """As it was given."""
    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    """Six digits that the app shows now."""


class FactorAnswer(TokenAnswer):
    """She has a second factor now, and a token that says so."""

    recovery_codes: Annotated[list[str], Field(examples=[["7Q4M-K2TX-9RWB-C3HD"]])]
    """Each opens once in the place of a code. Shown this once: the server keeps hashes."""


@router.post("", responses=answers(SignInNeeded, NotYours, NotAllowed, Busy))
def offer_second_factor(claim: Claimed, engine: TheEngine, settings: TheSettings, now: Now) -> FactorOffer:
    """A fresh secret. Nothing is kept of it yet."""
    with reading(engine) as session:
        person = claim.judge_setting_up(session).id
        name, secret = office_account(session, claim.bearer).name, new_secret()
    offer = give_offer(settings, person, secret, now=now)
    return FactorOffer(secret=secret, otpauth=address_of(secret, name, ISSUER), offer=offer)


@router.put("", responses=answers(*REFUSALS), response_model_exclude_none=True)
def set_up_second_factor(
    asked: FactorConfirmation, claim: Claimed, engine: TheEngine, settings: TheSettings, server: TheServerKeys, now: Now
) -> FactorAnswer:
    """From now on she signs in with password and code. Whoever has a second factor signs in with it to change it,
    and who is signed in for longer than ten minutes, or by a printed token, signs in anew (`stale-sign-in`)."""
    ask = FactorAsk(asked.secret, asked.offer, asked.code)
    with writing(engine) as session:
        person = claim.judge_setting_up(session).id
        codes = [in_fours(one) for one in set_up_factor(session, settings, server, claim.bearer, ask, now=now)]
    ways = (*(one for one in claim.bearer.ways if one != "otp"), "otp")
    token = give_token(settings, person, now=now, ways=ways, signed_in_at=claim.bearer.signed_in_at)
    nonce = give_nonce(settings, now=now)
    return FactorAnswer(access_token=token, nonce=nonce, recovery_left=len(codes), recovery_codes=codes)
