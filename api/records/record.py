"""What somebody writes down: one strict shape per kind, with its own rules, and nothing about where it is kept.

A kind is one subclass of `Record`. The mechanism (`api.changes`, `api.resources.records`) reads these declarations
and never names a kind; `api/kinds.json` tells them to the phone:

    kind, plural       its names on the wire and in URLs
    about              one sentence for the API's description
    feed               where its records lie: in a client's case, in a unit's own papers, or in its coaching papers
    called_by          fields of a client by which people know her: none of them may stand in a unit's own papers
    opens_case         creating one whose id is the feed's opens a case (exactly one kind does)
    append_only        created once; an edit must say why it amends or takes back
    immutable_fields   fields every creation carries and no edit changes
    required_fields    fields every creation carries, editable later
    agrees_with        fields that name an institution, and the first and last day on which the unit of these papers has
                       an agreement with it
    kept_fields        fields that the server itself writes, by `kept_at_receipt`: nobody sets them
    falls_with         {field: (another, values)}: it is kept only as long as the other has one of these values
    exclusive_fields   fields where a clash refuses the change instead of asking a question; what rules tie to their
                       values (`tied_fields`) is written, refused or asked together with them
    readable_by        {role: fields}: what an office reads; a role that is missing reads nothing
    readable_when_flagged   {role: fields} read besides where `flagged()` holds
    writable_by        {role: fields}: what an office writes without following
    written_by         roles that write its records, of those who follow them; empty: each of them
    field_writers      {field: roles} where others write it than write the record
    recipient_field    the field that names the partner who may read it
    area_field         the field that names the district (kabupaten or kota) whose office may read it
    hidden_while       (field, values) before it is sent: the recipient has it from the first other value on
    ended_when         (field, values) after which the recipient's time to read runs (policy `reading_time`)
    rests_on           kinds of the same case by which `revoked()` judges what was sent: then that time is over at once
    readable_after_end {role: fields} that stay readable when that time is over: its own work, nothing of the client
    day                the field that holds the record's own day, for lists
    step_days          {day: (field, values)}: of the step by which the field got one of these values, from which others
                       are given time: with such a step alone it moves, once the record reached them
    looks_at           kinds of the same case that its rules look at
    judged_by          the policy of which a record names the version that it is judged by, also one that an office
                       published
    rules              those that are data; what data cannot say stands in `check`
    contact            it is a meeting with the client
    missed             of such a meeting: nobody was met
    tasks              what its records ask to be done next (`tasks.py`)
    example, edit      a creation and an edit that the server takes
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field

from api.ids import UUID7
from api.records.blank_text import is_blank
from api.records.blob_bytes import HEAD, media_type_of, tells_origin
from api.records.blobs import LAYER_KIND, Acts, NamedBlob, blobs_named, may_be_kept, may_end_layers, pictures_opened
from api.records.calling_names import calls_one
from api.records.case import Case, CaseRecords, Institution, KnownRecord, Receipt, UnitPlace
from api.records.field_types import Reason, Refers, as_json, choices
from api.records.kind_rules import binding_rules, free_texts, roles_saying, tied_fields
from api.records.named_fields import institution_fields_of, references_of, staff_fields_of
from api.records.rule import Reading, Rule, Where
from api.records.rules import texts_in
from api.records.sentences import sentence
from api.records.task import DeclaredTask

# What the mechanism, which knows no kind, takes from this room.
__all__ = [
    "HEAD", "LAYER_KIND", "Acts", "Case", "Fault", "Institution", "KnownRecord", "NamedBlob", "Receipt", "Record",
    "RecordId", "UnitPlace", "blobs_named", "choices", "is_blank", "may_be_kept", "may_end_layers",
    "media_type_of", "pictures_opened", "tells_origin", "tied_fields",
]  # fmt: skip

Fields = frozenset[str]
FeedAbout = Literal["case", "unit", "coaching"]

RecordId = Annotated[UUID7, Refers("record")]


class Fault(NamedTuple):
    """A broken rule. `fields`: those it lies between, the most telling first; `detail`: the code's sentence."""

    fields: tuple[str, ...]
    code: str
    detail: str


