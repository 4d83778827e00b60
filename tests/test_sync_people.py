"""Who may write where, and what a phone meets after a restore: through the real door, on both engines."""

from concurrent.futures import ThreadPoolExecutor

from sqlmodel import select

from api.changes.epoch import new_epoch
from api.changes.tables import HeldChange, HomeCounter
from api.db.engine import reading, writing
from api.ids import new_id
from api.sync import current_epoch
from tests.conftest import Place
from tests.phone import Phone
from tests.test_sync import VISIT, results


def end_follow(place: Place, phone: Phone, client: str, name: str, reason: str) -> None:
    answer = place.http.request(
        "DELETE", f"/v1/clients/{client}/followers/{place.people[name]}", json={"reason": reason}, headers=phone.headers
    )
    assert answer.status_code == 200, answer.text


def test_a_body_this_server_would_refuse_today_is_handed_back_all_the_same(place, sari, client_of):
    client = client_of(sari)
    strange = {"on": "2026-11-02", "note": "x" * 9000, "later": True}
    lost = {"kind": "visit", "record": new_id(), "feed": client, "body": strange, "by": place.people["Sari"]}
    found = [{**lost, "at": "2026-11-01T00:00:00Z"}]
    place.restore(sari)
    assert sari.post("/v1/sync/push", sari.ask(changes=[], found=found))["found"][0]["answer"] == "made"
    assert sari.sync().told[lost["record"]]["body"] == strange
    listed = place.http.get("/v1/visits", headers=sari.headers)
    assert [item["on"] for item in listed.json()["items"]] == ["2026-11-02"]
    no_servers = {**found[0], "record": new_id(), "body": {**strange, "on": "kemarin"}}
    assert sari.post("/v1/sync/push", sari.ask(changes=[], found=[no_servers]))["found"][0]["answer"] == "waiting"


def test_a_stranger_learns_nothing_and_writes_nothing(sari, budi, client_of):
    client, own = client_of(sari), client_of(budi)
    nowhere = new_id()
    for feed, record in ((client, client), (own, client), (nowhere, nowhere)):
        budi.out = []
        budi.save("client", {"note": "curi"}, record=record, feed=feed)
        answer = budi.push()["results"][0]
        seen = {**answer["problem"], "request_id": ""}
        assert (answer["answer"], seen["status"]) == ("waiting", 404)
        assert seen["detail"] == "Catatan yang disebut belum ada di server. Catatan Anda tetap tersimpan."
    assert "note" not in sari.sync().told[client]["body"]


def test_nobody_names_a_feed_home_or_unit(sari, client_of):
    client = client_of(sari)
    for name in ("feed", "home", "unit", "questions"):
        sari.save("client", {name: new_id()}, record=client)
    assert results(sari.push()) == ["refused"] * 4


def test_who_handed_over_still_delivers_and_is_marked_late(place, sari, client_of):
    client = client_of(sari, also=())
    place.person("Dewi")
    place.invite(sari, client, "Dewi")
    end_follow(place, sari, client, "Sari", "handed_over")
    sari.save("visit", VISIT, feed=client)
    answer = sari.push()["results"][0]
    assert (answer["answer"], answer["late"]) == ("applied", True)
    sari.sync()
    assert (sari.told, set(sari.feeds)) == ({}, {place.units["A"]})


def test_what_a_revoked_agent_sends_is_held_for_the_coordinator(place, sari, client_of):
    client = client_of(sari)
    ratna = place.phone("Ratna", role="coordinator")
    end_follow(place, ratna, client, "Sari", "revoked")
    sari.save("visit", {**VISIT, "red_flags": ["overdose"], "next_on": VISIT["on"]}, feed=client)
    [waits] = sari.push()["results"]
    told = waits["answer"], waits["problem"]["code"], waits["problem"]["reason"]
    assert told == ("waiting", "accompanies-no-more", "held")
    held = place.http.get("/v1/refusals", headers=ratna.headers).json()
    assert [(one["kind"], one["set"]["note"]) for one in held] == [("visit", "Baik.")]
    place.person("Tono", "B", role="coordinator")
    assert place.http.get("/v1/refusals", headers=place.headers("Tono")).json() == [], "of another unit"
    taken = place.http.post(f"/v1/refusals/{held[0]['id']}/take", headers=ratna.headers)
    assert taken.json()["answer"] == "applied"
    assert results(sari.push()) == ["applied"]


def test_a_coordinators_no_is_remembered_with_its_reason(place, sari, client_of):
    client = client_of(sari)
    ratna = place.phone("Ratna", role="coordinator")
    end_follow(place, ratna, client, "Sari", "revoked")
    sari.save("visit", VISIT, feed=client)
    sari.push()
    change = sari.out[0]["id"]
    no = place.http.post(
        f"/v1/refusals/{change}/decline", json={"reason": "Sudah dicatat Dewi."}, headers=ratna.headers
    )
    assert no.status_code == 200, no.text
    refused = sari.push()["results"][0]
    assert (refused["answer"], refused["problem"]["detail"]) == (
        "refused",
        "Ketua unit menolak catatan ini: Sudah dicatat Dewi.",
    )
    assert (refused["problem"]["code"], refused["problem"]["reason"]) == ("declined-because", "declined")


def test_of_two_who_decide_at_once_one_decides(place, sari, client_of):
    client = client_of(sari)
    ratna = place.phone("Ratna", role="coordinator")
    end_follow(place, ratna, client, "Sari", "revoked")
    changes = [sari.save("visit", VISIT, feed=client) and sari.out[-1]["id"] for _ in range(6)]
    sari.push()

    def decide(change: str, how: str, body: dict[str, str] | None = None) -> int:
        return place.http.post(f"/v1/refusals/{change}/{how}", json=body, headers=ratna.headers).status_code

    with ThreadPoolExecutor(2) as both:
        for change in changes:
            answers = both.submit(decide, change, "take"), both.submit(decide, change, "decline", {"reason": "Dobel."})
            assert sorted(answer.result() for answer in answers) == [200, 409]


