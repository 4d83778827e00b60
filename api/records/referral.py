"""A referral to a partner institution (IPWL): what is asked, what it carries with consent, and the partner's answer."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

from pydantic import ConfigDict, Field

from api import instruments
from api.ids import demo_id
from api.records.consent_status import consent_status
from api.records.field_types import Day, Note, PartnerId, PastDay, Reason, Refers, Short
from api.records.record import Case, Fault, Record, RecordId, fault
from api.records.referral_tasks import REFERRAL_TASKS
from api.records.rule import Where
from api.records.rules import Forbidden, InOrder, Ladder, Required
from api.records.set_by import SetBy
from api.records.vocabulary import Band, RedFlags
from api.shapes import ClosedShape

STATES = json.loads((Path(__file__).parent / "referral_states.json").read_text())
Service = Literal[
    "assessment", "outpatient", "inpatient_medical", "inpatient_social", "detox", "atensi", "vocational"
]  # fmt: skip
Status = Literal[
    "drafted", "sent", "received", "accepted", "waitlisted", "declined", "redirected", "assessed", "in_treatment",
    "completed", "dropped_out", "transferred", "handed_back", "cancelled", "closed",
]  # fmt: skip

# Nobody there has said yes, or nobody will.
UNANSWERED = ("drafted", "sent", "received", "waitlisted", "declined", "redirected", "cancelled")
ALWAYS_CARRIED = ("code", "alias", "age_band", "sex")
ITEM_OF = {"screened_on": "scores"}


class CarriedScore(ClosedShape):
    """A substance's score and band, as the screening gave it."""

    model_config = ConfigDict(frozen=True)

    score: Annotated[int, Field(ge=0, le=39)]
    """ASSIST points of this substance, 0 to 39."""
    band: Band
    """The risk the points stand for."""


class Carries(ClosedShape):
    """A snapshot of the consented things, made on the phone: what the partner may read of the case."""

    model_config = ConfigDict(frozen=True)

    code: Short
    """The client's code, by which institution and agents mean the same person."""
    alias: Short | None = None
    """What the client is called. Null: not carried."""
    age_band: Short | None = None
    """Years. Null: not carried."""
    sex: Short | None = None
    """As the client says. Null: not carried."""
    scores: dict[Short, CarriedScore] | None = None
    """By substance, as the interview gave them. Null: not carried."""
    screened_on: PastDay | None = None
    """The day of that interview. Null: not carried."""
    injecting: Short | None = None
    """Whether the client injects, read off the interview. Null: not carried."""
    red_flags: RedFlags | None = None
    """Signs of danger seen. Null: not carried."""
    services: Note | None = None
    urine: Literal["negative", "positive", "refused"] | None = None
    """What the urine test said; supporting only, no diagnosis. Null: not carried."""