class Record(BaseModel):
    """Every field is optional at rest, so old apps keep working; immutable and required ones bind creations."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, use_attribute_docstrings=True)

    kind: ClassVar[str]
    plural: ClassVar[str]
    about: ClassVar[str] = ""
    feed: ClassVar[FeedAbout] = "case"
    called_by: ClassVar[Fields] = frozenset()
    opens_case: ClassVar[bool] = False
    append_only: ClassVar[bool] = False
    immutable_fields: ClassVar[Fields] = frozenset()
    required_fields: ClassVar[Fields] = frozenset()
    agrees_with: ClassVar[tuple[str, str, str] | None] = None
    kept_fields: ClassVar[Fields] = frozenset()
    falls_with: ClassVar[Mapping[str, tuple[str, Fields]]] = {}
    exclusive_fields: ClassVar[Fields] = frozenset()
    readable_by: ClassVar[Mapping[str, Fields]] = {}
    readable_when_flagged: ClassVar[Mapping[str, Fields]] = {}
    writable_by: ClassVar[Mapping[str, Fields]] = {}
    written_by: ClassVar[frozenset[str]] = frozenset()
    field_writers: ClassVar[Mapping[str, frozenset[str]]] = {}
    recipient_field: ClassVar[str | None] = None
    area_field: ClassVar[str | None] = None
    hidden_while: ClassVar[tuple[str, Fields] | None] = None
    ended_when: ClassVar[tuple[str, Fields] | None] = None
    rests_on: ClassVar[Fields] = frozenset()
    readable_after_end: ClassVar[Mapping[str, Fields]] = {}
    day: ClassVar[str | None] = None
    step_days: ClassVar[Mapping[str, tuple[str, Fields]]] = {}
    looks_at: ClassVar[frozenset[str]] = frozenset()
    judged_by: ClassVar[str] = ""
    rules: ClassVar[tuple[Rule, ...]] = ()
    contact: ClassVar[bool] = False
    missed: ClassVar[Where | None] = None
    tasks: ClassVar[tuple[DeclaredTask, ...]] = ()
    example: ClassVar[Mapping[str, object]] = {}
    edit: ClassVar[Mapping[str, object]] = {}

    amended_because: Annotated[Reason | None, Field(description="Why a fact was corrected.")] = None
    voided_because: Annotated[
        Reason | None, Field(description="Why it was taken back; it leaves lists and counts.")
    ] = None

    def faults(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """Every rule that is broken: those that are data, then the kind's own. `before`: None at creation."""
        around = {name: [known.value for known in several] for name, several in case.records.items()}
        given = self.given()
        reading = Reading(
            given.get, before.value if before else None, case.head, case.today, around, case.role, case.direct
        )
        for needs, rule in binding_rules(type(self)):
            if (needs is None or needs in given) and rule.since <= case.protocol:
                yield from (fault(rule.code, *names) for names in rule.broken(reading))
        if before is not None:
            yield from (fault("day_of_step", name) for name in self.step_days if self.moves(name, before))
        yield from self.check(before, case)

    def moves(self, day: str, before: Self) -> bool:
        """To another day, where no such step is taken. What nobody was sent yet was taken on none; what is hidden since
        it ended may have been sent before."""
        (step, values), was = self.step_days[day], before.value(day)
        taken = self.value(step) in values and before.value(step) not in values
        ends = self.ended_when[1] if self.ended_when else frozenset()
        unsent = self.hidden_while is not None and before.value(self.hidden_while[0]) in self.hidden_while[1] - ends
        return was not in (None, self.value(day)) and not taken and not unsent

    def given(self) -> dict[str, Any]:
        """Its fields as JSON says them, without those that are not there."""
        return {name: as_json(value) for name, value in self.__dict__.items() if value is not None}

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """The rules of this kind that are no data."""
        yield from ()

    def kept_at_receipt(self, _before: Self | None, _receipt: Receipt) -> Mapping[str, Any]:
        """Its `kept_fields` as they stand after this change, and what its author wrote by a wrong clock; those left out
        stay as they are."""
        return {}

    def undone_with(self, _case: Case) -> Mapping[str, Any]:
        """What moves in the record that opened the case where this one is taken back; `case`: without it."""
        return {}

    def flagged(self) -> bool:
        """Whether an office reads `readable_when_flagged` too: where a sign of danger stands, or as the kind says."""
        return bool(getattr(self, "red_flags", None))

    @classmethod
    def may_write(cls, role: str, field: str | None = None) -> bool:
        """Whether somebody in this role who follows the record sets the field; without one: makes such a record."""
        roles = cls.field_writers.get(field or "", cls.written_by)
        return not roles or role in roles

    @classmethod
    def roles_saying(cls, field: str, value: Any) -> Fields:
        """To whom its rules leave it to set the field to this value; empty: to anybody."""
        return roles_saying(cls, field, value)

    @classmethod
    def is_addressed(cls) -> bool:
        """An office that reads what was sent to it reads of this kind what was sent, and nothing else."""
        return bool(cls.recipient_field or cls.area_field)

    @classmethod
    def revoked(cls, _recipient: str | None, _records: CaseRecords) -> bool:
        """Whether the recipient (None: a district alone) may no longer read the client's data in what it was sent, by
        the case's records of the kinds on which this one rests."""
        return False

    @classmethod
    def calls_one(cls, sets: Mapping[str, Any], names: Callable[[], Iterable[str]]) -> Iterator[Fault]:
        """Each free text, also inside lists and rows, that calls somebody by one of these names; which one is not
        said."""
        texts = {name: said for name in free_texts(cls) if (said := [*filter(None, texts_in(sets.get(name)))])}
        known = set(names()) if texts else ()
        for name, said in texts.items():
            if any(calls_one(text, known) for text in said):
                yield fault("names_a_client", name)

    def value(self, name: str) -> Any:
        """A field as JSON says it; None for what this kind does not have."""
        return as_json(getattr(self, name, None))

    @classmethod
    def references(cls) -> Fields:
        """Fields that name another record of the same feed."""
        return references_of(cls)

    @classmethod
    def staff_fields(cls) -> Mapping[str, str]:
        """Fields that name somebody of the unit or of its district, and of which."""
        return staff_fields_of(cls)

    @classmethod
    def institution_fields(cls) -> Fields:
        """Fields that name an institution."""
        return institution_fields_of(cls)


def lies_in_case(kind: type[Record]) -> bool:
    """Whether its records are told with the client they belong to."""
    return kind.feed == "case" and not kind.opens_case


def fault(code: str, *fields: str, **values: object) -> Fault:
    """With the sentence of its code, which travels as every code does: `client-code`."""
    return Fault(fields, code.replace("_", "-"), sentence(code, **values))
