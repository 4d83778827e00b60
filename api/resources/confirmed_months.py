"""The reports in which whoever leads a unit confirmed its months, as far as their reader may know of them."""

from sqlmodel import Session

from api.access.scope import Scope
from api.changes.feed_key import FeedKey, coaching_id
from api.numbers.living_records import records_of_cases
from api.papers.paper_records import PaperRecords, Values
from api.records.coaching.month_report import MonthReport


def report_of(session: Session, scope: Scope, unit: str, month: str) -> Values | None:
    """All its fields. None: nobody confirmed this month yet, or took that back."""
    feed = FeedKey(unit, coaching_id(unit))
    reports = PaperRecords(records_of_cases(session, scope, [feed], [MonthReport.kind])[feed])
    return next((one for one in reports.of(MonthReport.kind) if one["month"] == month), None)
