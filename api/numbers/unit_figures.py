"""What the records of a unit say of its monitoring, worked out from quarters as they were told to offices. Pure.

A year is the sum of what was told of its quarters and never a telling of its own, so whoever asks on two days, or adds
up for herself, learns nothing that the quarters do not say.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from api.policies.monitoring_figures import FigureSource

Untold = Literal["few", "not-over", "not-counted"]
ToldBlocks = Mapping[tuple[str, str], int]


class QuarterTold(NamedTuple):
    """`lines`: which numbers were told of it at all; `blocks`: of this unit, {(measure, block): how many}."""

    span: str
    lines: frozenset[str]
    blocks: ToldBlocks


class UnitFigure(NamedTuple):
    """`spans`: the quarters it covers. No value: `why`."""

    value: int | None
    spans: list[str]
    why: Untold | None


def figure_of(source: FigureSource, quarters: Sequence[QuarterTold]) -> UnitFigure:
    """One figure. `quarters`: those of the year that are over, the oldest first."""
    if not source.measure:
        return UnitFigure(None, [], "not-counted")
    told = [one for one in quarters if source.measure in one.lines]
    told = told[-1:] if source.how == "newest" else told
    spans = [one.span for one in told]
    if not told:
        return UnitFigure(None, [], "not-over")
    if source.how == "months":
        return UnitFigure(sum(months_with(source.measure, one.blocks) for one in told), spans, None)
    parts = [one.blocks.get((source.measure, source.part)) for one in told]
    wholes = [one.blocks.get((source.measure, source.of)) for one in told]
    if None in parts or None in wholes:
        return UnitFigure(None, spans, "few")
    found, of = (sum(one or 0 for one in several) for several in (parts, wholes))
    if source.how == "percent" and not of:
        return UnitFigure(None, spans, "few")
    return UnitFigure(in_percent(found, of) if source.how == "percent" else found, spans, None)


def months_with(measure: str, blocks: ToldBlocks) -> int:
    """In how many months of a quarter there was any. Only of what is told by month, and however little it is."""
    return sum(name == measure and block != "" and count > 0 for (name, block), count in blocks.items())


def in_percent(found: int, of: int) -> int:
    """Whole, half up."""
    return int((Decimal(100 * found) / of).quantize(Decimal(1), ROUND_HALF_UP))
