"""How far units have come: rows that follow papers and memberships, what offices are told, and their targets."""

import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from api import policies
from api.changes.feed_key import coaching_id
from api.db.engine import reading, writing
from api.identity.memberships import Membership
from api.identity.tables import Audit
from api.ids import new_id
from api.numbers.money_facts import MONEY
from api.numbers.read_papers import DaySpan
from api.numbers.standing_counts import CountedArea
from api.numbers.training_facts import TRAININGS
from api.numbers.unit_facts import BESIDES, PAPERS, STEPS, UnitMember, unit_facts
from api.numbers.unit_standings import keep_standings_up
from api.records import KINDS
from api.records.task_case import TaskRecord
from api.resources.unit_progress import told_backgrounds
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.naive_progress import dashed, held, naive_progress
from tests.random_papers import a_day, an_id, some_papers
from tests.samples import BODIES, body_in

OFFICES = (
    ("Hadi", "district", "33.22"), ("Jauh", "district", "33.21"), ("Propinsi", "province", "33"),
    ("Pusat", "national", None),
)  # fmt: skip


@pytest.fixture
def offices(place: Place) -> Place:
    place.stand_at_examples()
    for name, role, area in OFFICES:
        place.person(name, None, role, area=area)
    return place


def test_what_holds_of_a_unit_is_what_a_second_counting_finds_on_every_day() -> None:
    by, counted = random.Random(5), Counter[str]()
    for _ in range(150):
        people = [an_id(by) for _ in range(2)]
        papers = some_papers(by, people)
        spans = [
            (person, *sorted((a_day(by), by.choice([a_day(by), "9999"])))) for person in people if by.random() < 0.6
        ]
        members = [UnitMember(who, DaySpan(first, last if last < "9999" else None)) for who, first, last in spans]
        facts = unit_facts([TaskRecord(record, kind, fields) for kind, record, fields in papers], members)
        for day in (a_day(by) for _ in range(6)):
            mine = sorted((one.key, one.value) for one in facts if one.since <= day <= (one.until or "9999"))
            naive = sorted(held(papers, [("", *one) for one in spans], day))
            assert mine == naive, (day, papers, spans)
            counted.update(key for key, _ in mine)
    keys = {"agent", "trained_agent", "target_phase", "reached_phase"}
    assert set(counted) == keys.union(STEPS, BESIDES, TRAININGS, MONEY)
    assert min(counted.values()) > 20, "each of them was there and was not"


def stored(place: Place, day: str) -> dict[tuple[str, str, str], int]:
    with place.engine.connect() as connection:
        rows = connection.execute(text("SELECT home, key, since, until, value FROM unit_standing")).all()
    here = [(dashed(home), key, value) for home, key, since, until, value in rows if since <= day <= (until or "9999")]
    return dict(Counter(one for one in here if one[1] != "counted"))


def test_rows_follow_papers_and_memberships(offices: Place) -> None:
    place, engine = offices, offices.app.state.engine
    place.person("Sari")
    ratna, hadi, feed = place.person("Ratna", role="coordinator"), place.phone("Hadi"), coaching_id(place.units["A"])

    def follow() -> None:
        """Counted once it differs, and then no more; and each day as a second counting has it."""
        assert keep_standings_up(engine, place.clock()) == 1
        assert keep_standings_up(engine, place.clock()) == 0
        for day in (place.today(), "2026-05-06", "2025-12-31"):
            assert stored(place, day) == naive_progress(place.engine, day), day

    made: dict[str, str] = {}
    for kind in ("village_profile", "decree", "training", "training_attendance", "unit_year"):
        made[kind] = hadi.save(
            kind, body_in(kind, made) | ({"person": ratna} if "attendance" in kind else {}), feed=feed
        )
    hadi.sync()
    follow()
    assert stored(place, place.today())[place.units["A"], "trained_agent", ""] == 1
    hadi.save("unit_year", {"operational_on": "2026-06-01"}, record=made["unit_year"])
    hadi.save("village_profile", {"voided_because": "Desa lain."}, record=made["village_profile"])
    hadi.sync()
    follow()
    with writing(place.engine) as session:
        membership = session.exec(select(Membership).where(Membership.person == ratna)).one()
        membership.ended_at = place.clock() - timedelta(days=2)
        session.add(membership)
    follow()
    assert (place.units["A"], "trained_agent", "") not in stored(place, place.today())


def told(place: Place, name: str, path: str, **asked: Any) -> Any:
    return place.http.get(f"/v1/{path}", params=asked, headers=place.headers(name))


