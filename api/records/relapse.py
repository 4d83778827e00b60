"""A relapse (kambuh): an event, never a failure. No status falls by it; somebody talks with her soon. A fact."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api import policies
from api.records.field_types import Note, PastDay, Refers
from api.records.record import Record, RecordId
from api.records.rule import Where
from api.records.task import DeclaredTask, TaskAnswer, TaskDay
from api.records.vocabulary import Substance


class Relapse(Record):
    """Written by who accompanies her; an office learns the day and what was done, and nothing of what she took."""

    kind: ClassVar = "relapse"
    plural: ClassVar = "relapses"
    about: ClassVar = "She used again: an event that asks for a talk, and changes no status by itself."
    day: ClassVar = "on"
    append_only: ClassVar = True
    immutable_fields: ClassVar = frozenset({"on"})
    readable_by: ClassVar = {"coordinator": frozenset({"on", "done", "voided_because"})}
    example: ClassVar = {"on": "2026-11-22", "noticed": "said", "substance": "cannabis", "days": 2, "done": ["talked"]}
    edit: ClassVar = {"days": 3, "amended_because": "Salah hitung."}
    tasks: ClassVar = (
        DeclaredTask(
            code="relapse_talk",
            when=(Where("done", ("talked",), but=True),),
            due=TaskDay(day="on", plus=policies.journey().relapse_talk_days),
            opens="visit",
            ends=(TaskAnswer(contact=True, met=True, since="record"),),
            after_close=True,
        ),
    )

    on: PastDay | None = None
    """The day it was noticed."""
    noticed: Literal["said", "family", "test", "seen"] | None = None
    """How it came to be known."""
    substance: Substance | None = None
    """What she used."""
    days: Annotated[int, Field(ge=1, le=90)] | None = None
    """On how many days."""
    trigger: Note | None = None
    """What led to it, as she says; offices do not read it."""
    done: Annotated[
        list[Literal["talked", "plan_changed", "rescreened", "referred", "alert"]], Field(max_length=5)
    ] | None = None  # fmt: skip
    """What was done about it so far."""
    reopens: Annotated[RecordId, Refers("plan")] | None = None
    """The plan that is taken up again."""
