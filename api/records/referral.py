"""A referral to a partner institution (IPWL): what is asked, what it carries with consent, and the partner's answer."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field

from api.ids import demo_id
from api.records.case import CaseRecords, Receipt
from api.records.consent_status import consent_status
from api.records.field_types import Day, DistrictCode, Line, LongDay, Note, PartnerId, PastDay, Reason, Refers, Short
from api.records.record import Case, Fault, Record, RecordId, fault
from api.records.referral_agreement import lacks_agreement
from api.records.referral_cosign import CosignRisk, asked_to_sign
from api.records.referral_parts import (
    ALWAYS_CARRIED,
    ITEM_OF,
    STATES,
    Care,
    Carries,
    Discharge,
    HourText,
    NumberText,
    ReferralStep,
    Requirements,
    Service,
    Status,
)
from api.records.referral_rules import AFTER_END, READABLE, RULES, WRITABLE
from api.records.referral_scores import score_faults
from api.records.referral_tasks import REFERRAL_TASKS
from api.records.vocabulary import Band


class Referral(Record):
    """Drafted and sent by the agent; answered by the partner it is addressed to, and handed back in the end."""

    kind: ClassVar = "referral"
    plural: ClassVar = "referrals"
    about: ClassVar = "To a partner institution, which reads what was sent to it and answers on the same record."
    day: ClassVar = "sent_on"
    step_days: ClassVar = {"sent_on": ("status", frozenset({"sent"}))}
    immutable_fields: ClassVar = frozenset({"partner"})
    required_fields: ClassVar = frozenset({"status", "service"})
    exclusive_fields: ClassVar = frozenset({"status"})
    recipient_field: ClassVar = "partner"
    area_field: ClassVar = "district"
    hidden_while: ClassVar = ("status", frozenset({"drafted", "cancelled"}))
    ended_when: ClassVar = ("status", frozenset({"declined", "redirected", "cancelled", "closed"}))
    rests_on: ClassVar = frozenset({"consent"})
    tasks: ClassVar = REFERRAL_TASKS
    kept_fields: ClassVar = frozenset({"number", "steps", "district", "risk", "cosigned_on", "cosigned_by"})
    readable_after_end: ClassVar = AFTER_END
    readable_by: ClassVar = READABLE
    writable_by: ClassVar = WRITABLE
    example: ClassVar = {
        "partner": demo_id("partner 2"),
        "service": "assessment",
        "urgency": "soon",
        "reason": "Perlu asesmen.",
        "status": "sent",
        "sent_on": "2026-11-01",
        "reply_by": "2026-11-09",
        "carries": {"code": "7Q4MK2H"},
        "no_agreement_because": "Perjanjiannya sedang diurus BNNK.",
    }
    edit: ClassVar = {"partner_note": "Datang Senin."}
    looks_at: ClassVar = frozenset({"consent", "screening"})
    rules: ClassVar = RULES

    number: NumberText | None = None
    """As papers and telephone calls name it; given by the server when it first receives it as sent."""
    steps: Annotated[list[ReferralStep], Field(max_length=40)] | None = None
    """Every step since it was sent, with its reason; kept by the server, nothing in it is ever taken out."""
    partner: PartnerId | None = None
    """The institution it goes to."""
    service: Service | None = None
    """What the institution is asked to do."""
    urgency: Literal["routine", "soon", "urgent"] | None = None
    """How soon the institution should see the client."""
    path: Literal["voluntary", "tat", "court"] | None = None
    """Whether the client comes by herself, after an integrated assessment (TAT), or by a court's word."""
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
    agreement_until: LongDay | None = None
    """Until when the agreement holds on which the app let it go; an app that says so has it verified here."""
    no_agreement_because: Reason | None = None
    """Why it goes to an institution with which the unit has no agreement on that day; it stays in the unit."""
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
    appointment_time: HourText | None = None
    """At what time, by the institution's clock: `09:30`."""
    appointment_place: Line | None = None
    """Where in the institution."""
    requirements: Requirements | None = None
    """What the institution asks to be brought this time, beside what the register says of it."""
    ready: Requirements | None = None
    """What the family has ready of it."""
    arrived_on: PastDay | None = None
    """The day on which the client came there."""
    accompanied_by: Literal["agent", "family", "bnnk", "alone"] | None = None
    """Who came along."""
    assessed_on: PastDay | None = None
    """The day of the institution's assessment."""
    level: Band | None = None
    """What that found, in one word; never its sheet (ASI)."""
    plan_kind: Care | None = None
    """The care that was planned."""
    plan_weeks: Annotated[int, Field(ge=1, le=104)] | None = None
    """For how many weeks."""
    plan_from: Day | None = None
    """From which day on."""
    card_no: Short | None = None
    """The number of the report card (kartu lapor diri, PP 25/2011 art. 10)."""
    card_on: PastDay | None = None
    """The day of that card."""
    sessions_done: Annotated[int, Field(ge=0, le=999)] | None = None
    """How often the client came for care."""
    progress: Literal["good", "slow", "stopped"] | None = None
    """How it goes, in one word."""
    discharged_on: PastDay | None = None
    """The day on which the care ended."""
    discharge: Discharge | None = None
    """How it ended."""
    aftercare_plan: Note | None = None
    """What the unit goes on with, in the institution's words."""
    district: DistrictCode | None = None
    """The kabupaten or kota whose office is asked to sign; given by the server. Null: none is."""
    risk: CosignRisk | None = None
    """What that office signs upon; copied by the server when it is sent."""
    cosign: Literal["signed"] | None = None
    """The office's signature."""
    cosigned_on: PastDay | None = None
    """The day on which it signed; given by the server."""
    cosigned_by: Line | None = None
    """Who signed; given by the server."""

    def kept_at_receipt(self, before: Self | None, receipt: Receipt) -> Mapping[str, Any]:
        """Its number, and one more step where it took one. A draft goes nowhere and has neither."""
        if self.status == "drafted" or (self.status == "cancelled" and self.number is None):
            return {}
        steps = [*(self.steps or ()), *(steps_before(before) if self.steps is None else ())]
        if before is None or before.status != self.status or not steps:
            why = self.status_because
            anew = before is None or before.status_because != why or self.status in STATES["needs_reason"]
            on = (self.sent_on if self.status == "sent" else None) or receipt.on
            taken = {"status": self.status, "on": on, "by": receipt.role, "because": why if anew else None}
            steps.append(ReferralStep.model_validate(taken))
        told = [one.model_dump(mode="json", exclude_none=True) for one in steps]
        return {"number": self.number or receipt.number("R"), "steps": told, **self.cosigned(before, receipt)}

    def cosigned(self, before: Self | None, receipt: Receipt) -> Mapping[str, Any]:
        """Who is asked to sign, as it is sent; who signed, and when."""
        if self.status == "sent" and (before is None or before.status != "sent"):
            return asked_to_sign(self.screening, self.carries, receipt)
        if self.cosign and (before is None or not before.cosign):
            return {"cosigned_on": str(receipt.on), "cosigned_by": receipt.by}
        return {}

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """It goes out with her consent alone, and carries what that names, as it was scored."""
        flags = (self.carries.red_flags if self.carries else None) or []
        if len(flags) != len(set(flags)):
            yield fault("twice", "carries/red_flags")
        sends = self.status == "sent" and (before is None or before.status != "sent")
        yield from self.agreed(case, sends=sends)
        yield from self.taken_there(before, case, sends=sends)
        yield from score_faults(self.screening, self.carries, case)
        if before is not None:
            yield from self.kept(before)

    @classmethod
    def revoked(cls, recipient: str | None, records: CaseRecords) -> bool:
        """She does not agree that she is referred, or agrees by now to other institutions alone; the district's office
        (no recipient) reads it while she agrees to that too."""
        given = consent_status(records["consent"]).given
        if recipient is None:
            return not {"approval", "referral"} <= given.keys()
        act = given.get("referral")
        named = act.record.value("partners") if act else None
        return act is None or bool(named and recipient not in named)

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
        elif sends and lacks_agreement(institution, case, self.agreement_until, self.no_agreement_because):
            yield fault("agreement_missing", "no_agreement_because", "agreement_until", "partner", "status")

    def is_out(self) -> bool:
        """It left the unit, and was not called back."""
        return self.status not in ("drafted", "cancelled")

    def kept(self, before: Self) -> Iterator[Fault]:
        """What a step said stays when the next is taken."""
        for name in ("status_because", "reply_by", "sent_on", "cosign"):
            if before.value(name) is not None and self.value(name) is None:
                yield fault("stays", name)


def steps_before(before: Referral | None) -> Iterator[ReferralStep]:
    """What a record tells of its steps that was sent before they were kept."""
    if before is None or not before.is_out():
        return
    yield ReferralStep(status="sent", on=before.sent_on)
    if before.status and before.status != "sent":
        yield ReferralStep(status=before.status, because=before.status_because)
