"""The shapes on the wire. A change is the same object in the outbox, here, in the table and on other phones."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from api.changes.canonical_json import unsound
from api.db.utc import in_utc
from api.ids import UUID7
from api.problems.messages import value_fault

PROTOCOL = 1
BATCH = 200
HOMES = 500

Answer = Literal["applied", "merged", "waiting", "refused", "erased"]
Status = Literal["active", "locked", "wipe"]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
FieldName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,79}$")]


def real_moment(value: str) -> str:
    """In ASCII digits, on a day and at a time that exist: whoever reads it later may rely on that."""
    try:
        in_utc(datetime.fromisoformat(value if value.isascii() else ""))
    except ValueError:
        raise value_fault("unreadable-time") from None
    return value


When = Annotated[
    str,
    StringConstraints(max_length=40, pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$"),
    AfterValidator(real_moment),
]
Number = Annotated[int, Field(ge=0, lt=2**53)]


def sound(value: Any) -> Any:
    """Refused at its place where it could not be kept alike on both engines."""
    if code := unsound(value):
        raise value_fault(code)
    return value


Json = Annotated[Any, AfterValidator(sound)]


def few_homes(cursor: dict[str, int]) -> dict[str, int]:
    """Nobody follows cases in more homes than this."""
    if len(cursor) > HOMES:
        raise value_fault("too-many-values", most=HOMES)
    return cursor


class Wire(BaseModel):
    """Strict, closed."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Change(Wire):
    """Which fields it sets and what its author saw there. A creation has no `was`; `null` clears a field."""

    id: UUID7
    kind: Name
    record: UUID7
    feed: UUID7
    at: When
    set: dict[FieldName, Json]
    was: dict[FieldName, Json] | None = None
    answers: Annotated[list[UUID7], Field(max_length=50)] | None = None
    instead_of: UUID7 | None = None


class Found(Wire):
    """After a restore: what a phone was once told and was not told again."""

    kind: Name
    record: UUID7
    feed: UUID7
    body: dict[str, Json]
    by: UUID7
    at: When


class Ask(Wire):
    """What every request of a phone begins with. `clock`: the phone's own time."""

    protocol: int
    epoch: Annotated[str, StringConstraints(max_length=64)]
    cursor: Annotated[dict[UUID7, Number], AfterValidator(few_homes)] = {}
    app: Annotated[str, StringConstraints(max_length=40)] = ""
    clock: Annotated[AwareDatetime, Field(strict=False)] | None = None


class PushAsk(Ask):
    """At most 200 changes; each is judged apart, so one bad change moves no other."""

    changes: Annotated[list[Any], Field(max_length=BATCH)] = []
    found: Annotated[list[Any], Field(max_length=BATCH)] | None = None


class PullAsk(Ask):
    """`follows`: hash of the feeds last given; `limit`: records a page; `amiss`: homes whose digest differed."""

    follows: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    limit: Annotated[int, Field(ge=1, le=1000)] = 500
    mismatched_homes: Annotated[list[UUID7], Field(max_length=50, alias="amiss")] = []


class Result(Wire):
    """What became of one change. `n`, `home`, `started` where it was applied; `lost`: fields that became questions."""

    id: str | None
    answer: Answer
    home: str | None = None
    n: int | None = None
    started: int | None = None
    lost: list[str] | None = None
    late: bool | None = None
    problem: dict[str, Json] | None = None


class FoundResult(Wire):
    """What became of a record handed in after a restore."""

    record: str | None
    answer: Literal["made", "asked", "same", "waiting", "refused", "erased"]


class Standing(Wire):
    """Whether this phone may go on."""

    status: Status


class Said(Wire):
    """What every answer to a phone begins with. `now`: the server's time; `nonce`: for its next sign-in."""

    epoch: str
    started: int
    done: int
    now: datetime
    nonce: str
    enrolment: Standing


class PushAnswer(Said):
    """One result per change, in their order."""

    results: list[Result]
    found: list[FoundResult] | None = None


class Told(Wire):
    """A record in motion to a phone. `n`: its version; `told`: the number it was found under; `body` null: erased."""

    n: int
    told: int
    id: str
    kind: str
    record: str
    feed: str
    home: str
    body: dict[str, Json] | None
    by: str
    at: str


class Digest(Wire):
    """Over the living records of the followed feeds of a home."""

    count: int
    sum: int


class PullAnswer(Said):
    """A page and the cursor after it. `feeds` only when the list differs; `digest` only when nothing more waits."""

    told: list[Told]
    cursor: dict[str, int]
    more: bool
    feeds: dict[str, str] | None = None
    digest: dict[str, Digest] | None = None
    reference: str
