"""Moving to another unit: asked by whoever accompanies the client, offered by her unit, answered by the other one."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal, Self

from api.ids import UUID7, demo_id
from api.records.calling_names import calls_one
from api.records.case import Case, Receipt
from api.records.field_types import Note, PastDay, Reason
from api.records.record import Fault, Record, fault
from api.records.rule import Where
from api.records.rules import Forbidden, Ladder, Required
from api.records.set_by import SetBy
from api.records.task import DeclaredTask, TaskDay

# Nobody has this role: the server takes these steps itself, where the case moves or an offer is answered.
MOVER = "mover"
LADDER = {
    "asked": ["offered", "withdrawn"],
    "offered": ["accepted", "refused", "withdrawn"],
    "refused": ["asked", "withdrawn"],
    "withdrawn": ["asked"],
    "accepted": [],
}
ASKED = Where("status", ("asked",))
REFUSED = Where("status", ("refused",))


class Move(Record):
    """The client keeps code and history. Until it is accepted the other unit learns no more than why, from where, and
    the client's age band and sex."""

    kind: ClassVar = "move"
    plural: ClassVar = "moves"
    about: ClassVar = "A client moves to another unit, which accepts or refuses her."
    day: ClassVar = "asked_on"
    immutable_fields: ClassVar = frozenset({"asked_on", "to_unit", "agreed"})
    required_fields: ClassVar = frozenset({"because", "status"})
    exclusive_fields: ClassVar = frozenset({"status"})
    kept_fields: ClassVar = frozenset({"accepted_on"})
    looks_at: ClassVar = frozenset({"client", "move"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"asked_on", "to_unit", "agreed", "because", "status", "answer_because", "accepted_on", "voided_because"}
        )
    }
    example: ClassVar = {
        "asked_on": "2026-11-23",
        "to_unit": demo_id("unit B"),
        "agreed": "spoken",
        "because": "Pindah ikut orang tua ke desa sebelah.",
        "handed_note": "Lebih suka ditemui sore, di rumah bibinya.",
        "status": "asked",
    }
    edit: ClassVar = {"handed_note": "Lebih suka ditemui pagi."}
    rules: ClassVar = (
        Ladder(code="move_step", field="status", first=("asked",), next=LADDER),
        SetBy(
            code="step_of_others",
            fields=("status",),
            by={"offered": [MOVER], "accepted": [MOVER], "refused": [MOVER]},
        ),
        Required(code="because_needed", fields=("answer_because",), when=(REFUSED,)),
        Forbidden(
            code="move_still_open",
            fields=("status",),
            when=(
                ASKED,
                Where("status", ASKED.among, was=True, but=True),
                Where("status", ("asked", "offered"), of="move"),
            ),
        ),
    )
    tasks: ClassVar = (
        DeclaredTask(
            code="move_offer", when=(ASKED,), due=TaskDay(day="asked_on"), edits="status", asked_of="coordinator"
        ),
        DeclaredTask(code="move_refused", when=(REFUSED,), edits="status"),
    )

    asked_on: PastDay | None = None
    """The day on which it was asked."""
    to_unit: UUID7 | None = None
    """The unit that is asked, by id."""
    agreed: Literal["spoken", "written", "guardian"] | None = None
    """How the client agreed; a child's guardian agrees for her."""
    because: Reason | None = None
    """Why. The other unit's ketua reads it: no name, no alias, no code."""
    handed_note: Note | None = None
    """What whoever goes on should know; read once the case is theirs."""
    status: Literal["asked", "offered", "accepted", "refused", "withdrawn"] | None = None
    """How it stands; `offered`: the client's own unit passed it on."""
    answer_because: Reason | None = None
    """Why the other unit refused."""
    accepted_on: PastDay | None = None
    """The day on which the case became the other unit's."""

    def kept_at_receipt(self, before: Self | None, receipt: Receipt) -> Mapping[str, Any]:
        """The day of the yes."""
        accepted = self.status == "accepted" and (before is None or before.status != "accepted")
        return {"accepted_on": str(receipt.on)} if accepted else {}

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """The other unit is told no name."""
        if calls_one(self.because or "", [str(case.head(one) or "") for one in ("alias", "code")]):
            yield fault("move_names_her", "because")
