"""The shapes on the wire. A change is the same object in the outbox, here, in the table and on other phones."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from api.changes.canonical_json import unsound
from api.db.utc import in_utc
from api.ids import UUID7, FeedId
from api.problems.messages import value_fault
from api.shapes import ClosedShape

PROTOCOL = 1
PROTOCOL_FLOOR = 1  # the oldest that is still answered: a phone takes a newer app when it is next idle
BATCH = 200
HOMES = 900  # the largest kabupaten has 852 villages, and its office follows papers in each

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


class Wire(ClosedShape):
    """Of the phone's protocol."""


class Change(Wire):
    """Which fields it sets and what its author saw there. A creation has no `was`; `null` clears a field."""

    id: UUID7
    """The change's own id, made by its author. Sent again under the same id it happens once."""
    kind: Name
    """Which kind of record it changes: the `kind` of one of the declared kinds."""
    record: UUID7
    """The record it creates or changes."""
    feed: FeedId
    """The case the record lies in: the id of the client's own record; of a unit's papers the unit's, of its coaching
    papers that id with version 8."""
    at: When
    """When it was written, by its author's clock, with a time zone."""
    set: dict[FieldName, Json]
    """The fields it sets, by name. `null` clears a field."""
    was: dict[FieldName, Json] | None = None
    """What its author saw in those fields before. Absent or null: it creates the record."""
    answers: Annotated[list[UUID7], Field(max_length=50)] | None = None
    """Earlier changes whose lost values it settles. Null: none."""
    instead_of: UUID7 | None = None
    """A refused change that this one replaces. Null: none."""

    def sent(self) -> dict[str, Any]:
        """What its author sent of it, and nothing else."""
        return {name: value for name, value in self.__dict__.items() if name in self.model_fields_set}


class Found(Wire):
    """After a restore: what a phone was once told and was not told again."""

    kind: Name
    """Which kind of record it is."""
    record: UUID7
    """The record's id."""
    feed: FeedId
    """The case the record lies in."""
    body: dict[str, Json]
    """All its fields, as the phone was last told them."""
    by: UUID7
    """Who wrote its newest change, as the phone was told."""
    at: When
    """When that change was made, by its author's clock."""


class Ask(Wire):
    """What every request of a phone begins with. `clock`: the phone's own time."""

    protocol: int
    """The protocol the app speaks; any other than the server's is refused (`app-too-old`)."""
    epoch: Annotated[str, StringConstraints(max_length=64)]
    """The epoch in which the phone was last answered. Another one is refused (`epoch-changed`)."""
    cursor: Annotated[dict[UUID7, Number], AfterValidator(few_homes)] = Field({})
    """By home: the number up to which the phone has been told. A home that is missing begins at 0."""
    app: Annotated[str, StringConstraints(max_length=40)] = ""
    """The app's version, for the logs and for whoever answers for the phone."""
    clock: Annotated[AwareDatetime, Field(strict=False)] | None = None
    """The phone's own time, so that the server can judge days by it. Null: the server's is used."""


class PushAsk(Ask):
    """At most 200 changes; each is judged apart, so one bad change moves no other."""

    changes: list[Any] = Field([], max_length=BATCH)
    """Changes (`Change`) in the order in which they were written."""
    found: Annotated[list[Any], Field(max_length=BATCH)] | None = None
    """After a restore: records (`Found`) that were not told again. Null: there was none."""


class PullAsk(Ask):
    """`follows`: hash of the feeds last given; `limit`: records a page; `amiss`: homes whose digest differed."""

    follows: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Hex SHA-256 over the sorted lines `feed home` of the cases the phone holds."""
    limit: Annotated[int, Field(ge=1, le=1000)] = 500
    """The most records on the page."""
    mismatched_homes: list[UUID7] = Field([], max_length=50, alias="amiss")
    """Homes whose digest differed from what the phone holds; the server counts them again."""
