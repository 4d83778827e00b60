"""A screening in the field (SIL): the answers of one interview, its verified scores, the decision. A fact."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field

from api import instruments, policies
from api.policies.eligibility import Facts, Outcome
from api.records.agreed import Agreed, Consented
from api.records.approval_tasks import ASKING_TASKS
from api.records.field_types import Day, Line, Note, PastDay, Refers, Short
from api.records.meetings import MEETING_TASKS
from api.records.plan_tasks import MAKE_PLAN
from api.records.record import Case, Fault, Record, RecordId, fault
from api.records.referral_tasks import DECISION_TASKS
from api.records.rule import Where
from api.records.rules import Excludes, InOrder, Required
from api.records.vocabulary import (
    AgeBand,
    Band,
    CareNeeds,
    Decision,
    Injecting,
    RedFlags,
    Retired,
    Substance,
    Suggestion,
)
from api.shapes import ClosedShape

Present = Literal["alone", "parent", "teacher_bk", "spouse", "friend"]
TalkStep = Literal[
    "permission", "feedback", "advice", "responsibility", "concern", "good", "less_good", "summary", "takeaway"
]  # fmt: skip

# One who used cannabis alone: monthly, with weekly desire, and somebody worried in the past three months.
SHEET = {
    "q1": {
        "tobacco": False, "alcohol": False, "cannabis": True, "cocaine": False, "amphetamines": False,
        "inhalants": False, "sedatives": False, "hallucinogens": False, "opioids": False, "other": False,
    },
    "q2": {"cannabis": "monthly"}, "q3": {"cannabis": "weekly"}, "q4": {"cannabis": "never"},
    "q5": {"cannabis": "never"}, "q6": {"cannabis": "recent"}, "q7": {"cannabis": "never"}, "q8": "never",
}  # fmt: skip


class ScoreOf(ClosedShape):
    """One substance. ASSIST knows no total."""

    model_config = ConfigDict(frozen=True)

    score: Annotated[int, Field(ge=0, le=39)]
    """Points of this substance, 0 to 39."""
    band: Band
    """The risk the points stand for."""


class Screening(Record):
    """What the phone scored at once, the server scores again: what differs is refused.

    Without `consent` it is kept and marked for the coordinator (the phone does not offer it).
    """

    kind: ClassVar = "screening"
    plural: ClassVar = "screenings"
    about: ClassVar = "Interviews with an instrument; scores are verified here."
    day: ClassVar = "on"
    append_only: ClassVar = True
    contact: ClassVar = True
    tasks: ClassVar = (*MEETING_TASKS, *DECISION_TASKS, *ASKING_TASKS, MAKE_PLAN)
    immutable_fields: ClassVar = frozenset({"instrument", "version", "on", "answers"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"instrument", "version", "on", "scores", "headline", "injecting", "policy", "suggestion", "decision",
             "decision_because", "brief_intervention", "consent", "next_on", "rule", "age_band", "place", "present",
             "explained", "red_flags", "care_needs", "talk_done", "talk_steps", "voided_because"}
        )
    }  # fmt: skip

    example: ClassVar = {
        "instrument": "assist",
        "version": "3.1-id-2",
        "on": "2026-11-23",
        "answers": SHEET,
        "scores": {"cannabis": {"score": 14, "band": "moderate"}},
        "headline": "moderate",
        "injecting": "never",
        "policy": "2027-1",
        "suggestion": "ibm_approval",
        "rule": 8,
        "age_band": "18-24",
        "decision": "ibm_approval",
        "talk_done": "given",
    }
    edit: ClassVar = {"note": "Lain.", "amended_because": "Salah tulis."}
    looks_at: ClassVar = frozenset({"consent"})
    rules: ClassVar = (
        InOrder(code="next_meeting_before", first="on", then="next_on"),
        Excludes(code="alone_excludes", field="present", options=("alone",)),
        Agreed(code="screening_withdrawn", layer="screening", day="on"),
        Consented(code="screening_not_agreed", layer="screening", fields=("consent", "on")),
        Agreed(
            code="urine_withdrawn",
            layer="urine",
            day="on",
            fields=("urine",),
            same_day=True,
            when=(Where("urine", ("negative", "positive")),),
        ),
        Required(code="policy_needed", fields=("policy", "suggestion"), when=(Where("rule"),)),
    )

    instrument: Literal["assist"] | None = None
    """Which questionnaire was used."""
    version: Short | None = None
    """Which version of it, such as `3.1-id-2`; the newest stands last at `/v1/instruments`."""
    on: PastDay | None = None
    """The day of the interview."""
    answers: dict[str, Any] | None = None
    """The sheet, in the instrument's own shape."""
    scores: dict[Short, ScoreOf] | None = None
    """By substance; ASSIST knows no total."""
    headline: Band | None = None
    """The gravest band of the deciding substances."""
    injecting: Injecting | None = None
    """Whether and how lately she injected, read off the answers."""
    policy: Short | None = None
    """The version of the eligibility policy."""
    suggestion: Suggestion | None = None
    """What the policy suggests."""
    rule: Annotated[int, Field(ge=1, le=99)] | None = None
    """The number of the policy's rule that spoke; an app that says it has the suggestion verified here."""
    age_band: AgeBand | None = None
    """As the client stood when it was judged."""
    place: Literal["home", "post", "school", "hangout", "health_post", "village_office"] | None = None
    """Where the interview was held."""
    present: Annotated[list[Present], Field(max_length=5)] | None = None
    """Who could hear it."""
    explained: bool | None = None
    """Whether it was said first that this is to understand, not to judge."""
    probe: bool | None = None
    """Whether it was asked once more after ten times no."""
    red_flags: RedFlags | None = None
    """Signs of danger now."""
    care_needs: CareNeeds | None = None
    """What needs care and is no danger."""
    main_substance: Substance | None = None
    """The one that troubles her most."""
    route: Annotated[list[Literal["smoke", "swallow", "inject", "sniff", "inhale"]], Field(max_length=5)] | None = None
    """How she takes it."""
    years: Annotated[int, Field(ge=0, le=80)] | None = None
    """For how many years."""
    treated_before: Literal["never", "outpatient", "inpatient", "prison", "community"] | None = None
    """Where she was treated before."""
    talk_done: Literal["given", "information", "declined", "later"] | None = None
    """Whether the short talk was held."""
    talk_steps: Annotated[list[TalkStep], Field(max_length=9)] | None = None
    """Which steps of the talk were taken."""
    agreed_step: Line | None = None
    """What she will try, in her own words."""
    worried: Annotated[int, Field(ge=0, le=10)] | None = None
    """How worried she is, 0 to 10."""
    ready: Annotated[int, Field(ge=0, le=10)] | None = None
    """How ready to change, 0 to 10."""
    decision: Decision | None = None
    """What was decided, with the client."""
    decision_because: Note | None = None
    """Why it differs from the suggestion."""
    brief_intervention: Annotated[Literal["given", "information", "declined", "later"], Retired()] | None = None
    """As `talk_done`, of older apps."""
    urine: Literal["negative", "positive", "refused"] | None = None
    """Supporting only, never a diagnosis, never without the interview."""
    urine_on: PastDay | None = None
    """The day of the test."""
    consent: Annotated[RecordId, Refers("consent")] | None = None
    """The consent it stands on."""
    next_on: Day | None = None
    """When they meet again."""
    note: Note | None = None
    """What else was said; offices do not read it."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """The sheet is complete and possible, its scores are right, a decision of one's own has a reason."""
        if self.decision not in (None, "later", self.suggestion) and not self.decision_because:
            yield fault("decision_because_needed", "decision_because", "decision")
        yield from self.sheet()

    def sheet(self) -> Iterator[Fault]:
        """By the definition it was given under."""
        if self.instrument is None or self.version is None or self.answers is None:
            return
        if (self.instrument, self.version) not in instruments.INSTRUMENTS:
            yield fault("instrument_unknown", "version", "instrument")
            return
        sheet = instruments.Sheet(instruments.INSTRUMENTS[self.instrument, self.version], self.answers)
        wrong = sheet.faults()
        yield from (Fault((f"answers{one.pointer}",), one.code, one.detail) for one in wrong)
        if not wrong:
            yield from self.scoring(instruments.result_of(sheet))

    def scoring(self, right: instruments.Result) -> Iterator[Fault]:
        """What a phone left out is no fault; what it says must be what the manual says."""
        expected = {name: (one["score"], one["band"]) for name, one in right.scores.items()}
        if self.scores is not None and {name: (one.score, one.band) for name, one in self.scores.items()} != expected:
            yield fault("scores_wrong", "scores", "answers")
        if self.injecting not in (None, right.injecting):
            yield fault("not_from_answers", "injecting", "answers")
        if self.policy not in (None, *policies.POLICIES["eligibility"]):
            yield fault("policy_unknown", "policy")
            return
        policy = policies.eligibility(self.policy)
        if self.headline not in (None, policy.risk(right.bands)):
            yield fault("not_from_answers", "headline", "answers")
        if self.rule is not None:
            yield from self.judging(policy.judge(self.facts(right)), ever_used=bool(right.bands))

    def facts(self, right: instruments.Result) -> Facts:
        """What the policy weighs: all of it stands in this record."""
        return Facts(
            right.bands, right.recent, right.injecting, self.red_flags or (), self.care_needs or (), self.age_band
        )

    def judging(self, outcome: Outcome, *, ever_used: bool) -> Iterator[Fault]:
        """What an app says the policy said must be what it says."""
        if (self.rule, self.suggestion) != (outcome.rule, outcome.suggestion):
            yield fault("not_from_policy", "suggestion", "rule", "red_flags", "care_needs", "answers")
        if not ever_used and not self.probe:
            yield fault("probe_needed", "probe", "answers")
