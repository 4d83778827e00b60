"""The outermost of ours: an id for each request, headers for each answer, one log line; HEAD is GET without a body."""

from asyncio import CancelledError
from collections.abc import MutableMapping
from time import perf_counter
from typing import Any
from uuid import uuid4

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import REQUEST_ID, log, say
from api.problems.language import LANGUAGE, Language, preferred
from api.problems.tree import Busy, Unforeseen
from api.settings import Settings
from api.web.error_handlers import document
from api.web.metrics import count_request, known_method
from api.web.security_headers import headers_for

HUNG_UP = 499  # nobody is there to read a status; the log has nginx's word for it


class RequestMiddleware:
    """ASGI middleware around all others."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        passage = RequestPassage(scope, send, headers_for(self.settings, scope["path"]))
        told, spoken = REQUEST_ID.set(passage.request_id), LANGUAGE.set(language_of(scope))
        try:
            await passage.go(self.app, receive)
        finally:
            passage.log()
            REQUEST_ID.reset(told)
            LANGUAGE.reset(spoken)


class RequestPassage:
    """One request on its way."""

    def __init__(self, scope: Scope, send: Send, headers: dict[str, str]) -> None:
        self.method, self.tell, self.headers = scope["method"], send, headers
        # The server itself looks at its own scope to see whether a body belongs to the answer.
        self.scope = {**scope, "method": "GET"} if self.method == "HEAD" else scope
        self.request_id, self.began, self.status = uuid4().hex[:16], perf_counter(), 0

    async def go(self, app: ASGIApp, receive: Receive) -> None:
        """Through the app; what no one inside caught is a fault all the same."""
        try:
            await app(self.scope, receive, self.send)
        except CancelledError:
            # The server was told to stop, and this took longer than it waits: no fault, and to be sent again.
            if not self.status:
                await document(Busy())(self.scope, receive, self.send)
        except Exception as error:
            log.error("fault", exc_info=error)
            if not self.status:
                await document(Unforeseen())(self.scope, receive, self.send)

    async def send(self, message: Message) -> None:
        """Adds the headers; keeps the body of an answer to HEAD."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.complete(message)
        elif self.method == "HEAD":
            message = {**message, "body": b""}
        await self.tell(message)

    def complete(self, message: MutableMapping[str, Any]) -> None:
        """A header the answer set itself stands."""
        headers = MutableHeaders(scope=message)
        for name, value in {**self.headers, "X-Request-ID": self.request_id}.items():
            headers.setdefault(name, value)

    def log(self) -> None:
        """The route, never the address as it was typed."""
        route = getattr(self.scope.get("route"), "path", "-")
        spent, status = perf_counter() - self.began, self.status or HUNG_UP
        say("request", method=known_method(self.method), route=route, status=status, ms=round(spent * 1000, 1))
        count_request(self.method, route, status, spent)


def language_of(scope: Scope) -> Language:
    """In which a refusal is told."""
    return preferred(dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1"))
