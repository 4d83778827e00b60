"""What comes in: from whom, how much, and packed how. What goes wrong further in leaves as a problem document.

A body is read for nobody who must sign in and has not; it is inflated as it comes, never beyond what its door takes;
and what a client sent after its answer was decided is read away, or a broken connection would eat the answer.
"""

from anyio import move_on_after
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.identity.access_tokens import read_token
from api.identity.nonces import give_nonce
from api.logs import log
from api.problems.tree import Busy, Problem, SignInNeeded
from api.settings import Settings
from api.web.database_faults import told_as
from api.web.error_handlers import document
from api.web.incoming_body import IncomingBody, cap_of

OPEN_DOORS = frozenset(
    {
        "/v1/auth/token", "/v1/auth/openid", "/v1/auth/nonce", "/v1/enrolments", "/v1/enrolments/status",
        "/v1/enrolment-codes/check", "/v1/ballots", "/v1/ballots/codes/check", "/v1/help-requests",
        "/v1/help-requests/answers", "/v1/help-requests/unit", "/v1/own-data", "/v1/own-data/requests", "/v1/rescue",
        "/v1/rescue/blobs",
    }
)  # fmt: skip
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
