"""What offices are told beside numbers: danger that nobody looked after, a village's sheets, and units as a file."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from api.changes.feed_key import coaching_id
from api.db.engine import reading, writing
from api.identity.access_tokens import give_token
from api.identity.people import Unit
from api.ids import new_id
from api.numbers.money_facts import PARTS
from api.numbers.unit_standings import keep_standings_up
from api.resources.exports.export_sheets import WORDS
from tests.conftest import Place
from tests.engines import ENGINES, ON_ONE_ENGINE
from tests.phone import Phone
from tests.planted import PlantedDefect, planted
from tests.samples import body_in
from tests.test_coaching_kinds import RestDesk
from tests.test_exports import rows_in, sheets_in
from tests.test_unit_progress import put, this_year

Json = Any
OFFICES = (("Hadi", "district", "33.22"), ("Jauh", "district", "33.21"), ("Propinsi", "province", "33"),
           ("Pusat", "national", None), ("Lurah", "village", "33.22.01.2001"),
           ("Kades", "village", "33.22.01.2003"), ("Admin", "admin", None))  # fmt: skip
ABOVE = {("province", "33", "33"), ("national", "", "")}
DANGERS = "/v1/unlooked-alerts"


@pytest.fixture
def offices(place: Place) -> Place:
    for name, role, area in OFFICES:
        place.person(name, None, role, area=area)
    return place


def asked(place: Place, who: str, path: str, **query: str) -> Any:
    """By a token of a sign-in just now."""
    token = give_token(place.settings, place.people[who], now=place.clock(), ways=("pwd",))
    return place.http.get(path, params=query, headers={"Authorization": f"Bearer {token}"})


def opens_alert(sari: Phone, place: Place, *flags: str) -> str:
    """Of a client of her own."""
    sets = {"code": "7Q4MK2H", "alias": f"Mas {flags[0]}", "status": "registered"}
    client = sari.save("client", sets)
    body = {"flags": list(flags), "opened_on": place.today(), "status": "open", "next_on": place.today()}
    alert = sari.save("alert", body, feed=client)
    sari.sync()
    return alert


def told(place: Place, who: str = "Hadi") -> list[tuple[str, int]]:
    answer = asked(place, who, DANGERS)
    assert answer.status_code == 200, answer.text
    return sorted((one["danger"], one["count"]) for one in answer.json())


def test_a_district_hears_of_danger_that_nobody_looked_after_and_of_nobody(offices: Place, sari: Phone) -> None:
    first = opens_alert(sari, offices, "suicidal", "psychosis")
    opens_alert(sari, offices, "overdose", "violence")
    assert told(offices) == [], "somebody has a day to look"
    offices.clock.ahead += timedelta(hours=25)
    assert told(offices) == [("body", 1), ("mind", 1), ("violence", 1)]
    [one, *_] = asked(offices, "Hadi", DANGERS).json()
    assert set(one) == {"unit", "name", "danger", "count", "since"}
    assert (one["unit"], one["since"]) == (offices.units["A"], sari.told[first]["body"]["opened_on"])
    assert told(offices, "Jauh") == []
    sari.token = give_token(offices.settings, offices.people["Sari"], sari.enrolment, now=offices.clock())
    sari.save("alert", {"done": ["stayed"]}, record=first)
    sari.sync()
    assert told(offices) == [("body", 1), ("violence", 1)], "somebody wrote about it"
    for who in ("Propinsi", "Pusat", "Lurah", "Admin"):
        refused = asked(offices, who, DANGERS)
        assert (refused.status_code, refused.json()["code"]) == (403, "district-only")


def test_those_above_hear_in_how_many_regencies_and_of_no_class_where_these_are_few(
    offices: Place, sari: Phone
) -> None:
    """Two alerts in one regency are one regency; a class is told where five have units."""
    path = f"{DANGERS}/regencies"
    for sign in ("suicidal", "violence"):
        opens_alert(sari, offices, sign)
    assert asked(offices, "Propinsi", path).json() == {"regencies": 1, "unlooked": 0, "by_danger": None, "least": 5}
    offices.clock.ahead += timedelta(hours=25)
    assert asked(offices, "Propinsi", path).json()["unlooked"] == 1
    with writing(offices.engine) as session:
        for code in ("33.21", "33.23", "34.01", "35.01"):
            session.add(Unit(id=new_id(), name=f"IBM {code}", village=f"{code}.01.2001", created_at=offices.clock()))
    for who, regencies, apart in (("Propinsi", 3, None), ("Pusat", 5, {"mind": 1, "body": 0, "violence": 1})):
        told = {"regencies": regencies, "unlooked": 1, "by_danger": apart, "least": 5}
        assert asked(offices, who, path).json() == told, who
    for who in ("Hadi", "Lurah", "Admin"):
        assert asked(offices, who, path).json()["code"] == "above-districts-only"


def everybody_is_refused(place: Place) -> None:
    for who in ("Propinsi", "Pusat", "Lurah", "Admin"):
        assert asked(place, who, DANGERS).status_code == 403
    for who in ("Hadi", "Pusat", "Admin"):
        assert asked(place, who, "/v1/village/months/2026-09").status_code == 403


@ON_ONE_ENGINE
def test_both_rights_are_of_the_scope_alone(offices: Place) -> None:
    right = "not getattr(REACH.get(actor.role, Reach()), right) or "
    with planted(PlantedDefect("any role", "api.access.scope:area_held", right, "")), pytest.raises(AssertionError):
        everybody_is_refused(offices)
    everybody_is_refused(offices)


@pytest.mark.parametrize("place", [one for one in ENGINES if one == "postgres"], indirect=True)
def test_the_database_says_again_whom_it_warns(offices: Place, sari: Phone) -> None:
    opens_alert(sari, offices, "suicidal")
    offices.clock.ahead += timedelta(hours=25)
    query = text("SELECT count(*) FROM pulih_unlooked(now() + interval '9 years', '33.22')")
    with reading(offices.app.state.engine) as session:
        for role, area, many in (
            ("district", "33.22", 1),
            ("district", "33.21", 0),
            ("province", "33.22", 0),
            ("province", "33", 0),
            ("province", "", 0),
            ("national", "", 0),
            ("", "", 0),
        ):
            session.connection().execute(
                text("SELECT set_config('pulih.role', :r, true), set_config('pulih.area', :a, true)"),
                {"r": role, "a": area},
            )
            assert session.connection().execute(query).scalar_one() == many, (role, area)
            for inside in ("33", ""):
                above = text("SELECT count(*) FROM pulih_unlooked_regencies(now() + interval '9 years', :inside)")
                rows = session.connection().execute(above, {"inside": inside}).scalar_one()
                assert bool(rows) == ((role, area, inside) in ABOVE), (role, area, inside)


def test_a_villages_head_reads_each_units_decree_and_of_a_month_what_was_confirmed(offices: Place) -> None:
    offices.person("Ratna", role="coordinator")
    sari = offices.phone("Sari")
    for number in range(6):
        sari.save("client", {"code": "7Q4MK2H", "alias": f"Mas {number}", "status": "registered"})
    sari.sync()
    hadi = offices.phone("Hadi")
    hadi.save("decree", body_in("decree", {}), feed=coaching_id(offices.units["A"]))
    hadi.sync()
    keep_standings_up(offices.app.state.engine, offices.clock())
    month = offices.today()[:7]
    path = f"/v1/village/months/{month}"
    assert asked(offices, "Lurah", path).json()["code"] == "month-not-over"
    offices.clock.ahead += timedelta(days=31)
    units = asked(offices, "Lurah", path).json()
    assert [one["unit"] for one in units if one["decreed"]] == [offices.units["A"]]
    mine = next(one for one in units if one["unit"] == offices.units["A"])
    assert mine["decree_until"] == body_in("decree", {})["ends_on"]
    assert [one["sheet"] for one in units] == [None] * len(units), "nobody handed it over"
    own = f"/v1/months/{month}/sheet"
    assert clients_on(asked(offices, "Ratna", own).json()) == (None, {"kind": "told", "count": 5})
    why = {"changed_because": "Lima lagi di buku tulis."}
    left = dict.fromkeys(("visits", "visits_on_time", "outreach", "outreach_heads"))
    figures = {**left, "clients": 10, "counted": {"clients": 5}, "month": month, "on": offices.today(), **why}
    written = RestDesk(offices, "Ratna", offices.units["A"]).create("month_report", **figures)
    assert written.status_code == 201, written.text
    answer = asked(offices, "Lurah", path)
    told = next(one["sheet"] for one in answer.json() if one["unit"] == offices.units["A"])
    assert clients_on(told) == (offices.today(), {"kind": "told", "count": 10})
    assert told == asked(offices, "Ratna", own).json()
    assert why["changed_because"] not in answer.text
    assert asked(offices, "Kades", path).json() == []


def clients_on(sheet: Json) -> tuple[str | None, Json]:
    """Since when it is confirmed, and its first line."""
    return sheet["confirmed_on"], next(one["whole"] for one in sheet["lines"] if one["key"] == "clients")


@ON_ONE_ENGINE
def test_units_are_taken_along_as_their_page_tells_them(offices: Place) -> None:
    path, year = "/v1/exports/standing", offices.today()[:4]
    hadi, unit = offices.phone("Hadi"), offices.units["A"]
    hadi.save("funding", {**body_in("funding", {}), "year": int(year)}, feed=coaching_id(unit))
    hadi.sync()
    keep_standings_up(offices.app.state.engine, offices.clock())
    heads, *rows = rows_in(asked(offices, "Hadi", path, written="csv"))
    assert heads == ["Tahun", "Tingkat", "Kode", "Nama", "Ukuran", "Bagian", "Nilai", "Target", "Arti"]
    assert all(row[8] for row in rows), "each code is said in words beside it"
    assert {row[1] for row in rows} == {"kabupaten/kota", "unit"}
    funnel = asked(offices, "Hadi", "/v1/funnel").json()
    for place in funnel["places"]:
        mine = {row[4]: row[6] for row in rows if row[2] == place["place"] and not row[5]}
        wanted = {step["measure"]: str(step["count"]) for step in place["steps"]}
        assert {name: mine[name] for name in wanted} == wanted
    money = [row[4:7] for row in rows if row[2] == unit and row[4].startswith("money")]
    part = "pencatatan dan laporan, dana desa"
    assert money == [["money_planned", part, "3000000"], ["money_spent", part, "1200000"]]
    book = sheets_in(asked(offices, "Pusat", path).content)
    assert list(book) == ["Data", "Kamus", "Metode"]
    assert {row["A"] for row in book["Kamus"][1:]} == {row["E"] for row in book["Data"][1:]}
    assert {"A": "Tahun", "B": float(year)} in book["Metode"]
    assert "Tidak ada data klien di berkas ini, dan tidak ada nama agen." in {row["B"] for row in book["Metode"]}
    assert asked(offices, "Hadi", path, area="33.21").status_code == 404
    assert asked(offices, "Lurah", path).status_code == 403
    printed = offices.http.get(path, headers=offices.headers("Hadi"))
    assert (printed.status_code, printed.json()["code"]) == (401, "stale-sign-in")


def test_what_money_is_for_and_from_where_is_said_in_every_language() -> None:
    for said in (one["standing"] for one in WORDS.values()):
        assert {f"{line}/{source}" for line in said["lines"] for source in said["sources"]} == set(PARTS)


@ON_ONE_ENGINE
def test_a_target_that_was_set_again_tells_what_it_was(offices: Place) -> None:
    unit, year = offices.units["A"], this_year(offices)
    for value in (2, 5, None, 2, 2):
        assert put(offices, "Hadi", unit, value).status_code == 200
    path = f"/v1/targets/{year}/{unit}/agents_trained"
    history = asked(offices, "Hadi", path).json()
    assert [one["value"] for one in history] == [2, None, 5, 2], "the same again is no change"
    assert [asked(offices, who, path).json() for who in ("Propinsi", "Pusat")] == [history] * 2
    assert asked(offices, "Jauh", path).status_code == 404
    assert asked(offices, "Hadi", f"/v1/targets/{year}/33.22/agents_trained").json() == []
