"""A case is a home and an id: whoever makes its id a second time gets nothing, and where she follows is derived."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import select

from api.changes.tables import Change, Feed
from api.db.engine import reading
from api.ids import new_id
from tests.conftest import Place
from tests.phone import Phone
from tests.test_sync import VISIT, results

CLIENT = {"code": "7Q4MK2H", "alias": "Mas Wahyu", "status": "registered"}


def move(place: Place, coordinator: str, client: str, unit: str, *followers: str) -> Any:
    body = {"unit": place.units[unit], "followers": [place.people[name] for name in followers], "reason": "Pindah."}
    return place.http.post(f"/v1/clients/{client}/unit", json=body, headers=place.headers(coordinator))


@pytest.fixture
def moved(place: Place, budi: Phone, client_of: Any) -> str:
    """A client of unit B's home whom unit A is responsible for now, with a visit of Budi's."""
    client = client_of(budi, note="RAHASIA")
    budi.save("visit", VISIT, feed=client)
    budi.sync()
    place.person("Ratna", role="coordinator")
    place.person("Tono", "B", role="coordinator")
    assert move(place, "Tono", client, "A").status_code == 200
    return client


def test_a_moved_client_is_not_opened_a_second_time(place: Place, moved: str) -> None:
    ratna = place.headers("Ratna")
    before = place.http.get(f"/v1/clients/{moved}", headers=ratna).json()
    own = {**CLIENT, "id": moved}
    answer = place.http.post("/v1/clients", json=own, headers={**ratna, "Idempotency-Key": new_id()})
    unknown = place.http.post(
        "/v1/visits", json={"client": new_id(), "on": "2026-11-01"}, headers={**ratna, "Idempotency-Key": new_id()}
    )
    assert answer.status_code == unknown.status_code == 404
    assert {**answer.json(), "request_id": ""} == {**unknown.json(), "request_id": ""}
    assert place.http.get(f"/v1/clients/{moved}", headers=ratna).json() == before
    assert "note" not in before


def test_a_phone_that_makes_a_strangers_id_its_own_is_answered_as_of_an_unknown_one(
    place: Place, sari: Phone, moved: str
) -> None:
    for taken in (moved, place.units["A"], place.units["B"]):
        sari.save("client", CLIENT, record=taken, feed=taken)
        del sari.out[-1]["was"]
    assert results(sari.push()) == ["waiting"] * 3
    with reading(place.engine) as session:
        assert len(session.exec(select(Feed)).all()) == 1


def test_a_follow_in_one_home_opens_no_case_of_that_id_in_another(place: Place, sari: Phone, budi: Phone) -> None:
    """Should two homes ever hold one id, each reader keeps to her own."""
    name = new_id()
    for phone, note in ((sari, "di A"), (budi, "di B")):
        phone.save("client", {**CLIENT, "note": note}, record=name, feed=name)
        del phone.out[-1]["was"]
    with ThreadPoolExecutor(2) as both:
        list(both.map(Phone.push, (sari, budi)))
    with reading(place.engine) as session:
        kept = session.exec(select(Change.home).where(Change.record == name)).all()
    for phone, unit, note in ((sari, "A", "di A"), (budi, "B", "di B")):
        told = phone.sync().told
        assert (place.units[unit] in kept) == (name in told)
        assert all(item["body"]["note"] == note for item in told.values())


def test_one_idempotency_key_makes_one_record(place: Place, sari: Phone, moved: str, client_of: Any) -> None:
    place.invite(place.phone("Ratna"), moved, "Sari")
    own, key = client_of(sari), "satu kunci"
    headers = {**sari.headers, "Idempotency-Key": key}
    codes = [
        place.http.post("/v1/visits", json={"client": client, "on": "2026-11-01"}, headers=headers).status_code
        for client in (own, moved)
    ]
    assert codes == [201, 404]
    with reading(place.engine) as session:
        assert len(session.exec(select(Change).where(Change.kind == "visit")).all()) == 2  # and the one it came with


def test_two_cases_handed_over_at_one_moment_both_arrive(place: Place, client_of: Any) -> None:
    """Each under its own home's lock, so nothing that both would write may say where she follows."""
    phones = {name: place.phone(name, unit) for name, unit in (("Budi", "B"), ("Citra", "C"))}
    place.person("Ratna", role="coordinator")
    place.person("Sari")
    for unit, name in (("B", "Tono"), ("C", "Umi")):
        place.person(name, unit, role="coordinator")
    for turn in range(4):
        place.person(f"Dewi {turn}")
        clients = {name: client_of(phones[name]) for name in phones}
        with ThreadPoolExecutor(2) as both:
            moves = [
                both.submit(move, place, coordinator, clients[name], "A", f"Dewi {turn}")
                for coordinator, name in (("Tono", "Budi"), ("Umi", "Citra"))
            ]
            assert [one.result().status_code for one in moves] == [200, 200]
        assert set(place.phone(f"Dewi {turn}").sync().told) == set(clients.values())


def test_a_cursor_that_names_a_strangers_home_tells_nothing(place: Place, sari: Phone, moved: str) -> None:
    for n in (0, 1, 2, 3, 10**6):
        cursor = {**sari.cursor, place.units["B"]: n}
        for path, more in (("push", {"changes": []}), ("pull", {"follows": "0" * 64})):
            answer = place.http.post(
                f"/v1/sync/{path}", json={**sari.ask(**more), "cursor": cursor}, headers=sari.headers
            )
            assert answer.status_code == 200, answer.text
