"""A provider of accounts over a real socket: OpenID Connect with PKCE, its own keys, and every way to misbehave."""

import json
import socket
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

Json = Any
CLIENT, SECRET = "pulih", "a secret of the provider's"


class LocalProvider:
    """`subject`: who is signed in there, and is let through without a question. `claims`, `header`, `metadata`: what it
    says otherwise than it should; `broken`: the name of a misbehaviour. `asked`: of its token address; `given`: so
    many id tokens."""

    def __init__(self, port: int, clock: Any) -> None:
        self.issuer, self.clock = f"http://127.0.0.1:{port}", clock
        self.subject = "budi-42"
        self.key: RSAKey | ECKey = ECKey.generate_key("P-256", {"use": "sig"}, auto_kid=True)
        self.published = [self.key]
        self.codes: dict[str, Json] = {}
        self.asked: list[Json] = []
        self.given = 0
        self.behave()
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.discover),
                Route("/authorize", self.authorize),
                Route("/token", self.give_token, methods=["POST"]),
                Route("/keys", self.show_keys),
            ]
        )

    def behave(self) -> None:
        self.claims: Json = {}
        self.header: Json = {}
        self.metadata: Json = {}
        self.broken = ""

    def rotate(self) -> None:
        """The old key is no longer shown."""
        self.key = ECKey.generate_key("P-256", {"use": "sig"}, auto_kid=True)
        self.published = [self.key]

    async def discover(self, _: Request) -> Response:
        told = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        whole = {"issuer": self.issuer, "end_session_endpoint": f"{self.issuer}/out"}
        return JSONResponse(
            {**whole, **{name: f"{self.issuer}/{path}" for name, path in told.items()}, **self.metadata}
        )

    async def show_keys(self, _: Request) -> Response:
        odd: Json = [] if self.broken != "odd" else [{"kty": "EC", "crv": "P-1"}, {"kty": "RSA"}, {"kty": []}, None]
        return JSONResponse({"keys": [*odd, *(key.as_dict(private=False) for key in self.published)]})

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        code = token_hex(8)
        self.codes[code] = asked
        back = {"code": code, "state": asked["state"], "iss": self.issuer, "session_state": "of its own"}
        if self.broken == "refuses":
            back = {"error": "access_denied", "state": asked["state"]}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 302)

    async def give_token(self, request: Request) -> Response:
        form = dict(await request.form())
        self.asked.append(form)
        if self.broken == "redirects":
            return RedirectResponse(f"{self.issuer}/token?elsewhere", 307)
        if self.broken == "endless":
            return JSONResponse({"id_token": self.id_token(self.codes[str(form["code"])]), "more": "x" * 300_000})
        basic = b64decode(request.headers["authorization"].removeprefix("Basic ")).decode()
        started = self.codes.pop(str(form["code"]), None)
        challenge = urlsafe_b64encode(sha256(str(form["code_verifier"]).encode()).digest()).rstrip(b"=").decode()
        good = started and basic.endswith("%27s") and started["code_challenge"] == challenge
        if not started or not good or started["redirect_uri"] != form["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        self.given += 1
        return JSONResponse({"id_token": self.id_token(started), "access_token": "-", "token_type": "Bearer"})

    def id_token(self, started: Json) -> str:
        now = int(self.clock().timestamp())
        claims = {"iss": self.issuer, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300}
        claims |= {"nonce": started["nonce"], "auth_time": now if "max_age" in started else now - 3600}
        claims = {name: value for name, value in {**claims, **self.claims}.items() if value is not None}
        if self.broken == "none":
            return unsigned(claims)
        header, key = {"alg": "ES256", "kid": self.key.kid, **self.header}, self.key
        if self.broken == "shared":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(SECRET), algorithms=["HS256"])
        if self.broken == "forged":
            key = ECKey.generate_key("P-256")
        return jwt.encode(header, claims, key, algorithms=["ES256"])


def unsigned(claims: Json) -> str:
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    return ".".join(urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."


@contextmanager
def local_provider(clock: Any) -> Iterator[LocalProvider]:
    """Until the test is over."""
    listening = socket.create_server(("127.0.0.1", 0))
    provider = LocalProvider(listening.getsockname()[1], clock)
    server = uvicorn.Server(uvicorn.Config(provider.app, log_level="critical", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.005)
        yield provider
    finally:
        server.should_exit = True
        thread.join()
        listening.close()
