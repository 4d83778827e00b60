"""Quarters that are over are told once, when late work had its time to come in."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select

from api import policies
from api.db.bulk import insert_rows
from api.db.engine import reading, writing
from api.identity.people import Unit
from api.numbers.counted_months import rules_now
from api.numbers.tables import MonthNumber, ToldNumber
from api.numbers.told_spans import CountedPlace, ToldBlock, months_of, told_of_span
from api.numbers.unit_months import keep_all_up, reader_of

TOLD = SQLModel.metadata.tables["told_number"]


def span_due(now: datetime) -> str:
    """The last quarter that ended long enough ago."""
    day = (now - timedelta(days=policies.report_definitions().told_after_days)).date()
    ended = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1) - timedelta(days=1)
    return f"{ended.year}-Q{(ended.month + 2) // 3}"


def tell_due(engine: Engine, now: datetime) -> int:
    """How many numbers are told of the last quarter; none where it was told before."""
    span = span_due(now)
    if is_told(engine, span):
        return 0
    keep_all_up(engine, now)
    with reading(engine) as session:
        units = list(session.exec(select(Unit).order_by(col(Unit.id))).all())
    definitions = policies.report_definitions()
    told = list(told_of_span(definitions, span, [counted_in(engine, one, span) for one in units]))
    asked = len(told)
    told += (
        ToldBlock("", "country", "", one, "", len(units)) for one in ("", *(line.key for line in definitions.numbers))
    )
    with writing(engine) as session:
        if not has_span(session, span):
            insert_rows(session, TOLD, list(rows_of(span, told)))
    return asked


def rows_of(span: str, told: list[ToldBlock]) -> Iterator[list[str | int]]:
    """In the order of the table's columns."""
    for one in told:
        yield [span, one.measure, one.level, one.place, one.block, one.area, one.number, rules_now()]


def counted_in(engine: Engine, unit: Unit, span: str) -> CountedPlace:
    """Of one unit, read as the one who leads it would."""
    months = months_of(span)
    with reading(engine, reader_of(unit)) as session:
        query = select(MonthNumber).where(MonthNumber.home == unit.id, col(MonthNumber.month).in_(months))
        counts = {(row.month, row.measure, row.part): row.count for row in session.exec(query)}
    return CountedPlace(unit.id, unit.village, counts)


def is_told(engine: Engine, span: str) -> bool:
    """Once and for all."""
    with reading(engine) as session:
        return has_span(session, span)


def has_span(session: Session, span: str) -> bool:
    """By the row of no measure."""
    return session.exec(select(ToldNumber.span).where(ToldNumber.span == span).limit(1)).first() is not None
