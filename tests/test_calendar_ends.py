"""A phone that lives in the first or the last year of the calendar, and what a restore brought back without what every
creation carries: counts and lists of all others go on."""

import pytest

from api.numbers.read_papers import DaySpan, UnitFact, merged, shifted
from api.numbers.unit_facts import PAPERS, unit_facts
from api.records.month_counts import shifted as shifted_in_months
from api.records.rules import InOrder
from api.records.task_case import TaskRecord
from api.records.task_days import shifted as shifted_in_tasks
from tests.samples import BODIES

FIRST, LAST = "0001-01-01", "9999-12-31"


def test_days_end_with_the_calendar() -> None:
    assert (shifted(LAST, 1), shifted(FIRST, -1)) == (LAST, FIRST)
    assert (shifted_in_months(LAST, 30), shifted_in_months(FIRST, -30)) == (LAST, FIRST)
    for working in (False, True):
        assert shifted_in_tasks("9999-12-30", 5, working=working) == LAST
    assert InOrder(code="x", first="on", then="until", within=30).fits(LAST, LAST)


def test_working_days_leave_weekends_out_up_to_the_last_day() -> None:
    assert shifted_in_tasks("9999-12-23", 2, working=True) == "9999-12-27"


def test_who_passed_in_the_last_year_is_due_on_its_last_day() -> None:
    papers = [
        TaskRecord("1", "training", {"sort": "training_ap", "ends_on": "9999-06-01"}),
        TaskRecord("2", "training_attendance", {"training": "1", "person": "p", "passed": True}),
        TaskRecord("3", "appointment", {"person": "p", "starts_on": FIRST}),
        TaskRecord("4", "unit_year", {"year": 1, "operational_on": FIRST, "ended_on": FIRST}),
    ]
    found = unit_facts(papers, [])
    assert UnitFact("refresher_due", "p", LAST, None, "") in found


def test_no_two_spans_begin_on_one_day() -> None:
    """Each is a row, by its first day; a clock that went back ends one before it begins."""
    over, holds, before = (DaySpan("2026-11-01", one) for one in ("2025-01-01", "2026-12-01", "2024-01-01"))
    assert merged([over, holds]) == merged([holds, over]) == [holds]
    assert merged([before, over]) == [over]


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_that_lacks_a_field_stops_no_count(kind: str) -> None:
    """As a restore may bring one back; what says nothing proves nothing."""
    assert unit_facts([TaskRecord("1", kind, {})], []) == set()
    for left_out in BODIES[kind]:
        lacking = {name: value for name, value in BODIES[kind].items() if name != left_out}
        unit_facts([TaskRecord("1", kind, lacking), TaskRecord("2", kind, BODIES[kind])], [])
