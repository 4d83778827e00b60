"""Asks the district office (BNNK) whether a client of moderate risk may be accompanied here: scores, and no name."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field

from api.ids import demo_id
from api.records.agreed import Agreed
from api.records.approval_tasks import APPROVAL_TASKS
from api.records.calling_names import calls_one
from api.records.case import CaseRecords, Receipt
from api.records.consent_status import consent_status, is_given
from api.records.field_types import DistrictCode, Line, PastDay, Reason, Refers, Short, as_json
from api.records.record import Case, Fault, Record, RecordId, fault
from api.records.referral_parts import CarriedScore
from api.records.rule import Where
from api.records.rules import Ladder, Required
from api.records.set_by import ANY, SetBy
from api.records.vocabulary import AgeBand, Band, CareNeeds, Injecting, RedFlags, Suggestion
from api.shapes import ClosedShape

STATES = json.loads((Path(__file__).parent / "approval_states.json").read_text())
OF_SCREENING = (
    "scores", "headline", "injecting", "red_flags", "care_needs", "age_band", "suggestion", "rule", "policy",
)  # fmt: skip
ANSWERS = frozenset({"status", "answer_because", "condition"})
HEARD = frozenset({"heard", "heard_on", "heard_from"})
"""What the office said by telephone: told by whoever heard it, until the office answers itself."""
ANSWERED = ("reason", "answer_because", "condition")
"""What was judged by, and what was said to it: both stay."""
ASKED = Where("status", ("asked",))
ENDED = frozenset({"approved", "refused", "withdrawn"})


class Question(ClosedShape):
    """What the officer judges by: never who it is, and no place smaller than a kecamatan."""

    model_config = ConfigDict(frozen=True)

    kecamatan: Short | None = None
    """The kecamatan of the unit. Null: unknown."""
    age_band: AgeBand | None = None
    """Years. Null: unknown."""
    sex: Short | None = None
    """As the client says. Null: unknown."""
    screened_on: PastDay | None = None
    """The day of the interview."""
    scores: dict[Short, CarriedScore] | None = None
    """By substance, as the interview gave them. Null: nothing was ever used."""
    headline: Band | None = None
    """The gravest band of the deciding substances. Null: none was ever used."""
    injecting: Injecting | None = None
    """Whether and how lately the client injected. Null: unknown."""
    red_flags: RedFlags | None = None
    """Signs of danger at the interview. Null: none."""
    care_needs: CareNeeds | None = None
    """What needs care and is no danger. Null: nothing."""
    suggestion: Suggestion | None = None
    """What the policy suggested."""
    rule: Annotated[int, Field(ge=1, le=99)] | None = None
    """The number of the policy's rule that spoke. Null: an older app said none."""
    policy: Short | None = None
    """The version of the eligibility policy."""


