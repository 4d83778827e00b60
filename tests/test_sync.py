"""The protocol's promises, through the real door, on both engines."""

from typing import Any

import pytest
from sqlmodel import select

from api.db import reading, writing
from api.ids import new_id
from api.sync.server import new_epoch
from api.sync.tables import Change, Pen, Refusal
from tests.conftest import Place
from tests.phone import Phone

VISIT = {"on": "2026-11-01", "place": "home", "note": "Baik."}


def results(answer: Any) -> list[str]:
    return [result["answer"] for result in answer["results"]]


def test_a_visit_reaches_the_other_phone_whole_and_once(sari, dewi, budi, client_of):
    client = client_of(sari, also=("Dewi",))
    visit = sari.save("visit", VISIT, feed=client)
    sari.sync()
    assert dewi.sync().told[visit]["body"] == VISIT
    assert budi.sync().told == {}
    assert len(dewi.records("visit")) == 1


def test_a_change_sent_twice_happens_once(place, sari, client_of):
    client = client_of(sari)
    sari.save("visit", VISIT, feed=client)
    first = sari.post("/v1/sync/push", sari.ask(changes=sari.out))["results"]
    assert sari.post("/v1/sync/push", sari.ask(changes=sari.out))["results"] == first
    with reading(place.engine) as session:
        assert len(session.exec(select(Change).where(Change.kind == "visit")).all()) == 1


def test_an_id_used_for_other_content_is_refused(sari, client_of):
    client = client_of(sari)
    sari.save("visit", VISIT, feed=client)
    change = sari.out[-1]
    sari.push()
    sari.out.append({**change, "set": {**VISIT, "note": "Lain."}})
    refused = sari.push()["results"][0]
    assert (refused["answer"], refused["problem"]["reason"]) == ("refused", "id-reused")


def test_different_fields_merge_and_the_same_field_becomes_a_question(sari, dewi, client_of):
    client = client_of(sari, also=("Dewi",))
    dewi.sync()
    sari.save("client", {"occupation": "working", "alias": "Mas W"}, record=client)
    dewi.save("client", {"occupation": "apprentice", "sex": "male"}, record=client)
    sari.sync()
    assert results(dewi.push()) == ["merged"]
    body = dewi.sync().told[client]["body"]
    assert (body["occupation"], body["alias"], body["sex"]) == ("working", "Mas W", "male")
    assert [question["value"] for question in body["questions"]["occupation"]] == ["apprentice"]
    assert sari.sync().told[client]["body"] == body


def test_a_question_is_answered_by_one_tap(sari, dewi, client_of):
    test_different_fields_merge_and_the_same_field_becomes_a_question(sari, dewi, client_of)
    client = next(iter(sari.records("client")))
    question = sari.told[client]["body"]["questions"]["occupation"][0]
    sari.save("client", {"occupation": question["value"]}, record=client, answers=[question["change"]])
    body = sari.sync().told[client]["body"]
    assert body["occupation"] == "apprentice"
    assert "questions" not in body


def test_a_guarded_field_that_moved_refuses_the_whole_change(sari, dewi, client_of):
    client = client_of(sari, also=("Dewi",))
    dewi.sync()
    sari.save("client", {"status": "accompanied"}, record=client)
    dewi.save("client", {"status": "aftercare"}, record=client)
    sari.sync()
    refused = dewi.push()["results"][0]
    assert (refused["answer"], refused["problem"]["field"], refused["problem"]["current"]) == (
        "refused", "status", "accompanied",
    )  # fmt: skip
    dewi.sync()
    dewi.save("client", {"status": "aftercare"}, record=client)
    assert results(dewi.push()) == ["applied"]


def test_one_bad_change_moves_no_other(sari, client_of):
    client = client_of(sari)
    sari.save("visit", VISIT, feed=client)
    sari.save("visit", {**VISIT, "on": "2026-02-31"}, feed=client)
    sari.save("visit", {**VISIT, "note": "a\0b"}, feed=client)
    sari.save("visit", VISIT, feed=client)
    answer = sari.push()
    assert results(answer) == ["applied", "refused", "refused", "applied"]
    assert [error["pointer"] for error in answer["results"][1]["problem"]["errors"]] == ["/set/on"]
    assert [error["pointer"] for error in answer["results"][2]["problem"]["errors"]] == ["/set/note"]


