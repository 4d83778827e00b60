"""Asking the district's office: with her consent alone, by scores without a name; its officer alone answers."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from api.db.engine import writing
from api.identity.people import Unit
from tests.conftest import Place
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_access import patch
from tests.test_feed_key import move
from tests.town import Town

HIDDEN = ("alias", "code", "name", "answers", "note", "decision_because", "village", "urine", "agreed_step")


def refusals(phone: Phone) -> list[str]:
    """The codes of what the server did not take."""
    return [answer["problem"]["errors"][0]["code"] for _, answer in phone.refused]


def read(town: Town, name: str) -> Any:
    return town.get(name, f"/v1/approvals/{town.records['approval']}").json()


def words_of(value: Any) -> Iterator[str]:
    """Every key and every text of an answer."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield name
            yield from words_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from words_of(one)
    elif isinstance(value, str):
        yield value


def test_the_officer_reads_scores_and_never_whose_they_are(town: Town) -> None:
    told = read(town, "Hadi")
    carried = told["carries"]
    assert (carried["age_band"], carried["kecamatan"], carried["suggestion"]) == ("18-24", "Getasan", "ibm_approval")
    assert carried["scores"] == BODIES["screening"]["scores"]
    assert (told["district"], told["client"], told["unit"]) == ("33.22", None, None)
    said = set(words_of(told))
    assert not said & set(HIDDEN)
    whose = {town.client, town.place.units["A"], BODIES["client"]["alias"], BODIES["client"]["code"], "33.22.01.2001"}
    for path in ("/v1/approvals", f"/v1/approvals/{told['id']}/history", "/v1/tasks", "/v1/me"):
        answer = town.get("Hadi", path)
        assert answer.status_code == 200
        assert not whose & set(words_of(answer.json())), path
    named = {one["id"] for one in town.get("Hadi", "/v1/reference").json()["units"]}
    assert named == set(town.place.units.values()), "those of her district, and none more than another"


@pytest.mark.parametrize(
    "path", ["/v1/approvals?unit={unit}", "/v1/approvals?client={client}", "/v1/tasks?client={client}"]
)
def test_no_filter_tells_whose_it_is(town: Town, path: str) -> None:
    asked = path.format(unit=town.place.units["A"], client=town.client)
    assert town.get("Hadi", asked).status_code == 422


def test_what_is_carried_is_the_servers_to_say(town: Town) -> None:
    own = {**BODIES["approval"], "screening": town.records["screening"], "carries": {"sex": "male"}}
    town.sari.save("approval", own, feed=town.client)
    town.sari.sync()
    assert refusals(town.sari) == ["read-only"]


def test_the_officer_alone_answers_and_is_named(town: Town) -> None:
    for name in ("Sari", "Ratna", "Maya", "Jauh"):
        refused = patch(town, name, "approval", {"status": "approved"})
        assert refused.status_code in (403, 404, 422), (name, refused.text)
    answer = patch(town, "Hadi", "approval", {"status": "approved", "condition": "Maksimal 8 pertemuan."})
    assert answer.status_code == 200, answer.text
    told = read(town, "Sari")
    assert (told["status"], told["condition"], told["officer"]) == ("approved", "Maksimal 8 pertemuan.", "Hadi")
    assert told["answered_on"]
    assert patch(town, "Hadi", "approval", {"status": "refused", "answer_because": "Salah."}).status_code == 422
    assert patch(town, "Sari", "approval", {"reason": "Lain."}).status_code == 422


