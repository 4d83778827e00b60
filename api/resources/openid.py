"""Signing in by the provider that the settings name. Three of these addresses a browser goes to, two the page asks.

The three lie outside `/v1`: they are no API, and a provider sends back parameters of its own.
"""

from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.db.engine import TheEngine
from api.identity.addresses import Address
from api.identity.current_actor import Now, TheSettings
from api.identity.openid_provider import OpenIdProvider
from api.identity.openid_sign_in import (
    ReturnedCode,
    SignInOutcome,
    by_provider,
    finish_sign_in,
    must_be_on,
    outcome_cookie,
    start_address,
    start_cookie,
)
from api.identity.rate_limits import OPENID_ADDRESS, hit_rate_limit
from api.identity.token_answer import TokenAnswer
from api.problems.tree import Busy, NotFound, Problem, SignInNeeded, TooLarge, answers
from api.settings import Settings
from api.shapes import WireShape
from api.web.error_handlers import document

router = APIRouter(tags=["sign-in"])
PAGE, BACK = "/masuk", "/openid/return"
STARTED, TOLD = "pulih-openid", "pulih-openid-told"


class SignInWays(WireShape):
    """Beside name and password."""

    openid: str | None
    """What the button says that leads to the provider (`/openid/start`). Null: there is none."""
    returned: bool
    """She has just come back from there: ask for her token."""


async def provider_of(request: Request) -> OpenIdProvider | None:
    """The app's."""
    provider: OpenIdProvider | None = request.app.state.openid
    return provider


TheProvider = Annotated[OpenIdProvider | None, Depends(provider_of)]
Said = Annotated[str, Query(max_length=4096)]


def cookie_name(settings: Settings, name: str) -> str:
    """On TLS bound to this host alone, and set by nobody on a plain line."""
    return f"__Host-{name}" if is_on_tls(settings) else name


def is_on_tls(settings: Settings) -> bool:
    """Whether browsers reach it so."""
    return settings.address().startswith("https:")


def gone_to(settings: Settings, address: str, **cookies: str) -> Response:
    """The browser goes there. Each cookie is set, or taken away where it is empty."""
    answer = RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})
    for name, value in cookies.items():
        set_cookie(settings, answer, {"started": STARTED, "told": TOLD}[name], value)
    return answer


def set_cookie(settings: Settings, answer: Response, name: str, value: str) -> None:
    """No script reads it, and other sites' pages do not send it."""
    answer.set_cookie(
        cookie_name(settings, name), value, max_age=300 if value else 0, path="/", secure=is_on_tls(settings),
        httponly=True, samesite="lax",
    )  # fmt: skip


def cookie_of(request: Request, settings: Settings, name: str) -> str:
    """Empty where there is none."""
    return request.cookies.get(cookie_name(settings, name), "")


def back_address(request: Request, settings: Settings) -> str:
    """At the origin she came to, of those that are set: its cookies are there."""
    host, origins = request.headers.get("host", ""), settings.accepted_origins()
    return next((one for one in origins if urlsplit(one).netloc == host), origins[0]) + BACK


@router.get("/openid/start", include_in_schema=False)
def start_at_provider(
    request: Request, engine: TheEngine, provider: TheProvider, settings: TheSettings, address: Address, now: Now,
    again: bool = False,
) -> Response:  # fmt: skip
    """To the provider, or back to the page with what hinders."""
    try:
        known = must_be_on(provider)
        hit_rate_limit(engine, settings, OPENID_ADDRESS, address, now=now)
        cookie = start_cookie(settings, again=again, now=now)
        return gone_to(settings, start_address(known, cookie, back_address(request, settings), now=now), started=cookie)
    except Problem as problem:
        return gone_to(settings, PAGE, started="", told=outcome_cookie(settings, refused(problem), now=now))


@router.get("/openid/return", include_in_schema=False)
def come_back(
    request: Request, engine: TheEngine, provider: TheProvider, settings: TheSettings, address: Address, now: Now,
    code: Said = "", state: Said = "", iss: Said = "", error: Said = "",
) -> Response:  # fmt: skip
    """To the page, which asks who she is; nothing of it stands in an address."""
    came = ReturnedCode(cookie_of(request, settings, STARTED), code, state, iss, error)
    try:
        known = must_be_on(provider)
        hit_rate_limit(engine, settings, OPENID_ADDRESS, address, now=now)
        outcome = finish_sign_in(engine, known, came, back_address(request, settings), now=now)
    except Problem as problem:
        outcome = refused(problem)
    return gone_to(settings, PAGE, started="", told=outcome_cookie(settings, outcome, now=now))


def refused(problem: Problem) -> SignInOutcome:
    """For the page to show."""
    return SignInOutcome(refused=problem.code)


@router.get("/openid/out", include_in_schema=False)
def leave_provider(
    request: Request, engine: TheEngine, provider: TheProvider, settings: TheSettings, address: Address, now: Now
) -> Response:  # fmt: skip
    """To where the provider ends her sign-in, if it has such a place and answers; our own token ended with her page."""
    try:
        hit_rate_limit(engine, settings, OPENID_ADDRESS, address, now=now)
        there = provider.metadata(now).get("end_session_endpoint") if provider else None
    except Problem:
        there = None
    if provider is None or not provider.may_ask(there):
        return gone_to(settings, PAGE, started="", told="")
    home = back_address(request, settings).removesuffix(BACK) + PAGE
    asked = urlencode({"client_id": settings.openid_client, "post_logout_redirect_uri": home})
    return gone_to(settings, f"{there}{'&' if '?' in str(there) else '?'}{asked}", started="", told="")


@router.get("/v1/auth/ways")
def list_sign_in_ways(request: Request, provider: TheProvider, settings: TheSettings) -> SignInWays:
    """How an office may sign in besides."""
    label = settings.openid_label if provider else None
    return SignInWays(openid=label, returned=bool(cookie_of(request, settings, TOLD)))


@router.post(
    "/v1/auth/openid", responses=answers(SignInNeeded, NotFound, TooLarge, Busy), response_model=TokenAnswer,
    response_model_exclude_none=True,
)  # fmt: skip
def sign_in_by_provider(
    request: Request, response: Response, provider: TheProvider, settings: TheSettings, now: Now
) -> TokenAnswer | Response:
    """A token for who came back from the provider a moment ago, or why there is none. Its cookie goes with it."""
    try:
        must_be_on(provider)
        told = by_provider(settings, cookie_of(request, settings, TOLD), now=now)
        set_cookie(settings, response, TOLD, "")
        return told
    except Problem as problem:
        answer = document(problem)
        set_cookie(settings, answer, TOLD, "")
        return answer
