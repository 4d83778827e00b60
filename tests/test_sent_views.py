"""What an office reads of a record: its view, from when the record was its to know, until its time is over."""

from datetime import timedelta
from typing import Any

import pytest

from api.policies import reading_time
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.samples import BODIES
from tests.test_sync import VISIT
from tests.test_sync_people import end_follow
from tests.town import Town

DRAFT = {**BODIES["referral"], "status": "drafted", "reason": "RAHASIA", "partner_note": "RAHASIA"}
SECRET = {"carries": {"code": "7Q4MK2H", "urine": "positive"}}


def drafted(town: Town, *steps: dict[str, Any]) -> str:
    """A referral that was a draft; each step in a push of its own."""
    record = town.sari.save("referral", {**DRAFT, **SECRET}, feed=town.client)
    for sets in steps:
        town.sari.sync()
        town.sari.save("referral", sets, record=record)
    town.sari.sync()
    assert not town.sari.refused, town.sari.refused
    return record


def listed(town: Town, name: str, plural: str = "referrals") -> set[str]:
    return {item["id"] for item in town.get(name, f"/v1/{plural}").json()["items"]}


def test_a_draft_that_was_cancelled_never_existed_for_the_institution(town: Town) -> None:
    record = drafted(town, {"status": "cancelled", "status_because": "Klien tidak mau."})
    for path in (f"/v1/referrals/{record}", f"/v1/referrals/{record}/history"):
        assert town.get("Maya", path).status_code == 404
    assert record not in listed(town, "Maya")


def test_a_case_with_nothing_but_a_draft_is_none_to_the_institution(place: Place, town: Town, client_of: Any) -> None:
    own = client_of(town.sari, alias="Mbak Lain")
    record = town.sari.save("referral", DRAFT, feed=own)
    town.sari.sync()
    town.sari.save("referral", {"status": "cancelled", "status_because": "Tidak mau."}, record=record)
    town.sari.sync()
    assert town.get("Maya", f"/v1/clients/{own}").status_code == 404
    assert own not in listed(town, "Maya", "clients")


def test_the_history_begins_with_what_was_sent(town: Town) -> None:
    sent = {"status": "sent", "reason": None, "carries": {"code": "7Q4MK2H"}, "partner_note": None}
    record = drafted(town, sent, {"transport": True, "reason": "Baru."})
    told = town.get("Maya", f"/v1/referrals/{record}/history")
    assert not [one for one in ("RAHASIA", "urine", town.place.people["Sari"]) if one in told.text]
    first, then = told.json()
    assert (first["set"]["status"], first["set"]["carries"], first["was"]) == ("sent", {"code": "7Q4MK2H"}, None)
    assert (then["set"], then["was"]) == ({"transport": True, "reason": "Baru."}, {"transport": None, "reason": None})


def test_a_question_from_before_it_was_sent_is_not_told(town: Town) -> None:
    place = town.place
    place.invite(town.sari, town.client, "Dewi")
    dewi = place.phone("Dewi")
    record = drafted(town)
    dewi.sync()
    town.sari.save("referral", {"partner_note": "Satu.", "reason": "Satu."}, record=record)
    town.sari.sync()
    dewi.save("referral", {"partner_note": "RAHASIA", "reason": "RAHASIA"}, record=record)
    dewi.sync()
    town.sari.sync()
    assert "partner_note" in town.sari.told[record]["body"]["questions"]
    town.sari.save("referral", {"status": "sent"}, record=record)
    town.sari.sync()
    for path in (f"/v1/referrals/{record}", f"/v1/referrals/{record}/history", "/v1/referrals"):
        answer = town.get("Maya", path)
        assert (answer.status_code, "RAHASIA" in answer.text) == (200, False), path
    match = {"If-Match": town.get("Maya", f"/v1/referrals/{record}").headers["ETag"]}
    answered = place.http.patch(
        f"/v1/referrals/{record}", json={"status": "received"}, headers=place.headers("Maya") | match
    )
    assert (answered.status_code, "RAHASIA" in answered.text) == (200, False), "nor in answer to what she writes"
    for phone, note in ((town.sari, "Dua."), (dewi, "Tiga.")):
        phone.save("referral", {"partner_note": note}, record=record)
        phone.push()
    [asked] = town.get("Maya", f"/v1/referrals/{record}").json()["questions"]["partner_note"]
    assert (asked["value"], asked["by"]) == ("Tiga.", None)


