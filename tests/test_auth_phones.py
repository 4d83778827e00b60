"""A coordinator answers for the phones of her unit and no others."""

import json
from hashlib import sha256

import pytest
from joserfc import jws
from joserfc.jwk import ECKey
from sqlmodel import col, select

from api.db.engine import reading, writing
from api.identity.people import Person
from api.identity.tables import Audit, Enrolment
from api.ids import new_id
from tests.conftest import Place
from tests.phone import Phone, fresh_mark


@pytest.fixture
def ratna(place: Place) -> dict[str, str]:
    """The headers of the coordinator of unit A."""
    place.person("Bu Ratna", "A", "coordinator")
    return place.headers("Bu Ratna")


def test_a_coordinator_makes_a_code_for_her_agent(place: Place, ratna: dict[str, str]) -> None:
    sari = place.person("Sari")
    answer = place.http.post(f"/v1/agents/{sari}/enrolment-codes", headers=ratna)
    assert answer.status_code == 201
    phone = Phone(place.http, answer.json()["code"]).enrol()
    assert phone.card["agent"]["id"] == sari
    with reading(place.engine) as session:
        row = session.exec(select(Audit).where(col(Audit.action) == "code")).one()
    assert (row.about, row.by) == (sari, place.people["Bu Ratna"])


def test_codes_are_only_for_people_who_use_phones(place: Place, ratna: dict[str, str]) -> None:
    admin, stranger, gone = place.person("Admin", None, "admin"), place.person("Budi", "B"), place.person("Tono")
    with writing(place.engine) as session:
        session.get_one(Person, gone).active = False
    statuses = {
        name: place.http.post(f"/v1/agents/{person}/enrolment-codes", headers=ratna).status_code
        for name, person in {"admin": admin, "stranger": stranger, "gone": gone, "nobody": new_id()}.items()
    }
    assert statuses == {"admin": 404, "stranger": 404, "gone": 409, "nobody": 404}
    mine = place.headers("Admin")
    assert place.http.post(f"/v1/agents/{admin}/enrolment-codes", headers=mine).status_code == 409
    assert place.http.post(f"/v1/agents/{stranger}/enrolment-codes", headers=mine).status_code == 201


