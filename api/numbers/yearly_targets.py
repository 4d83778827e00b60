"""What is wanted in a year of the numbers that offices are told, beside what was told of that year up to a quarter."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from api import policies
from api.numbers.quarters import spans_from
from api.numbers.standing_counts import lies_in
from api.numbers.tables import ToldNumber, UnitTarget
from api.numbers.telling import marks_by_span
from api.numbers.unit_figures import QuarterTold, UnitFigure, figure_of
from api.policies.monitoring_figures import FigureSource
from api.policies.told_numbers import ToldLine

WHOLE = 100
PlaceMeasure = tuple[str, str]


class WantedNumber(NamedTuple):
    """`reached`: as far as the year was told. Of a share both are per cent."""

    place: str
    measure: str
    value: int
    reached: UnitFigure


def source_of(line: ToldLine) -> FigureSource:
    """How a number is held against what is wanted in a year: a share in per cent of all quarters, where clients stand
    and a mean as the newest has it, all others added up."""
    if line.shared:
        return FigureSource(figure=line.key, measure=line.key, part=line.shared, of=line.share_of, how="percent")
    stands = line.mean or any(one.clients for one in policies.told_numbers().bases if one.key == line.base)
    return FigureSource(figure=line.key, measure=line.key, how="newest" if stands else "sum")


def most_wanted(measure: str) -> int | None:
    """The greatest target there can be: a share is of a hundred. None: no such bound."""
    return next((WHOLE for line in policies.told_numbers().lines if line.key == measure and line.shared), None)


def wanted_numbers(session: Session, span: str, level: str, inside: str) -> Iterator[WantedNumber]:
    """Of the places of this level in an area, in the year of the quarter `span`."""
    lines = {line.key: line for line in policies.told_numbers().lines}
    wanted = {key: value for key, value in targets_in(session, span, inside).items() if key[1] in lines}
    if not wanted:
        return
    quarters = list(spans_from(f"{span[:4]}-Q1", span))
    marks, blocks = marks_by_span(session, quarters), blocks_wanted(session, quarters, level, inside)
    for (place, measure), value in sorted(wanted.items()):
        told = [QuarterTold(one, frozenset(marks.get(one, ())), blocks.get((place, one), {})) for one in quarters]
        yield WantedNumber(place, measure, value, figure_of(source_of(lines[measure]), told))


def targets_in(session: Session, span: str, inside: str) -> dict[PlaceMeasure, int]:
    """{(place, measure): value}, of places of every level."""
    rows = session.exec(select(UnitTarget).where(*set_for(span, inside)))
    return {(one.place, one.measure): one.value for one in rows if one.value is not None}


def blocks_wanted(
    session: Session, quarters: Sequence[str], level: str, inside: str
) -> dict[tuple[str, str], dict[tuple[str, str], int]]:
    """{(place, quarter): {(measure, block): what was told}} of that for which there is a target."""
    same = and_(col(UnitTarget.place) == ToldNumber.place, col(UnitTarget.measure) == ToldNumber.measure)
    query = select(ToldNumber).join(UnitTarget, same).where(*set_for(quarters[0], inside))
    found: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for row in session.exec(query.where(ToldNumber.level == level, col(ToldNumber.span).in_(quarters))):
        found.setdefault((row.place, row.span), {})[row.measure, row.block] = row.count
    return found


def set_for(span: str, inside: str) -> Sequence[ColumnElement[bool]]:
    """Targets of the quarter's year in this area, also one that was taken back."""
    return col(UnitTarget.year) == int(span[:4]), lies_in(col(UnitTarget.area), inside)
