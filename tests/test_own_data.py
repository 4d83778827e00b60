"""A client's own data: what is kept and who looked, by a code of hers alone; and each right, asked and answered."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlmodel import SQLModel

from api.access.rights_requests import Right
from api.db.engine import reading, writing
from api.identity.people import Person
from api.identity.roles import add_role, end_role
from tests.conftest import Place
from tests.phone import Phone
from tests.test_feed_key import move
from tests.test_sync_people import end_follow

RIGHTS = ("see", "correct", "stop", "limit", "erase", "complain", "who_looked")


@pytest.fixture
def client(place: Place, sari: Phone, client_of: Any) -> str:
    place.person("Ratna", role="coordinator")
    return str(client_of(sari))


def code_of(place: Place, client: str, name: str = "Ratna") -> str:
    answer = place.http.post(f"/v1/clients/{client}/own-codes", headers=place.headers(name))
    assert answer.status_code == 201, answer.text
    return str(answer.json()["code"])


def opened(place: Place, code: str) -> Any:
    return place.http.post("/v1/own-data", json={"code": code})


def shown(place: Place, code: str) -> dict[str, Any]:
    answer = opened(place, code)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def ask(place: Place, code: str, right: str = "complain", **more: Any) -> Any:
    return place.http.post("/v1/own-data/requests", json={"code": code, "right": right, **more})


def waiting(place: Place, name: str = "Ratna") -> list[dict[str, Any]]:
    answer = place.http.get("/v1/rights-requests", headers=place.headers(name))
    assert answer.status_code == 200, answer.text
    return list(answer.json())


def answer(place: Place, one: str, name: str = "Ratna", **more: Any) -> Any:
    reply = {"outcome": "done", "answer": "Sudah dihapus dari catatan.", **more}
    return place.http.post(f"/v1/rights-requests/{one}/answer", json=reply, headers=place.headers(name))


def unfit(place: Place, code: str) -> None:
    for asked in (opened(place, code), ask(place, code)):
        assert [(e["pointer"], e["code"]) for e in asked.json()["errors"]] == [("/code", "own-code-unfit")]


def test_she_sees_what_is_kept_by_kind_and_day_and_who_holds_it(place: Place, sari: Phone, client: str) -> None:
    met = {"on": "2026-11-20", "place": "home", "met": ["client"], "note": "Baru bangun."}
    sari.save("visit", met, feed=client)
    sari.save("family_member", {"relation": "father", "called": "Bapaknya", "role": ["must_not_know"]}, feed=client)
    sari.sync()
    data = shown(place, code_of(place, client).lower().replace("-", " "))
    assert data["unit"] == "Unit A"
    assert data["about"] == {"alias": "Mas Wahyu", "code": "7Q4MK2H", "status": "registered"}
    kinds = {one["kind"] for one in data["records"]}
    assert kinds == {"client", "visit", "family_member"}
    assert [one["on"] for one in data["records"] if one["kind"] == "visit"] == ["2026-11-20"]
    assert [one["name"] for one in data["holders"]] == ["Sari"]
    assert "Bapaknya" not in str(data)


def test_she_sees_who_looked_by_role_and_not_by_name(place: Place, client: str) -> None:
    code = code_of(place, client)
    assert shown(place, code)["looks"] == []
    for _ in range(2):
        assert place.http.get(f"/v1/clients/{client}", headers=place.headers("Ratna")).status_code == 200
    looks = shown(place, code)["looks"]
    assert [(one["role"], one["times"]) for one in looks] == [("coordinator", 2)]
    assert "Ratna" not in str(looks)


def test_another_client_is_not_shown(place: Place, sari: Phone, client: str, client_of: Any) -> None:
    other = client_of(sari, "Bu Asri", code="2B3CD45")
    place.http.get(f"/v1/clients/{other}", headers=place.headers("Ratna"))
    data = shown(place, code_of(place, client))
    assert [one["kind"] for one in data["records"]] == ["client"]
    assert data["looks"] == []
    assert "Bu Asri" not in str(data)


def test_a_code_ends_with_its_days_with_the_next_one_and_with_the_case(place: Place, client: str) -> None:
    unfit(place, "0000-0000-00")
    first = code_of(place, client)
    second = code_of(place, client)
    unfit(place, first)
    assert opened(place, second).status_code == 200
    place.clock.ahead = timedelta(days=8)
    unfit(place, second)
    third = code_of(place, client)
    with writing(place.engine) as session:
        gone = {"now": datetime.now(UTC), "id": client}
        session.execute(text("UPDATE feed SET erased_at = :now WHERE id = :id"), gone)
        session.execute(text("UPDATE feed SET erased_at = :now"), {"now": datetime.now(UTC)})
    unfit(place, third)


def test_who_lets_go_of_a_case_has_no_code_of_it_left(place: Place, client: str, sari: Phone, dewi: Phone) -> None:
    """Or somebody who accompanies her no more would read on for days."""
    place.invite(sari, client, "Dewi")
    leads, hers = code_of(place, client), code_of(place, client, "Dewi")
    end_follow(place, sari, client, "Dewi", "handed_over")
    unfit(place, hers)
    assert opened(place, leads).status_code == 200
    hers = code_of(place, client, "Sari")
    assert move(place, "Ratna", client, "B").status_code == 200
    unfit(place, hers)


def test_a_code_ends_with_the_role_under_which_it_was_given(place: Place, client: str) -> None:
    """Whoever led the unit may have kept it. While she is switched off it does not count either."""
    code = code_of(place, client)
    with writing(place.engine) as session:
        session.get_one(Person, place.people["Ratna"]).active = False
    unfit(place, code)
    with writing(place.engine) as session:
        ratna = session.get_one(Person, place.people["Ratna"])
        ratna.active = True
        add_role(session, ratna, "coordinator", unit=place.units["B"], now=place.clock())
    assert opened(place, code).status_code == 200
    with writing(place.engine) as session:
        ratna = session.get_one(Person, place.people["Ratna"])
        end_role(session, ratna, "coordinator", place.units["A"], now=place.clock())
    unfit(place, code)


def test_only_who_reaches_the_case_makes_a_code(place: Place, client: str, dewi: Phone, budi: Phone) -> None:
    place.person("Tono", "B", role="coordinator")
    place.person("Maya", None, role="partner")
    place.person("Admin", None, role="admin")
    for name in ("Dewi", "Budi", "Tono", "Maya", "Admin"):
        refused = place.http.post(f"/v1/clients/{client}/own-codes", headers=place.headers(name))
        assert refused.status_code == 404, name
    assert code_of(place, client, "Ratna")
    assert place.http.post(f"/v1/clients/{client}/own-codes").status_code == 401


@pytest.mark.parametrize("right", RIGHTS)
def test_each_right_is_asked_and_answered_within_three_days(place: Place, client: str, right: str) -> None:
    code = code_of(place, client)
    [told] = ask(place, code, right, said="Tolong dicek.").json()
    assert datetime.fromisoformat(told["due_at"]) - datetime.fromisoformat(told["asked_at"]) == timedelta(hours=72)
    [one] = waiting(place)
    assert (one["right"], one["said"], one["client"], one["answered_at"]) == (right, "Tolong dicek.", client, None)
    assert answer(place, one["id"], outcome="partly").status_code == 200
    [heard] = shown(place, code)["requests"]
    assert (heard["right"], heard["outcome"], heard["answer"]) == (right, "partly", "Sudah dihapus dari catatan.")
    again = answer(place, one["id"])
    assert (again.status_code, again.json()["code"]) == (409, "rights-answered")


def test_the_rights_are_those_of_the_law() -> None:
    assert set(RIGHTS) == set(Right.__args__)


def test_who_accompanies_her_reads_none_of_it(place: Place, client: str, sari: Phone) -> None:
    ask(place, code_of(place, client), said="Pendamping saya sering marah.")
    [one] = waiting(place)
    assert place.http.get("/v1/rights-requests", headers=sari.headers).status_code == 403
    assert answer(place, one["id"], "Sari").status_code == 403
    assert "marah" not in str(sari.sync())


def test_nor_by_a_code_that_she_makes_for_herself(place: Place, client: str) -> None:
    """Of a complaint nothing is told by it, also not to who complains again; of the rest no word of hers."""
    led = code_of(place, client)
    ask(place, led, said="Pendamping saya sering marah.")
    ask(place, led, "correct", said="Dia salah tulis.")
    own = code_of(place, client, "Sari")
    assert [(one["right"], one["said"]) for one in shown(place, own)["requests"]] == [("correct", None)]
    place.clock.ahead = timedelta(hours=5)
    [again, other] = ask(place, own, said="Pendamping saya sering marah.").json()
    assert datetime.fromisoformat(again["asked_at"]) > place.clock() - timedelta(minutes=5)
    assert (again["right"], other["said"]) == ("complain", None)
    assert "marah" not in str(shown(place, own)["requests"])
    assert "marah" in str(shown(place, led)["requests"]), "hers does not end the other one"


def test_another_unit_knows_of_nothing_and_a_move_takes_it_along(place: Place, client: str, budi: Phone) -> None:
    place.person("Tono", "B", role="coordinator")
    code = code_of(place, client)
    ask(place, code)
    [one] = waiting(place)
    assert waiting(place, "Tono") == []
    assert answer(place, one["id"], "Tono").status_code == 404
    move = {"unit": place.units["B"], "followers": [place.people["Budi"]], "reason": "Pindah desa."}
    moved = place.http.post(f"/v1/clients/{client}/unit", json=move, headers=place.headers("Ratna"))
    assert moved.status_code == 200, moved.text
    assert waiting(place) == []
    assert answer(place, one["id"], "Tono").status_code == 200
    assert shown(place, code)["requests"][0]["outcome"] == "done"


def test_the_same_is_asked_once_and_ten_wait_at_the_most(place: Place, client: str) -> None:
    code = code_of(place, client)
    for _ in range(2):
        assert len(ask(place, code, "erase").json()) == 1
    for number in range(9):
        assert ask(place, code, "correct", said=f"Baris {number}").status_code == 201
    refused = ask(place, code, "correct", said="Baris lagi")
    assert (refused.status_code, refused.json()["code"]) == (409, "rights-open")


def test_of_those_who_ask_at_once_one_code_counts_and_one_request_waits(place: Place, client: str) -> None:
    with ThreadPoolExecutor(4) as four:
        codes = list(four.map(lambda _: code_of(place, client), range(4)))
        assert len([one for one in codes if opened(place, one).is_success]) == 1
        last = code_of(place, client)
        list(four.map(lambda _: ask(place, last, "erase"), range(4)))
    assert len(waiting(place)) == 1


def test_no_code_is_kept_and_each_opening_is_written_down(place: Place, client: str) -> None:
    code = code_of(place, client)
    shown(place, code)
    with reading(place.engine) as session:
        rows = session.execute(select(SQLModel.metadata.tables["visitor_code"])).all()
        assert code.replace("-", "") not in str(rows)
        deeds = session.execute(text("SELECT action FROM audit WHERE action LIKE 'own-%' ORDER BY action")).scalars()
        assert list(deeds) == ["own-code", "own-data"]
        assert not session.execute(text("SELECT count(*) FROM throttle WHERE tries > 1")).scalar()


def test_who_guesses_waits(place: Place, client: str) -> None:
    """And keeps out nobody behind the same address, but for whoever has one and the same code."""
    code = code_of(place, client)
    tries = [opened(place, "0000000000").status_code for _ in range(31)]
    assert tries == [422] * 30 + [429]
    assert [opened(place, code).status_code for _ in range(31)] == [200] * 30 + [429]
