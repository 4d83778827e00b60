"""The passage around the app: an id, a cap on size, headers, one log line, and no fault goes unanswered."""

from collections.abc import MutableMapping
from time import perf_counter
from typing import Any
from uuid import uuid4

from sqlalchemy.exc import DBAPIError, TimeoutError
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import REQUEST_ID, log, say
from api.problems.language import LANGUAGE, Language, preferred
from api.problems.tree import Busy, Problem, TooLarge, Unforeseen
from api.settings import Settings
from api.web.error_handlers import document
from api.web.security_headers import headers_for

LARGEST = 2 * 1024 * 1024
TRY_AGAIN = ("40001", "40P01", "55P03", "57P03")  # serialization failure, deadlock, lock timeout, still starting


class Passage:
    """ASGI middleware, the outermost of ours."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        crossing = Crossing(scope, receive, send, headers_for(self.settings, scope["path"]))
        told, spoken = REQUEST_ID.set(crossing.request_id), LANGUAGE.set(language_of(scope))
        try:
            await crossing.go(self.app)
        finally:
            crossing.log()
            REQUEST_ID.reset(told)
            LANGUAGE.reset(spoken)


class Crossing:
    """One request on its way."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, headers: dict[str, str]) -> None:
        self.scope, self.ask, self.tell, self.headers = scope, receive, send, headers
        self.request_id, self.began = uuid4().hex[:16], perf_counter()
        self.size, self.status, self.cut = 0, 0, False

    async def go(self, app: ASGIApp) -> None:
        """Through the app, or a problem document instead."""
        try:
            if announced(self.scope) > LARGEST:
                raise TooLarge()
            await app(self.scope, self.receive, self.send)
        except Problem as problem:
            await self.refuse(problem)
        except Exception as error:
            log.error("fault", exc_info=error)
            if not self.status:
                await self.refuse(told_as(error))

    async def receive(self) -> Message:
        """Counts the body, whatever its announced length."""
        message = await self.ask()
        self.size += len(message.get("body", b""))
        if self.size > LARGEST:
            self.cut = True
            raise TooLarge()
        return message

    async def send(self, message: Message) -> None:
        """Adds the headers; an answer to a body that was cut off is that it was too large, whoever noticed first."""
        if message["type"] == "http.response.start":
            if self.cut and message["status"] != TooLarge.status:
                raise TooLarge()
            self.status = message["status"]
            self.complete(message)
        await self.tell(message)

    def complete(self, message: MutableMapping[str, Any]) -> None:
        """A header the answer set itself stands."""
        headers = MutableHeaders(scope=message)
        for name, value in {**self.headers, "X-Request-ID": self.request_id}.items():
            headers.setdefault(name, value)

    async def refuse(self, problem: Problem) -> None:
        """As a document."""
        await document(problem)(self.scope, self.ask, self.send)

    def log(self) -> None:
        """The route, never the address as it was typed."""
        route = getattr(self.scope.get("route"), "path", "-")
        spent = round((perf_counter() - self.began) * 1000, 1)
        say("request", method=self.scope["method"], route=route, status=self.status, ms=spent)


def language_of(scope: Scope) -> Language:
    """In which a refusal is told."""
    return preferred(dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1"))


def announced(scope: Scope) -> int:
    """Content-Length, where it is a number."""
    length = dict(scope["headers"]).get(b"content-length", b"")
    return int(length) if length.isdigit() else 0


def told_as(error: Exception) -> Problem:
    """A database that is busy, restarting or at odds with a neighbour is worth another try; anything else is ours."""
    if isinstance(error, TimeoutError):
        return Busy(retry_after=2)
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None)
        if error.connection_invalidated or state in TRY_AGAIN or "database is locked" in str(error.orig):
            return Busy(retry_after=1)
    return Unforeseen()
