"""What papers for areas say alike on the wire."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, field_validator

from api.ids import UUID7_PATTERN
from api.problems.messages import value_fault
from api.records.field_types import Note, Reason
from api.shapes import ClosedShape, WireShape

PaperDay = Annotated[date, Field(strict=False)]
SomeId = Annotated[str, StringConstraints(pattern=UUID7_PATTERN)]
RegionCode = Annotated[str, StringConstraints(pattern=r"^(country|\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?)$")]
MOST_REGIONS = 100


class AreaPaperText(ClosedShape):
    """As an office writes it down."""

    regions: Annotated[list[RegionCode], Field(min_length=1, max_length=MOST_REGIONS, examples=[["33", "34"]])]
    """For where: codes of areas in the office's own, that one too; `country` for all of Indonesia."""
    starts_on: PaperDay
    """The first day."""
    ends_on: PaperDay
    """The last one."""
    note: Note | None = None
    """What else should be known of it. Null: nothing."""
    voided_because: Reason | None = None
    """Why it should not have been written down: it counts nowhere then. Null: it counts."""

    @field_validator("regions", "scope", "modules", check_fields=False)
    @classmethod
    def named_once(cls, value: list[str]) -> list[str]:
        """The same twice says nothing more."""
        if len(set(value)) < len(value):
            raise value_fault("value-twice")
        return value


class AreaPaperTold(AreaPaperText):
    """As it stands."""

    id: str
    """The office's own name for it."""
    office: str
    """The area of the office that wrote it, which alone may change it; `country`: the nation's."""
    office_name: str
    """What that area is called."""
    region_names: list[str]
    """What each of `regions` is called."""


class OfferedArea(WireShape):
    """An area for which an office may write."""

    code: str
    """As in `regions`."""
    name: str
    """What it is called."""


class AreaPapers(WireShape):
    """What the office of an area wrote down, and what offices above it wrote for any of it."""

    office: str
    """The area that was asked for; `country`: all of Indonesia."""
    areas: list[OfferedArea]
    """That area, then those directly in it."""
