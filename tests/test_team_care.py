"""How the people of a unit are: what each says is hers to read, months count people, a call bears her name."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import inspect, select
from sqlmodel import SQLModel

from api.db.engine import reading
from api.db.stated_scope import state
from api.ids import new_id
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE

FINE = {"mood": 4, "load": "fine"}
HEAVY = {"mood": 2, "load": "too_heavy"}
UNIT = ("Sari", "Dewi", "Citra", "Eka", "Tini")
TABLES = ("team_word", "team_call")


@pytest.fixture(autouse=True)
def people(place: Place) -> None:
    for name in UNIT:
        place.person(name)
    place.person("Budi", "B")
    place.person("Ratna", role="coordinator")
    place.person("Tono", "B", role="coordinator")
    place.person("Hadi", None, "district", area="33.22")


def say(place: Place, name: str, **more: Any) -> dict[str, Any]:
    answer = place.http.post("/v1/team-care", json={**FINE, **more}, headers=place.headers(name))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def own(place: Place, name: str) -> dict[str, Any]:
    return dict(place.http.get("/v1/team-care", headers=place.headers(name)).json())


def of_unit(place: Place, name: str = "Ratna") -> Any:
    return place.http.get("/v1/team-care/unit", headers=place.headers(name))


def a_month_later(place: Place) -> dict[str, Any]:
    """On the second day of the next month, wherever it is."""
    today = date.fromisoformat(place.today())
    place.clock.ahead += (today.replace(day=28) + timedelta(days=6)).replace(day=2) - today
    return dict(of_unit(place).json())


def test_what_somebody_says_is_hers_to_read_and_her_newest_word_counts(place: Place) -> None:
    assert own(place, "Sari")["mood"] is None
    said = say(place, "Sari", **HEAVY)
    assert (said["mood"], said["load"], said["called_on"], said["led"]) == (2, "too_heavy", None, True)
    say(place, "Sari")
    assert (own(place, "Sari")["load"], own(place, "Dewi")["mood"], own(place, "Budi")["mood"]) == ("fine", None, None)
    assert own(place, "Ratna")["led"] is False
    for name, code in (("Sari", 403), ("Budi", 403), ("Hadi", 403), ("Ratna", 200)):
        assert of_unit(place, name).status_code == code, name
    assert place.http.get("/v1/team-care", headers=place.headers("Hadi")).status_code == 403


def test_a_month_is_told_when_it_is_over_and_of_five_different_people(place: Place) -> None:
    for name in UNIT[:4]:
        say(place, name, **HEAVY)
        say(place, name, **HEAVY)
    say(place, "Budi", **HEAVY)
    assert of_unit(place).json()["answered"] is None, "not yet"
    assert a_month_later(place)["answered"] is None, "four, whatever they said twice, and one elsewhere"
    for name in UNIT:
        say(place, name, **(HEAVY if name in UNIT[:2] else FINE))
    told = a_month_later(place)
    assert (told["answered"], told["heavy"], told["low"]) == (5, 2, 2)


@ON_ONE_ENGINE
def test_all_of_them_are_told_as_all_but_one(place: Place) -> None:
    """Or what each said would be known."""
    for name in UNIT:
        say(place, name, **HEAVY)
    told = a_month_later(place)
    assert (told["answered"], told["heavy"], told["low"]) == (5, 4, 4)


@ON_ONE_ENGINE
def test_who_leads_the_unit_is_not_among_those_of_whom_she_is_told(place: Place) -> None:
    """Less her own word, five would be four."""
    for name in UNIT[:4]:
        say(place, name, **HEAVY)
    say(place, "Ratna")
    assert a_month_later(place)["answered"] is None
    for name in UNIT:
        say(place, name)
    say(place, "Ratna", **HEAVY)
    told = a_month_later(place)
    assert (told["answered"], told["heavy"]) == (5, 0)


@ON_ONE_ENGINE
def test_a_call_that_waits_loses_nothing_and_what_was_added_is_not_heard_unseen(place: Place) -> None:
    say(place, "Dewi", threatened=True)
    first = of_unit(place).json()["calls"][0]
    day = place.today()
    place.clock.ahead += timedelta(days=1)
    say(place, "Dewi", wants_talk=True)
    [call] = of_unit(place).json()["calls"]
    assert (call["threatened"], call["wants_talk"], call["asked_on"]) == (True, True, day)
    hear = "/v1/team-care/calls/{}/heard"
    codes = [
        place.http.post(hear.format(one["id"]), json={}, headers=place.headers("Ratna")).status_code
        for one in (first, call)
    ]
    assert codes == [404, 204]


@ON_ONE_ENGINE
def test_a_new_call_is_not_heard_by_what_is_said_again_of_the_one_before(place: Place) -> None:
    """Whoever leads the unit may press twice, or her phone, where the answer was lost."""
    say(place, "Dewi", threatened=True)
    [first] = of_unit(place).json()["calls"]
    say(place, "Dewi", threatened=True)
    assert of_unit(place).json()["calls"] == [first], "sent again it is the same call"
    heard = f"/v1/team-care/calls/{first['id']}/heard"
    assert place.http.post(heard, json={}, headers=place.headers("Ratna")).status_code == 204
    say(place, "Dewi", threatened=True)
    assert place.http.post(heard, json={}, headers=place.headers("Ratna")).status_code == 404
    [again] = of_unit(place).json()["calls"]
    assert (again["asked_on"], again["heard_on"]) == (first["asked_on"], None)


def test_a_call_bears_her_name_and_nothing_else_that_she_said(place: Place) -> None:
    said = say(place, "Dewi", **HEAVY, threatened=True)
    assert said["called_on"] == place.today()
    [call] = of_unit(place).json()["calls"]
    assert {name: value for name, value in call.items() if name != "id"} == {
        "name": "Dewi", "threatened": True, "wants_talk": False, "asked_on": place.today(), "heard_on": None,
    }  # fmt: skip
    assert of_unit(place, "Tono").json()["calls"] == []
    heard = f"/v1/team-care/calls/{call['id']}/heard"
    for name, code in (("Dewi", 403), ("Hadi", 403), ("Tono", 404), ("Ratna", 204), ("Ratna", 204)):
        assert place.http.post(heard, json={}, headers=place.headers(name)).status_code == code, name
    assert own(place, "Dewi")["heard_on"] == place.today()
    say(place, "Dewi", **HEAVY)
    assert own(place, "Dewi")["heard_on"] == place.today(), "who calls no more takes nothing back"
    say(place, "Dewi", wants_talk=True)
    [again] = of_unit(place).json()["calls"]
    assert (again["threatened"], again["wants_talk"], again["heard_on"]) == (False, True, None)
    nobodys = place.http.post(f"/v1/team-care/calls/{new_id()}/heard", json={}, headers=place.headers("Ratna"))
    assert nobodys.status_code == 404


def test_no_word_leads_to_who_said_it_and_what_is_old_goes(place: Place) -> None:
    engine = place.app.state.engine
    columns = {name: {one["name"] for one in inspect(engine).get_columns(name)} for name in TABLES}
    assert columns["team_word"] == {"home", "id", "month", "mood", "load"}
    say(place, "Sari", wants_talk=True)
    with reading(engine) as session:
        state(session, {"home": place.units["A"]})
        [word] = session.execute(select(SQLModel.metadata.tables["team_word"])).all()
    assert place.people["Sari"] not in map(str, word)
    place.clock.ahead += timedelta(days=440)
    say(place, "Dewi")
    with reading(engine) as session:
        state(session, {"home": place.units["A"]})
        assert [row.month for row in session.execute(select(SQLModel.metadata.tables["team_word"]))] == [
            place.today()[:7]
        ]
    assert len(of_unit(place).json()["calls"]) == 1, "and a call waits until it is heard"


BAD = (({"mood": 0}, "/mood"), ({"mood": 6}, "/mood"), ({"load": "none"}, "/load"), ({"note": "x"}, "/note"))


@ON_ONE_ENGINE
def test_what_cannot_be_said_is_refused_and_nothing_is_kept(place: Place) -> None:
    for more, pointer in BAD:
        refused = place.http.post("/v1/team-care", json={**FINE, **more}, headers=place.headers("Sari"))
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)
    assert own(place, "Sari")["mood"] is None
