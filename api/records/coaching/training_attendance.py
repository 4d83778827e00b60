"""Who was at a training: an agent of the unit, or the office (*satker*) somebody came from."""

from typing import Annotated, ClassVar

from api.ids import demo_id
from api.records.coaching.shared_fields import Percent
from api.records.field_types import Line, MemberId, Refers
from api.records.once import Once
from api.records.record import Record, RecordId
from api.records.rule import Where
from api.records.rules import Forbidden, OneOf


class TrainingAttendance(Record):
    """One for each who came."""

    kind: ClassVar = "training_attendance"
    plural: ClassVar = "training-attendances"
    about: ClassVar = "Who was at a training, and what came of it."
    feed: ClassVar = "coaching"
    # An officer is told nobody's name, so which agent came is said by whoever leads the unit.
    written_by: ClassVar = frozenset({"district", "coordinator"})
    immutable_fields: ClassVar = frozenset({"training"})
    looks_at: ClassVar = frozenset({"training_attendance"})
    rules: ClassVar = (
        OneOf(code="attendee_needed", fields=("person", "satker"), when=(Where("training"),)),
        Forbidden(code="attendee_two", fields=("satker",), when=(Where("person"),)),
        Once(code="attendance_twice", of="training_attendance", fields=("training", "person", "satker")),
        Forbidden(code="certificate_unpassed", fields=("certificate_no",), when=(Where("passed", (True,), but=True),)),
    )
    example: ClassVar = {
        "training": demo_id("bimtek"),
        "person": demo_id("Dewi"),
        "pre": 55,
        "post": 80,
        "passed": True,
        "certificate_no": "AP/2026/017",
    }
    edit: ClassVar = {"post": 85}

    training: Annotated[RecordId, Refers("training")] | None = None
    """Which training."""
    person: MemberId | None = None
    """Which agent of the unit. Null: somebody of an office."""
    satker: Line | None = None
    """Of which office she came. Null: an agent."""
    pre: Percent | None = None
    """What she knew before, of 100."""
    post: Percent | None = None
    """What she knew afterwards, of 100."""
    passed: bool | None = None
    """Whether she passed."""
    certificate_no: Line | None = None
    """The number of her certificate."""
