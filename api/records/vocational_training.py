"""Vocational training: from interest to a certificate and work ("an indicator against relapse", the programme says)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from api.records.record import Fault, Line, Record, Text, in_order

Trade = Literal[
    "screen_printing", "barber", "salon", "cooking", "livestock", "business", "automotive", "machining", "welding",
    "electrical", "electronics", "cooling", "building", "ict", "garment", "farming", "fishery", "hospitality",
    "barista", "other",
]  # fmt: skip


class VocationalTraining(Record):
    """One course or apprenticeship of one client."""

    kind: ClassVar = "vocational_training"
    plural: ClassVar = "vocational-trainings"
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

    trade: Trade | None = None
    provider_kind: Literal["blk", "lpk", "umkm", "dinsos", "partner", "other"] | None = None
    provider: Line | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    hours: Annotated[int, Field(ge=0, le=2000, description="Hours of training in all.")] | None = None
    status: Literal["interested", "enrolled", "attending", "finished", "dropped_out"] | None = None
    certificate: Literal["none", "attendance", "competence"] | None = None
    kit_received: bool | None = None
    outcome: Literal["working", "business", "apprentice", "seeking", "none"] | None = None
    note: Text | None = None

    def check(self, before: Self | None, today: date) -> Iterator[Fault]:
        """A course ends after it begins."""
        yield from in_order(
            self.starts_on, self.ends_on, ("starts_on", "ends_on"), "Pelatihan tidak bisa selesai sebelum mulai."
        )
