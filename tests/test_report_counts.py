"""How many months of their work units reported in time, as offices are told it, beside a second counting."""

from datetime import UTC, datetime

from api import policies
from api.numbers.telling import places_in
from api.numbers.told_spans import told_of_line
from tests.conftest import Place
from tests.naive_progress import naive_reports
from tests.test_coaching_kinds import RestDesk, hadi, ready, unit
from tests.test_told_numbers import LEAST

__all__ = ["hadi", "ready", "unit"]


def test_months_of_work_are_told_however_few_and_whether_they_were_confirmed_in_time(
    ready: RestDesk, place: Place
) -> None:
    """One that nobody confirmed, one late and one in time; and none before the unit worked, or while it rests."""
    place.clock.ahead += datetime(2027, 1, 6, 12, tzinfo=UTC) - place.clock()
    hadi, ratna = (RestDesk(place, name, place.units["A"]) for name in ("Hadi", "Ratna"))
    worked = hadi.create("unit_year", operational_on="2026-08-20", paused_on="2027-01-02")
    assert worked.status_code == 201, worked.text
    for month in ("2026-11", "2026-12"):
        assert ratna.create("month_report", month=month, on="2027-01-05").status_code == 201
    spans = ("2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1")
    [line], told = policies.told_numbers().of_reports, {}
    for span, units in places_in(place.app.state.engine, dict.fromkeys(spans), place.clock()).items():
        rows = list(told_of_line(line, span, units, LEAST))
        told |= {(span, one.place, one.block): one.number for one in rows if one.level in ("unit", "country")}
    for span in spans:
        second = naive_reports(place.engine, span)
        for place_told in ("", *place.units.values()):
            mine = [counts for unit, counts in second.items() if place_told in ("", unit)]
            due, timely = (sum(one[at] for one in mine) for at in (0, 1))
            found = [told[span, place_told, block] for block in ("", "yes", "rest")]
            assert found == [due, timely, due - timely], (span, place_told)
    assert [told[span, "", ""] for span in spans] == [0, 2, 3, 0]
    assert [told["2026-Q4", "", block] for block in ("yes", "rest")] == [1, 2]
