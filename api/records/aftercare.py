"""Aftercare (bina lanjut): she is stayed with after a plan or a treatment ended. Its contacts are visits."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from api import policies
from api.records.agreed import Agreed, Consented
from api.records.field_types import Day, LongDay, Note, Refers, Short
from api.records.published_journey import policy_faults
from api.records.record import Case, Fault, Record, RecordId
from api.records.rule import Where
from api.records.rules import Forbidden, InOrder, Ladder
from api.records.task import DeclaredTask, TaskAnswer, TaskDay
from api.records.vocabulary import Rhythm

LADDER = {
    "open": ["finished", "stopped", "back_to_plan"],
    "stopped": ["open"],
    "back_to_plan": ["open"],
    "finished": ["open"],
}
OPEN = Where("status", ("open",))


class Aftercare(Record):
    """One is open at a time. A relapse leads back to a plan, and is no failure."""

    kind: ClassVar = "aftercare"
    plural: ClassVar = "aftercares"
    about: ClassVar = (
        "How a client is stayed with after a plan or a treatment ended: how long, how often, in which ways."
    )
    day: ClassVar = "starts_on"
    immutable_fields: ClassVar = frozenset({"came_from", "starts_on", "policy"})
    required_fields: ClassVar = frozenset({"months", "ends_on", "contact_every", "status"})
    exclusive_fields: ClassVar = frozenset({"status"})
    looks_at: ClassVar = frozenset({"aftercare", "consent"})
    readable_by: ClassVar = {
        "coordinator": frozenset(
            {"came_from", "from_referral", "starts_on", "months", "ends_on", "policy", "contact_every", "ways",
             "status", "voided_because"}
        )
    }  # fmt: skip
    example: ClassVar = {
        "came_from": "plan_finished",
        "starts_on": "2026-11-23",
        "policy": "2027-1",
        "months": 6,
        "ends_on": "2027-05-23",
        "contact_every": "two_weeks",
        "ways": ["home", "chat"],
        "status": "open",
    }
    edit: ClassVar = {"contact_every": "month"}
    rules: ClassVar = (
        Ladder(code="aftercare_step", field="status", first=("open",), next=LADDER),
        Forbidden(
            code="aftercare_still_open",
            fields=("status",),
            when=(OPEN, Where("status", ("open",), was=True, but=True), Where("status", ("open",), of="aftercare")),
        ),
        Consented(code="participation_not_agreed", layer="participation", fields=("status",)),
        InOrder(code="aftercare_ends_before", first="starts_on", then="ends_on"),
        Agreed(code="participation_withdrawn", layer="participation", fields=("status",), when=(OPEN,)),
        Agreed(code="aftercare_unwelcome", layer="contact", fields=("status",), when=(OPEN,)),
    )
    tasks: ClassVar = (
        DeclaredTask(
            code="aftercare_contact",
            when=(OPEN,),
            due=TaskDay(
                day="starts_on",
                by="contact_every",
                table=policies.journey().contact_days,
                again=(TaskAnswer(contact=True, met=True, since="record"),),
            ),
            opens="visit",
        ),
        DeclaredTask(code="aftercare_end", when=(OPEN,), due=TaskDay(day="ends_on"), edits="status"),
    )

    came_from: Literal["plan_finished", "brief_intervention", "outpatient", "inpatient", "prison"] | None = None
    """What it follows."""
    from_referral: Annotated[RecordId, Refers("referral")] | None = None
    """The referral she came back from."""
    starts_on: Day | None = None
    """The day it begins."""
    months: Annotated[int, Field(ge=1, le=36)] | None = None
    """How long it is to last; the policy says how long is usual."""
    ends_on: LongDay | None = None
    """The day on which it is to end."""
    policy: Short | None = None
    """The version of the policy `journey` that its months and days come from."""
    contact_every: Rhythm | None = None
    """How often somebody asks after her."""
    ways: Annotated[list[Literal["home", "phone", "chat", "post"]], Field(max_length=4)] | None = None
    """In which ways she wants that."""
    triggers: Note | None = None
    """What makes her want to use."""
    coping: Note | None = None
    """What helps her against it."""
    status: Literal["open", "finished", "stopped", "back_to_plan"] | None = None
    """How it stands; `back_to_plan`: she is accompanied by a plan again."""

    def check(self, before: Self | None, case: Case) -> Iterator[Fault]:
        """Its policy is one that was published."""
        yield from policy_faults(self.policy)