@pytest.fixture
def counted(offices: Place) -> Place:
    """Unit A is mapped and has its decree since this year; B and C have nothing."""
    hadi, made = offices.phone("Hadi"), dict[str, str]()
    for kind in ("village_profile", "decree", "training", "unit_year"):
        made[kind] = hadi.save(kind, body_in(kind, made), feed=coaching_id(offices.units["A"]))
    hadi.sync()
    keep_standings_up(offices.app.state.engine, offices.clock())
    return offices


def test_each_office_is_told_of_its_own_area_and_what_lies_directly_in_it(counted: Place) -> None:
    def funnel(name: str, **asked: Any) -> dict[str, list[int]]:
        answer = told(counted, name, "funnel", **asked).json()
        return {one["place"]: [one["units"], *(step["count"] for step in one["steps"])] for one in answer["places"]}

    whole = [3, 1, 1, 1, 0, 0, 0]
    units = {unit: [1, *([1, 1, 1, 0, 0, 0] if name == "A" else [0] * 6)] for name, unit in counted.units.items()}
    assert funnel("Hadi") == funnel("Propinsi", area="33.22") == {"33.22": whole, **units}
    assert funnel("Propinsi") == {"33": whole, "33.22": whole}
    assert funnel("Pusat") == {"": whole, "33": whole}
    assert funnel("Hadi", year=2025)["33.22"] == [3, 0, 0, 0, 0, 0, 0]
    assert funnel("Jauh") == {"33.21": [0] * 7}
    first = told(counted, "Hadi", "funnel").json()["places"][1]["steps"]
    assert {one["step"]: one["since"] for one in first}["mapped"] == BODIES["village_profile"]["on"]
    phases = told(counted, "Hadi", "phases", year=BODIES["unit_year"]["year"]).json()
    assert (phases["places"][0]["target"], phases["places"][0]["reached"]) == ({"tumbuh": 1}, {})
    board = {one["unit"]: one for one in phases["board"]}
    assert (board[counted.units["A"]]["target"], board[counted.units["A"]]["step"]) == ("tumbuh", "decreed")
    assert {one["village"] for one in phases["board"]} == {"33.22.01.2001"}
    assert told(counted, "Pusat", "phases").json()["board"] == []


@ON_ONE_ENGINE
def test_nobody_is_told_of_another_area_or_of_a_year_to_come(counted: Place) -> None:
    counted.person("Sari")
    for path in ("funnel", "phases", "targets"):
        assert told(counted, "Sari", path).status_code == 403
        foreign = [("Hadi", "33.21"), ("Hadi", "33"), ("Propinsi", "31.71"), ("Pusat", "99")]
        assert [told(counted, name, path, area=area).status_code for name, area in foreign] == [404] * 4
    assert told(counted, "Hadi", "funnel", year=this_year(counted) + 1).json()["code"] == "year-to-come"


def test_a_training_for_several_units_is_one_an_office_is_known_by_its_name_and_money_adds_up(counted: Place) -> None:
    hadi, series, year = counted.phone("Hadi"), new_id(), this_year(counted)
    spent = {"year": year, "line": "visits", "source": "csr", "planned": 900_000_000_000, "spent": 5}
    for unit, satker in (("A", "BNNK Semarang"), ("B", "bnnk  semarang")):
        body = body_in("training", {}) | {"series": series, "starts_on": f"{year}-01-02", "ends_on": f"{year}-01-03"}
        feed = coaching_id(counted.units[unit])
        training = hadi.save("training", body, feed=feed)
        hadi.save("training_attendance", {"training": training, "satker": satker}, feed=feed)
        hadi.save("funding", spent, feed=feed)
        hadi.save("funding", {**spent, "year": year - 1, "source": "apbd"}, feed=feed)
    hadi.save("funding", {**spent, "line": "documentation_reporting", "source": "village_fund"}, feed=feed)
    hadi.save("funding", {"year": year, "line": "visits", "source": "csr", "spent": 7}, feed=feed)
    hadi.sync()
    keep_standings_up(counted.app.state.engine, counted.clock())
    assert put(counted, "Propinsi", "33.22", 3, measure="trainings_held").status_code == 200
    places = told(counted, "Hadi", "funnel").json()["places"]
    trainings = {one["place"]: {told["measure"]: told["count"] for told in one["trainings"]} for one in places}
    of_two = {"trainings_held": 2, "agents_passed": 0, "offices_trained": 1, "refreshers_due": 0}
    assert trainings["33.22"] == trainings[counted.units["A"]] == of_two, "with that of before, of this unit alone"
    assert trainings[counted.units["B"]] == {**of_two, "trainings_held": 1}
    assert places[0]["trainings"][0]["target"] == 3
    line = {name: spent[name] for name in ("line", "source", "planned", "spent")}
    more, twice = {**line, "spent": 12}, {**line, "planned": 1_800_000_000_000, "spent": 17}
    documented = {**line, "line": "documentation_reporting", "source": "village_fund"}
    money = {one["place"]: one["money"] for one in places}
    assert money["33.22"] == told(counted, "Pusat", "funnel").json()["places"][1]["money"] == [twice, documented]
    assert [money[counted.units[unit]] for unit in "ABC"] == [[line], [more, documented], []]
    assert told(counted, "Hadi", "funnel", year=year - 1).json()["places"][0]["money"] == [
        {**twice, "source": "apbd", "spent": 10}
    ]


