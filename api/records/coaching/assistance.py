"""An officer's visit to a unit (*asistensi*) and its note: who came, what was found, what was advised."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field

from api.records.blank_text import shown_text
from api.records.coaching.counted_quality import QUALITY, Quality, QualityReason, uncounted
from api.records.coaching.shared_fields import OFFICER, Many, Percent
from api.records.coaching.signed import FIELD_WRITERS, moved_after_signing
from api.records.field_types import Day, Line, Note, PastDay
from api.records.record import Case, Fault, Record, fault
from api.records.rule import Where
from api.records.rules import AtMost, InOrder
from api.records.task import DeclaredTask, TaskAnswer, TaskDay
from api.shapes import ClosedShape


class Assistant(ClosedShape):
    """One of those who came to assist: an officer, never somebody of the unit."""

    model_config = ConfigDict(frozen=True)

    who: Annotated[Line, AfterValidator(shown_text)]
    """Name or office."""
    institution: Literal["bnnk", "bnnp", "bnn", "academic", "practitioner"] | None = None
    """From where. Null: not said."""


class Assistance(Record):
    """Signed by both: the unit's coordinator and the officer."""

    kind: ClassVar = "assistance"
    plural: ClassVar = "assistances"
    about: ClassVar = "An officer's visit to a unit: who came, what was found and advised, and that both agree."
    feed: ClassVar = "coaching"
    written_by: ClassVar = OFFICER
    field_writers: ClassVar = FIELD_WRITERS
    day: ClassVar = "on"
    immutable_fields: ClassVar = frozenset({"on"})
    required_fields: ClassVar = frozenset({"mode"})
    readable_by: ClassVar = {
        "village": frozenset(
            {"on", "mode", "attended", "agents", "topics", "observed", "next_on", "signed_unit", "signed_coach",
             "voided_because"}
        )
    }  # fmt: skip
    rules: ClassVar = (
        AtMost(code="more_than_came", field="agents", bound="attended"),
        InOrder(code="assistance_next_before", first="on", then="next_on"),
    )
    tasks: ClassVar = (
        DeclaredTask(
            code="assistance_next",
            due=TaskDay(day="next_on", moves=True),
            opens="assistance",
            ends=(TaskAnswer(kind="assistance", later=True),),
            asked_of="district",
        ),
        DeclaredTask(
            code="assistance_sign",
            when=(Where("signed_coach", (True,)), Where("signed_unit", (True,), but=True)),
            due=TaskDay(day="on"),
            edits="signed_unit",
            asked_of="coordinator",
        ),
    )
    example: ClassVar = {
        "on": "2026-09-14",
        "mode": "onsite",
        "by": [{"who": "Seksi Rehabilitasi", "institution": "bnnk"}],
        "attended": 6,
        "agents": 4,
        "topics": ["skrining", "pencatatan"],
        "findings": "Catatan kunjungan sudah rapi.",
        "advice": "Latihan skrining sekali lagi.",
        "observed": "screening_roleplay",
        "next_on": "2026-12-14",
        "signed_coach": True,
    }
    edit: ClassVar = {"advice": "Latihan skrining bulan depan."}

    on: PastDay | None = None
    """The day of the visit."""
    mode: Literal["onsite", "online", "phone"] | None = None
    """How one met."""
    by: Annotated[list[Assistant], Field(min_length=1, max_length=8)] | None = None
    """Who assisted."""
    attended: Many | None = None
    """How many of the unit were there."""
    agents: Many | None = None
    """Agents among them."""
    topics: (
        Annotated[
            list[
                Literal[
                    "administrasi", "skrining", "pbm", "bina_lanjut", "rujukan", "pencatatan", "kerahasiaan",
                    "penyuluhan", "pelatihan_kerja", "anggaran", "tim",
                ]
            ],
            Field(max_length=11),
        ]
        | None
    ) = None  # fmt: skip
    """What it was about."""
    findings: Note | None = None
    """What was found."""
    advice: Note | None = None
    """What was advised."""
    observed: Literal["none", "screening_roleplay", "record_review", "visit_together"] | None = None
    """What was looked at together."""
    consent_complete: Percent | None = None
    """Of how many clients consent was complete before their screening, in per cent: as the records say (`prefilled`),
    or another with its reason."""
    screening_consistent: Percent | None = None
    """How many interviews fit their result, in per cent: an officer's impression, as apps asked for it before. The
    server scores each interview itself and refuses what differs, so nothing is left to count, and nothing reads it."""
    flags_handled: Percent | None = None
    """How many signs of danger were handled within three days, in per cent: as the records say, or with a reason."""
    prefilled: Annotated[dict[Quality, Percent], Field(max_length=len(QUALITY))] | None = None
    """What the records said of these when it was written."""
    figure_reasons: Annotated[list[QualityReason], Field(min_length=1, max_length=len(QUALITY))] | None = None
    """Why each that is not as the records said is not."""
    next_on: Day | None = None
    """When one meets again."""
    signed_unit: bool | None = None
    """Whether the unit's coordinator agrees."""
    unit_says: Note | None = None
    """What she says of it."""
    signed_coach: bool | None = None
    """Whether the officer agrees."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """What both agreed to stands, and of how well a unit works nothing is said that was not counted."""
        yield from moved_after_signing(self, before, case)
        said = {one.figure for one in self.figure_reasons or ()}
        unsaid = [name for name in uncounted(self.prefilled or {}, self.value) if name not in said]
        if unsaid:
            yield fault("figure_reason_needed", "figure_reasons", *unsaid, "prefilled")
