"""The provider of accounts that the settings name, asked over HTTP: metadata, keys, and a code for an id token.

Nothing that a request says decides whom the server asks: the issuer is a setting, what it names lies on TLS (or, where
the issuer is this machine, on this machine), redirects are not followed, and neither size nor time has no end.
"""

import json
import time
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, KeySet, RSAKey

from api.logs import say
from api.problems.tree import Busy, SignInNeeded
from api.settings import Settings, is_loopback

Json = dict[str, Any]
PATIENCE, WHOLE, MOST = 5.0, 10.0, 262_144  # seconds for each step, seconds for all of it, bytes
KEPT, SOON = timedelta(hours=1), timedelta(seconds=10)
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
FORM = "application/x-www-form-urlencoded"
KINDS_OF_KEYS: dict[str, type[RSAKey] | type[ECKey]] = {"RSA": RSAKey, "EC": ECKey}
UNTRUSTED = "CERTIFICATE_VERIFY_FAILED"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class OpenIdProvider:
    """What it said of itself is kept for an hour; its keys are asked for anew where one is named that is not known.
    `http`: closed by whoever made it."""

    def __init__(self, settings: Settings, http: httpx.Client) -> None:
        self.settings, self.http, self.lock = settings, http, Lock()
        self.told: Json = {}
        self.keys = KeySet([])
        self.told_at = self.keys_at = LONG_AGO

    def metadata(self, now: datetime) -> Json:
        """OpenID Connect Discovery; SignInNeeded where it speaks for another issuer or sends us elsewhere."""
        with self.lock:
            if self.told and fresh(self.told_at, now, KEPT):
                return self.told
        told = fetched(self.http, "GET", f"{self.settings.openid_issuer.rstrip('/')}/.well-known/openid-configuration")
        if told.get("issuer") != self.settings.openid_issuer:
            raise untrusted("issuer-elsewhere")
        if not all(self.may_ask(told.get(one)) for one in ENDPOINTS):
            raise untrusted("endpoint-elsewhere")
        with self.lock:
            self.told, self.told_at = told, now
        return told

    def may_ask(self, address: object) -> bool:
        """Over TLS; or on this machine, where the provider itself is."""
        parts = urlsplit(address if isinstance(address, str) else "")
        here = is_loopback(urlsplit(self.settings.openid_issuer).hostname or "")
        return bool(parts.hostname) and (
            parts.scheme == "https" or (here and parts.scheme == "http" and is_loopback(parts.hostname or ""))
        )

    def keys_for(self, kid: object, now: datetime) -> KeySet:
        """Its keys to sign; asked for anew after an hour, and at most every ten seconds where `kid` is none of them."""
        with self.lock:
            keys, at = self.keys, self.keys_at
        known = kid is None or any(key.kid == kid for key in keys)
        if keys and fresh(at, now, KEPT if known else SOON):
            return keys
        keys = signing_keys(fetched(self.http, "GET", self.metadata(now)["jwks_uri"]))
        with self.lock:
            self.keys, self.keys_at = keys, now
        return keys

    def id_token(self, code: str, *, verifier: str, back: str, now: datetime) -> str:
        """For the code, which is good once. `back`: where it was sent; SignInNeeded where it gives none."""
        told, settings = self.metadata(now), self.settings
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
        headers = {"Content-Type": FORM, "Accept": "application/json"}
        if not settings.openid_secret:
            form["client_id"] = settings.openid_client
        elif "client_secret_basic" in told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]):
            pair = f"{quote(settings.openid_client, safe='')}:{quote(settings.openid_secret, safe='')}"
            headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        else:
            form |= {"client_id": settings.openid_client, "client_secret": settings.openid_secret}
        answer = fetched(self.http, "POST", told["token_endpoint"], data=form, headers=headers)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise untrusted("no-id-token")
        return token


def fresh(at: datetime, now: datetime, lasts: timedelta) -> bool:
    """A moment to come is of a clock since put right."""
    return timedelta() <= now - at < lasts


def signing_keys(told: Json) -> KeySet:
    """Those with which it can sign for everybody to see: no shared secret, and none that is for sealing. One that
    cannot be read is as if it were not there: what it signed is refused, and not what the others did."""
    several = told.get("keys")
    kept = [signing_key(one) for one in several] if isinstance(several, list) else []
    return KeySet([one for one in kept if one is not None])


def signing_key(one: Any) -> Key | None:
    """None: of no kind that is taken."""
    try:
        return KINDS_OF_KEYS[one["kty"]].import_key(one) if one.get("use", "sig") == "sig" else None
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        return None


def fetched(http: httpx.Client, method: str, address: str, **more: Any) -> Json:
    """A JSON object. Busy where nobody answers in time; SignInNeeded where the answer is none."""
    try:
        with http.stream(method, address, timeout=PATIENCE, follow_redirects=False, **more) as answer:
            raw = whole_body(answer)
    except httpx.HTTPError as error:
        say("openid-unreachable", why="certificate" if UNTRUSTED in str(error) else type(error).__name__)
        raise Busy("openid-unreachable", retry_after=5) from None
    if answer.status_code != 200:
        raise untrusted("refused-by-provider" if answer.status_code < 500 else "provider-broken")
    try:
        told = json.loads(raw)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise untrusted("no-json")
    return told


def whole_body(answer: httpx.Response) -> bytes:
    """All of it, or SignInNeeded where it has no end."""
    raw, until = b"", time.monotonic() + WHOLE
    for part in answer.iter_bytes():
        raw += part
        if len(raw) > MOST or time.monotonic() > until:
            raise untrusted("too-much")
    return raw


def untrusted(why: str) -> SignInNeeded:
    """`why` is for the operator's log: to a person it is all the same."""
    say("openid-refused", why=why)
    return SignInNeeded("openid-untrusted")
