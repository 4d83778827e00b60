"""The protocol's promises, through the real door, on both engines."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from api.changes.digest import follows_hash
from api.changes.tables import Change, Feed, HomeCounter
from api.db.engine import reading, writing
from api.db.utc import zulu
from tests.samples import BODIES, PARTNER

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
    sari.save("tea_party", {"on": "2026-11-01"}, feed=client)
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


def test_a_reference_into_another_case_is_like_an_unknown_one(sari, client_of):
    one, other = client_of(sari), client_of(sari, "Kak Tia")
    consent = sari.save("consent", BODIES["consent"], feed=other)
    referral = {"partner": PARTNER, "service": "assessment", "status": "drafted", "consent": consent}
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


def test_a_phone_in_the_wrong_year_works_and_is_told_so(place, sari, client_of):
    client, ahead = client_of(sari), place.clock() + timedelta(days=400)
    sari.save("visit", {**VISIT, "on": str(ahead.date())}, feed=client)
    answer = sari.post("/v1/sync/push", {**sari.ask(changes=sari.out), "clock": zulu(ahead)})
    assert results(answer) == ["applied"]
    assert answer["now"][:4] != str(ahead.year)
    with reading(place.engine) as session:
        assert abs(session.exec(select(Change).where(Change.kind == "visit")).one().skew) > 86_400
    sari.save("visit", {**VISIT, "on": str(ahead.date())}, feed=client)
    assert results(sari.post("/v1/sync/push", sari.ask(changes=sari.out[1:]))) == ["refused"]


@pytest.mark.parametrize(
    "clock",
    ["1970-01-01T00:00:00Z", "2140-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"],
)
def test_no_clock_stops_a_phone(place, sari, client_of, clock):
    client = client_of(sari)
    sari.save("vocational_training", {"trade": "barista", "status": "interested"}, feed=client)
    answer = sari.post("/v1/sync/push", {**sari.ask(changes=sari.out), "clock": clock})
    assert results(answer) == ["applied"]
    assert sari.post("/v1/sync/pull", {**sari.ask(follows="0" * 64), "clock": clock})["more"] is False


def test_feed_order_is_commit_order(place, sari, client_of):
    client = client_of(sari)
    for _ in range(5):
        sari.save("visit", VISIT, feed=client)
    sari.push()
    with reading(place.engine) as session:
        numbers = [row.version for row in session.exec(select(Change).order_by(Change.version)).all()]
        assert numbers == list(range(1, session.exec(select(HomeCounter.position)).one() + 1))


def test_a_digest_that_was_wrong_here_is_put_right_when_a_phone_says_so(place, sari, client_of):
    client = client_of(sari)
    sari.save("visit", VISIT, feed=client)
    sari.sync()
    with writing(place.engine) as session:
        feed = session.exec(select(Feed).where(Feed.id == client)).one()
        right, feed.sum, feed.live = (feed.live, feed.sum), 7, 9
    with pytest.raises(AssertionError, match="the digest differs"):
        sari.pull()
    asked = sari.ask(follows=follows_hash(sari.feeds), amiss=[place.units["A"], place.units["B"]])
    said = sari.post("/v1/sync/pull", asked)["digest"][place.units["A"]]
    assert (said["count"], said["sum"]) == right
    sari.pull()
