"""The problem document (RFC 9457) as it is described."""

from typing import Any

from pydantic import ConfigDict

from api.shapes import WireShape


class Fault(WireShape):
    """One thing wrong in a payload. `pointer`: JSON pointer to it; `code`: what, for programs; `detail`: for people."""

    pointer: str
    """JSON pointer (RFC 6901) into the body; `/query/…`, `/path/…`, `/header/…`: a parameter; empty: the body."""
    code: str
    """What is wrong, for programs: it never changes. All codes stand at `/problems`."""
    detail: str
    """The same for people, in the language of the answer."""


class ProblemBody(WireShape):
    """A problem document (RFC 9457), with more members on some kinds. `title` and `detail` follow Accept-Language."""

    model_config = ConfigDict(extra="allow")

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
    """Under which the logs know this request."""
    errors: list[Fault] | None = None
    """Each place of a payload that does not fit. Absent where no payload is to blame."""
    retry_after: int | None = None
    """Seconds after which another try counts, as in the head. Only of `too-many` and `busy`."""
    max_age: int | None = None
    """How many seconds ago she may have signed in at most. Only of `stale-sign-in`."""
    nonce: str | None = None
    """For a phone's next assertion. Only of `sign-in-needed`."""
    field: str | None = None
    """The field that somebody else changed first. Only of `not-allowed`."""
    current: Any = None
    """What stands in that field now, where the reader may see it. Only beside `field`."""
    fields: list[str] | None = None
    """The fields that are not the reader's to write. Only of `not-yours`."""
    reason: str | None = None
    """Why, as one word for a phone. Only of some `not-allowed` and `not-yours`."""
    enrolment: dict[str, str] | None = None
    """How the phone stands: `status`. Only of `not-yours` to a phone that was locked or is to be wiped."""
    received: int | None = None
    """How many bytes are here from the beginning. Only where a part of a picture or recording does not join on."""
    epoch: str | None = None
    """The server's epoch now. Only of `epoch-changed`."""
    begun: dict[str, int] | None = None
    """By home: the number at which an epoch began since the phone was last answered. Only of `epoch-changed`."""