def this_year(place: Place) -> int:
    return int(place.today()[:4])


def put(place: Place, name: str, where: str, value: Any = 2, back: int = 0, measure: str = "agents_trained") -> Any:
    address = f"/v1/targets/{this_year(place) - back}/{where}/{measure}"
    return place.http.put(address, json={"value": value}, headers=place.headers(name))


def test_a_target_is_set_by_an_office_above_and_stands_beside_what_was_reached(counted: Place) -> None:
    unit = counted.units["A"]
    rights = {
        ("Pusat", "country"): 200, ("Pusat", "33"): 200, ("Propinsi", "country"): 404, ("Propinsi", "33"): 403,
        ("Propinsi", "33.22"): 200, ("Propinsi", "31.71"): 404, ("Propinsi", unit): 200, ("Hadi", "33.22"): 403,
        ("Hadi", unit): 200, ("Jauh", unit): 404, ("Hadi", new_id()): 404, ("Pusat", "99"): 404,
    }  # fmt: skip
    assert {one: put(counted, *one).status_code for one in rights} == rights
    assert put(counted, "Propinsi", "33.22", 5, measure="units_with_decree").status_code == 200
    asked = told(counted, "Hadi", "funnel").json()["places"]
    assert [one["agents"]["trained_target"] for one in asked if one["place"] in ("33.22", unit)] == [2, 2]
    assert asked[0]["steps"][2]["target"] == 5
    mine = told(counted, "Hadi", "targets", year=this_year(counted)).json()
    assert {(one["place"], one["level"]) for one in mine} == {("33.22", "regency"), (unit, "unit")}
    assert put(counted, "Hadi", unit, None).json()["value"] is None
    assert told(counted, "Hadi", "funnel").json()["places"][1]["agents"]["trained_target"] is None
    with reading(counted.engine) as session:
        trail = session.exec(select(Audit).where(Audit.action == "target")).all()
    assert len(trail) == 6, "one for each that moved; the same value again moves nothing"


@ON_ONE_ENGINE
def test_a_target_that_cannot_be_is_refused_and_nothing_is_stored(counted: Place) -> None:
    unit = counted.units["A"]
    bad = {
        ("/value", "number-too-small"): {"value": -1}, ("/value", "must-be-whole"): {"value": 2.5},
        ("/year", "year-over"): {"back": 1}, ("/measure", "unknown-choice"): {"measure": "happiness"},
    }  # fmt: skip
    for (pointer, code), more in bad.items():
        refused = put(counted, "Hadi", unit, **more)
        assert refused.status_code == 422
        assert [(one["pointer"], one["code"]) for one in refused.json()["errors"]] == [(pointer, code)]
    assert told(counted, "Hadi", "targets").json() == []


def test_no_background_of_few_is_told() -> None:
    """Nor of those who are left when what is told of a part is taken from what is told of the whole."""
    counts = {("agent", ""): 2, ("agent", "pkk"): 9, ("agent", "ex_user"): 4, ("trained_agent", "pkk"): 6}
    assert told_backgrounds(CountedArea("33", "province", "Jawa Tengah", 7, counts)) == {"pkk": 5, "rest": 10}
    assert told_backgrounds(CountedArea(new_id(), "unit", "IBM Desa Lerep", 1, counts)) == {}
    assert told_backgrounds(CountedArea("33.22", "regency", "Kabupaten Semarang", 1, counts)) == {}, "one unit's own"


def test_every_step_is_counted_by_a_number_of_the_policy() -> None:
    facts = [one.fact for one in policies.told_numbers().standings]
    assert facts == [*STEPS, "agent", "trained_agent", *BESIDES, *TRAININGS]
    assert set(PAPERS) <= set(KINDS)
