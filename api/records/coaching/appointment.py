"""A letter of assignment (*surat tugas*): who works in a unit, as what, by which decree and until when.

It gives no right: who belongs to a unit is told by the memberships, which an operator keeps. Who left is asked after
until whoever leads the unit says that her clients were handed over.
"""

from typing import Annotated, ClassVar, Literal

from api import policies
from api.ids import demo_id
from api.records.field_types import LongDay, MemberId, Refers
from api.records.once import Once
from api.records.record import Record, RecordId
from api.records.rule import Where
from api.records.rules import InOrder, Required
from api.records.task import DeclaredTask, TaskAnswer, TaskDay

WORKS = Where("left_because", but=True)
LEFT = Where("left_because")


def ending(role: str) -> DeclaredTask:
    """Her letter runs out: another is asked for in time, which names it, unless she leaves."""
    return DeclaredTask(
        code="appointment_ends",
        when=(WORKS,),
        due=TaskDay(day="ends_on", plus=-policies.supervision().decree_days, waits=True),
        opens="appointment" if role == "coordinator" else "",
        ends=(TaskAnswer(kind="appointment", names="renews"),),
        asked_of=role,
    )


class Appointment(Record):
    """Of one person of the unit's staff, and never of a client."""

    kind: ClassVar = "appointment"
    plural: ClassVar = "appointments"
    about: ClassVar = "Who works in the unit, as what, since and until when. It gives no right."
    feed: ClassVar = "coaching"
    # An officer is told nobody's name, so a letter that says whose it is comes from whoever leads the unit.
    written_by: ClassVar = frozenset({"district", "coordinator"})
    field_writers: ClassVar = {"handed_over": frozenset({"coordinator"})}
    day: ClassVar = "starts_on"
    immutable_fields: ClassVar = frozenset({"person"})
    required_fields: ClassVar = frozenset({"role", "background", "starts_on"})
    looks_at: ClassVar = frozenset({"appointment"})
    readable_by: ClassVar = {
        # Not where somebody comes from: with her role it would say of whom that she once used drugs.
        "village": frozenset({"role", "starts_on", "ends_on", "decree", "renews", "voided_because"})
    }
    rules: ClassVar = (
        Once(code="appointment_twice", of="appointment", fields=("person", "starts_on")),
        InOrder(code="appointment_ends_before", first="starts_on", then="ends_on"),
        Required(code="left_day_needed", fields=("ends_on",), when=(LEFT,)),
    )
    tasks: ClassVar = (
        ending("district"),
        ending("coordinator"),
        DeclaredTask(
            code="appointment_left",
            when=(LEFT, Where("handed_over", (True,), but=True)),
            due=TaskDay(day="ends_on"),
            edits="handed_over",
            asked_of="coordinator",
        ),
    )
    example: ClassVar = {
        "person": demo_id("Dewi"),
        "role": "anggota",
        "background": "pkk",
        "starts_on": "2026-04-02",
        "ends_on": "2027-12-31",
    }
    edit: ClassVar = {"role": "sekretaris"}

    person: MemberId | None = None
    """Who of the unit's staff."""
    role: Literal["ketua", "sekretaris", "bendahara", "anggota"] | None = None
    """As what: leads the unit, keeps its papers, keeps its money, or works in it."""
    background: (
        Literal[
            "pkk", "karang_taruna", "rt_rw", "religious", "community", "health", "teacher", "relawan", "penggiat",
            "ex_user", "village_staff", "other",
        ]
        | None
    ) = None  # fmt: skip
    """Where she comes from."""
    starts_on: LongDay | None = None
    """From when she is appointed."""
    ends_on: LongDay | None = None
    """Her last day. Null: no end is set."""
    decree: Annotated[RecordId, Refers("decree")] | None = None
    """The decree or letter that appoints her."""
    renews: Annotated[RecordId, Refers("appointment")] | None = None
    """The appointment of hers whose place it takes."""
    left_because: Literal["moved", "work", "family", "health", "term_over", "dismissed", "died", "other"] | None = None
    """Why she works there no more. Null: she does, or her time is simply over."""
    handed_over: bool | None = None
    """Whether her clients were handed over and the end of her membership was asked for."""
