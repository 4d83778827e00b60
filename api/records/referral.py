"""A referral to a partner institution (IPWL): what is asked, what it carries with consent, and the partner's answer."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.ids import UUID7
from api.records.record import Fault, Reason, Record, RecordId, Text, in_order, unique
from api.records.visit import RedFlag

STATES = json.loads((Path(__file__).parent / "referral_states.json").read_text())
Short = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Service = Literal[
    "assessment", "outpatient", "inpatient_medical", "inpatient_social", "detox", "atensi", "vocational"
]  # fmt: skip


class CarriedScore(BaseModel):
    """A substance's score and band, as the screening gave it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    score: Annotated[int, Field(ge=0, le=39)]
    band: Literal["low", "moderate", "high"]


class Carries(BaseModel):
    """A snapshot of the consented things, made on the phone: what the partner may read of the case."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    code: Short
    alias: Short | None = None
    age_band: Short | None = None
    sex: Short | None = None
    scores: dict[Short, CarriedScore] | None = None
    screened_on: date | None = None
    injecting: Short | None = None
    red_flags: Annotated[list[RedFlag], Field(max_length=6)] | None = None
    services: Text | None = None
    urine: Literal["negative", "positive", "refused"] | None = None


class Referral(Record):
    """Drafted and sent by the agent; accepted or declined by the partner it is addressed to."""

    kind: ClassVar = "referral"
    plural: ClassVar = "referrals"
    day: ClassVar = "sent_on"
    immutable_fields: ClassVar = frozenset({"partner"})
    required_fields: ClassVar = frozenset({"status", "service"})
    exclusive_fields: ClassVar = frozenset({"status"})
    recipient_field: ClassVar = "partner"
    hidden_while: ClassVar = ("status", "drafted")
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"partner", "service", "urgency", "sent_on", "reply_by", "status", "status_because", "appointment_on",
             "escort", "transport", "voided_because"}
        ),
        "partner": frozenset(
            {"partner", "service", "urgency", "reason", "carries", "escort", "transport", "sent_on", "reply_by",
             "status", "status_because", "partner_note", "appointment_on", "voided_because"}
        ),
    }  # fmt: skip
    writable_by: ClassVar = {"partner": frozenset({"status", "status_because", "partner_note", "appointment_on"})}
    example: ClassVar = {
        "partner": "01920000-0000-7000-8000-00000000a001",
        "service": "assessment",
        "urgency": "soon",
        "status": "drafted",
    }

    partner: UUID7 | None = None
    service: Service | None = None
    urgency: Literal["routine", "soon", "urgent"] | None = None
    reason: Text | None = None
    consent: RecordId | None = None
    screening: RecordId | None = None
    carries: Carries | None = None
    escort: bool | None = None
    transport: bool | None = None
    sent_on: date | None = None
    reply_by: date | None = None
    status: Literal["drafted", "sent", "accepted", "declined", "cancelled", "closed"] | None = None
    status_because: Reason | None = None
    partner_note: Text | None = None
    appointment_on: date | None = None

    def check(self, before: Self | None, today: date) -> Iterator[Fault]:
        """Steps go along the ladder; who refuses says why; what is sent has a day."""
        yield from self.steps(before)
        if self.status in STATES["needs_reason"] and not self.status_because:
            yield Fault(("status_because", "status"), "Tulis alasannya.")
        if self.status == "sent" and not self.sent_on:
            yield Fault(("sent_on", "status"), "Tulis tanggal rujukan dikirim.")
        yield from in_order(
            self.sent_on, self.reply_by, ("sent_on", "reply_by"), "Batas jawaban tidak bisa sebelum dikirim."
        )
        if self.carries:
            yield from unique(list(self.carries.red_flags or []), "carries/red_flags")

    def steps(self, before: Self | None) -> Iterator[Fault]:
        """The table of transitions is data."""
        if before is None:
            if self.status not in ("drafted", "sent"):
                yield Fault(("status",), "Rujukan baru dimulai sebagai konsep atau langsung dikirim.")
        elif before.status and self.status != before.status and self.status not in STATES["next"][before.status]:
            yield Fault(("status",), f"Rujukan tidak bisa berpindah dari {before.status} ke {self.status}.")
