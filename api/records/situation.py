"""How a client lives: work, school, home, family, the law; asked at the points of the journey. A fact."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from api.records.agreed import Agreed, Consented
from api.records.field_types import PastDay
from api.records.record import Record
from api.records.rules import OneOf
from api.records.vocabulary import Point

ASKED = ("work", "school", "housing", "family", "legal", "income_source")


class Situation(Record):
    """What changes between two of them is what came of it."""

    kind: ClassVar = "situation"
    plural: ClassVar = "situations"
    about: ClassVar = "Work, school, home, family and the law, at the start, the middle, the end, and afterwards."
    day: ClassVar = "on"
    append_only: ClassVar = True
    immutable_fields: ClassVar = frozenset({"on", "point"})
    looks_at: ClassVar = frozenset({"consent"})
    readable_by: ClassVar = {"coordinator": frozenset({"on", "point", "voided_because"})}
    example: ClassVar = {
        "on": "2026-11-23",
        "point": "start",
        "work": "seeking",
        "school": "no",
        "housing": "family",
        "family": "neutral",
    }
    edit: ClassVar = {"work": "casual", "amended_because": "Salah tekan."}
    rules: ClassVar = (
        OneOf(code="situation_empty", fields=ASKED),
        Consented(code="participation_not_agreed", layer="participation", fields=("on",)),
        Agreed(code="participation_withdrawn", layer="participation", day="on"),
    )

    on: PastDay | None = None
    """The day on which she was asked."""
    point: Point | None = None
    """When in the journey."""
    work: Literal["none", "seeking", "casual", "working", "business", "apprentice"] | None = None
    """What she does for a living."""
    school: Literal["no", "in", "dropped", "back"] | None = None
    """Whether she goes to school; `back`: again."""
    housing: Literal["family", "own", "rent", "boarding", "street"] | None = None
    """Where she lives."""
    family: Literal["supports", "neutral", "rejects"] | None = None
    """How her family stands to her."""
    legal: Literal["none", "running", "parole"] | None = None
    """Whether the law is after her."""
    income_source: Annotated[
        list[Literal["wage", "business", "harvest", "family", "aid", "none"]], Field(max_length=6)
    ] | None = None  # fmt: skip
    """What she lives on."""