def test_a_case_is_told_again_to_who_begins_to_follow(place, sari, client_of):
    client = client_of(sari)
    for _ in range(3):
        sari.save("visit", VISIT, feed=client)
    sari.sync()
    dewi = place.phone("Dewi")
    dewi.sync()
    place.invite(sari, client, "Dewi")
    assert len(dewi.sync().told) == 4
    assert sari.sync().told.keys() == dewi.told.keys()


def test_a_strange_epoch_is_named_and_nothing_is_written(place, sari, client_of):
    client = client_of(sari)
    with writing(place.engine) as session:
        fresh = new_epoch(session, place.clock()).epoch
    sari.save("visit", VISIT, feed=client)
    for path, more in (("push", {"changes": sari.out}), ("pull", {"follows": "0" * 64, "limit": 5})):
        answer = place.http.post(f"/v1/sync/{path}", json=sari.ask(**more), headers=sari.headers)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/epoch-changed")
        assert answer.json()["epoch"] == fresh
        assert set(answer.json()["begun"]) == {place.units["A"]}


def test_a_phone_that_missed_a_restore_hears_the_lowest_beginning(place, sari, client_of):
    client, home, numbers = client_of(sari), place.units["A"], []
    for _ in range(3):
        with writing(place.engine) as session:
            numbers.append((new_epoch(session, place.clock()).epoch, session.get_one(HomeCounter, home).position))
        sari.epoch = numbers[-1][0]
        sari.save("visit", VISIT, feed=client)
        sari.push()
    for met, begun in ((numbers[0][0], {home: numbers[1][1]}), (numbers[1][0], {home: numbers[2][1]}), ("f" * 32, {})):
        asked = {**sari.ask(changes=[]), "epoch": met}
        answer = place.http.post("/v1/sync/push", json=asked, headers=sari.headers)
        assert (answer.json()["epoch"], answer.json()["begun"]) == (numbers[2][0], begun)


def test_a_server_behind_the_phone_says_so(place, sari, client_of):
    client_of(sari)
    sari.cursor = {home: n + 5 for home, n in sari.cursor.items()}
    answer = place.http.post("/v1/sync/push", json=sari.ask(changes=[]), headers=sari.headers)
    assert answer.json()["type"] == "/problems/server-behind"


def test_protocols_from_the_floor_to_the_newest_are_spoken(place, sari, monkeypatch):
    """A server that learns a newer one still answers every phone that has not heard of it."""
    monkeypatch.setattr(current_epoch, "PROTOCOL", 3)
    monkeypatch.setattr(current_epoch, "PROTOCOL_FLOOR", 2)
    told = [
        place.http.post("/v1/sync/push", json={**sari.ask(changes=[]), "protocol": one}, headers=sari.headers)
        for one in range(1, 5)
    ]
    assert [one.status_code for one in told] == [409, 200, 200, 409]
    assert {one.json()["type"] for one in told if one.is_error} == {"/problems/app-too-old"}


def test_what_a_restore_lost_comes_back_as_found(place, sari, client_of):
    client = client_of(sari)
    body = {**VISIT, "note": "Hilang."}
    lost = {"kind": "visit", "record": new_id(), "feed": client, "body": body, "by": place.people["Sari"]}
    other = {
        "kind": "client",
        "record": client,
        "feed": client,
        "by": place.people["Sari"],
        "at": "2026-11-01T00:00:00Z",
    }
    place.restore(sari)
    found = [{**lost, "at": "2026-11-01T00:00:00Z"}, {**other, "body": {"alias": "Mas Dulu", "status": "closed"}}]
    answer = sari.post("/v1/sync/push", sari.ask(changes=[], found=found))
    assert [one["answer"] for one in answer["found"]] == ["made", "asked"]
    sari.sync()
    assert sari.told[lost["record"]]["body"] == body
    assert set(sari.told[client]["body"]["questions"]) == {"alias", "status"}
    assert sari.told[client]["body"]["alias"] == "Mas Wahyu"


def test_a_copy_is_settled_when_its_change_is_applied_or_mended(place, sari, client_of):
    ratna = place.phone("Ratna", role="coordinator")
    client = sari.save("client", {"code": "7Q4MK2H", "alias": "Mas Wahyu"})
    sari.save("visit", VISIT, feed=client)
    bad = sari.save("visit", {**VISIT, "place": "moon"}, feed=client)
    parent = sari.out.pop(0)
    sari.push()
    assert len(place.http.get("/v1/refusals", headers=ratna.headers).json()) == 2
    sari.out.insert(0, parent)
    sari.sync()
    assert [one["record"] for one in place.http.get("/v1/refusals", headers=ratna.headers).json()] == [bad]
    sari.save("visit", VISIT, feed=client, instead_of=sari.refused[0][0]["id"])
    sari.sync()
    assert place.http.get("/v1/refusals", headers=ratna.headers).json() == []


def test_the_server_keeps_a_copy_of_what_it_refused(place, sari, client_of):
    client = client_of(sari)
    sari.save("visit", {**VISIT, "place": "moon"}, feed=client)
    sari.push()
    with reading(place.engine) as session:
        kept = session.exec(select(HeldChange)).one()
    assert (kept.answer, kept.unit, "moon" in kept.change) == ("refused", place.units["A"], True)
    assert "moon" not in kept.problem
