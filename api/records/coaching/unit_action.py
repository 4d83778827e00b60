"""What was agreed to be done in a unit, by whom and until when; it comes back as a task of whoever it is for."""

from typing import Annotated, ClassVar, Literal

from api.records.blobs import Pages
from api.records.coaching.unit_problem import Owner
from api.records.field_types import Line, LongDay, Note, PastDay, Refers
from api.records.record import Record, RecordId
from api.records.rule import Where
from api.records.rules import Forbidden, Ladder, Required
from api.records.task import DeclaredTask, TaskDay

LADDER = {
    "open": ["doing", "done", "dropped"],
    "doing": ["done", "dropped"],
    "done": ["doing"],
    "dropped": ["open"],
}
UNDONE = Where("status", ("open", "doing"))
UNITS = Where("owner", ("unit",))
OFFICES = Where("owner", ("unit",), but=True)


class UnitAction(Record):
    """It names what it comes from: a problem, a strategy of the year, or a visit of the officer."""

    kind: ClassVar = "unit_action"
    plural: ClassVar = "unit-actions"
    about: ClassVar = "What was agreed to be done in a unit, by whom and until when."
    feed: ClassVar = "coaching"
    written_by: ClassVar = frozenset({"district", "coordinator"})
    required_fields: ClassVar = frozenset({"what", "owner", "due", "status"})
    exclusive_fields: ClassVar = frozenset({"status"})
    readable_by: ClassVar = {
        "village": frozenset({"what", "owner", "due", "status", "done_on", "proof", "voided_because"})
    }
    rules: ClassVar = (
        Ladder(code="action_step", field="status", first=("open", "doing"), next=LADDER),
        Required(code="done_day_needed", fields=("done_on",), when=(Where("status", ("done",)),)),
        Forbidden(code="not_done_yet", fields=("done_on",), when=(Where("status", ("done",), but=True),)),
    )
    tasks: ClassVar = (
        DeclaredTask(
            code="unit_action", when=(UNDONE, UNITS), due=TaskDay(day="due"), edits="status", asked_of="coordinator"
        ),
        DeclaredTask(
            code="unit_action", when=(UNDONE, OFFICES), due=TaskDay(day="due"), edits="status", asked_of="district"
        ),
    )
    example: ClassVar = {
        "what": "Buat jadwal kunjungan setiap minggu.",
        "owner": "unit",
        "due": "2026-12-15",
        "status": "open",
    }
    edit: ClassVar = {"due": "2026-12-31"}

    what: Line | None = None
    """What is to be done."""
    owner: Owner | None = None
    """Whose it is."""
    due: LongDay | None = None
    """By when."""
    status: Literal["open", "doing", "done", "dropped"] | None = None
    """How it stands."""
    done_on: PastDay | None = None
    """The day on which it was done."""
    problem: Annotated[RecordId, Refers("unit_problem")] | None = None
    """The problem it answers."""
    swot: Annotated[RecordId, Refers("swot")] | None = None
    """The year's analysis it comes from."""
    assistance: Annotated[RecordId, Refers("assistance")] | None = None
    """The visit on which it was agreed."""
    proof: Pages | None = None
    """What shows that it was done, photographed."""
    note: Note | None = None
    """What came of it."""