def test_a_note_from_before_the_danger_stays_the_followers(town: Town) -> None:
    record = town.sari.save("visit", {**VISIT, "note": "RAHASIA"}, feed=town.client)
    town.sari.sync()
    danger = {"red_flags": ["overdose"], "next_on": "2026-11-03", "amended_because": "Baru diceritakan."}
    town.sari.save("visit", {"note": "Butuh bantuan.", **danger}, record=record)
    town.sari.sync()
    assert not town.sari.refused, town.sari.refused
    told = town.get("Ratna", f"/v1/visits/{record}/history")
    assert "RAHASIA" not in told.text
    assert "Butuh bantuan." in told.text


def end(town: Town, how: str) -> str:
    record = town.records["referral"]
    because = {"declined": "Penuh.", "cancelled": "Tidak jadi."}
    steps = {"closed": [{"status": "accepted"}, {"status": "closed"}]}
    for sets in steps.get(how, [{"status": how, "status_because": because.get(how)}]):
        town.sari.save("referral", sets, record=record)
        town.sari.sync()
    assert not town.sari.refused, town.sari.refused
    return record


@pytest.mark.parametrize("how", ["declined", "cancelled", "closed"])
def test_some_time_after_the_end_the_institution_has_its_own_work_alone(town: Town, how: str) -> None:
    record, client = end(town, how), f"/v1/clients/{town.client}"
    clock = town.place.clock
    clock.ahead = timedelta(days=reading_time().partner_after_end_days - 1)
    body = town.get("Maya", f"/v1/referrals/{record}").json()
    assert ({"carries", "reason"} <= set(body), body["client"]) == (True, town.client)
    assert town.get("Maya", client).json()["alias"]
    clock.ahead += timedelta(days=2)
    own = town.get("Maya", f"/v1/referrals/{record}").json()
    told = {"id", "client", "unit", "over", "n", "changed_at", "number", "partner", "service", "sent_on", "reply_by"}
    assert set(own) == told | {"status"}
    assert (own["client"], own["unit"], own["over"], own["status"]) == (None, None, "time", how)
    assert town.get("Maya", client).status_code == 404
    assert listed(town, "Maya", "clients") == set()
    assert listed(town, "Maya") == {record}
    for entry in town.get("Maya", f"/v1/referrals/{record}/history").json():
        assert set(entry["set"]) <= set(own)


def test_who_no_longer_follows_overwrites_nothing_she_is_not_shown(place: Place, town: Town) -> None:
    ratna = place.phone("Ratna", role="coordinator")
    place.invite(town.sari, town.client, "Ratna")
    path = f"/v1/visits/{town.records['visit']}"
    whole = town.get("Ratna", path)
    assert whole.json()["note"] == "RAHASIA"
    end_follow(place, town.sari, town.client, "Ratna", "handed_over")
    after = town.get("Ratna", path)
    assert "note" not in after.json()
    for etag in (whole.headers["etag"], after.headers["etag"], "*"):
        headers = {**ratna.headers, "If-Match": etag}
        assert place.http.patch(path, json={"note": "Ditimpa."}, headers=headers).status_code in (403, 412)
    made = place.http.post(
        "/v1/visits", json={"client": town.client, **VISIT}, headers={**ratna.headers, "Idempotency-Key": "satu"}
    )
    assert made.status_code == 404
    assert town.get("Sari", path).json()["note"] == "RAHASIA"


