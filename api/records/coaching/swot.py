"""Strengths, weaknesses, opportunities and threats of a unit, and what follows from them."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field

from api.records.blank_text import shown_text
from api.records.coaching.shared_fields import OFFICER, Year, year_faults
from api.records.coaching.unit_problem import Owner
from api.records.field_types import Line, LongDay
from api.records.once import Once
from api.records.record import Case, Fault, Record
from api.shapes import ClosedShape

SaidLine = Annotated[Line, AfterValidator(shown_text)]


class SwotPoint(ClosedShape):
    """One of a list."""

    model_config = ConfigDict(frozen=True)

    what: SaidLine
    """In a line."""


class SwotStrategy(ClosedShape):
    """What is made of two of the lists."""

    model_config = ConfigDict(frozen=True)

    action: SaidLine
    """What is to be done."""
    way: Literal["so", "wo", "st", "wt"] | None = None
    """Out of which two lists: strengths or weaknesses, opportunities or threats."""
    owner: Owner | None = None
    """Whose it is. Null: not settled."""
    due: LongDay | None = None
    """By when. Null: not settled."""


SwotList = Annotated[list[SwotPoint], Field(min_length=1, max_length=10)]


class Swot(Record):
    """One a year."""

    kind: ClassVar = "swot"
    plural: ClassVar = "swots"
    about: ClassVar = "What a unit is good at and lacks, what helps and threatens it, and what follows from that."
    feed: ClassVar = "coaching"
    written_by: ClassVar = OFFICER
    immutable_fields: ClassVar = frozenset({"year"})
    looks_at: ClassVar = frozenset({"swot"})
    rules: ClassVar = (Once(code="swot_twice", of="swot", fields=("year",)),)
    example: ClassVar = {
        "year": 2026,
        "strengths": [{"what": "Agen dikenal warga."}],
        "weaknesses": [{"what": "Belum ada ruang sendiri."}],
        "opportunities": [{"what": "Dana desa."}],
        "threats": [{"what": "Banyak pendatang."}],
        "strategies": [{"action": "Minta ruang ke desa.", "way": "wo", "owner": "village", "due": "2026-12-01"}],
    }
    edit: ClassVar = {"threats": [{"what": "Banyak rumah kos."}]}

    year: Year | None = None
    """Which year."""
    strengths: SwotList | None = None
    """What it is good at."""
    weaknesses: SwotList | None = None
    """What it lacks."""
    opportunities: SwotList | None = None
    """What helps it from outside."""
    threats: SwotList | None = None
    """What threatens it from outside."""
    strategies: Annotated[list[SwotStrategy], Field(min_length=1, max_length=12)] | None = None
    """What follows from them."""

    def check(self, _before: Self | None, case: Case) -> Iterator[Fault]:
        """Its year is near."""
        yield from year_faults(self.year, case, ahead=1)
