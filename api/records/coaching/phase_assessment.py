"""At which phase a unit stands (*penilaian fase*), by the rubric of one version and what a monitoring says."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Self, cast

from pydantic import ConfigDict, Field

from api import policies
from api.ids import demo_id
from api.policies.assess_phase import PhaseResult, assess_phase
from api.policies.phase_rubric import PhaseRubric
from api.records.coaching.assistance import Assistant
from api.records.coaching.phase_evidence import phase_evidence
from api.records.coaching.shared_fields import OFFICER, Moment, Phase, Year, year_faults
from api.records.field_types import Line, Note, PastDay, Refers
from api.records.once import Once
from api.records.record import Case, Fault, Receipt, Record, RecordId, fault
from api.shapes import ClosedShape

ASSESSORS = 2
MOST_POINTS, MOST_CRITERIA = 100, 60
QUARTERS = 4 * MOST_POINTS


class CriterionPoints(ClosedShape):
    """What one criterion of the rubric gave."""

    model_config = ConfigDict(frozen=True)

    key: str
    """Its name in the rubric."""
    quarters: Annotated[int, Field(ge=0, le=QUARTERS)]
    """Quarters of a point."""
    missing: bool
    """Whether no paper of the unit says anything of it."""


class PhaseAssessment(Record):
    """One for each moment of a year. What the rubric comes to is worked out by the server, by what it holds then."""

    kind: ClassVar = "phase_assessment"
    plural: ClassVar = "phase-assessments"
    about: ClassVar = "At which phase a unit stands at one point of a year, and what each criterion of the rubric gave."
    feed: ClassVar = "coaching"
    written_by: ClassVar = OFFICER
    day: ClassVar = "on"
    immutable_fields: ClassVar = frozenset({"year", "when", "rubric_version", "monitoring"})
    required_fields: ClassVar = frozenset({"on", "phase", "assessors"})
    kept_fields: ClassVar = frozenset({"scores", "total", "phase_computed", "held_by", "missing"})
    looks_at: ClassVar = frozenset({"assistance", "monitoring", "phase_assessment", "unit_year"})
    judged_by: ClassVar = "phase_rubric"
    readable_by: ClassVar = {"village": frozenset({"on", "year", "when", "phase", "voided_because"})}
    rules: ClassVar = (Once(code="assessment_twice", of="phase_assessment", fields=("year", "when")),)
    example: ClassVar = {
        "on": "2026-11-21",
        "year": 2026,
        "when": "mid",
        "rubric_version": policies.phase_rubric().version,
        "monitoring": demo_id("monitoring"),
        "phase": "berkembang",
        "override_because": "Kerja dengan klien sudah rutin, tetapi belum tercatat.",
        "assessors": [
            {"who": "Kepala Seksi Rehabilitasi", "institution": "bnnk"},
            {"who": "Penyuluh", "institution": "bnnp"},
        ],
    }
    edit: ClassVar = {"override_because": "Kerja dengan klien rutin, pencatatan sedang dibenahi."}

    on: PastDay | None = None
    """The day of the assessment."""
    year: Year | None = None
    """Of which year."""
    when: Moment | None = None
    """Start, middle or end of it."""
    rubric_version: Line | None = None
    """By which version of the rubric it is judged, for ever."""
    monitoring: Annotated[RecordId, Refers("monitoring")] | None = None
    """The monitoring it rests on, of the same year."""
    scores: Annotated[list[CriterionPoints], Field(max_length=MOST_CRITERIA)] | None = None
    """What each criterion gave."""
    total: Annotated[int, Field(ge=0, le=QUARTERS)] | None = None
    """All of them, in quarters of a point: 400 are all 100 points."""
    phase_computed: Phase | None = None
    """The phase by the rubric, as far as its gates let it."""
    held_by: Annotated[list[str], Field(max_length=MOST_CRITERIA)] | None = None
    """Gates of the rubric that hold it back."""
    missing: Annotated[list[str], Field(max_length=MOST_CRITERIA)] | None = None
    """Evidence that the rubric asks for and no paper of the unit gives."""
    phase: Phase | None = None
    """The phase it stands at."""
    override_because: Note | None = None
    """Why that is another than the computed one."""
    assessors: Annotated[list[Assistant], Field(min_length=1, max_length=ASSESSORS)] | None = None
    """Who assessed it: two persons."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """A rubric that is known, evidence, a reason for another phase, and two persons."""
        yield from year_faults(self.year, case)
        if len({" ".join(one.who.split()).casefold() for one in self.assessors or ()}) < ASSESSORS:
            yield fault("two_assessors", "assessors")
        if rubric_of(self, case) is None:
            yield fault("rubric_unknown", "rubric_version")
            return
        rests_on = monitoring_of(self, case)
        if rests_on and rests_on.value("year") != self.year:
            yield fault("monitoring_of_other_year", "monitoring")
        result = assessed(self, case)
        if result is None:
            yield fault("phase_without_evidence", "monitoring")
        elif self.phase != result.phase and not self.override_because:
            yield fault("override_reason_needed", "override_because", "phase")

    def kept_at_receipt(self, _before: Self | None, receipt: Receipt) -> Mapping[str, Any]:
        """What the rubric comes to; as it stands where what it rests on is gone."""
        result = assessed(self, receipt.case)
        if result is None:
            return {}
        return {
            "scores": [one._asdict() for one in result.scores],
            "total": result.quarters,
            "phase_computed": result.phase,
            "held_by": result.held_by,
            "missing": result.missing,
        }


def monitoring_of(one: PhaseAssessment, case: Case) -> Record | None:
    """That it rests on; None where it was taken back."""
    return next((known.record for known in case.of("monitoring") if known.id == one.monitoring), None)


def rubric_of(one: PhaseAssessment, case: Case) -> PhaseRubric | None:
    """Of the version that it names, built in or published; None where that was never published."""
    known = {**policies.POLICIES["phase_rubric"], **case.published}
    return cast(PhaseRubric | None, known.get(one.rubric_version or ""))


def assessed(one: PhaseAssessment, case: Case) -> PhaseResult | None:
    """None without evidence: the monitoring is gone, or answers none of the criteria."""
    rests_on, rubric = monitoring_of(one, case), rubric_of(one, case)
    if rests_on is None or rubric is None:
        return None
    monitoring = rests_on.given()
    if all(score.missing for score in assess_phase(rubric, phase_evidence(monitoring, {}, ())).scores):
        return None
    years = [known.record.given() for known in case.of("unit_year") if known.record.value("year") == one.year]
    visits = [known.record.given() for known in case.of("assistance")]
    return assess_phase(rubric, phase_evidence(monitoring, years[-1] if years else {}, visits))
