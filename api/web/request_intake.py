"""What comes in: from whom, how much, and packed how. What goes wrong further in leaves as a problem document.

A body is read for nobody who must sign in and has not; it is inflated as it comes, never beyond what its door takes;
and what a client sent after its answer was decided is read away, or a broken connection would eat the answer.
"""

import zlib

from anyio import move_on_after
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.identity.access_tokens import read_token
from api.identity.nonces import give_nonce
from api.logs import log
from api.problems.tree import Busy, Invalid, Problem, SignInNeeded, TooLarge, WrongEncoding, fault_at
from api.settings import Settings
from api.web.database_faults import told_as
from api.web.error_handlers import document

SMALL, USUAL, LARGEST = 16 * 1024, 256 * 1024, 2 * 1024 * 1024
DOORS = (("/v1/sync/", LARGEST), ("/v1/auth/", SMALL), ("/v1/enrolments", SMALL), ("/v1/", USUAL))
OPEN_DOORS = frozenset({"/v1/auth/token", "/v1/auth/nonce", "/v1/enrolments", "/v1/enrolments/status"})
LINGER = 30.0  # seconds in which the rest of a refused body may still come


class ClientGone(Exception):
    """It hung up before it had sent everything; nobody is there to be answered."""


class IntakeMiddleware:
    """ASGI middleware, inside of what adds headers: so that a refusal carries them too."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await RequestIntake(scope, receive, send, self.settings).go(self.app)


class RequestIntake:
    """One request's body on its way in, and the beginning of its answer."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, settings: Settings) -> None:
        self.scope, self.ask, self.tell, self.settings = scope, receive, send, settings
        headers = Headers(scope=scope)
        self.token, self.announced = headers.get("authorization", ""), headers.get("content-length", "")
        self.body = IncomingBody(cap_of(scope["path"]), headers.get("content-encoding", "").lower())
        self.whole = self.announced in ("", "0") and "transfer-encoding" not in headers
        self.welcome, self.started = scope["path"] in OPEN_DOORS or not scope["path"].startswith("/v1/"), False
        self.refusal: Problem | ClientGone | None = None

    async def go(self, app: ASGIApp) -> None:
        """Through the app, or a problem document instead."""
        try:
            self.body.must_fit(self.announced)
            await app(self.scope, self.receive, self.send)
        except Exception as error:
            if self.refusal is None:
                self.refusal = error if isinstance(error, Problem) else note_fault(error)
        if self.refusal is not None and not self.started:
            await self.refuse(self.refusal)

    async def receive(self) -> Message:
        """A part of the body, inflated. What is wrong with it is remembered: FastAPI takes it for bad JSON."""
        try:
            self.must_be_signed_in()
            message = await self.ask()
            if message["type"] == "http.disconnect":
                if not self.whole:
                    raise ClientGone
                return message
            self.whole = not message.get("more_body", False)
            return {**message, "body": self.body.take(message.get("body", b""), last=self.whole)}
        except (Problem, ClientGone) as refusal:
            self.refusal = refusal
            raise

    async def send(self, message: Message) -> None:
        """What the app makes of a body that was not taken is not said: the refusal is."""
        if self.refusal is not None and not self.started:
            return
        await self.pass_on(message)

    async def pass_on(self, message: Message) -> None:
        """The connection ends behind an answer that came before the whole request."""
        if message["type"] == "http.response.start":
            self.started = True
            if not self.whole:
                MutableHeaders(scope=message)["Connection"] = "close"
        elif not self.whole and not message.get("more_body", False):
            await self.tell({**message, "more_body": True})
            await self.read_away()
            message = {"type": "http.response.body", "body": b""}
        await self.tell(message)

    def must_be_signed_in(self) -> None:
        """Before the first byte is read; who she is, is judged where the database is."""
        if self.welcome:
            return
        scheme, _, token = self.token.partition(" ")
        now = self.scope["app"].state.clock()
        if scheme.lower() != "bearer" or read_token(self.settings, token, now=now) is None:
            raise SignInNeeded(nonce=give_nonce(self.settings, now=now))
        self.welcome = True

    async def refuse(self, refusal: Problem | ClientGone) -> None:
        """As a document, where somebody is there to read it."""
        if isinstance(refusal, Problem):
            await document(refusal)(self.scope, self.ask, self.pass_on)

    async def read_away(self) -> None:
        """Up to twice what the door takes."""
        left = 2 * self.body.cap
        with move_on_after(LINGER):
            while left > 0 and not self.whole:
                message = await self.ask()
                left -= len(message.get("body", b""))
                self.whole = message["type"] == "http.disconnect" or not message.get("more_body", False)


def note_fault(error: Exception) -> Problem:
    """Logged: as a fault of ours, or as a database that is not there for a moment."""
    problem = told_as(error)
    if isinstance(problem, Busy):
        log.warning("database", exc_info=error)
    else:
        log.error("fault", exc_info=error)
    return problem


class IncomingBody:
    """Counts and inflates. `encoding`: as the header says, in small letters."""

    def __init__(self, cap: int, encoding: str) -> None:
        self.cap, self.encoding, self.sent, self.size = cap, encoding, 0, 0
        self.machine = zlib.decompressobj(wbits=31) if encoding in ("gzip", "x-gzip") else None

    def must_fit(self, announced: str) -> None:
        """TooLarge or WrongEncoding by the head alone."""
        if self.machine is None and self.encoding not in ("", "identity"):
            raise WrongEncoding()
        if announced.isdigit() and int(announced[:20]) > self.cap:
            raise TooLarge()

    def take(self, part: bytes, *, last: bool) -> bytes:
        """The next part as it was before it was packed; a bomb is cut off at the cap."""
        self.sent += len(part)
        if self.machine is not None:
            part = self.inflate(self.machine, part)
        self.size += len(part)
        if max(self.size, self.sent) > self.cap:
            raise TooLarge()
        if last and self.machine is not None and not self.machine.eof:
            raise Invalid(errors=[fault_at("", "cut-off")])
        return part

    def inflate(self, machine: "zlib._Decompress", part: bytes) -> bytes:
        """One byte beyond the cap at most."""
        try:
            return machine.decompress(part, self.cap + 1 - self.size)
        except zlib.error:
            raise Invalid(errors=[fault_at("", "not-unpackable")]) from None


def cap_of(path: str) -> int:
    """Bytes that the door behind this path takes."""
    return next((cap for door, cap in DOORS if path.startswith(door)), SMALL)
