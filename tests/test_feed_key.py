"""A case is a home and an id: whoever makes its id a second time gets nothing, and where she follows is derived."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import select

from api.areas.place_days import made_at
from api.changes.epoch import new_epoch
from api.changes.tables import Change, Feed, HomeCounter
from api.changes.unit_feeds import IS_CASE
from api.db.engine import reading, writing
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
        assert len(session.exec(select(Feed).where(IS_CASE)).all()) == 1


def twin(place: Place, case: str, name: str) -> None:
    """The same case a second time under another id, in the same home: no door makes that, a restore might."""
    with writing(place.engine) as session:
        feed = session.exec(select(Feed).where(Feed.id == case)).one()
        again = Feed(**{**feed.model_dump(), "id": name})
        session.add(again)
        session.flush()
        for row in session.exec(select(Change).where(Change.feed == case)).all():
            feed.position += 1
            record = name if row.record == case else new_id()
            told = {"version": feed.position + 100, "position": feed.position + 100, "record": record, "feed": name}
            session.add(Change(**{**row.model_dump(), **told, "id": new_id()}))
        counter = session.get_one(HomeCounter, feed.home)
        counter.position = feed.position + 100
        session.add(counter)


def test_a_follow_in_one_home_opens_no_case_of_that_id_in_another(place: Place, sari: Phone, moved: str) -> None:
    """Ratna accompanies a case of that id in her own home; the other she sees as its unit's coordinator."""
    ratna = place.phone("Ratna", role="coordinator")
    own = ratna.save("client", {**CLIENT, "note": "dari Ratna"})
    ratna.save("visit", {**VISIT, "note": "dari Ratna"}, feed=own)
    ratna.sync()
    twin(place, moved, own)
    assert set(ratna.sync().told) == {record for record, told in ratna.told.items() if "dari Ratna" in str(told)}
    for plural in ("clients", "visits"):
        items = place.http.get(f"/v1/{plural}", params={"client": own}, headers=ratna.headers).json()["items"]
        assert sorted(item.get("note", "-") for item in items) == ["-", "dari Ratna"], plural
        for item in items:
            path = f"/v1/{plural}/{item['id']}"
            for told in (
                place.http.get(path, headers=ratna.headers),
                place.http.get(f"{path}/history", headers=ratna.headers),
            ):
                assert told.status_code == 200
                assert "RAHASIA" not in told.text
                assert VISIT["note"] not in told.text


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


def test_a_key_is_its_authors_own(place: Place, sari: Phone, dewi: Phone, client_of: Any) -> None:
    """Two programs may both begin to count at 1."""
    case = client_of(sari, also=("Dewi",))
    made = [
        place.http.post(
            "/v1/visits", json={"client": case, "on": "2026-11-01"}, headers={**phone.headers, "Idempotency-Key": "1"}
        )
        for phone in (sari, dewi, sari)
    ]
    assert [one.status_code for one in made] == [201, 201, 201]
    assert len({one.json()["id"] for one in made}) == 2
    assert {made_at(one.json()["id"]) for one in made} == {None}, "a key of any kind tells no day"


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


def test_a_new_epoch_is_told_of_homes_she_follows_in_alone(
    place: Place, sari: Phone, moved: str, client_of: Any
) -> None:
    client_of(sari)
    with writing(place.engine) as session:
        new_epoch(session, place.clock())
    cursor = {**sari.cursor, place.units["B"]: 1}
    for path, more in (("push", {"changes": []}), ("pull", {"follows": "0" * 64})):
        ask = {**sari.ask(**more), "cursor": cursor}
        answer = place.http.post(f"/v1/sync/{path}", json=ask, headers=sari.headers)
        assert set(answer.json()["begun"]) == {place.units["A"]}


def test_a_cursor_that_names_a_strangers_home_tells_nothing(place: Place, sari: Phone, moved: str) -> None:
    for n in (0, 1, 2, 3, 10**6):
        cursor = {**sari.cursor, place.units["B"]: n}
        for path, more in (("push", {"changes": []}), ("pull", {"follows": "0" * 64})):
            answer = place.http.post(
                f"/v1/sync/{path}", json={**sari.ask(**more), "cursor": cursor}, headers=sari.headers
            )
            assert answer.status_code == 200, answer.text
