"""Vocational training: from interest to a certificate and work ("an indicator against relapse", the programme says)."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api.records.field_types import Day, Line, Note
from api.records.record import Record
from api.records.rule import Where
from api.records.rules import Forbidden, InOrder, Required

Trade = Literal[
    "screen_printing", "barber", "salon", "cooking", "livestock", "business", "automotive", "machining", "welding",
    "electrical", "electronics", "cooling", "building", "ict", "garment", "farming", "fishery", "hospitality",
    "barista", "other",
]  # fmt: skip
FINISHED = Where("status", ("finished",))
ENDED = ("finished", "dropped_out")


class VocationalTraining(Record):
    """One course or apprenticeship of one client."""

    kind: ClassVar = "vocational_training"
    plural: ClassVar = "vocational-trainings"
    about: ClassVar = "Courses and apprenticeships, and what became of them."
    day: ClassVar = "starts_on"
    required_fields: ClassVar = frozenset({"trade", "status"})
    exclusive_fields: ClassVar = frozenset({"status"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"trade", "provider_kind", "provider", "starts_on", "ends_on", "hours", "status", "certificate",
             "kit_received", "outcome", "voided_because"}
        )
    }  # fmt: skip
    example: ClassVar = {"trade": "barista", "status": "interested", "provider_kind": "blk"}
    edit: ClassVar = {"hours": 40}
    rules: ClassVar = (
        InOrder(code="training_ends_before", first="starts_on", then="ends_on"),
        Required(code="training_end_needed", fields=("ends_on",), when=(FINISHED,)),
        Forbidden(
            code="certificate_too_early",
            fields=("certificate",),
            when=(Where("certificate", ("attendance", "competence")), Where("status", FINISHED.among, but=True)),
        ),
        Forbidden(
            code="kit_too_early",
            fields=("kit_received",),
            when=(Where("kit_received", (True,)), Where("status", ("interested",))),
        ),
        Forbidden(code="outcome_too_early", fields=("outcome",), when=(Where("status", ENDED, but=True),)),
    )

    trade: Trade | None = None
    """What is learnt."""
    provider_kind: Literal["blk", "lpk", "umkm", "dinsos", "partner", "other"] | None = None
    """What kind of place teaches it."""
    provider: Line | None = None
    """The name of that place, never of a person."""
    starts_on: Day | None = None
    """The first day of the course."""
    ends_on: Day | None = None
    """The last day of the course."""
    hours: Annotated[int, Field(ge=0, le=2000)] | None = None
    """Hours of training in all."""
    status: Literal["interested", "enrolled", "attending", "finished", "dropped_out"] | None = None
    """How far she came."""
    certificate: Literal["none", "attendance", "competence"] | None = None
    """What she was given at the end."""
    kit_received: bool | None = None
    """Whether she got tools."""
    outcome: Literal["working", "business", "apprentice", "seeking", "none"] | None = None
    """What came of it."""
    note: Note | None = None
    """What else is to be said; offices do not read it."""
