"""What somebody writes down: one strict shape per kind, with its own rules, and nothing about where it is kept.

A kind is one subclass of `Record`. The mechanism (`api.sync`, `api.resources.records`) reads these declarations
and never names a kind:

    kind, plural   its names on the wire and in URLs
    opens_case     creating one whose id is the feed's opens a case (exactly one kind does)
    append_only   created once; an edit must say why it amends or takes back
    immutable_fields   fields every creation carries and no edit changes
    required_fields   fields every creation carries, editable later
    exclusive_fields        fields where a clash refuses the change instead of asking a question
    readable_by        {role: fields}: what an office reads; a role that is missing reads nothing
    readable_when_flagged   {role: fields} read besides where `flagged()` holds
    writable_by         {role: fields}: what an office writes without following
    recipient_field   the field that names the partner who may read it
    hidden_while   (field, value) while it is nobody's business but its followers'
    day            the field that holds the record's own day, for lists
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Annotated, ClassVar, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.ids import UUID7

Fields = frozenset[str]

Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000),
    Field(description="Free text, at most 2000 characters. No names, phone numbers, addresses or NIK belong here."),
]
Reason = Annotated[str, StringConstraints(min_length=1, max_length=500)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=120)]


class Refers:
    """Marks a field that names a record of the same feed."""


RecordId = Annotated[UUID7, Refers()]


class Fault(NamedTuple):
    """A broken rule. `fields`: those it lies between, the most telling first; `detail`: a sentence for the agent."""

    fields: tuple[str, ...]
    detail: str


class Record(BaseModel):
    """Every field is optional at rest, so old apps keep working; `birth`, `required` bind creations."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    kind: ClassVar[str]
    plural: ClassVar[str]
    opens_case: ClassVar[bool] = False
    append_only: ClassVar[bool] = False
    immutable_fields: ClassVar[Fields] = frozenset()
    required_fields: ClassVar[Fields] = frozenset()
    exclusive_fields: ClassVar[Fields] = frozenset()
    readable_by: ClassVar[Mapping[str, Fields]] = {}
    readable_when_flagged: ClassVar[Mapping[str, Fields]] = {}
    writable_by: ClassVar[Mapping[str, Fields]] = {}
    recipient_field: ClassVar[str | None] = None
    hidden_while: ClassVar[tuple[str, str] | None] = None
    day: ClassVar[str | None] = None
    example: ClassVar[Mapping[str, object]] = {}

    amended_because: Annotated[Reason | None, Field(description="Why a fact was corrected.")] = None
    voided_because: Annotated[
        Reason | None, Field(description="Why it was taken back; it leaves lists and counts.")
    ] = None

    def check(self, before: Self | None, today: date) -> Iterator[Fault]:
        """The kind's own rules. `before`: the record as it stood (None at creation); `today`: by the author's clock."""
        yield from ()

    def flagged(self) -> bool:
        """Whether an office reads `readable_when_flagged` too."""
        return False

    @classmethod
    def references(cls) -> Fields:
        """Fields that name another record of the same feed."""
        return references_of(cls)


@cache
def references_of(kind: type[Record]) -> Fields:
    """Asked for twice a change, so answered once a kind."""
    return frozenset(name for name, field in kind.model_fields.items() if refers(field))


def refers(field: object) -> bool:
    """True where `Refers` stands in the annotation, also inside `X | None`."""
    return "Refers" in repr(field)


def unique(items: list[str] | None, name: str) -> Iterator[Fault]:
    """Lists are sets: no value twice."""
    if items and len(items) != len(set(items)):
        yield Fault((name,), "Pilihan yang sama ditulis dua kali.")


def not_after(day: date | None, today: date, name: str) -> Iterator[Fault]:
    """A thing that happened cannot lie in the author's future."""
    if day and day > today:
        yield Fault((name,), "Tanggal ini belum tiba.")


def in_order(first: date | None, second: date | None, names: tuple[str, str], detail: str) -> Iterator[Fault]:
    """The second named day is not before the first."""
    if first and second and second < first:
        yield Fault((names[1], names[0]), detail)
