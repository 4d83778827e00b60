"""What came of a year's assistance (*hasil asistensi*): the indicators at its start and its end side by side."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ConfigDict, Field

from api.ids import demo_id
from api.records.coaching.monitored import FIGURES
from api.records.coaching.shared_fields import OFFICER, Many, Year, year_faults
from api.records.coaching.signed import FIELD_WRITERS, moved_after_signing
from api.records.field_types import Note, Refers
from api.records.once import Once
from api.records.record import Case, Fault, Receipt, Record, RecordId, fault
from api.shapes import ClosedShape

MEASURES = (*FIGURES, "village_fund")


class MeasureChange(ClosedShape):
    """An indicator that was given at both points."""

    model_config = ConfigDict(frozen=True)

    measure: str
    """Its name in the monitoring."""
    start: int
    """At the start."""
    end: int
    """At the end."""


class AssistanceResult(Record):
    """One a year. What changed and how much was done is worked out by the server."""

    kind: ClassVar = "assistance_result"
    plural: ClassVar = "assistance-results"
    about: ClassVar = "What came of a year's assistance: what changed, what was done, and what is recommended."
    feed: ClassVar = "coaching"
    written_by: ClassVar = OFFICER
    field_writers: ClassVar = FIELD_WRITERS
    immutable_fields: ClassVar = frozenset({"year", "monitoring"})
    required_fields: ClassVar = frozenset({"recommend", "because"})
    kept_fields: ClassVar = frozenset({"changes", "actions_done"})
    looks_at: ClassVar = frozenset({"assistance_result", "monitoring", "unit_action"})
    readable_by: ClassVar = {
        "village": frozenset({"year", "recommend", "signed_unit", "signed_coach", "voided_because"})
    }
    rules: ClassVar = (Once(code="result_twice", of="assistance_result", fields=("year",)),)
    example: ClassVar = {
        "year": 2026,
        "monitoring": demo_id("monitoring"),
        "recommend": "strengthen",
        "because": "Kunjungan sudah rutin, ruang belum ada.",
        "signed_coach": True,
    }
    edit: ClassVar = {"recommend": "continue"}

    year: Year | None = None
    """Which year."""
    monitoring: Annotated[RecordId, Refers("monitoring")] | None = None
    """The monitoring at its end, or in its middle; that of its start is found by the year."""
    changes: Annotated[list[MeasureChange], Field(max_length=len(MEASURES))] | None = None
    """Each indicator that was given at both."""
    actions_done: Many | None = None
    """How many of the unit's actions were done in that year."""
    recommend: Literal["continue", "strengthen", "make_independent", "merge", "pause", "stop"] | None = None
    """What is recommended."""
    because: Note | None = None
    """Why that is recommended."""
    signed_unit: bool | None = None
    """Whether the unit's coordinator agrees."""
    unit_says: Note | None = None
    """What she says of it."""
    signed_coach: bool | None = None
    """Whether the officer agrees."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """It rests on a later monitoring of its year; what both agreed to stands."""
        yield from year_faults(self.year, case)
        last = next((one.record for one in case.of("monitoring") if one.id == self.monitoring), None)
        if last and (last.value("when") == "start" or last.value("year") != self.year):
            yield fault("not_that_monitoring", "monitoring")
        yield from moved_after_signing(self, before, case)

    def kept_at_receipt(self, _before: Self | None, receipt: Receipt) -> Mapping[str, Any]:
        """What changed, and how much was done."""
        known = [(one.id, one.record.value) for one in receipt.case.of("monitoring")]
        first = next((one for _, one in known if (one("when"), one("year")) == ("start", self.year)), None)
        last = next((one for name, one in known if name == self.monitoring), None)
        # Only one that was done has the day.
        days = (one.record.value("done_on") for one in receipt.case.of("unit_action"))
        done = sum(1 for day in days if str(day)[:4] == str(self.year))
        both = [(name, first(name), last(name)) for name in MEASURES] if first and last else []
        changes = [{"measure": name, "start": was, "end": now} for name, was, now in both if None not in (was, now)]
        return {"changes": changes, "actions_done": done}