def test_what_cannot_be_read_is_refused_at_its_place(sari, client_of):
    client = client_of(sari)
    sari.save("visit", VISIT, feed=client)
    good = sari.out[0]
    answer = sari.post("/v1/sync/push", sari.ask(changes=[{"id": "x"}, 7, {**good, "record": "none"}, good]))
    assert results(answer) == ["refused", "refused", "refused", "applied"]


@pytest.mark.parametrize("sets", [{"mood": "new"}, {"note": "x", "later": 1}])
def test_a_field_of_a_newer_app_waits(sari, client_of, sets):
    client = client_of(sari)
    sari.save("visit", {**VISIT, **sets}, feed=client)
    assert results(sari.push()) == (["waiting"] if set(sets) - {"note"} else ["applied"])


def test_a_kind_of_a_newer_app_waits(sari, client_of):
    client = client_of(sari)
    sari.save("meeting", {"on": "2026-11-01"}, feed=client)
    assert results(sari.push()) == ["waiting"]
    assert len(sari.out) == 1


def test_a_child_waits_for_its_parent_and_goes_when_it_comes(sari):
    client = sari.save("client", {"code": "7Q4MK2H", "alias": "Mas Wahyu"})
    sari.save("visit", VISIT, feed=client)
    parent = sari.out.pop(0)
    assert results(sari.push()) == ["waiting"]
    sari.out.append(parent)
    sari.out.reverse()
    assert results(sari.push()) == ["applied", "applied"]


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


def test_a_reference_into_another_case_is_like_an_unknown_one(sari, client_of):
    one, other = client_of(sari), client_of(sari, "Kak Tia")
    consent = sari.save("consent", {"act": "given", "on": "2026-11-01", "layers": ["referral"]}, feed=other)
    referral = {"partner": new_id(), "service": "assessment", "status": "drafted", "consent": consent}
    sari.save("referral", referral, feed=one)
    assert results(sari.push()) == ["applied", "waiting"]
    sari.save("referral", referral, feed=other)
    assert results(sari.push()) == ["waiting", "applied"]


def test_a_fact_says_why_it_is_corrected(sari, client_of):
    client = client_of(sari)
    visit = sari.save("visit", VISIT, feed=client)
    sari.sync()
    sari.save("visit", {"note": "Lebih baik."}, record=visit)
    refused = sari.push()["results"][0]
    assert refused["problem"]["errors"][0]["pointer"] == "/set/amended_because"
    sari.save("visit", {"note": "Lebih baik.", "amended_because": "Salah tulis."}, record=visit)
    assert results(sari.push()) == ["applied"]
    sari.save("visit", {"voided_because": "Tercatat dua kali."}, record=visit)
    assert results(sari.push()) == ["applied"]
    assert sari.sync().told[visit]["body"]["voided_because"] == "Tercatat dua kali."


def test_who_handed_over_still_delivers_and_is_marked_late(place, sari, client_of):
    client = client_of(sari, also=())
    place.person("Dewi")
    place.invite(sari, client, "Dewi")
    end_follow(place, sari, client, "Sari", "handed_over")
    sari.save("visit", VISIT, feed=client)
    answer = sari.push()["results"][0]
    assert (answer["answer"], answer["late"]) == ("applied", True)
    sari.sync()
    assert (sari.told, sari.feeds) == ({}, {})


def test_what_a_revoked_agent_sends_is_held_for_the_coordinator(place, sari, client_of):
    client = client_of(sari)
    ratna = place.phone("Ratna", role="coordinator")
    end_follow(place, ratna, client, "Sari", "revoked")
    sari.save("visit", {**VISIT, "red_flags": ["overdose"]}, feed=client)
    assert results(sari.push()) == ["waiting"]
    held = place.http.get("/v1/refusals", headers=ratna.headers).json()
    assert [(one["kind"], one["set"]["note"]) for one in held] == [("visit", "Baik.")]
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
    assert (refused["answer"], refused["problem"]["detail"]) == ("refused", "Sudah dicatat Dewi.")