class Referral(Record):
    """Drafted and sent by the agent; answered by the partner it is addressed to, and handed back in the end."""

    kind: ClassVar = "referral"
    plural: ClassVar = "referrals"
    about: ClassVar = "To a partner institution, which reads what was sent to it and answers on the same record."
    day: ClassVar = "sent_on"
    immutable_fields: ClassVar = frozenset({"partner"})
    required_fields: ClassVar = frozenset({"status", "service"})
    exclusive_fields: ClassVar = frozenset({"status"})
    recipient_field: ClassVar = "partner"
    hidden_while: ClassVar = ("status", frozenset({"drafted", "cancelled"}))
    ended_when: ClassVar = ("status", frozenset({"declined", "redirected", "cancelled", "closed"}))
    rests_on: ClassVar = frozenset({"consent"})
    tasks: ClassVar = REFERRAL_TASKS
    readable_after_end: ClassVar = {
        "partner": frozenset({"partner", "service", "sent_on", "reply_by", "status", "appointment_on"})
    }
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
    writable_by: ClassVar = {
        "coordinator": frozenset({"status", "status_because"}),
        "partner": frozenset({"status", "status_because", "partner_note", "appointment_on"}),
    }
    example: ClassVar = {
        "partner": demo_id("partner 2"),
        "service": "assessment",
        "urgency": "soon",
        "reason": "Perlu asesmen.",
        "status": "sent",
        "sent_on": "2026-11-01",
        "reply_by": "2026-11-09",
        "carries": {"code": "7Q4MK2H"},
    }
    edit: ClassVar = {"partner_note": "Datang Senin."}
    looks_at: ClassVar = frozenset({"consent", "screening"})
    rules: ClassVar = (
        Ladder(code="referral_step", field="status", first=tuple(STATES["first"]), next=STATES["next"]),
        SetBy(code="step_of_others", fields=("status",), by=STATES["by"]),
        Required(
            code="because_needed", fields=("status_because",), when=(Where("status", tuple(STATES["needs_reason"])),)
        ),
        Required(code="sent_on_needed", fields=("sent_on",), when=(Where("status", ("sent",)),)),
        InOrder(code="reply_before_sent", first="sent_on", then="reply_by"),
        InOrder(code="appointment_before_sent", first="sent_on", then="appointment_on"),
        Forbidden(
            code="no_appointment",
            fields=("appointment_on",),
            when=(Where("status", UNANSWERED),),
        ),
    )

    partner: PartnerId | None = None
    """The institution it goes to."""
    service: Service | None = None
    """What the institution is asked to do."""
    urgency: Literal["routine", "soon", "urgent"] | None = None
    """How soon the institution should see the client."""
    reason: Note | None = None
    """Why the client is referred; the institution reads it."""
    consent: Annotated[RecordId, Refers("consent")] | None = None
    """The consent it stands on."""
    screening: Annotated[RecordId, Refers("screening")] | None = None
    """The interview whose scores it carries."""
    carries: Carries | None = None
    """What the partner may read of the case."""
    escort: bool | None = None
    """Whether somebody comes along."""
    transport: bool | None = None
    """Whether the way has to be arranged."""
    sent_on: PastDay | None = None
    """The day on which it was sent."""
    reply_by: Day | None = None
    """The day by which an answer is due."""
    status: Status | None = None
    """The step it stands at."""
    status_because: Reason | None = None
    """Why it was refused or cancelled."""
    partner_note: Note | None = None
    """What the institution says."""
    appointment_on: Day | None = None
    """When the client is expected there."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """It goes out with her consent alone, and carries what that names, as it was scored."""
        flags = (self.carries.red_flags if self.carries else None) or []
        if len(flags) != len(set(flags)):
            yield fault("twice", "carries/red_flags")
        sends = self.status == "sent" and (before is None or before.status != "sent")
        yield from self.agreed(case, sends=sends)
        yield from self.taken_there(before, case, sends=sends)
        yield from self.scored(case)
        if before is not None:
            yield from self.kept(before)

    @classmethod
    def revoked(cls, recipient: str, case: Case) -> bool:
        """She took back that she may be referred, or agrees by now to other institutions alone."""
        status = consent_status(case.of("consent"))
        act = status.given.get("referral")
        named = act.record.value("partners") if act else None
        return recipient not in named if named else "referral" in status.withdrawn

    def agreed(self, case: Case, *, sends: bool) -> Iterator[Fault]:
        """By what she agrees to now, to this institution, item by item; a draft goes nowhere yet."""
        if not self.is_out():
            return
        act = consent_status(case.of("consent")).given.get("referral")
        named = act.record.value("partners") if act else None
        if act is None or (named and self.partner not in named):
            yield fault("referral_not_agreed", *(("status",) if sends else ()), "carries")
            return
        allowed = {*(act.record.value("items") or ()), *ALWAYS_CARRIED}
        for name in self.carries.model_fields_set if self.carries else ():
            if ITEM_OF.get(name, name) not in allowed and getattr(self.carries, name) is not None:
                yield fault("not_agreed_to_carry", f"carries/{name}", "carries")

    def taken_there(self, before: Self | None, case: Case, *, sends: bool) -> Iterator[Fault]:
        """Nobody is sent where nobody takes her. What was sent once goes on, whatever became of the institution."""
        institution = case.institutions.get(self.partner or "")
        asked = sends or (before is not None and self.is_out() and self.service != before.service)
        if institution is None:
            if asked or before is None:
                yield fault("institution_unknown", "partner", "status", "service")
        elif sends and not institution.active:
            yield fault("institution_retired", "partner", "status")
        elif asked and self.service not in institution.services:
            yield fault("service_not_offered", "service", "partner", "status")

    def is_out(self) -> bool:
        """It left the unit, and was not called back."""
        return self.status not in ("drafted", "cancelled")

    def scored(self, case: Case) -> Iterator[Fault]:
        """Scores and bands are those of the interview it names, or at least fit each other."""
        carried = (self.carries.scores if self.carries else None) or {}
        interview = next((one.record for one in case.of("screening") if one.id == self.screening), None)
        own = interview.value("scores") if interview else None
        for topic, one in carried.items():
            right = own.get(topic) if own else None
            band = right.band if right else instruments.definition("assist").band(topic, one.score)
            if one.band != band or (own is not None and (right is None or right.score != one.score)):
                yield fault("not_its_band", f"carries/scores/{topic}", "carries")

    def kept(self, before: Self) -> Iterator[Fault]:
        """What a step said stays when the next is taken."""
        for name in ("status_because", "reply_by", "sent_on"):
            if before.value(name) is not None and self.value(name) is None:
                yield fault("stays", name)
