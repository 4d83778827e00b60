"""Signing in by a provider: the code flow of OpenID Connect with PKCE (RFC 7636), bound to one browser by a cookie.

    browser            server                                     provider
    start       ->     cookie: a nonce of ours             ->     state, nonce and challenge, all made of the cookie
    return      <-     code and state                      <-     she proved who she is
                       code and verifier for an id token   <->
    page        <-     cookie: who she is, or why not
    token       ->     our own token

The server keeps nothing in between: state, nonce and verifier are keyed hashes of the cookie, which is good once.
"""

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlencode

from sqlalchemy import Engine
from sqlmodel import Session

from api.db.engine import reading, writing
from api.identity.access_tokens import give_token
from api.identity.id_tokens import CLOCKS_DIFFER, ProvenIdentity, judge_id_token
from api.identity.memberships import memberships_of
from api.identity.nonces import give_nonce, keyed, spend_nonce
from api.identity.openid_links import linked
from api.identity.openid_provider import OpenIdProvider, untrusted
from api.identity.people import Person
from api.identity.token_answer import TokenAnswer
from api.problems.tree import NotFound, SignInNeeded
from api.settings import Settings

OUTCOME_LIVES = 120  # seconds
FRESH = "~again"


class ReturnedCode(NamedTuple):
    """What the browser brought back. `cookie`: as it was given at the start."""

    cookie: str = ""
    code: str = ""
    state: str = ""
    issuer: str = ""
    error: str = ""


class SignInOutcome(NamedTuple):
    """Who she is, or the code of what was refused."""

    person: str = ""
    signed_in_at: int = 0
    refused: str = ""


def derived(settings: Settings, what: str, cookie: str) -> str:
    """256 bits in hex that only this server makes of this cookie."""
    return keyed(settings, f"openid-{what}", cookie)


def start_cookie(settings: Settings, *, again: bool, now: datetime) -> str:
    """Good once, for five minutes. `again`: she must prove herself anew, also where the provider still knows her."""
    return give_nonce(settings, now=now) + (FRESH if again else "")


def start_address(provider: OpenIdProvider, cookie: str, back: str, *, now: datetime) -> str:
    """Where her browser goes."""
    settings = provider.settings
    challenge = urlsafe_b64encode(sha256(derived(settings, "verifier", cookie).encode()).digest()).rstrip(b"=")
    asked = {
        "response_type": "code", "client_id": settings.openid_client, "redirect_uri": back, "scope": "openid",
        "state": derived(settings, "state", cookie), "nonce": derived(settings, "nonce", cookie),
        "code_challenge": challenge.decode(), "code_challenge_method": "S256",
    }  # fmt: skip
    asked |= {"prompt": "login", "max_age": "0"} if cookie.endswith(FRESH) else {}
    address = str(provider.metadata(now)["authorization_endpoint"])
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def finish_sign_in(
    engine: Engine, provider: OpenIdProvider, came: ReturnedCode, back: str, *, now: datetime
) -> SignInOutcome:
    """Who came back; SignInNeeded, with a code of its own, where anything does not hold."""
    settings = provider.settings
    began_here = hmac.compare_digest(derived(settings, "state", came.cookie).encode(), came.state.encode())
    with writing(engine) as session:
        if not began_here or not spend_nonce(session, settings, came.cookie.removesuffix(FRESH), now=now):
            raise SignInNeeded("openid-state")
    if came.error or not came.code:
        raise SignInNeeded("openid-cancelled")
    named = provider.metadata(now).get("authorization_response_iss_parameter_supported")
    if came.issuer != settings.openid_issuer and (came.issuer or named):
        raise untrusted("other-provider")
    token = provider.id_token(came.code, verifier=derived(settings, "verifier", came.cookie), back=back, now=now)
    proven = judge_id_token(provider, token, derived(settings, "nonce", came.cookie), now=now)
    if came.cookie.endswith(FRESH) and now.timestamp() - proven.signed_in_at > CLOCKS_DIFFER * 2:
        raise SignInNeeded("openid-not-anew")
    with reading(engine) as session:
        return SignInOutcome(person_of(session, settings, proven), proven.signed_in_at)


def person_of(session: Session, settings: Settings, proven: ProvenIdentity) -> str:
    """Whom an operator linked with it, never whoever has the same e-mail address."""
    account = linked(session, settings.openid_issuer, proven.subject)
    if account is None or not session.get_one(Person, account.person).active:
        raise SignInNeeded("openid-unknown")
    if all(one.role == "agent" for one in memberships_of(session, account.person)):
        raise SignInNeeded("openid-unknown")
    return account.person


def outcome_cookie(settings: Settings, outcome: SignInOutcome, *, now: datetime) -> str:
    """Signed; good for two minutes."""
    said = "~".join((f"{int(now.timestamp()):x}", outcome.person, str(outcome.signed_in_at), outcome.refused))
    return f"{said}~{keyed(settings, 'openid-outcome', said)}"


def outcome_in(settings: Settings, cookie: str, *, now: datetime) -> SignInOutcome:
    """SignInNeeded where it is none of ours, or of long ago, or says what was refused."""
    said, _, seal = cookie.rpartition("~")
    if not hmac.compare_digest(keyed(settings, "openid-outcome", said).encode(), seal.encode()):
        raise SignInNeeded("openid-state")
    began, person, signed_in_at, code = said.split("~")
    if not 0 <= now.timestamp() - int(began, 16) <= OUTCOME_LIVES:
        raise SignInNeeded("openid-state")
    if code:
        raise SignInNeeded(code)
    return SignInOutcome(person, int(signed_in_at))


def by_provider(settings: Settings, cookie: str, *, now: datetime) -> TokenAnswer:
    """Our own token, as by a password. Whether the provider asked for a second factor is its own affair."""
    outcome = outcome_in(settings, cookie, now=now)
    token = give_token(settings, outcome.person, now=now, ways=("fed",), signed_in_at=outcome.signed_in_at)
    return TokenAnswer(access_token=token, nonce=give_nonce(settings, now=now))


def must_be_on(provider: OpenIdProvider | None) -> OpenIdProvider:
    """NotFound where no provider is set."""
    if provider is None:
        raise NotFound("openid-off")
    return provider
