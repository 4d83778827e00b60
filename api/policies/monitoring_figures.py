"""From which told numbers of a unit the figures of its monitoring, and of a visit to it, are prefilled."""

from typing import Annotated, Literal

from pydantic import Field

from api.policies.policy import Frozen, Policy


class FigureSource(Frozen):
    """`measure` and `part`: of the numbers that offices are told; no measure: it is told to nobody yet. `how`: added up
    over the quarters, as the newest one has it, out of how many (`of`: of that part) in per cent, or in how many months
    there was any. `people`: a number of clients, or of what was done with them, so a small one tells of few.
    `share_of`: the figure that says of how many it is a share. `further`: told apart, since apps of before write every
    figure that they are told into a monitoring."""

    figure: str
    measure: str = ""
    part: str = ""
    of: str = ""
    how: Literal["sum", "newest", "percent", "months"] = "sum"
    people: bool = False
    share_of: str = ""
    further: bool = False


class MonitoringFigures(Policy):
    """In the order of the monitoring's form."""

    figures: Annotated[tuple[FigureSource, ...], Field(min_length=1)]