class Approval(Record):
    """Asked by whoever accompanies the client; answered by the district's office, which reads nothing else of her."""

    kind: ClassVar = "approval"
    plural: ClassVar = "approvals"
    about: ClassVar = (
        "Whether the district's office agrees that the unit accompanies a client; it reads scores, no name."
    )
    day: ClassVar = "asked_on"
    step_days: ClassVar = {"asked_on": ("status", frozenset({"asked"}))}
    immutable_fields: ClassVar = frozenset({"screening"})
    required_fields: ClassVar = frozenset({"asked_on", "reason", "status"})
    exclusive_fields: ClassVar = frozenset({"status"})
    kept_fields: ClassVar = frozenset({"district", "carries", "answered_on", "officer"})
    area_field: ClassVar = "district"
    falls_with: ClassVar = dict.fromkeys(HEARD, ("status", frozenset({"asked"})))
    ended_when: ClassVar = ("status", ENDED)
    rests_on: ClassVar = frozenset({"consent"})
    looks_at: ClassVar = frozenset({"client", "consent", "screening"})
    tasks: ClassVar = APPROVAL_TASKS
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"screening", "asked_on", "status", "answer_because", "condition", "district", "answered_on", "officer",
             "heard", "heard_on", "heard_from", "voided_because"}
        ),
        "district": frozenset(
            {"asked_on", "reason", "heard", "heard_on", "heard_from", "status", "answer_because", "condition",
             "district", "carries", "answered_on", "officer", "voided_because"}
        ),
    }  # fmt: skip
    readable_after_end: ClassVar = {"district": frozenset({"asked_on", "status", "district", "answered_on", "officer"})}
    writable_by: ClassVar = {"district": ANSWERS, "coordinator": HEARD}
    example: ClassVar = {
        "screening": demo_id("screening"),
        "asked_on": "2026-11-23",
        "reason": "Ingin berhenti, keluarganya mendukung, bisa bertemu tiap minggu.",
        "status": "asked",
    }
    edit: ClassVar = {"reason": "Ingin berhenti, dan bisa bertemu tiap minggu."}
    rules: ClassVar = (
        Ladder(code="approval_step", field="status", first=tuple(STATES["first"]), next=STATES["next"]),
        SetBy(code="step_of_others", fields=("status",), by=STATES["by"]),
        SetBy(code="district_says", fields=("answer_because", "condition"), by={ANY: ["district"]}),
        Required(
            code="because_needed", fields=("answer_because",), when=(Where("status", tuple(STATES["needs_reason"])),)
        ),
        Required(fields=("heard_on", "heard_from"), when=(Where("heard"),)),
        Agreed(code="approval_withdrawn", layer="approval", fields=("status",), when=(ASKED,)),
    )

    screening: Annotated[RecordId, Refers("screening")] | None = None
    """The interview it is about; what the officer reads of it is copied into `carries` here."""
    asked_on: PastDay | None = None
    """The day on which it was asked, or asked again; the answer is due three working days later."""
    reason: Reason | None = None
    """Why the client may be accompanied here. The officer reads it: no name, no alias, no code."""
    status: Literal["asked", "approved", "refused", "more_info", "withdrawn"] | None = None
    """How it stands; `more_info`: the officer asks something."""
    answer_because: Reason | None = None
    """Why not, or what the officer wants to know."""
    condition: Line | None = None
    """Under which condition, such as at most eight meetings and another interview then."""
    heard: Literal["approved", "refused"] | None = None
    """What the office said by telephone. It stands until the office answers here, and is no answer of its own."""
    heard_on: PastDay | None = None
    """The day on which it was said."""
    heard_from: Line | None = None
    """Who said it. The officer reads it."""
    district: DistrictCode | None = None
    """The kabupaten or kota whose office is asked; given by the server."""
    carries: Question | None = None
    """What the officer reads of the case; copied by the server from the interview when it is asked."""
    answered_on: PastDay | None = None
    """The day of the answer; given by the server."""
    officer: Line | None = None
    """Who answered; given by the server."""

    def kept_at_receipt(self, before: Self | None, receipt: Receipt) -> Mapping[str, Any]:
        """Whom it goes to and what it carries, as things stand when it is asked; who answered it, and when."""
        if before is not None and before.status == self.status:
            return {}
        if self.status == "asked":
            place = receipt.place()
            return {"district": place.district, "carries": self.carried(receipt.case, place.kecamatan)}
        if receipt.role == "district":
            return {"answered_on": str(receipt.on), "officer": receipt.by}
        return {}

    def carried(self, case: Case, kecamatan: str) -> Mapping[str, Any]:
        """Out of the interview, without its answers and notes."""
        interview = next((one.record for one in case.of("screening") if one.id == self.screening), None)
        told = {name: interview.value(name) if interview else None for name in OF_SCREENING}
        told |= {"kecamatan": kecamatan, "sex": case.head("sex"), "screened_on": interview and interview.value("on")}
        told["age_band"] = told["age_band"] or case.head("age_band")
        told["scores"] = {topic: as_json(one) for topic, one in (told["scores"] or {}).items()} or None
        return {name: value for name, value in told.items() if value is not None}

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """It goes out with her consent alone, and calls nobody by name."""
        asks = self.status == "asked" and (before is None or before.status != "asked")
        if asks and not is_given(case, "approval"):
            yield fault("approval_not_agreed", "status", "screening")
        if before is not None and before.status in ENDED:
            said = [name for name in ANSWERED if getattr(self, name) != getattr(before, name)]
            yield from (fault("approval_answered", name) for name in said)
        hers = [str(case.head(one) or "") for one in ("alias", "code")]
        read = [name for name in ("reason", "heard_from") if calls_one(getattr(self, name) or "", hers)]
        yield from (fault("approval_names_her", name) for name in read)

    @classmethod
    def revoked(cls, _recipient: str | None, records: CaseRecords) -> bool:
        """She does not agree that the district's officer sees her scores: she took it back, or what said that she does
        was taken back itself. It was asked with her consent alone."""
        return "approval" not in consent_status(records["consent"]).given