def test_an_etag_is_of_what_its_reader_was_shown(town: Town) -> None:
    path = f"/v1/referrals/{town.records['referral']}"
    tags = {name: town.get(name, path).headers["etag"] for name in ("Sari", "Ratna", "Maya")}
    assert len(set(tags.values())) == 3


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', '"x",W/{} , "y"', "*"])
def test_a_state_is_named_as_the_standard_says(town: Town, form: str) -> None:
    path = f"/v1/clients/{town.client}"
    etag = town.get("Sari", path).headers["etag"]
    held = {**town.sari.headers, "If-None-Match": form.format(etag)}
    assert town.place.http.get(path, headers=held).status_code == 304
    headers = {**town.sari.headers, "If-Match": form.format(etag)}
    edited = town.place.http.patch(path, json={"alias": "Mas Baru"}, headers=headers)
    assert edited.status_code == 200, edited.text
    stale = {**town.sari.headers, "If-Match": f'{etag}, "x"', "If-None-Match": etag}
    assert town.place.http.patch(path, json={"alias": "Mas Lama"}, headers=stale).status_code == 412
    assert town.place.http.get(path, headers=stale).status_code == 200


def test_reference_data_that_stands_is_not_sent_again_behind_a_proxy_that_packs(town: Town) -> None:
    etag = town.get("Sari", "/v1/reference").headers["etag"]
    for form, status in (("{}", 304), ("W/{}", 304), ('"x", W/{}', 304), ("*", 304), ('"x"', 200)):
        headers = {**town.sari.headers, "If-None-Match": form.format(etag)}
        assert town.place.http.get("/v1/reference", headers=headers).status_code == status, form


@pytest.mark.parametrize("body", [{}, {"service": "assessment"}, {"carries": {"code": "7Q4MK2H"}}, {"escort": None}])
def test_an_edit_that_changes_nothing_makes_no_version(town: Town, body: Any) -> None:
    path = f"/v1/referrals/{town.records['referral']}"
    before = town.get("Sari", path)
    headers = {**town.sari.headers, "If-Match": before.headers["etag"]}
    answer = town.place.http.patch(path, json=body, headers=headers)
    assert (answer.status_code, answer.json()) == (200, before.json())
    assert answer.headers["etag"] == before.headers["etag"]
    assert len(town.get("Sari", f"{path}/history").json()) == 1
    assert town.place.http.patch(path, json=body, headers={**headers, "If-Match": '"x"'}).status_code == 412


def test_a_merge_patch_goes_into_objects(town: Town) -> None:
    path = f"/v1/referrals/{town.records['referral']}"
    headers = {**town.sari.headers, "If-Match": town.get("Sari", path).headers["etag"], "Idempotency-Key": "x"}
    for _ in range(2):
        answer = town.place.http.patch(path, json={"carries": {"alias": "Mas Wahyu"}}, headers=headers)
        assert answer.status_code == 200, answer.text
        assert answer.json()["carries"] == {"code": "7Q4MK2H", "alias": "Mas Wahyu"}
    headers["If-Match"], headers["Idempotency-Key"] = answer.headers["etag"], "y"
    cleared = town.place.http.patch(path, json={"carries": {"alias": None}}, headers=headers)
    assert cleared.json()["carries"] == {"code": "7Q4MK2H"}


@pytest.mark.parametrize("name", ["", 0, False, [], "x"])
@ON_ONE_ENGINE
def test_an_id_that_is_none_is_refused(town: Town, name: Any) -> None:
    headers = {**town.sari.headers, "Idempotency-Key": "satu"}
    body = {"client": town.client, **VISIT, "id": name}
    answer = town.place.http.post("/v1/visits", json=body, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/id")


def test_a_creation_overwrites_nothing(town: Town) -> None:
    headers = {**town.sari.headers, "Idempotency-Key": "satu"}
    body = {"client": town.client, **VISIT, "id": town.records["visit"]}
    answer = town.place.http.post("/v1/visits", json=body, headers=headers)
    assert (answer.status_code, answer.json()["reason"]) == (409, "exists")


WRONG = [
    "from_on=1764028800", "to_on=0", "changed_after=1764028800", "status=foo", "client=", "unit=a",
    "limit=5&limit=6", "status=sent&status=closed",
]  # fmt: skip


@pytest.mark.parametrize("query", WRONG)
@ON_ONE_ENGINE
def test_a_filter_is_a_word_that_means_something_and_is_said_once(town: Town, query: str) -> None:
    answer = town.get("Sari", f"/v1/referrals?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/query/{query.split('=')[0]}")
