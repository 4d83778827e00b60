"""The entrance: an assertion or a password becomes a token."""

from fastapi import APIRouter, Request

from api.db.engine import TheEngine
from api.identity.addresses import Address
from api.identity.current_actor import Now, TheSettings
from api.identity.nonces import give_nonce
from api.identity.password_sign_in import PasswordTry, by_password
from api.identity.sign_in import by_assertion
from api.identity.token_answer import TokenAnswer
from api.identity.token_request import ASKS, read_asked
from api.problems.tree import Busy, Invalid, NotYours, ServerBehind, SignInNeeded, TooLarge, TooMany, answers
from api.resources.enrolments import TheServerKeys
from api.shapes import WireShape
from api.web.request_body import RawBody

router = APIRouter(prefix="/v1", tags=["sign-in"])


class NonceAnswer(WireShape):
    """Good once, for five minutes."""

    nonce: str
    """Goes into the next assertion."""


@router.post(
    "/auth/token",
    responses=answers(SignInNeeded, NotYours, ServerBehind, TooLarge, Invalid, TooMany, Busy),
    response_model_exclude_none=True,
    openapi_extra=ASKS,
)
def sign_in(
    request: Request,
    raw: RawBody,
    engine: TheEngine,
    settings: TheSettings,
    server: TheServerKeys,
    address: Address,
    now: Now,
) -> TokenAnswer:
    """A token for ten minutes: a phone sends its signed assertion as JSON, an office its password as a form."""
    asked = read_asked(raw, request.headers.get("content-type", ""))
    if asked.assertion:
        return by_assertion(engine, settings, server, asked.assertion, now=now)
    tried = PasswordTry(asked.username, asked.password, asked.code, address)
    return by_password(engine, settings, server, tried, now=now)


@router.post("/auth/nonce", responses=answers(TooLarge, Busy))
def fresh_nonce(settings: TheSettings, now: Now) -> NonceAnswer:
    """A nonce for a sign-in; asking for one writes nothing."""
    return NonceAnswer(nonce=give_nonce(settings, now=now))
