"""A screening in the field (SIL): the answers of one interview, its verified scores, the decision. A fact."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api import instruments
from api.records.record import Fault, Record, RecordId, Text, in_order, not_after

Band = Literal["low", "moderate", "high"]
Short = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Outcome = Literal["ibm", "ibm_approval", "refer", "information"]


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

    instrument: Literal["assist"] | None = None
    version: Short | None = None
    on: date | None = None
    answers: Annotated[dict[str, Any] | None, Field(description="The sheet, in the instrument's own shape.")] = None
    scores: dict[Short, ScoreOf] | None = None
    headline: Band | None = None
    injecting: Literal["never", "earlier", "recent_low", "recent_high"] | None = None
    policy: Annotated[Short | None, Field(description="The version of the eligibility policy.")] = None
    suggestion: Outcome | None = None
    decision: Outcome | None = None
    decision_because: Text | None = None
    brief_intervention: Literal["given", "information", "declined", "later"] | None = None
    urine: Annotated[
        Literal["negative", "positive", "refused"] | None,
        Field(description="Supporting only, never a diagnosis, never without the interview."),
    ] = None
    urine_on: date | None = None
    consent: RecordId | None = None
    next_on: date | None = None
    note: Text | None = None

    def check(self, before: Self | None, today: date) -> Iterator[Fault]:
        """The sheet is complete and possible, its scores are right, a decision of one's own has a reason."""
        yield from not_after(self.on, today, "on")
        yield from not_after(self.urine_on, today, "urine_on")
        yield from in_order(self.on, self.next_on, ("on", "next_on"), "Pertemuan berikut tidak bisa sebelum skrining.")
        if self.decision != self.suggestion and not self.decision_because:
            yield Fault(("decision_because", "decision"), "Tulis mengapa keputusan berbeda dari saran.")
        yield from self.sheet()

    def sheet(self) -> Iterator[Fault]:
        """By the definition it was given under."""
        if self.instrument is None or self.version is None or self.answers is None:
            return
        if (self.instrument, self.version) not in instruments.INSTRUMENTS:
            yield Fault(("version", "instrument"), "Versi instrumen ini tidak dikenal di server.")
            return
        wrong = list(instruments.faults(self.instrument, self.version, self.answers))
        yield from (Fault((f"answers{pointer}",), detail) for pointer, detail in wrong)
        if not wrong:
            yield from self.scoring(self.instrument, self.version, self.answers)

    def scoring(self, instrument: str, version: str, answers: dict[str, Any]) -> Iterator[Fault]:
        """What a phone left out is no fault; what it says must be what the manual says."""
        right = instruments.score(instrument, version, answers)
        expected = {name: (one["score"], one["band"]) for name, one in right.scores.items()}
        if self.scores is not None and {name: (one.score, one.band) for name, one in self.scores.items()} != expected:
            yield Fault(("scores", "answers"), "Skor tidak sesuai dengan jawabannya.")
        for name in ("headline", "injecting"):
            if getattr(self, name) not in (None, getattr(right, name)):
                yield Fault((name, "answers"), "Tidak sesuai dengan jawabannya.")
