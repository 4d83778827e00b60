"""What became of a training: asked one, three and six months after its end. A fact."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from api.ids import demo_id
from api.records.agreed import Agreed
from api.records.field_types import Note, PastDay, Refers
from api.records.once import Once
from api.records.record import Case, Fault, Record, RecordId, fault
from api.records.rule import Where
from api.records.rules import Forbidden
from api.records.vocational_training import ENDED

LOST = Where("state", ("lost",))


class VocationalOutcome(Record):
    """How she lives at one point after one training."""

    kind: ClassVar = "vocational_outcome"
    plural: ClassVar = "vocational-outcomes"
    about: ClassVar = "What became of a course: work and income one, three and six months after its end."
    day: ClassVar = "on"
    append_only: ClassVar = True
    immutable_fields: ClassVar = frozenset({"training", "point", "on"})
    required_fields: ClassVar = frozenset({"state"})
    looks_at: ClassVar = frozenset({"consent", "vocational_outcome", "vocational_training"})
    readable_by: ClassVar = {"coordinator": frozenset({"training", "point", "on", "state", "income", "voided_because"})}
    example: ClassVar = {
        "training": demo_id("training finished"),
        "point": "m1",
        "on": "2026-11-23",
        "state": "working_in_trade",
        "income": "sometimes",
    }
    edit: ClassVar = {"income": "steady", "amended_because": "Salah tulis."}
    rules: ClassVar = (
        Once(code="outcome_twice", of="vocational_outcome", fields=("point", "training")),
        Forbidden(code="lost_unknown", fields=("income", "relapse_since"), when=(LOST,)),
        Agreed(
            code="outcome_unwelcome",
            layer="contact",
            day="on",
            fields=("state",),
            when=(Where("state", LOST.among, but=True),),
        ),
    )

    training: Annotated[RecordId, Refers("vocational_training")] | None = None
    """The course it came of."""
    point: Literal["m1", "m3", "m6"] | None = None
    """How many months after its end."""
    on: PastDay | None = None
    """The day it was asked."""
    state: (
        Literal["working_in_trade", "working_other", "business", "apprentice", "school", "seeking", "none", "lost"]
        | None
    ) = None
    """What she does by then; `lost`: nobody could find out."""
    income: Literal["none", "sometimes", "steady"] | None = None
    """Whether it feeds her."""
    relapse_since: Literal["no", "yes", "unknown"] | None = None
    """Whether she used again since the end; offices do not read it."""
    note: Note | None = None
    """What else she said; offices do not read it."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """It is asked about a course that is over, after its end."""
        known = next((one.record for one in case.of("vocational_training") if one.id == self.training), None)
        if known is None:
            return
        if known.value("status") not in ENDED:
            yield fault("training_not_ended", "training", "point")
        elif (self.value("on") or "") < (known.value("ends_on") or ""):
            yield fault("outcome_before_end", "on", "training")
