"""What a phone is answered: the shapes of `api.changes.schemas` the other way."""

from datetime import datetime
from typing import Literal

from api.changes.schemas import Json, Wire

Answer = Literal["applied", "merged", "waiting", "refused", "erased"]
Status = Literal["active", "locked", "wipe"]


class Result(Wire):
    """What became of one change. `n`, `home`, `started` where it was applied; `lost`: fields that became questions."""

    id: str | None
    """The change it answers. Null: the change had no readable id."""
    answer: Answer
    """`applied`; `merged`: applied save for `lost`; `waiting`: kept for the coordinator; `refused`; `erased`."""
    home: str | None = None
    """The home in which it was numbered. Null: it was not applied."""
    n: int | None = None
    """The version it gave the record. Null: it was not applied."""
    started: int | None = None
    """The server's backup counter when it was stored: once `done` is 2 above it, it lies in a backup. Null: not
    applied."""
    lost: list[str] | None = None
    """Fields where another change came first: each is now a question. Null: none."""
    late: bool | None = None
    """True where its author no longer accompanied the client when it arrived. Null: she did."""
    problem: dict[str, Json] | None = None
    """A problem document that says why it waits or was refused. Null: it was applied."""


class FoundResult(Wire):
    """What became of a record handed in after a restore."""

    record: str | None
    """The record it answers. Null: what was sent could not be read."""
    answer: Literal["made", "asked", "same", "waiting", "declined", "refused", "erased"]
    """`made` again; `asked`: what differs is a question now; `same`; `waiting`; `declined`: whoever writes such records
    said no, and the phone lets go of it; `refused`; `erased`."""


class Standing(Wire):
    """Whether this phone may go on."""

    status: Status
    """`active`; `locked`: it is refused from now on; `wipe`: it has to strike its keys."""


class Said(Wire):
    """What every answer to a phone begins with. `now`: the server's time; `nonce`: for its next sign-in."""

    epoch: str
    """The server's epoch; it changes when the server was restored from a backup."""
    started: int
    """The number of the newest backup that was begun."""
    done: int
    """The number of the newest backup that is complete; a phone forgets its copy of a change only by it."""
    now: datetime
    """The server's time, by which a phone sees that its own clock is wrong."""
    nonce: str
    """For the phone's next sign-in: good once, for five minutes."""
    enrolment: Standing
    """Said in every answer, so that a phone hears of a lock at once."""


class PushAnswer(Said):
    """One result per change, in their order."""

    results: list[Result]
    """One for each change, in their order."""
    found: list[FoundResult] | None = None
    """One for each record handed in, in their order. Absent: none was."""


class Told(Wire):
    """A record in motion to a phone. `n`: its version; `told`: the number it was found under; `body` null: erased."""

    n: int
    """The record's version."""
    told: int
    """The number of the telling in its home, up to which the cursor moves."""
    id: str
    """The change that made this version. Empty where `Prefer: return=minimal` was sent."""
    kind: str
    """Which kind of record it is."""
    record: str
    """The record's id."""
    feed: str
    """The case it lies in."""
    home: str
    """The home whose numbers `told` belongs to."""
    body: dict[str, Json] | None
    """All its fields. Null: it was erased for good, and the phone forgets it."""
    by: str
    """Who wrote that change. To an office that is told nobody's name but hers: the unit."""
    at: str
    """When, by its author's clock."""


class Digest(Wire):
    """Over the living records of the followed feeds of a home."""

    count: int
    """How many records live in the followed cases of the home."""
    sum: int
    """The sum of the first 6 bytes of SHA-256 over `record:n` of each, modulo 2^48."""


class PullAnswer(Said):
    """A page and the cursor after it. `feeds` only when the list differs; `digest` only when nothing more waits."""

    told: list[Told]
    """Records in the order of their numbers."""
    cursor: dict[str, int]
    """By home: the number reached with this page, to be sent next time."""
    more: bool
    """Whether more waits at this moment."""
    feeds: dict[str, str] | None = None
    """{case: home} of all cases the phone may hold. Absent: they are those it holds."""
    digest: dict[str, Digest] | None = None
    """By home, to compare with what the phone holds. Absent while more waits."""
    reference: str
    """The hash of `/v1/reference`: where it differs, that is read again."""
