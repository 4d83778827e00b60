"""A training that an office held for an area: written by it alone, counted once at every level, with the offices whose
people came."""

from datetime import date

import pytest
from sqlalchemy import text

from api.changes.agreements import agreed_until
from api.changes.feed_key import coaching_id
from api.db.engine import reading
from api.ids import new_id
from api.numbers.unit_standings import keep_standings_up
from tests.area_desk import Json, asked, come, day, faults
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.naive_progress import naive_progress
from tests.samples import BODIES
from tests.test_unit_progress import stored

TRAININGS = "area-trainings"


@pytest.fixture(autouse=True)
def offices(place: Place) -> None:
    come(place)


def training(place: Place, *regions: str, **more: Json) -> Json:
    """One that ends today."""
    return {
        "title": "Bimtek pencatatan", "sort": "bimtek_officers", "organiser": "bnnp", "modules": ["pencatatan"],
        "starts_on": day(place, -2), "ends_on": day(place, 0), "regions": [*regions],
        "offices": [{"satker": "BNNK Semarang", "people": 4, "passed": 3}, {"satker": "Puskesmas", "people": 1}],
    } | more  # fmt: skip


def held(place: Place, who: str, *regions: str, **more: Json) -> str:
    """Its id."""
    name = new_id()
    answer = asked(place, who, "PUT", name, training(place, *regions, **more), of=TRAININGS)
    assert answer.status_code == 200, answer.text
    return name


def test_it_is_its_offices_and_read_where_it_was_for(place: Place) -> None:
    for who in ("Ratna", "Maya", "Lurah", "Admin"):
        refused = asked(place, who, "PUT", new_id(), training(place, "33.22"), of=TRAININGS)
        assert (refused.status_code, refused.json()["code"]) == (403, "area-papers-of-offices"), who
        assert asked(place, who, of=TRAININGS).status_code == 403
    nations, province = held(place, "Pusat", "33", "34"), held(place, "Propinsi", "33.21")
    hers = held(place, "Hadi", "33.22", offices=[], agents=30)
    told = {who: [one["id"] for one in asked(place, who, of=TRAININGS).json()["trainings"]]
            for who in ("Hadi", "Jauh", "Propinsi", "Pusat")}  # fmt: skip
    assert {who: {*several} for who, several in told.items()} == {
        "Hadi": {nations, hers}, "Jauh": {nations, province}, "Propinsi": {nations, province}, "Pusat": {nations},
    }  # fmt: skip
    assert asked(place, "Hadi", name=nations, of=TRAININGS).json()["offices"][0] == {
        "satker": "BNNK Semarang", "people": 4, "passed": 3,
    }  # fmt: skip
    assert asked(place, "Hadi", name=province, of=TRAININGS).status_code == 404
    assert asked(place, "Hadi", name=nations).status_code == 404, "it is no agreement"
    assert asked(place, "Hadi").json()["agreements"] == []


UNFIT: tuple[tuple[Json, str, str], ...] = (
    ({"title": " "}, "/title", "text-empty"),
    ({"modules": []}, "/modules", "too-few-values"),
    ({"offices": [{"satker": "A", "people": 1, "passed": 2}]}, "/offices/0", "passed-more-than-came"),
    ({"offices": [{"satker": "A", "people": 0}]}, "/offices/0/people", "number-too-small"),
    ({"offices": [{"satker": "BNNK  X", "people": 1}, {"satker": "bnnk x", "people": 2}]}, "/offices", "value-twice"),
    ({"regions": ["34"]}, "/regions/0", "area-elsewhere"),
    ({"ends_on": "1926-12-01"}, "/ends_on", "day-far-off"),
    ({"institution": new_id()}, "/institution", "unknown-field"),
)


@ON_ONE_ENGINE
def test_what_cannot_be_is_refused_at_its_place(place: Place) -> None:
    for part, pointer, code in UNFIT:
        refused = asked(place, "Hadi", "PUT", new_id(), training(place, "33.22") | part, of=TRAININGS)
        assert (pointer, code) in faults(refused), (part, refused.text)
    assert asked(place, "Hadi", of=TRAININGS).json()["trainings"] == []


def of_trainings(told: dict[tuple[str, str, str], int]) -> dict[tuple[str, str, str], int]:
    return {one: many for one, many in told.items() if one[1] in ("training", "office_trained")}


def test_it_is_counted_once_at_every_level_and_so_is_each_office(place: Place) -> None:
    """Beside one that stands in two units' papers, to which people of one of the same offices came."""
    engine, hadi, series = place.app.state.engine, place.phone("Hadi"), new_id()
    with place.engine.begin() as connection:
        connection.execute(text("UPDATE unit SET village = '33.21.01.2001' WHERE name = 'Unit C'"))
    held(place, "Propinsi", "33")
    with reading(engine) as session:
        assert agreed_until(session, place.units["A"], date.fromisoformat(place.today())) == {}, "it is no agreement"
    held(place, "Hadi", "33.22", ends_on=day(place, -400), starts_on=day(place, -401))
    own = {**BODIES["training"], "starts_on": day(place, 0), "ends_on": day(place, 0), "series": series}
    for unit in ("A", "B"):
        paper = hadi.save("training", own, feed=coaching_id(place.units[unit]))
        came = {"training": paper, "satker": "bnnk semarang"}
        hadi.save("training_attendance", came, feed=coaching_id(place.units[unit]))
    hadi.sync()
    keep_standings_up(engine, place.clock())
    for today in (place.today(), day(place, -1), day(place, -400)):
        assert of_trainings(stored(place, today)) == of_trainings(naive_progress(place.engine, today)), today
    for who, area, trainings, satkers in (
        ("Pusat", None, 2, 2), ("Propinsi", None, 2, 2), ("Propinsi", "33.22", 2, 2), ("Propinsi", "33.21", 1, 2),
    ):  # fmt: skip
        asking = {"area": area} if area else {}
        told = place.http.get("/v1/funnel", params=asking, headers=place.headers(who)).json()["places"][0]
        counts = {one["measure"]: one["count"] for one in told["trainings"]}
        assert (counts["trainings_held"], counts["offices_trained"]) == (trainings, satkers), (who, area)