@pytest.mark.parametrize("heard", ["approved", "refused"])
def test_what_the_office_says_by_telephone_is_marked_so_until_it_answers(town: Town, heard: str) -> None:
    said = {"heard": heard, "heard_on": "2026-11-23", "heard_from": "Bu Ani"}
    record = town.records["approval"]
    town.sari.save("approval", {"heard": heard}, record=record)
    assert [one["code"] for one in town.sari.push()["results"][-1]["problem"]["errors"]] == ["required"] * 2
    town.sari.out.clear()
    refused = patch(town, "Hadi", "approval", said)
    assert refused.status_code == 403
    town.sari.save("approval", said | {"heard_from": "Bu Ani, tentang Mas-Wahyu"}, record=record)
    town.sari.sync()
    assert refusals(town.sari)[-1:] == ["approval-names-her"]
    teller = "Sari" if heard == "approved" else "Ratna"
    assert patch(town, teller, "approval", said).is_success
    for name in ("Sari", "Ratna", "Hadi"):
        told = read(town, name)
        assert (told["status"], told["heard"], told["heard_from"]) == ("asked", heard, "Bu Ani")
    tasks = [one["code"] for one in town.get("Sari", "/v1/tasks").json()["items"] if one["kind"] == "approval"]
    assert "approval_answer" not in tasks
    assert "district_answer" in {one["code"] for one in town.get("Hadi", "/v1/tasks").json()["items"]}
    assert patch(town, "Hadi", "approval", {"status": "refused", "answer_because": "Keliru."}).is_success
    told = read(town, "Sari")
    assert (told["status"], told.get("heard"), told.get("heard_from")) == ("refused", None, None)
    assert "Bu Ani" in town.get("Sari", f"/v1/approvals/{record}/history").text


@pytest.mark.parametrize("step", ["refused", "more_info"])
def test_a_no_and_a_question_say_why(town: Town, step: str) -> None:
    silent = patch(town, "Hadi", "approval", {"status": step})
    assert silent.json()["errors"][0]["code"] == "because-needed"
    assert patch(town, "Hadi", "approval", {"status": step, "answer_because": "Berapa hari dalam seminggu?"}).is_success


def test_who_is_asked_something_asks_again_with_what_has_become_of_the_case(town: Town) -> None:
    assert patch(town, "Hadi", "approval", {"status": "more_info", "answer_because": "Sejak kapan?"}).is_success
    town.sari.sync()
    town.sari.save("client", {"sex": "female"}, record=town.client)
    again = {"status": "asked", "reason": "Sejak setahun ini.", "asked_on": "2026-11-24"}
    town.sari.save("approval", again, record=town.records["approval"])
    town.sari.sync()
    assert not town.sari.refused, town.sari.refused
    told = read(town, "Hadi")
    assert (told["status"], told["reason"], told["carries"]["sex"]) == ("asked", "Sejak setahun ini.", "female")
    town.sari.save("approval", {"asked_on": "2026-11-20"}, record=town.records["approval"])
    town.sari.sync()
    assert refusals(town.sari) == ["day-of-step"], "the office answers within days of it"


def test_without_her_consent_nothing_is_asked_neither_by_phone_nor_over_rest(
    sari: Phone, client_of: Any, place: Place
) -> None:
    client = client_of(sari)
    layers = [one for one in BODIES["consent"]["layers"] if one != "approval"]
    sari.save("consent", {**BODIES["consent"], "layers": layers}, feed=client)
    screening = sari.save("screening", BODIES["screening"], feed=client)
    sari.sync()
    body = {**BODIES["approval"], "screening": screening}
    sari.save("approval", body, feed=client)
    sari.sync()
    assert refusals(sari) == ["approval-not-agreed"]
    headers = {**sari.headers, "Idempotency-Key": "satu"}
    answer = place.http.post("/v1/approvals", json={**body, "client": client}, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "approval-not-agreed")


def test_her_alias_in_the_reason_is_refused(sari: Phone, client_of: Any) -> None:
    client = client_of(sari)
    sari.save("consent", BODIES["consent"], feed=client)
    screening = sari.save("screening", BODIES["screening"], feed=client)
    sari.save("approval", {**BODIES["approval"], "screening": screening, "reason": "Mas-Wahyu mau."}, feed=client)
    sari.sync()
    assert refusals(sari) == ["approval-names-her"]


def test_when_she_takes_it_back_the_officer_reads_no_score_any_more(town: Town) -> None:
    town.sari.save("consent", {"act": "withdrawn", "on": "2026-11-24", "layers": ["approval"]}, feed=town.client)
    town.sari.sync()
    told = read(town, "Hadi")
    assert told["over"] == "revoked"
    assert not {"carries", "reason", "answer_because"} & set(told)
    assert "Ingin berhenti" not in town.get("Hadi", f"/v1/approvals/{told['id']}/history").text


