"""What the kinds of supervision say alike: years, money, shares, and how far something has come."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from api.records.record import Case, Fault, fault

Year = Annotated[int, Field(ge=2017, le=2100)]
Rupiah = Annotated[int, Field(ge=0, le=999_999_999_999)]
Percent = Annotated[int, Field(ge=0, le=100)]
Many = Annotated[int, Field(ge=0, le=9_999)]
Phase = Literal["rintisan", "tumbuh", "berkembang", "tangguh", "prima"]
Moment = Literal["start", "mid", "end"]
Scale = Literal["none", "weak", "fair", "good", "strong"]
OFFICER = frozenset({"district"})


def year_faults(year: int | None, case: Case, ahead: int = 0) -> Iterator[Fault]:
    """Nothing is told of a year that has not come; planned is the next one at the most."""
    if year is not None and year > case.today.year + ahead:
        yield fault("year_not_yet", "year")
