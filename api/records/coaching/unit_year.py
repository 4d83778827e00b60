"""A unit's year: its label, how far it has come in its life, and what it wants to reach."""

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from api.records.coaching.decree import UNIT_DECREE, Decree
from api.records.coaching.shared_fields import OFFICER, Many, Phase, Year, year_faults
from api.records.coaching.trained_agents import trained_since
from api.records.field_types import CoachId, PastDay
from api.records.once import Once
from api.records.record import Case, Fault, Record, fault
from api.records.rules import InOrder

TARGETS = ("target_clients", "target_meetings", "target_outreach", "target_aftercare", "target_vocational")
STEPS = (
    "mapped_on", "advocated_on", "decreed_on", "recruited_on", "trained_on", "operational_on", "paused_on", "ended_on",
)  # fmt: skip


class UnitYear(Record):
    """Each step of the unit's life is the day on which it was reached; the last one given is where it stands."""

    kind: ClassVar = "unit_year"
    plural: ClassVar = "unit-years"
    about: ClassVar = "A unit's year: its label, the steps of its life, the phase and the numbers it wants to reach."
    feed: ClassVar = "coaching"
    written_by: ClassVar = OFFICER
    immutable_fields: ClassVar = frozenset({"year"})
    required_fields: ClassVar = frozenset({"label", "target_phase"})
    looks_at: ClassVar = frozenset({"decree", "training", "training_attendance", "unit_year"})
    readable_by: ClassVar = {
        "village": frozenset({"year", "label", *STEPS, "target_phase", *TARGETS, "voided_because"})
    }
    rules: ClassVar = (
        Once(code="unit_year_twice", of="unit_year", fields=("year",)),
        InOrder(code="step_before", first="mapped_on", then="operational_on"),
        InOrder(code="step_before", first="decreed_on", then="operational_on"),
        InOrder(code="step_before", first="trained_on", then="operational_on"),
        InOrder(code="step_before", first="operational_on", then="paused_on"),
        InOrder(code="step_before", first="operational_on", then="ended_on"),
    )
    example: ClassVar = {
        "year": 2026,
        "label": "baru",
        "mapped_on": "2026-02-12",
        "advocated_on": "2026-03-05",
        "target_phase": "tumbuh",
        "target_clients": 8,
        "target_outreach": 12,
    }
    edit: ClassVar = {"target_clients": 10}

    year: Year | None = None
    """Which year."""
    label: Literal["berkelanjutan", "berkelanjutan_mandiri", "baru", "baru_mandiri"] | None = None
    """What sort of unit it is this year: going on, going on by itself, new, new by itself."""
    mapped_on: PastDay | None = None
    """The village was mapped."""
    advocated_on: PastDay | None = None
    """Its heads were asked."""
    decreed_on: PastDay | None = None
    """The unit has its decree."""
    recruited_on: PastDay | None = None
    """Its agents were found."""
    trained_on: PastDay | None = None
    """Its agents were trained."""
    operational_on: PastDay | None = None
    """It works. Needs a decree that holds on that day, and an agent who passed a training for agents by then."""
    paused_on: PastDay | None = None
    """It rests."""
    ended_on: PastDay | None = None
    """It is no more."""
    target_phase: Phase | None = None
    """The phase it wants to reach."""
    target_clients: Many | None = None
    """How many clients it wants to reach."""
    target_meetings: Many | None = None
    """How many meetings it wants to hold."""
    target_outreach: Many | None = None
    """How many outreach events it wants to hold."""
    target_aftercare: Many | None = None
    """How many clients it wants to have in aftercare."""
    target_vocational: Many | None = None
    """How many clients it wants to have in vocational training."""
    coach: CoachId | None = None
    """The person of the officer who coaches it."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """Its year is near, and it works only where it may."""
        yield from year_faults(self.year, case, ahead=1)
        if self.operational_on and (before is None or before.operational_on != self.operational_on):
            yield from not_ready(str(self.operational_on), case)


def not_ready(day: str, case: Case) -> Iterator[Fault]:
    """What lacks for working on this day."""
    decrees = (known.record for known in case.of("decree"))
    if not any(isinstance(one, Decree) and one.sort == UNIT_DECREE and one.holds_on(day) for one in decrees):
        yield fault("operational_without_decree", "operational_on")
    trainings = {known.id: known.record.value for known in case.of("training")}
    trained = trained_since(trainings, (known.record.value for known in case.of("training_attendance")))
    if not any(since <= day for since in trained.values()):
        yield fault("operational_untrained", "operational_on")
