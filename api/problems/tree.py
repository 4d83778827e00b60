"""Why something was refused, as RFC 9457 problem documents: the same everywhere, also inside a push's answer.

    Problem
    ├── SignInNeeded        401  nobody has signed in, or the token, assertion or password does not hold
    ├── StaleSignIn         401  signed in, but too long ago or by too little for what is asked
    ├── NotYours            403  known, but not for this person to do
    ├── NotFound            404  not there, or not for this person to know of
    ├── WrongMethod         405  the address exists, the method does not
    ├── NotAllowed          409  against the rules of the thing as it stands
    ├── EpochChanged        409  the server was restored; the phone puts its work back and pulls anew
    ├── ServerBehind        409  somebody copied an old database file back; nothing is written
    ├── AppTooOld           409  another protocol
    ├── Erased              410  erased for good
    ├── PreconditionFailed  412  changed by somebody else since it was read
    ├── TooLarge            413  more than the server takes at once
    ├── WrongEncoding       415  a body packed in a way that is not read here
    ├── WrongMedia          415  a body of a type that is not read here
    ├── Invalid             422  a payload that cannot be read or breaks a rule, with pointers
    ├── MatchNeeded         428  an update that does not say what it saw
    ├── TooMany             429  too many tries
    ├── Unforeseen          500  a fault of ours
    └── Busy                503  try again in a moment

Raise a class, never a status, with the code of what happened where its own is too general: programs tell problems
apart by `code`, people read `title` and `detail`, which name nobody.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from pydantic import ValidationError

from api.logs import REQUEST_ID
from api.problems.language import sentence, title
from api.problems.messages import fault_at, fault_of

MEDIA = "application/problem+json"


class Problem(Exception):
    """The root. `members`: extra members of the document, typed by the kind of problem."""

    status: ClassVar[int] = 500
    name: ClassVar[str] = "problem"
    type: ClassVar[str] = "/problems/problem"

    def __init_subclass__(cls) -> None:
        cls.name = re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()
        cls.type = f"/problems/{cls.name}"

    def __init__(self, code: str | None = None, *, values: Mapping[str, Any] | None = None, **members: Any) -> None:
        """`code`: that of the class, if none is given; `values`: the parameters of its sentence."""
        super().__init__(self.type)
        self.code, self.members = code or self.name, members
        self.detail = sentence(self.code, **(values or {}))

    def as_body(self) -> dict[str, Any]:
        """The document, with the id under which the logs know this request."""
        said = {"type": self.type, "code": self.code, "title": title(self.name), "status": self.status}
        return {**said, "detail": self.detail, "request_id": REQUEST_ID.get(), **self.members}

    def headers(self) -> dict[str, str]:
        """What the answer's head says besides."""
        return {}


class SignInNeeded(Problem):
    """Nobody has signed in, or the token, assertion or password does not hold. Carries a fresh `nonce`."""

    status = 401

    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class StaleSignIn(Problem):
    """Signed in, but too long ago or by too little for this: sign in once more (RFC 9470). `max_age`: seconds."""

    status = 401

    def __init__(self, code: str | None = None, *, max_age: int = 300, **more: Any) -> None:
        super().__init__(code, max_age=max_age, **more)

    def headers(self) -> dict[str, str]:
        told = f'error="insufficient_user_authentication", max_age={self.members["max_age"]}'
        return {"WWW-Authenticate": f"Bearer {told}"}


class NotYours(Problem):
    """You are known, but this is not for you to do."""

    status = 403


class NotFound(Problem):
    """It is not there, or you may not know that it is: both are answered alike."""

    status = 404


class WrongMethod(Problem):
    """This address exists, but not with this method."""

    status = 405


class NotAllowed(Problem):
    """The rules of the thing, as it stands now, do not allow this. May carry `field`, `current` and `reason`."""

    status = 409


