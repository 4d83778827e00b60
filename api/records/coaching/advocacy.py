"""Advocacy: asking the heads of a village or a district for what a unit needs."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api.records.coaching.shared_fields import OFFICER
from api.records.field_types import LongDay, Note, PastDay
from api.records.record import Record
from api.records.rule import Where
from api.records.rules import Forbidden, InOrder
from api.records.task import DeclaredTask, TaskAnswer, TaskDay


class Advocacy(Record):
    """Whom one spoke to, what was asked for, and what was said."""

    kind: ClassVar = "advocacy"
    plural: ClassVar = "advocacies"
    about: ClassVar = "A talk with heads of villages or offices: what was asked for the unit, and their answer."
    feed: ClassVar = "coaching"
    written_by: ClassVar = OFFICER
    day: ClassVar = "on"
    immutable_fields: ClassVar = frozenset({"on"})
    required_fields: ClassVar = frozenset({"level", "to", "wanted", "answer"})
    readable_by: ClassVar = {
        "village": frozenset({"on", "level", "to", "wanted", "answer", "promised_by", "voided_because"})
    }
    rules: ClassVar = (
        InOrder(code="promised_before", first="on", then="promised_by"),
        Forbidden(code="nothing_promised", fields=("promised_by",), when=(Where("answer", ("no",)),)),
    )
    tasks: ClassVar = (
        DeclaredTask(
            code="advocacy_again",
            when=(Where("answer", ("later",)),),
            due=TaskDay(day="promised_by"),
            opens="advocacy",
            ends=(TaskAnswer(kind="advocacy", later=True), TaskAnswer(kind="decree", since="record")),
            asked_of="district",
        ),
    )
    example: ClassVar = {
        "on": "2026-03-05",
        "level": "village",
        "to": ["lurah", "tp_pkk"],
        "wanted": ["sk", "room"],
        "answer": "later",
        "promised_by": "2026-04-05",
    }
    edit: ClassVar = {"answer": "yes"}

    on: PastDay | None = None
    """The day of the talk."""
    level: Literal["village", "kecamatan", "kabupaten", "province"] | None = None
    """Of which level they are."""
    to: (
        Annotated[
            list[
                Literal[
                    "lurah", "camat", "bupati", "dpmd", "dinkes", "dinsos", "disnaker", "kesbangpol", "polsek",
                    "koramil", "tp_pkk", "fkdm", "karang_taruna", "religious",
                ]
            ],
            Field(min_length=1, max_length=14),
        ]
        | None
    ) = None  # fmt: skip
    """Who was spoken to, by office."""
    wanted: (
        Annotated[
            list[Literal["sk", "funds", "room", "people", "cooperation", "vocational"]],
            Field(min_length=1, max_length=6),
        ]
        | None
    ) = None
    """What was asked for; `sk`: a decree."""
    answer: Literal["yes", "later", "no"] | None = None
    """What they said."""
    promised_by: LongDay | None = None
    """Until when it is promised."""
    note: Note | None = None
    """What else was said."""
