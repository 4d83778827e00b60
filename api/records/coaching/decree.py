"""A decree (*SK*): what makes a unit, appoints its agents, or declares a village *Bersinar*."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from api import policies
from api.records.blobs import Pages
from api.records.coaching.shared_fields import OFFICER
from api.records.coaching.signed import moved_while_signed
from api.records.field_types import Line, LongDay, Note, PastDay, Refers
from api.records.once import Once
from api.records.record import Case, Fault, Fields, Record, RecordId
from api.records.rule import Where
from api.records.rules import Forbidden, InOrder
from api.records.task import DeclaredTask, TaskAnswer, TaskDay

UNIT_DECREE = "unit_formation"
CONFIRMED: Fields = frozenset({"signed_village"})


def ending(role: str) -> DeclaredTask:
    """It runs out: another is asked for in time, which names it."""
    days = policies.supervision().decree_days
    return DeclaredTask(
        code="decree_ends",
        due=TaskDay(day="ends_on", plus=-days, waits=True),
        opens="decree" if role in OFFICER else "",
        ends=(TaskAnswer(kind="decree", names="renews"),),
        asked_of=role,
    )


class Decree(Record):
    """A unit *has its SK* while one that forms it is valid. The officer writes it down; whoever leads the village says
    of one that bears her office's name that it is hers, and what she said that of stands."""

    kind: ClassVar = "decree"
    plural: ClassVar = "decrees"
    about: ClassVar = "A decree about the unit: its number, who signed it, and how long it holds."
    feed: ClassVar = "coaching"
    written_by: ClassVar = OFFICER
    writable_by: ClassVar = {"village": CONFIRMED}
    field_writers: ClassVar = dict.fromkeys(CONFIRMED, frozenset({"village"}))
    day: ClassVar = "on"
    immutable_fields: ClassVar = frozenset({"on", "sort"})
    required_fields: ClassVar = frozenset({"number", "signed_by", "starts_on"})
    looks_at: ClassVar = frozenset({"decree"})
    readable_by: ClassVar = {
        "village": frozenset(
            {"on", "sort", "number", "signed_by", "starts_on", "ends_on", "renews", "scan", "signed_village",
             "voided_because"}
        )
    }  # fmt: skip
    rules: ClassVar = (
        Once(code="decree_twice", of="decree", fields=("number",)),
        InOrder(code="decree_ends_before", first="starts_on", then="ends_on"),
        Forbidden(
            code="decree_of_others",
            fields=("signed_village",),
            when=(Where("signed_village", (True,)), Where("signed_by", ("lurah", "kades"), but=True)),
        ),
    )
    tasks: ClassVar = (ending("district"), ending("coordinator"))
    example: ClassVar = {
        "on": "2026-04-02",
        "sort": "unit_formation",
        "number": "411.4/17/2026",
        "signed_by": "kades",
        "starts_on": "2026-04-02",
        "ends_on": "2028-12-31",
    }
    edit: ClassVar = {"ends_on": "2029-12-31"}

    on: PastDay | None = None
    """The day on which it was signed."""
    sort: Literal["unit_formation", "agent_appointment", "assignment_letter", "bersinar"] | None = None
    """What it decides: the unit, its agents, a letter of assignment, a village *Bersinar*."""
    number: Line | None = None
    """Its number, as it stands on the paper."""
    signed_by: Literal["lurah", "kades", "camat", "bupati", "walikota"] | None = None
    """Who signed it, by office."""
    starts_on: LongDay | None = None
    """From when it holds."""
    ends_on: LongDay | None = None
    """Until when it holds. Null: until another takes its place."""
    renews: Annotated[RecordId, Refers("decree")] | None = None
    """The decree whose place it takes."""
    signed_village: bool | None = None
    """Whether whoever leads the village (Lurah, Kepala Desa) confirms that it is hers."""
    scan: Pages | None = None
    """Its pages, photographed."""
    note: Note | None = None
    """What else should be known of it."""

    def holds_on(self, day: str) -> bool:
        """Whether it was valid on this day, `YYYY-MM-DD`."""
        return str(self.starts_on) <= day and (self.ends_on is None or day <= str(self.ends_on))

    def check(self, before: Self | None, _case: Case) -> Iterator[Fault]:
        """What was confirmed stands."""
        yield from moved_while_signed(self, before, CONFIRMED, "decree_confirmed")