class EpochChanged(Problem):
    """The server was restored. Carries `epoch` and `begun`; a phone puts its work back and pulls anew."""

    status = 409


class ServerBehind(Problem):
    """The server's database is older than what it already told; it writes nothing until a person looks."""

    status = 409

    def __init__(self, code: str | None = None, *, told_by: str = "", **more: Any) -> None:
        """`told_by`: whose phone says so; not in the document."""
        super().__init__(code, **more)
        self.told_by = told_by


class AppTooOld(Problem):
    """The app speaks another protocol than the server. Unsent work stays on the phone."""

    status = 409


class Erased(Problem):
    """It was erased for good, and nothing of it returns."""

    status = 410


class PreconditionFailed(Problem):
    """It changed since you read it (`If-Match`). Read it again, then decide."""

    status = 412


class TooLarge(Problem):
    """More than this address takes at once (a phone's batch: 2 MB), also after inflating."""

    status = 413


class WrongEncoding(Problem):
    """The body is packed in a way that is not read here (`Content-Encoding`): send it plain or as gzip."""

    status = 415

    def headers(self) -> dict[str, str]:
        return {"Accept-Encoding": "gzip"}


class WrongMedia(Problem):
    """The body is of a type that is not read here (`Content-Type`): send JSON as `application/json`."""

    status = 415


class Invalid(Problem):
    """The payload cannot be read or breaks a rule. `errors` points at each place and says what is wrong."""

    status = 422

    def __init__(self, code: str | None = None, *, errors: Sequence[dict[str, str]] = (), **more: Any) -> None:
        super().__init__(code, errors=list(errors), **more)

    @classmethod
    def at(cls, pointer: str, code: str, **values: Any) -> "Invalid":
        """One fault, which is all there is to say."""
        return cls(code, values=values, errors=[fault_at(pointer, code, **values)])

    @classmethod
    def of(cls, error: ValidationError) -> "Invalid":
        """Pydantic's complaints."""
        return cls(errors=[fault_of(one) for one in error.errors(include_url=False, include_input=False)])


class MatchNeeded(Problem):
    """An update must say which state it saw: send the ETag you read as `If-Match`."""

    status = 428


class Later(Problem):
    """Not now. `retry_after`: seconds."""

    def __init__(self, code: str | None = None, *, retry_after: int = 1, **more: Any) -> None:
        super().__init__(code, retry_after=retry_after, **more)

    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.members["retry_after"])}


class TooMany(Later):
    """Too many tries; `retry_after` says in how many seconds the next one counts."""

    status = 429


class Unforeseen(Problem):
    """A fault of ours. The request id finds it in the logs; nothing was stored halfway."""

    status = 500


class Busy(Later):
    """The server has too much to do at this moment; try again after `retry_after` seconds."""

    status = 503


def kinds(root: type[Problem] = Problem) -> Iterator[type[Problem]]:
    """Every kind of problem that is answered, in the order of the tree."""
    for kind in root.__subclasses__():
        yield from kinds(kind) if kind is Later else (kind,)


def answers(*problems: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route: the problems it may answer with, each with an example."""
    by_status: dict[int | str, dict[str, Any]] = {}
    for problem in problems:
        told = by_status.setdefault(problem.status, {"description": "", "content": {MEDIA: content()}})
        told["description"] = " ".join(filter(None, [told["description"], (problem.__doc__ or "").strip()]))
        told["content"][MEDIA]["examples"][problem.__name__] = {"value": example(problem)}
    return by_status


def content() -> dict[str, Any]:
    """The document's schema, by reference."""
    return {"schema": {"$ref": "#/components/schemas/ProblemBody"}, "examples": {}}


def example(problem: type[Problem]) -> dict[str, Any]:
    """A document as it would be answered."""
    body = {**problem().as_body(), "request_id": "0192d5a1c0de4f00"}
    if problem is Invalid:
        body["errors"] = [fault_at("/on", "required")]
    return body
