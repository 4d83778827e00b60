"""The problem document (RFC 9457) as it is described."""

from api.shapes import WireShape


class Fault(WireShape):
    """One thing wrong in a payload. `pointer`: JSON pointer to it; `code`: what, for programs; `detail`: for people."""

    pointer: str
    """JSON pointer (RFC 6901) into the body that was sent; `/query/…` of a parameter; empty: the whole body."""
    code: str
    """What is wrong, for programs: it never changes. All codes stand at `/problems`."""
    detail: str
    """The same for people, in the language of the answer."""


class ProblemBody(WireShape):
    """A problem document (RFC 9457), with more members on some kinds. `title` and `detail` follow Accept-Language."""

    type: str
    """The kind of problem: the address of its page on this server."""
    code: str
    """What happened, for programs: it never changes."""
    title: str
    """The kind in words, in the language of the answer."""
    status: int
    """As in the answer's head."""
    detail: str
    """What happened, for people; it names nobody."""
    request_id: str | None = None
    """Under which the logs know this request. Null: inside a push's answer it may be missing."""
    errors: list[Fault] | None = None
    """Each place of a payload that does not fit. Absent where no payload is to blame."""