def test_an_office_elsewhere_has_nothing(place: Place, budi: Phone, client_of: Any) -> None:
    """Unit B lies in another kabupaten here: each office is asked for its own units."""
    with writing(place.engine) as session:
        unit = session.get_one(Unit, place.units["B"])
        unit.village = "33.21.01.2001"
        session.add(unit)
    place.person("Hadi", None, role="district", area="33.22")
    place.person("Jauh", None, role="district", area="33.21")
    client = client_of(budi)
    budi.save("consent", BODIES["consent"], feed=client)
    screening = budi.save("screening", BODIES["screening"], feed=client)
    record = budi.save("approval", {**BODIES["approval"], "screening": screening}, feed=client)
    budi.sync()
    assert not budi.refused, budi.refused
    status = {name: place.http.get(f"/v1/approvals/{record}", headers=place.headers(name)).status_code
              for name in ("Hadi", "Jauh")}  # fmt: skip
    assert status == {"Hadi": 404, "Jauh": 200}


def test_what_she_took_back_is_not_answered_and_what_was_answered_stays(town: Town) -> None:
    assert patch(town, "Hadi", "approval", {"status": "approved", "condition": "Delapan kali."}).is_success
    for body in ({"condition": "Dua kali."}, {"answer_because": "Lain."}):
        refused = patch(town, "Hadi", "approval", body)
        assert [one["code"] for one in refused.json()["errors"]] == ["approval-answered"]
    town.place.clock.ahead = timedelta(days=120)
    late = patch(town, "Hadi", "approval", {"condition": "Dua kali."})
    assert (late.status_code, late.json()["code"]) == (409, "reading-over")


def test_a_consent_that_was_written_down_by_mistake_opens_nothing(town: Town) -> None:
    town.sari.save("consent", {"voided_because": "Salah klien."}, record=town.records["consent"])
    town.sari.sync()
    assert not town.sari.refused, town.sari.refused
    told = read(town, "Hadi")
    assert told["over"] == "revoked"
    assert not {"carries", "reason"} & set(told)


def test_nobody_answers_what_may_not_be_read(town: Town) -> None:
    town.sari.save("consent", {"act": "withdrawn", "on": "2026-11-24", "layers": ["approval"]}, feed=town.client)
    town.sari.sync()
    for body in ({"status": "approved"}, {"status": "refused", "answer_because": "Tidak."}, {"condition": "Ya."}):
        refused = patch(town, "Hadi", "approval", body)
        assert (refused.status_code, refused.json()["code"]) == (409, "reading-over")
    assert read(town, "Sari")["status"] == "asked"


def test_of_a_case_that_moved_the_office_of_its_new_unit_is_asked(town: Town) -> None:
    """Also where it was asked before: from then on it is that office's, and the other has nothing."""
    with writing(town.place.engine) as session:
        unit = session.get_one(Unit, town.place.units["B"])
        unit.village = "33.21.01.2001"
        session.add(unit)
    record = town.records["approval"]
    assert patch(town, "Hadi", "approval", {"status": "more_info", "answer_because": "Di mana?"}).is_success
    assert move(town.place, "Ratna", town.client, "B", "Budi").status_code == 200
    budi = town.place.phone("Budi")
    budi.sync()
    budi.save("approval", {"status": "asked", "reason": "Pindah desa.", "asked_on": "2026-11-24"}, record=record)
    fresh = budi.save("approval", {**BODIES["approval"], "screening": town.records["screening"]}, feed=town.client)
    budi.sync()
    assert not budi.refused, budi.refused
    for one in (record, fresh):
        status = {name: town.get(name, f"/v1/approvals/{one}").status_code for name in ("Hadi", "Jauh")}
        assert status == {"Hadi": 404, "Jauh": 200}
    told = read(town, "Jauh")
    assert (told["district"], told["status"]) == ("33.21", "asked")
    assert "Di mana?" not in str(town.get("Jauh", f"/v1/approvals/{record}/history").json()[0].get("was"))


def test_what_nobody_answered_is_the_agents_and_the_coordinators_task(town: Town) -> None:
    town.place.clock.ahead = timedelta(days=30)
    for name, code in (("Sari", "approval_answer"), ("Ratna", "approval_answer"), ("Hadi", "district_answer")):
        told = town.get(name, "/v1/tasks?late=true").json()["items"]
        mine = [one for one in told if one["kind"] == "approval"]
        assert [(one["code"], one["late"]) for one in mine] == [(code, True)], (name, json.dumps(told))
