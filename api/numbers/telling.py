"""Quarters that are over are told once, when late work had its time to come in and what came of it could be seen."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select

from api import policies
from api.access.scope import enter
from api.db.bulk import insert_rows
from api.db.engine import reading, writing
from api.identity.people import Unit
from api.numbers.ballot_counts import SpanCounts, ballot_counts
from api.numbers.quarter_rows import BlockCount, lines_by_base, rules_now
from api.numbers.quarters import moved, span_of
from api.numbers.report_counts import report_counts
from api.numbers.tables import QuarterNumber, ToldNumber
from api.numbers.told_spans import CountedPlace, ToldBlock, told_of_line
from api.numbers.unit_faults import UnitFaults, counted_apart
from api.numbers.unit_quarters import keep_all_up, reader_of
from api.policies.told_numbers import ToldLine

TOLD = SQLModel.metadata.tables["told_number"]
QUARTER = ""  # the row of no number says that a quarter was told
# How long a quarter waits for units that cannot be counted: it is told once, and of them never.
WAITS = timedelta(days=14)
BySpan = Mapping[str, Sequence[CountedPlace]]


def span_due(now: datetime) -> str:
    """The last quarter that ended long enough ago."""
    day = (now - timedelta(days=policies.told_numbers().told_after_days)).date()
    return moved(span_of(str(day)), -1)


def tell_due(engine: Engine, now: datetime, faults: UnitFaults | None = None) -> int:
    """How many numbers are told, of every quarter of which something is due; none where all was told before. Units with
    a fault are waited for, and when that was long enough a quarter is told without them, unless nobody is left."""
    with reading(engine) as session:
        due = dict(lines_due(session, span_due(now)))
    if not due:
        return 0
    keep_all_up(engine, now, faults=faults)
    places = places_in(engine, due, now, faults)
    if faults:
        with reading(engine) as session:
            waited = dict(lines_due(session, span_due(now - WAITS)))
        due = {span: lines for span, lines in waited.items() if places.get(span)}
    return sum(tell_span(engine, span, lines, places[span]) for span, lines in due.items())


def lines_due(session: Session, last: str) -> Iterator[tuple[str, list[ToldLine]]]:
    """The lines that are due of each quarter. Those of one base are told together or not at all: told on two days, they
    would differ by the few who came between them."""
    spans = [moved(last, -back) for back in range(policies.told_numbers().told_quarters)]
    marks = marks_by_span(session, spans)
    for back, span in enumerate(spans):
        told = marks.get(span, set())
        due = (one.lines for one in lines_by_base() if one.base.after_quarters <= back)
        lines = [line for several in due if told.isdisjoint(one.key for one in several) for line in several]
        if lines and told != {QUARTER}:  # by the rules before 2027-2 all of a quarter was told, and not marked apart
            yield span, lines


def places_in(engine: Engine, spans: Mapping[str, object], now: datetime, faults: UnitFaults | None = None) -> BySpan:
    """Every unit with its counts in each of these quarters, but for those that have a fault."""
    with reading(engine) as session:
        units = list(session.exec(select(Unit).order_by(col(Unit.id))).all())
    found: dict[str, list[CountedPlace]] = {span: [] for span in spans}
    for unit in units:
        if unit.id in (faults or ()):
            continue
        with counted_apart(unit.id, faults):
            counts = counted_in(engine, unit, list(spans), now)
            for span, places in found.items():
                places.append(CountedPlace(unit.id, unit.village, counts.get(span, {})))
    return found


def counted_in(engine: Engine, unit: Unit, spans: Sequence[str], now: datetime) -> SpanCounts:
    """{quarter: {(number, block): how many}} of one unit, read as the one who leads it would."""
    query = select(QuarterNumber).where(QuarterNumber.home == unit.id, col(QuarterNumber.span).in_(spans))
    with reading(engine, reader_of(unit)) as session:
        enter(session, reader_of(unit), now)
        found = ballot_counts(session, unit.id, spans)
        for span, counts in report_counts(session, unit.id, spans).items():
            found.setdefault(span, {}).update(counts)
        for row in session.exec(query):
            found.setdefault(row.span, {})[row.line, row.block] = BlockCount(row.count, row.people)
    return found


def tell_span(engine: Engine, span: str, lines: Sequence[ToldLine], places: Sequence[CountedPlace]) -> int:
    """How many numbers of it; none where somebody else told it meanwhile."""
    least = policies.report_definitions().least
    told = [one for line in lines for one in told_of_line(line, span, places, least)]
    with writing(engine) as session:
        here = marks_of(session, span)
        if here.intersection(line.key for line in lines):
            return 0
        marks = [QUARTER, *(line.key for line in lines)]
        said = [ToldBlock("", "country", "", one, "", len(places)) for one in marks if one not in here]
        insert_rows(session, TOLD, list(rows_of(span, [*told, *said])))
    return len(told)


def marks_of(session: Session, span: str) -> set[str]:
    """Which numbers were told of it, whether or not anything was large enough; and, empty, that something was."""
    return marks_by_span(session, [span]).get(span, set())


def marks_by_span(session: Session, spans: Sequence[str]) -> dict[str, set[str]]:
    """The same of several quarters; one of which nothing was told is absent."""
    query = select(ToldNumber.span, ToldNumber.block)
    found: dict[str, set[str]] = {}
    for span, block in session.exec(query.where(col(ToldNumber.span).in_(spans), ToldNumber.measure == QUARTER)):
        found.setdefault(span, set()).add(block)
    return found


def rows_of(span: str, told: Sequence[ToldBlock]) -> Iterator[list[str | int]]:
    """In the order of the table's columns."""
    for one in told:
        yield [span, one.measure, one.level, one.place, one.block, one.area, one.number, rules_now()]
