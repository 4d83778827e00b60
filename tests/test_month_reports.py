"""A month is confirmed by whoever leads the unit, of what may leave the unit, and corrected with a reason."""

from datetime import date

import pytest

from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.test_coaching_kinds import RestDesk, hadi, unit

__all__ = ["hadi", "unit"]


@pytest.fixture
def ratna(place: Place, unit: str) -> RestDesk:
    return RestDesk(place, "Ratna", unit)


def test_a_month_is_confirmed_by_who_leads_the_unit_and_read_by_its_officer(
    ratna: RestDesk, hadi: RestDesk, place: Place
) -> None:
    """What was late stays late, a correction is a version that says why, and an officer writes none."""
    refused = hadi.create("month_report").json()["errors"]
    assert [(one["pointer"], one["code"]) for one in refused] == [("", "not-your-role")]
    assert ratna.create("month_report").json()["late"] is True  # long after the seventh
    path = f"/v1/month-reports/{ratna.made['month_report']}"
    unsaid = ratna.edit("month_report", visits=25).json()["errors"]
    assert [one["pointer"] for one in unsaid] == ["/amended_because"]
    assert ratna.edit("month_report", visits=25, amended_because="Dihitung ulang.").status_code == 200
    history = place.http.get(f"{path}/history", headers=hadi.headers)
    assert (len(history.json()), "Ratna" in history.text) == (2, False)
    assert [one["by"] for one in history.json()] == [None, None], "an officer is told of nobody who wrote it"
    own = place.http.get(f"{path}/history", headers=ratna.headers)
    assert {one["by"] for one in own.json()} == {place.people["Ratna"]}
    told = place.http.get(path, headers=hadi.headers).json()
    assert (told["visits"], told["counted"]["visits"], told["late"]) == (25, 15, True)
    assert not {"Ratna", place.people["Ratna"]} & {str(value) for value in told.values()}
    place.person("Sari")
    assert place.http.get(path, headers=place.headers("Sari")).status_code == 404


def test_a_month_that_was_forgotten_is_not_in_time_by_another_months_report(ratna: RestDesk, place: Place) -> None:
    place.clock.ahead += date(2026, 12, 3) - date.fromisoformat(place.today())
    ratna.headers = place.headers("Ratna")  # those of before have run out
    told = ratna.create("month_report", month="2026-11", on="2026-12-03").json()
    assert told["late"] is False
    moved = ratna.edit("month_report", month="2026-10", amended_because="Salah bulan.").json()
    assert (moved["month"], moved["late"]) == ("2026-10", True)
    assert ratna.edit("month_report", visits=25, amended_because="Dihitung ulang.").json()["late"] is True


OF_A_MONTH = [
    ({"month": "2026-13"}, "/month", "unfit"),
    ({"on": "2026-10-31"}, "/on", "month-not-over"),
    ({"changed_because": None}, "/visits", "figure-reason-needed"),
    ({"reached": 5, "changed_because": None}, "/reached", "figure-reason-needed"),
    ({"reached": 3}, "/reached", "not-in-fives"),
    ({"closures": 0}, "/closures", "not-in-fives"),
    ({"outreach_heads": 41}, "/outreach_heads", "not-in-fives"),
    ({"counted": {"clients": 15, "closures": 1}}, "/counted/closures", "not-in-fives"),
    ({"counted": {"clients": 17}}, "/counted/clients", "not-in-fives"),
]


@ON_ONE_ENGINE
def test_no_month_is_confirmed_that_goes_on_or_gives_somebody_away(ratna: RestDesk, place: Place) -> None:
    goes_on = ({"month": place.today()[:7]}, "/month", "month-not-over")
    for more, pointer, code in (goes_on, *OF_A_MONTH):
        refused = ratna.create("month_report", **more)
        said = {(one["pointer"], one["code"]): one["detail"] for one in refused.json()["errors"]}
        assert (pointer, code) in said, (more, said)
    assert ratna.count("month_report") == 0
    assert ratna.create("month_report", month="2026-09").status_code == 201
    assert ratna.create("month_report").status_code == 201
    assert [one["code"] for one in ratna.create("month_report").json()["errors"]] == ["month-confirmed-already"]
