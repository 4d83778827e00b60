"""Help asked for without a name: nothing is kept of who asked, one takes it, the answer is read by a code."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import inspect, select, text
from sqlmodel import SQLModel

from api.db.engine import reading, writing
from api.ids import new_id
from api.visitors import help_requests
from api.visitors.help_requests import ask_unit
from api.visitors.visitor_codes import make_visitor_code
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE

ASK = {"who": "family", "about": ["drug"], "reach": "answer_by_code"}
pytestmark = pytest.mark.usefixtures("people")
TABLES = ("help_request", "visitor_code", "leaflet")


@pytest.fixture
def people(place: Place) -> None:
    for name, unit in (("Sari", "A"), ("Dewi", "A"), ("Budi", "B")):
        place.person(name, unit)


def leaflet(place: Place, name: str) -> str:
    answer = place.http.post("/v1/help-requests/leaflet", headers=place.headers(name))
    assert answer.status_code == 200, answer.text
    return str(answer.json()["key"])


def asked(place: Place, name: str, **more: Any) -> dict[str, Any]:
    answer = place.http.post("/v1/help-requests", json={"key": leaflet(place, name), **ASK, **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def answered(place: Place, code: str) -> dict[str, Any]:
    answer = place.http.post("/v1/help-requests/answers", json={"code": code})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def listed(place: Place, name: str) -> list[dict[str, Any]]:
    answer = place.http.get("/v1/help-requests", headers=place.headers(name))
    assert answer.status_code == 200, answer.text
    return list(answer.json())


def act(place: Place, name: str, one: str, way: str, **body: Any) -> Any:
    return place.http.post(f"/v1/help-requests/{one}/{way}", json=body or None, headers=place.headers(name))


def test_a_leaflet_leads_to_its_unit_and_never_changes(place: Place) -> None:
    key = leaflet(place, "Sari")
    assert leaflet(place, "Dewi") == key != leaflet(place, "Budi")
    found = place.http.post("/v1/help-requests/unit", json={"key": f"{key[:3]} {key[3:].lower()}"})
    assert found.json() == {"name": "Unit A", "village": "33.22.01.2001"}
    for path, body in (("unit", {}), ("", ASK)):
        wrong = place.http.post(f"/v1/help-requests/{path}".rstrip("/"), json={"key": "000000", **body})
        assert [(e["pointer"], e["code"]) for e in wrong.json()["errors"]] == [("/key", "leaflet-unknown")]


def test_from_asking_to_an_answer(place: Place) -> None:
    told = asked(place, "Sari", about=["violence", "wants_visit"], reach="agent_visits")
    assert answered(place, told["code"])["step"] == "waiting"
    [one] = listed(place, "Dewi")
    assert (one["who"], one["about"], one["danger"], one["due_on"]) == (
        "family", ["violence", "wants_visit"], True, told["due_on"],
    )  # fmt: skip
    assert act(place, "Dewi", one["id"], "answer", answer="Datang ke posko.").json()["code"] == "help-not-taken"
    assert act(place, "Dewi", one["id"], "take").json()["taken_by"] == place.people["Dewi"]
    assert act(place, "Dewi", one["id"], "take").status_code == 200
    assert answered(place, told["code"])["step"] == "taken"
    assert act(place, "Dewi", one["id"], "answer", answer=" Datang ke posko hari Sabtu. ").status_code == 200
    heard = answered(place, told["code"].lower().replace("-", " "))
    assert (heard["step"], heard["answer"]) == ("answered", "Datang ke posko hari Sabtu.")
    assert act(place, "Sari", one["id"], "take").json()["code"] == "help-answered"


def test_one_takes_it_and_whoever_leads_the_unit_may_take_it_over(place: Place) -> None:
    place.person("Ratna", role="coordinator")
    asked(place, "Sari")
    [one] = listed(place, "Sari")
    assert act(place, "Sari", one["id"], "take").status_code == 200
    refused = act(place, "Dewi", one["id"], "take")
    assert (refused.status_code, refused.json()["code"]) == (409, "help-taken")
    assert act(place, "Ratna", one["id"], "take").json()["taken_by"] == place.people["Ratna"]
    assert act(place, "Sari", one["id"], "answer", answer="Halo.").json()["code"] == "help-not-taken"


def test_another_unit_and_other_roles_know_of_nothing(place: Place) -> None:
    asked(place, "Sari")
    [one] = listed(place, "Sari")
    assert listed(place, "Budi") == []
    for way, body in (("take", {}), ("answer", {"answer": "Halo."})):
        assert act(place, "Budi", one["id"], way, **body).status_code == 404
    place.person("Maya", None, role="partner")
    place.person("Admin", None, role="admin")
    for name in ("Maya", "Admin"):
        assert place.http.get("/v1/help-requests", headers=place.headers(name)).status_code == 403
        assert place.http.post("/v1/help-requests/leaflet", headers=place.headers(name)).status_code == 403
    assert place.http.get("/v1/help-requests").status_code == 401


def test_what_waits_longest_stands_first_and_the_answered_last(place: Place) -> None:
    asked(place, "Sari", who="friend")
    [first] = listed(place, "Sari")
    place.clock.ahead = timedelta(days=2)
    asked(place, "Sari", who="self")
    assert [one["who"] for one in listed(place, "Sari")] == ["friend", "self"]
    act(place, "Sari", first["id"], "take")
    act(place, "Sari", first["id"], "answer", answer="Terima kasih.")
    assert [one["who"] for one in listed(place, "Sari")] == ["self", "friend"]


def test_nothing_is_kept_of_who_asked_and_all_of_it_goes_after_ninety_days(place: Place) -> None:
    code = asked(place, "Sari")["code"]
    columns = {name: {one["name"] for one in inspect(place.engine).get_columns(name)} for name in TABLES}
    assert columns["help_request"] == {
        "home", "id", "asked_on", "due_on", "who", "about", "reach", "whereabouts", "taken_by", "taken_on", "answer",
        "answered_on", "until",
    }  # fmt: skip
    assert columns["visitor_code"] == {"code", "purpose", "home", "about", "until", "given_under"}
    with reading(place.engine) as session:
        rows = {name: session.execute(select(SQLModel.metadata.tables[name])).all() for name in TABLES}
        assert [len(rows[name]) for name in TABLES] == [1, 1, 1]
        assert rows["visitor_code"][0].given_under is None
        written = " ".join(str(tuple(row)) for several in rows.values() for row in several)
        assert code.replace("-", "") not in written
        assert rows["help_request"][0].id[14] == "4"  # by chance, where every other id tells its moment
        # Not even a keyed hash of an address: the only count is the unit's own.
        assert session.execute(text("SELECT count(*) FROM throttle")).scalar() == 1
    place.clock.ahead = timedelta(days=91)
    gone = place.http.post("/v1/help-requests/answers", json={"code": code})
    assert [(e["pointer"], e["code"]) for e in gone.json()["errors"]] == [("/code", "help-code-unfit")]
    asked(place, "Sari")
    with reading(place.engine) as session:
        assert [len(session.execute(select(SQLModel.metadata.tables[name])).all()) for name in TABLES] == [1, 1, 1]


def test_where_and_at_which_number_is_told_to_who_took_it_and_lies_sealed(place: Place) -> None:
    place.person("Ratna", role="coordinator")
    left = {"place_hint": "Dekat lapangan, sore", "phone": "0800 555 0123"}
    asked(place, "Sari", reach="agent_visits", **left)
    asked(place, "Sari")

    def seen(name: str) -> Any:
        one = next(one for one in listed(place, name) if one["reach"] == "agent_visits")
        return {field: one[field] for field in left}

    nothing = dict.fromkeys(left)
    one = next(one["id"] for one in listed(place, "Dewi") if one["reach"] == "agent_visits")
    assert [seen(name) for name in ("Sari", "Dewi", "Ratna")] == [nothing] * 3
    taken = act(place, "Dewi", one, "take").json()
    assert {field: taken[field] for field in left} == left
    assert [seen(name) for name in ("Sari", "Dewi", "Ratna")] == [nothing, left, nothing]
    assert act(place, "Ratna", one, "take").status_code == 200
    assert [seen(name) for name in ("Dewi", "Ratna")] == [nothing, left]
    with reading(place.engine) as session:
        rows = session.execute(select(SQLModel.metadata.tables["help_request"])).all()
    written = " ".join(str(tuple(row)) for row in rows)
    assert "0123" not in written
    assert "lapangan" not in written
    assert [bool(row.whereabouts) for row in rows].count(True) == 1


def test_what_is_over_is_not_shown_taken_or_kept_though_nobody_asks_again(place: Place) -> None:
    asked(place, "Sari")
    [one] = listed(place, "Sari")
    place.clock.ahead = timedelta(days=92)
    for way, body in (("take", {}), ("answer", {"answer": "Datang saja."})):
        assert act(place, "Sari", one["id"], way, **body).status_code == 404
    assert listed(place, "Sari") == []
    with reading(place.engine) as session:
        assert session.execute(text("SELECT count(*) FROM help_request")).scalar() == 0


def test_nobody_is_given_the_code_of_another_though_there_are_few(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(help_requests, "LENGTH", 1)
    today, unit = place.clock().date(), place.units["A"]
    words = {**ASK, "whereabouts": None, "today": today}
    with writing(place.engine) as session:
        by_attempt = {f"{one:032x}": "" for one in range(20)}
        for attempt in by_attempt:
            by_attempt[attempt] = ask_unit(session, place.settings, unit, attempt=attempt, **words).code
        again = {one: ask_unit(session, place.settings, unit, attempt=one, **words).code for one in by_attempt}
        own = {make_visitor_code(session, place.settings, "own", 1, home=unit, about=new_id(), today=today, until=today)
               for _ in range(20)}  # fmt: skip
    assert again == by_attempt
    assert (len(set(by_attempt.values())), len(listed(place, "Sari")), len(own)) == (20, 20, 20)


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"who": "police"}, "/who"),
        ({"about": []}, "/about"),
        ({"reach": "phone"}, "/reach"),
        ({"name": "Wahyu"}, "/name"),
        ({"phone": "nomor saya"}, "/phone"),
        ({"phone": "0800"}, "/phone"),
        ({"place_hint": "x" * 121}, "/place_hint"),
    ],
)
@ON_ONE_ENGINE
def test_what_does_not_fit_is_refused_with_its_place(place: Place, more: Any, pointer: str) -> None:
    answer = place.http.post("/v1/help-requests", json={"key": leaflet(place, "Sari"), **ASK, **more})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"].startswith(pointer)) == (422, True)
    assert listed(place, "Sari") == []
