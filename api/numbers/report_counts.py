"""Which months of a unit's work were confirmed, and in time, by quarter: months of a unit, and nobody's numbers."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlmodel import Session

from api import policies
from api.numbers.ballot_counts import SpanCounts
from api.numbers.line_parts import WHOLE
from api.numbers.quarter_rows import BlockCount
from api.numbers.quarters import months_of
from api.numbers.read_papers import UnitPapers
from api.numbers.standing_news import papers_of_unit
from api.numbers.unit_facts import working_spans
from api.records.coaching.month_report import MonthReport
from api.records.coaching.unit_year import UnitYear


def report_counts(session: Session, unit: str, spans: Sequence[str]) -> SpanCounts:
    """{quarter: {(number, block): how many}}, without quarters in which the unit did not work. In scope."""
    known = UnitPapers(papers_of_unit(session, unit, (UnitYear.kind, MonthReport.kind)))
    found = {span: dict(blocks_of_reports(known, span)) for span in spans}
    return {span: blocks for span, blocks in found.items() if blocks}


def blocks_of_reports(known: UnitPapers, span: str) -> Iterator[tuple[tuple[str, str], BlockCount]]:
    """For each number that is told of months."""
    due = months_due(known, span)
    timely = {one["month"] for one in known.of(MonthReport.kind, "month") if not one.get("late")}
    counts = (len(due), len(timely.intersection(due)), len(set(due) - timely))
    for line in policies.told_numbers().of_reports if due else ():
        blocks = (WHOLE, *(one.part for one in line.parts))
        yield from (((line.key, block), BlockCount(count, count)) for block, count in zip(blocks, counts, strict=True))


def months_due(known: UnitPapers, span: str) -> list[str]:
    """On whose last day the unit worked."""
    work = working_spans(known)
    return [
        month for month in months_of(span)
        if any(one.since <= last_day(month) <= (one.until or "9999") for one in work)
    ]  # fmt: skip


def last_day(month: str) -> str:
    """As `YYYY-MM-DD`."""
    return str((date.fromisoformat(f"{month}-28") + timedelta(days=4)).replace(day=1) - timedelta(days=1))
