"""Why something was refused, as RFC 9457 problem documents: the same everywhere, also inside a push's answer.

    Problem
    ├── SignInNeeded        401  nobody has signed in, or the token, assertion or password does not hold
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
    ├── Invalid             422  a payload that cannot be read or breaks a rule, with pointers
    ├── MatchNeeded         428  an update that does not say what it saw
    ├── TooMany             429  too many tries
    ├── Unforeseen          500  a fault of ours
    └── Busy                503  try again in a moment

Raise a class, never a status. `detail` is plain Indonesian and names nobody.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from pydantic import BaseModel, ValidationError

from api.logs import REQUEST_ID
from api.problems.messages import fault_in_words as fault_in_words

MEDIA = "application/problem+json"


class Fault(BaseModel):
    """One thing wrong in a payload. `pointer`: JSON pointer to it; `detail`: a sentence for who wrote it."""

    pointer: str
    detail: str


class ProblemBody(BaseModel):
    """A problem document (RFC 9457). Some kinds carry more members, named on their page."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str | None = None
    errors: list[Fault] | None = None


class Problem(Exception):
    """The root. `members`: extra members of the document, typed by the kind of problem."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Ada masalah"
    says: ClassVar[str] = "Ada masalah."
    type: ClassVar[str] = "/problems/problem"

    def __init_subclass__(cls) -> None:
        cls.type = "/problems/" + re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    def __init__(self, detail: str | None = None, **members: Any) -> None:
        super().__init__(self.type)
        self.detail, self.members = detail or self.says, members

    def as_body(self) -> dict[str, Any]:
        """The document, with the id under which the logs know this request."""
        said = {"type": self.type, "title": self.title, "status": self.status, "detail": self.detail}
        return {**said, "request_id": REQUEST_ID.get(), **self.members}

    def headers(self) -> dict[str, str]:
        """What the answer's head says besides."""
        return {}


class SignInNeeded(Problem):
    """Nobody has signed in, or the token, assertion or password does not hold. Carries a fresh `nonce`."""

    status, title = 401, "Perlu masuk"
    says = "Anda perlu masuk dulu."

    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class NotYours(Problem):
    """You are known, but this is not for you to do."""

    status, title = 403, "Bukan wewenang Anda"
    says = "Anda tidak berwenang melakukan ini."


class NotFound(Problem):
    """It is not there, or you may not know that it is: both are answered alike."""

    status, title = 404, "Tidak ada"
    says = "Yang Anda cari tidak ada."


class WrongMethod(Problem):
    """This address exists, but not with this method."""

    status, title = 405, "Cara ini tidak ada"
    says = "Alamat ini tidak melayani cara itu."


class NotAllowed(Problem):
    """The rules of the thing, as it stands now, do not allow this. May carry `field`, `current` and `reason`."""

    status, title = 409, "Tidak bisa dilakukan"
    says = "Ini tidak bisa dilakukan pada keadaannya sekarang."


class EpochChanged(Problem):
    """The server was restored. Carries `epoch` and `begun`; a phone puts its work back and pulls anew."""

    status, title = 409, "Server dipulihkan"
    says = "Server baru dipulihkan dari cadangan."


class ServerBehind(Problem):
    """The server's database is older than what it already told; it writes nothing until a person looks."""

    status, title = 409, "Server tertinggal"
    says = "Server tertinggal dari HP ini. Catatan Anda tetap tersimpan."


class AppTooOld(Problem):
    """The app speaks another protocol than the server. Unsent work stays on the phone."""

    status, title = 409, "Aplikasi perlu diperbarui"
    says = "Versi aplikasi ini tidak cocok lagi dengan server. Catatan Anda tetap tersimpan."


class Erased(Problem):
    """It was erased for good, and nothing of it returns."""

    status, title = 410, "Sudah dihapus"
    says = "Catatan ini sudah dihapus untuk selamanya."


class PreconditionFailed(Problem):
    """It changed since you read it (`If-Match`). Read it again, then decide."""

    status, title = 412, "Sudah berubah"
    says = "Catatan ini sudah berubah sejak Anda membacanya."


class TooLarge(Problem):
    """More than the server takes at once: 2 MB, also after inflating."""

    status, title = 413, "Terlalu besar"
    says = "Kiriman terlalu besar."


class Invalid(Problem):
    """The payload cannot be read or breaks a rule. `errors` points at each place and says what is wrong."""

    status, title = 422, "Isian perlu diperbaiki"
    says = "Ada isian yang perlu diperbaiki."

    def __init__(self, detail: str | None = None, *, errors: Sequence[dict[str, str]] = (), **members: Any) -> None:
        super().__init__(detail, errors=list(errors), **members)

    @classmethod
    def of(cls, error: ValidationError) -> "Invalid":
        """Pydantic's complaints, each with its pointer and in words."""
        said = [fault_in_words(complaint) for complaint in error.errors(include_url=False, include_input=False)]
        return cls(errors=[{"pointer": pointer, "detail": detail} for pointer, detail in said])


class MatchNeeded(Problem):
    """An update must say which state it saw: send the ETag you read as `If-Match`."""

    status, title = 428, "Perlu If-Match"
    says = "Perubahan ini harus menyebut keadaan yang dilihat."


class Later(Problem):
    """Not now. `retry_after`: seconds."""

    def __init__(self, detail: str | None = None, *, retry_after: int = 1, **members: Any) -> None:
        super().__init__(detail, retry_after=retry_after, **members)

    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.members["retry_after"])}


class TooMany(Later):
    """Too many tries; `retry_after` says in how many seconds the next one counts."""

    status, title = 429, "Terlalu sering"
    says = "Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi."


class Unforeseen(Problem):
    """A fault of ours. The request id finds it in the logs; nothing was stored halfway."""

    status, title = 500, "Ada gangguan"
    says = "Ada gangguan di server. Catatan di HP tetap tersimpan; coba lagi nanti."


class Busy(Later):
    """The server has too much to do at this moment; try again after `retry_after` seconds."""

    status, title = 503, "Server sibuk"
    says = "Server sedang sibuk. Coba lagi sebentar."


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
        body["errors"] = [{"pointer": "/on", "detail": "Isian ini wajib."}]
    return body
