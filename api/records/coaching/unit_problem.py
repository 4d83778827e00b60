"""A problem of a unit (*identifikasi permasalahan*): what it comes from, and how much it presses."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field

from api.records.coaching.shared_fields import OFFICER
from api.records.field_types import Line, Note, PastDay
from api.records.record import Receipt, Record

Weight = Annotated[int, Field(ge=1, le=5)]
Owner = Literal["unit", "village", "bnnk", "bnnp", "bnn", "partner"]


class UnitProblem(Record):
    """Its score is urgency times seriousness times growth."""

    kind: ClassVar = "unit_problem"
    plural: ClassVar = "unit-problems"
    about: ClassVar = "A problem of the unit: what it comes from, how much it presses, and whose it is."
    feed: ClassVar = "coaching"
    written_by: ClassVar = OFFICER
    day: ClassVar = "on"
    immutable_fields: ClassVar = frozenset({"on"})
    required_fields: ClassVar = frozenset({"aspect", "what", "urgency", "seriousness", "growth", "owner", "status"})
    kept_fields: ClassVar = frozenset({"score"})
    readable_by: ClassVar = {
        "village": frozenset(
            {"on", "aspect", "what", "urgency", "seriousness", "growth", "score", "owner", "status", "voided_because"}
        )
    }
    example: ClassVar = {
        "on": "2026-06-10",
        "aspect": "process",
        "what": "Kunjungan sering terlambat.",
        "urgency": 4,
        "seriousness": 3,
        "growth": 2,
        "owner": "unit",
        "status": "open",
    }
    edit: ClassVar = {"status": "planned"}

    on: PastDay | None = None
    """The day on which it was found."""
    aspect: Literal["input", "process", "output"] | None = None
    """What it lies in."""
    what: Line | None = None
    """The problem."""
    cause: Note | None = None
    """What it comes from."""
    impact: Note | None = None
    """What comes of it."""
    urgency: Weight | None = None
    """How soon something has to be done, 1 to 5."""
    seriousness: Weight | None = None
    """How grave it is, 1 to 5."""
    growth: Weight | None = None
    """How fast it grows, 1 to 5."""
    score: Annotated[int, Field(ge=0, le=125)] | None = None
    """The three multiplied."""
    owner: Owner | None = None
    """Whose it is to solve."""
    status: Literal["open", "planned", "done", "accepted"] | None = None
    """How it stands; `accepted`: one lives with it."""

    def kept_at_receipt(self, _before: Self | None, _receipt: Receipt) -> Mapping[str, Any]:
        """Its score."""
        return {"score": (self.urgency or 0) * (self.seriousness or 0) * (self.growth or 0)}