@pytest.mark.parametrize("role", ["agent", "partner"])
def test_others_answer_for_nobodys_phone(place: Place, role: str) -> None:
    phone = place.phone("Sari")
    place.person("Other", "A", role)
    headers = place.headers("Other")
    for method, path in (
        ("POST", f"/v1/agents/{place.people['Sari']}/enrolment-codes"),
        ("POST", f"/v1/enrolments/{phone.enrolment}/lock"),
        ("POST", f"/v1/enrolments/{phone.enrolment}/wipe"),
        ("GET", "/v1/enrolments"),
    ):
        answer = place.http.request(method, path, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/not-yours")


@pytest.mark.parametrize("deed", ["lock", "wipe"])
def test_a_locked_phone_is_refused_at_once_although_its_token_runs(
    place: Place, ratna: dict[str, str], deed: str
) -> None:
    sari, status = place.phone("Sari"), {"lock": "locked", "wipe": "wipe"}[deed]
    answer = place.http.post(f"/v1/enrolments/{sari.enrolment}/{deed}", headers=ratna)
    assert (answer.status_code, answer.json()) == (200, {"status": status})
    refused = place.http.get("/v1/me", headers=sari.headers)
    assert (refused.status_code, refused.json()["enrolment"]) == (403, {"status": status})
    assertion = sari.assertion(2, fresh_mark(), sari.mark)
    refused = place.http.post("/v1/auth/token", json={"assertion": assertion})
    assert (refused.status_code, refused.json()["enrolment"]) == (403, {"status": status})
    told = place.http.post("/v1/enrolments/status", json={"handle": sari.card["handle"]}).json()
    assert told["status"] == status


def test_the_word_that_wipes_is_signed_for_this_phone_and_this_question(place: Place, ratna: dict[str, str]) -> None:
    sari, chance = place.phone("Sari"), fresh_mark()
    place.http.post(f"/v1/enrolments/{sari.enrolment}/wipe", headers=ratna)
    ask = {"handle": sari.card["handle"], "chance": chance, "kid": sari.card["server"]["sign_key"]["kid"]}
    told = place.http.post("/v1/enrolments/status", json=ask).json()
    key = ECKey.import_key(sari.card["server"]["sign_key"])
    words = json.loads(jws.deserialize_compact(told["signed"], key, algorithms=["ES256"]).payload)
    handle = sha256(sari.card["handle"].encode()).hexdigest()
    expected = {"enrolment": sari.enrolment, "handle": handle, "chance": chance, "status": "wipe"}
    assert {name: words[name] for name in expected} == expected
    assert words["server"] == sari.card["server"]


def test_a_wipe_is_never_softened_to_a_lock(place: Place, ratna: dict[str, str]) -> None:
    sari = place.phone("Sari")
    for deed in ("wipe", "lock"):
        answer = place.http.post(f"/v1/enrolments/{sari.enrolment}/{deed}", headers=ratna)
        assert answer.json() == {"status": "wipe"}


def test_locking_one_phone_leaves_her_other_one_alone(place: Place, ratna: dict[str, str]) -> None:
    lost, new = place.phone("Sari"), place.phone("Sari")
    place.http.post(f"/v1/enrolments/{lost.enrolment}/lock", headers=ratna)
    assert place.http.get("/v1/me", headers=lost.headers).status_code == 403
    assert place.http.get("/v1/me", headers=new.headers).status_code == 200


def test_a_phone_of_another_unit_does_not_exist(place: Place, ratna: dict[str, str]) -> None:
    budi = place.phone("Budi", "B")
    for path in (f"/v1/enrolments/{budi.enrolment}/lock", f"/v1/enrolments/{new_id()}/lock"):
        answer = place.http.post(path, headers=ratna)
        assert (answer.status_code, answer.json()["detail"]) == (404, "HP ini tidak dikenal.")
    assert place.http.get("/v1/me", headers=budi.headers).status_code == 200


@pytest.mark.parametrize("role", ["agent", "partner", "coordinator"])
def test_a_phone_that_one_may_not_know_of_is_answered_like_none(place: Place, role: str) -> None:
    budi = place.phone("Budi", "B")
    place.person("Other", "A", role)
    headers = place.headers("Other")
    for path in ("/v1/enrolments/{}/lock", "/v1/enrolments/{}/wipe", "/v1/agents/{}/enrolment-codes"):
        theirs = place.people["Budi"] if "agents" in path else budi.enrolment
        told = [place.http.post(path.format(one), headers=headers) for one in (theirs, new_id())]
        first, second = ({**answer.json(), "request_id": ""} for answer in told)
        assert first == second, path
        assert first["status"] == (404 if role == "coordinator" else 403)


def test_a_coordinator_sees_the_phones_of_her_unit(place: Place, ratna: dict[str, str]) -> None:
    sari, _ = place.phone("Sari"), place.phone("Budi", "B")
    [seen] = place.http.get("/v1/enrolments", headers=ratna).json()
    assert (seen["id"], seen["name"], seen["fingerprint"]) == (sari.enrolment, "Sari", sari.card["fingerprint"])
    told = {"id", "agent", "name", "status", "fingerprint", "made_at", "last_seen_at", "ends_at"}
    assert set(seen) == told | {"heard_at", "unsent", "app", "skew"}
    place.person("Admin", None, "admin")
    assert len(place.http.get("/v1/enrolments", headers=place.headers("Admin")).json()) == 2


def test_a_lock_leaves_a_trail(place: Place, ratna: dict[str, str]) -> None:
    sari = place.phone("Sari")
    place.http.post(f"/v1/enrolments/{sari.enrolment}/lock", headers=ratna)
    with reading(place.engine) as session:
        row = session.exec(select(Audit).where(col(Audit.action) == "locked")).one()
        assert session.get_one(Enrolment, sari.enrolment).status == "locked"
    assert (row.by, row.about) == (place.people["Bu Ratna"], sari.enrolment)
