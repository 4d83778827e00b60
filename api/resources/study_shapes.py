"""Comparison studies on the wire."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from api.ballots.study_results import IBM, START
from api.identity.enrolment_codes import Attempt
from api.problems.messages import value_fault
from api.records.blank_text import shown_text
from api.shapes import ClosedShape, WireShape

Arm = Literal["ibm", "waiting", "usual_care", "other_village"]
StudyPoint = Literal["start", "m1", "m3", "m6", "m12"]
AdultBand = Literal["18-24", "25-34", "35-44", "45-59", "60+"]
MemberSex = Literal["female", "male", "unsaid"]
StudyDay = Annotated[date, Field(strict=False)]
Percent = Annotated[int, Field(ge=0, le=100, examples=[60])]


class StudyFrame(WireShape):
    """What a phone has to know of a study."""

    name: Annotated[str, StringConstraints(min_length=3, max_length=120), AfterValidator(shown_text)]
    """As people call it."""
    question: Annotated[str, StringConstraints(min_length=10, max_length=500), AfterValidator(shown_text)]
    """What is to be found out, as a member is told it."""
    starts_on: StudyDay
    """The first day on which somebody is asked."""
    ends_on: StudyDay
    """The last one."""
    arms: Annotated[list[Arm], Field(min_length=2, max_length=4)]
    """Who is compared: those whom a unit accompanies (`ibm`), and at least one group of others."""
    points: Annotated[list[StudyPoint], Field(min_length=2, max_length=5)]
    """When each is asked: at the start, and so many months later."""
    instrument: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    """A questionnaire of the quality of life, such as `whoqol-bref`."""
    version: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    """Which version of it."""


class StudyText(StudyFrame, ClosedShape):
    """A study as the nation's office writes it. Once it has begun, who is compared, when and by what stays."""

    ethics_no: Annotated[str, StringConstraints(min_length=3, max_length=60), AfterValidator(shown_text)]
    """Under which number an ethics committee approved it."""
    n_target: Annotated[int, Field(ge=0, le=100_000)]
    """How many pairs are wanted in each arm."""

    @field_validator("arms", "points")
    @classmethod
    def compared(cls, named: list[str]) -> list[str]:
        """Each once, and those without which nothing is compared."""
        if len(set(named)) < len(named):
            raise value_fault("value-twice")
        if not {IBM, START} & set(named):
            raise value_fault("study-compares-nothing")
        return named


class StudyTold(StudyText):
    """A study as it stands."""

    id: str
    """Of the study."""
    shown_from: date
    """The first day on which results are told: when nothing of it comes in any more."""


class StudyCard(StudyFrame):
    """A study that phones of units take answers for."""

    id: str
    """Of the study."""
    score_step: int
    """Of how many percent scores are multiples, rounded up or down by chance so that their mean stays true."""


class StudyAnswer(ClosedShape):
    """How a member lived, at one point. Nothing in it tells who she is; neither who sends it nor when is kept."""

    number: Annotated[str, StringConstraints(min_length=10, max_length=24), Field(examples=["7Q4M-K2TX-91"])]
    """On her card: nine of Crockford's symbols by chance, and a check symbol (ISO 7064 MOD 37,36) that is one of them.
    Case, spaces and hyphens do not count."""
    arm: Arm
    """To which group she belongs; the same at each point."""
    point: StudyPoint
    """When she was asked."""
    age_band: AdultBand
    """In years; children take part in no study."""
    sex: MemberSex
    """As she says it."""
    agreed: Literal[True]
    """She agreed to be counted for research: a client by her consent, others when they were asked."""
    instrument: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    """By which questionnaire."""
    version: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    """Which version of it."""
    scores: Annotated[dict[str, Percent], Field(min_length=1, max_length=10)]
    """By domain of the questionnaire: percent, in the study's steps; without those of which too little was answered."""
    attempt: Attempt | None = None
    """A number by chance under which it is sent again where the answer was lost. Without one it is taken once."""


class StudyWithdrawal(ClosedShape):
    """A member who takes part no more."""

    number: Annotated[str, StringConstraints(min_length=10, max_length=24), Field(examples=["7Q4M-K2TX-91"])]
    """On her card."""


class StudyArmPeople(WireShape):
    """Who was measured at the start, in multiples of `least`. Null: fewer than that."""

    arm: Arm
    """Which group."""
    started: int | None
    """How many."""
    sexes: dict[str, int]
    """By sex, without the few; empty until results are told."""
    age_bands: dict[str, int]
    """By age, in the same way."""


class DomainChange(WireShape):
    """How a score changed, on average, of those who were measured twice."""

    domain: str
    """Of the questionnaire."""
    change: str
    """In percent, to one decimal, as a text."""


class DomainDifference(WireShape):
    """How much more it changed among those whom units accompany."""

    domain: str
    """Of the questionnaire."""
    difference: str
    """In percent, to one decimal, as a text."""
    low: str
    """Between this, with 95 % confidence by Welch's t,"""
    high: str
    """and this."""


class StudyArmResult(WireShape):
    """One arm from the start to one point."""

    arm: Arm
    """Which group."""
    pairs: int | None
    """How many were measured at both, in multiples of `least`. Null: fewer."""
    lost: int | None
    """How many were measured at the start alone, in the same way. Null: fewer, or not yet told."""
    changes: list[DomainChange]
    """Of domains of which at least `least_pairs` people have both scores, and did not all change alike."""
    differences: list[DomainDifference]
    """Against this arm, where both are told; of the arm `ibm` none."""


class StudyPointResult(WireShape):
    """From the start to one later point."""

    point: StudyPoint
    """Which one."""
    arms: list[StudyArmResult]
    """In the study's order."""


class StudyResults(WireShape):
    """What came of a study. Until `shown_from` only how many take part: a result that is told twice would tell of
    whoever was measured in between."""

    study: str
    """Its id."""
    told: bool
    """Whether results are told by now."""
    shown_from: date
    """From when on."""
    least: int
    """Numbers of people are multiples of this."""
    least_pairs: int
    """Fewer pairs have no result."""
    people: list[StudyArmPeople]
    """Who took part, by arm."""
    points: list[StudyPointResult]
    """What changed, by point."""
