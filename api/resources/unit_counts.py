"""What a unit's records say of its monitoring, for whoever writes that and for whoever leads the unit."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Path, Query
from sqlmodel import Session, col, select

from api import policies
from api.changes.feed_key import FeedKey, coaching_id
from api.ids import UUID7
from api.numbers.quarters import last_day_of
from api.numbers.tables import ToldNumber
from api.numbers.unit_figures import QuarterTold, Untold, figure_of
from api.problems.tree import Invalid, NotFound, SignInNeeded, answers
from api.resources.scoped import Looking
from api.shapes import WireShape

router = APIRouter(prefix="/v1/units", tags=["numbers"])

UnitId = Annotated[UUID7, Path(description="Whose numbers: the unit's id.")]
Year = Annotated[int, Query(ge=2000, le=2100, description="Of which year.")]
Until = Annotated[date | None, Query(description="Only quarters that ended by this day. All when absent.")]


class UnitFigureTold(WireShape):
    """A figure of the monitoring, or of the note of a visit."""

    figure: str
    """The field of `monitoring` or `assistance` that it fills."""
    value: int | None
    """How many, or per cent where that field is one. Null: it is not told, see `why`."""
    spans: list[str]
    """Which quarters it covers: those of the year of which it was told already."""
    why: Untold | None
    """Why there is none. `few`: in a quarter it is of fewer than `least` people, or would give such a number away;
    `not-over`: no quarter of the year was told yet; `not-counted`: no records are counted for it."""


class UnitCounts(WireShape):
    """What the records of a unit say of its monitoring."""

    unit: str
    """Whose they are: the unit's id."""
    year: int
    """Of which year."""
    through: date | None
    """The last day that is covered by what is told soonest. Null: no quarter of the year was told yet."""
    least: int
    """The smallest number of people that is told."""
    figures: list[UnitFigureTold]
    """In the order of the policy `monitoring_figures`."""
    further: list[UnitFigureTold]
    """Those that apps know since the policy's version 2027-5."""


@router.get("/{unit}/counts", responses=answers(SignInNeeded, NotFound, Invalid))
def read_unit_counts(unit: UnitId, year: Year, entered: Looking, until: Until = None) -> UnitCounts:
    """For who follows the unit's coaching papers: whoever leads it, and its district's officers. Numbers are those that
    offices are told by quarter (`/v1/numbers`), added up; a quarter is told once, some time after its end."""
    session, scope = entered
    if FeedKey(unit, coaching_id(unit)) not in scope.followed:
        raise NotFound()
    quarters = [one for one in quarters_of(session, unit, year) if until is None or last_day_of(one.span) <= until]
    return UnitCounts(
        unit=unit, year=year, through=last_day_of(quarters[-1].span) if quarters else None,
        least=policies.report_definitions().least,
        figures=list(figures_told(quarters, further=False)), further=list(figures_told(quarters, further=True)),
    )  # fmt: skip


def figures_told(quarters: Sequence[QuarterTold], *, further: bool) -> Iterator[UnitFigureTold]:
    """In the order of the policy."""
    for source in policies.monitoring_figures().figures:
        if source.further is further:
            value, spans, why = figure_of(source, quarters)
            yield UnitFigureTold(figure=source.figure, value=value, spans=spans, why=why)


def quarters_of(session: Session, unit: str, year: int) -> Iterator[QuarterTold]:
    """As far as they were told. In a quarter before there was such a unit nothing stands in its name."""
    query = select(ToldNumber).where(col(ToldNumber.span).startswith(f"{year}-"))
    query = query.where(col(ToldNumber.place).in_(("", unit))).order_by(ToldNumber.span)
    for span, rows in groupby(session.exec(query), key=lambda row: row.span):
        several = list(rows)
        lines = frozenset(one.block for one in several if not one.measure)
        blocks = {(one.measure, one.block): one.count for one in several if one.place == unit}
        if blocks:
            yield QuarterTold(span, lines, blocks)
