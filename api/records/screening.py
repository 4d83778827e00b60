"""A screening in the field (SIL): the answers of one interview, its verified scores, the decision. A fact."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from api import instruments, policies
from api.records.field_types import Day, Note, PastDay, Refers, Short
from api.records.record import Case, Fault, Record, RecordId, fault
from api.records.rules import InOrder
from api.records.vocabulary import Band, Decision, Injecting, Suggestion

# One who used cannabis alone: monthly, with weekly desire, and somebody worried in the past three months.
SHEET = {
    "q1": {
        "tobacco": False, "alcohol": False, "cannabis": True, "cocaine": False, "amphetamines": False,
        "inhalants": False, "sedatives": False, "hallucinogens": False, "opioids": False, "other": False,
    },
    "q2": {"cannabis": "monthly"}, "q3": {"cannabis": "weekly"}, "q4": {"cannabis": "never"},
    "q5": {"cannabis": "never"}, "q6": {"cannabis": "recent"}, "q7": {"cannabis": "never"}, "q8": "never",
}  # fmt: skip


class ScoreOf(BaseModel):
    """One substance. ASSIST knows no total."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    score: Annotated[int, Field(ge=0, le=39)]
    band: Band


class Screening(Record):
    """What the phone scored at once, the server scores again: what differs is refused.

    Without `consent` it is kept and marked for the coordinator (the phone does not offer it).
    """

    kind: ClassVar = "screening"
    plural: ClassVar = "screenings"
    about: ClassVar = "Interviews with an instrument; scores are verified here."
    day: ClassVar = "on"
    append_only: ClassVar = True
    immutable_fields: ClassVar = frozenset({"instrument", "version", "on", "answers"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"instrument", "version", "on", "scores", "headline", "injecting", "policy", "suggestion", "decision",
             "decision_because", "brief_intervention", "consent", "next_on", "voided_because"}
        )
    }  # fmt: skip

    example: ClassVar = {
        "instrument": "assist",
        "version": "3.1-id-1",
        "on": "2026-11-23",
        "answers": SHEET,
        "scores": {"cannabis": {"score": 14, "band": "moderate"}},
        "headline": "moderate",
        "injecting": "never",
        "suggestion": "ibm_approval",
        "decision": "ibm_approval",
        "brief_intervention": "given",
    }
    edit: ClassVar = {"note": "Lain.", "amended_because": "Salah tulis."}
    rules: ClassVar = (InOrder(code="next_meeting_before", first="on", then="next_on"),)

    instrument: Literal["assist"] | None = None
    """Which interview."""
    version: Short | None = None
    """Which version of it."""
    on: PastDay | None = None
    """The day of the interview."""
    answers: dict[str, Any] | None = None
    """The sheet, in the instrument's own shape."""
    scores: dict[Short, ScoreOf] | None = None
    """By substance; ASSIST knows no total."""
    headline: Band | None = None
    """The gravest band of the deciding substances."""
    injecting: Injecting | None = None
    """Read off the answers."""
    policy: Short | None = None
    """The version of the eligibility policy."""
    suggestion: Suggestion | None = None
    """What the policy suggests."""
    decision: Decision | None = None
    """What was decided, with the client."""
    decision_because: Note | None = None
    """Why it differs from the suggestion."""
    brief_intervention: Literal["given", "information", "declined", "later"] | None = None
    """Whether the short talk was held."""
    urine: Literal["negative", "positive", "refused"] | None = None
    """Supporting only, never a diagnosis, never without the interview."""
    urine_on: PastDay | None = None
    """The day of the test."""
    consent: Annotated[RecordId, Refers("consent")] | None = None
    """The consent it stands on."""
    next_on: Day | None = None
    """When they meet again."""
    note: Note | None = None

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """The sheet is complete and possible, its scores are right, a decision of one's own has a reason."""
        if self.decision != self.suggestion and not self.decision_because:
            yield fault("decision_because_needed", "decision_because", "decision")
        yield from self.sheet()

    def sheet(self) -> Iterator[Fault]:
        """By the definition it was given under."""
        if self.instrument is None or self.version is None or self.answers is None:
            return
        if (self.instrument, self.version) not in instruments.INSTRUMENTS:
            yield fault("instrument_unknown", "version", "instrument")
            return
        wrong = list(instruments.faults(self.instrument, self.version, self.answers))
        yield from (Fault((f"answers{pointer}",), "answer", detail) for pointer, detail in wrong)
        if not wrong:
            yield from self.scoring(self.instrument, self.version, self.answers)

    def scoring(self, instrument: str, version: str, answers: dict[str, Any]) -> Iterator[Fault]:
        """What a phone left out is no fault; what it says must be what the manual says."""
        right = instruments.score(instrument, version, answers)
        expected = {name: (one["score"], one["band"]) for name, one in right.scores.items()}
        if self.scores is not None and {name: (one.score, one.band) for name, one in self.scores.items()} != expected:
            yield fault("scores_wrong", "scores", "answers")
        if self.injecting not in (None, right.injecting):
            yield fault("not_from_answers", "injecting", "answers")
        if self.policy not in (None, *policies.POLICIES["eligibility"]):
            yield fault("policy_unknown", "policy")
        elif self.headline not in (None, policies.eligibility(self.policy).risk(right.bands)):
            yield fault("not_from_answers", "headline", "answers")