def end_follow(place: Place, phone: Phone, client: str, name: str, reason: str) -> None:
    answer = place.http.request(
        "DELETE", f"/v1/clients/{client}/followers/{place.people[name]}", json={"reason": reason}, headers=phone.headers
    )
    assert answer.status_code == 200, answer.text


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


def test_a_pull_is_resumable_at_any_point(place, sari, client_of):
    client = client_of(sari)
    for _ in range(9):
        sari.save("visit", VISIT, feed=client)
    sari.sync()
    other = place.phone("Sari")
    while other.pull(limit=2)["more"]:
        sari.save("visit", VISIT, feed=client)
        sari.push()
    assert other.sync().told.keys() == sari.sync().told.keys()


def test_nothing_new_is_one_small_answer(sari, client_of):
    client_of(sari)
    sari.sync()
    pages = sari.pages
    page = sari.pull()
    assert (page["told"], page["more"], sari.pages) == ([], False, pages + 1)
    assert len(str(page)) < 1024


def test_a_strange_epoch_is_named_and_nothing_is_written(place, sari, client_of):
    client = client_of(sari)
    with writing(place.engine) as session:
        fresh = new_epoch(session).epoch
    sari.save("visit", VISIT, feed=client)
    for path, more in (("push", {"changes": sari.out}), ("pull", {"follows": "0" * 64, "limit": 5})):
        answer = place.http.post(f"/v1/sync/{path}", json=sari.ask(**more), headers=sari.headers)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/epoch-changed")
        assert answer.json()["epoch"] == fresh
        assert set(answer.json()["begun"]) == {place.units["A"]}


def test_a_server_behind_the_phone_says_so(place, sari, client_of):
    client_of(sari)
    sari.cursor = {home: n + 5 for home, n in sari.cursor.items()}
    answer = place.http.post("/v1/sync/push", json=sari.ask(changes=[]), headers=sari.headers)
    assert answer.json()["type"] == "/problems/server-behind"


def test_another_protocol_is_refused(place, sari):
    answer = place.http.post("/v1/sync/push", json={**sari.ask(changes=[]), "protocol": 0}, headers=sari.headers)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/app-too-old")


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
    found = [{**lost, "at": "2026-11-01T00:00:00Z"}, {**other, "body": {"alias": "Mas Dulu", "status": "closed"}}]
    answer = sari.post("/v1/sync/push", sari.ask(changes=[], found=found))
    assert [one["answer"] for one in answer["found"]] == ["made", "asked"]
    sari.sync()
    assert sari.told[lost["record"]]["body"] == body
    assert set(sari.told[client]["body"]["questions"]) == {"alias", "status"}
    assert sari.told[client]["body"]["alias"] == "Mas Wahyu"


def test_a_phone_in_the_wrong_year_works_and_is_told_so(place, sari, client_of):
    client = client_of(sari)
    sari.save("visit", {**VISIT, "on": "2027-11-24"}, feed=client)
    answer = sari.post("/v1/sync/push", {**sari.ask(changes=sari.out), "clock": "2027-11-24T12:00:00Z"})
    assert results(answer) == ["applied"]
    assert answer["now"][:4] != "2027"
    with reading(place.engine) as session:
        assert abs(session.exec(select(Change).where(Change.kind == "visit")).one().skew) > 86_400
    sari.save("visit", {**VISIT, "on": "2027-11-24"}, feed=client)
    assert results(sari.post("/v1/sync/push", sari.ask(changes=sari.out[1:]))) == ["refused"]


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


def test_feed_order_is_commit_order(place, sari, client_of):
    client = client_of(sari)
    for _ in range(5):
        sari.save("visit", VISIT, feed=client)
    sari.push()
    with reading(place.engine) as session:
        numbers = [row.n for row in session.exec(select(Change).order_by(Change.n)).all()]
        assert numbers == list(range(1, session.exec(select(Pen.n)).one() + 1))


def test_the_server_keeps_a_copy_of_what_it_refused(place, sari, client_of):
    client = client_of(sari)
    sari.save("visit", {**VISIT, "place": "moon"}, feed=client)
    sari.push()
    with reading(place.engine) as session:
        kept = session.exec(select(Refusal)).one()
    assert (kept.answer, kept.unit, "moon" in kept.change) == ("refused", place.units["A"], True)
    assert "moon" not in kept.problem
