"""Offices sign in with a password; a coordinator answers for the phones of her unit and no others."""

from typing import Any

import pytest
from sqlmodel import col, select

from api.clock import system_clock
from api.db.engine import reading, writing
from api.identity.passwords import fits, hash_password
from api.identity.people import Partner, Person
from api.identity.provisioning import add_account
from api.identity.rate_limits import PASSWORD
from api.identity.tables import Audit, Enrolment, Throttle
from api.ids import new_id
from tests.conftest import Place
from tests.phone import Phone, fresh_mark

Json = Any
PASSWORD_OF_RATNA = "lumpia semarang hangat"


@pytest.fixture
def ratna(place: Place) -> dict[str, str]:
    """The coordinator of unit A, and her headers."""
    office(place, "Bu Ratna", "ratna", "A", "coordinator")
    return place.headers("Bu Ratna")


def office(place: Place, name: str, username: str, unit: str | None, role: str, partner: str | None = None) -> None:
    person = place.person(name, unit, role, partner)
    with writing(place.engine) as session:
        add_account(session, session.get_one(Person, person), username, PASSWORD_OF_RATNA, now=system_clock())


def sign_in(place: Place, username: str, password: str, **more: str) -> tuple[int, Json]:
    form = {"grant_type": "password", "username": username, "password": password, **more}
    answer = place.http.post("/v1/auth/token", data=form)
    return answer.status_code, answer.json()


@pytest.mark.usefixtures("ratna")
def test_an_office_signs_in_with_its_password(place: Place) -> None:
    status, body = sign_in(place, "Ratna ", PASSWORD_OF_RATNA, scope="", client_id="x", client_secret="y")
    assert (status, set(body)) == (200, {"access_token", "token_type", "expires_in", "nonce"})
    me = place.http.get("/v1/me", headers={"Authorization": f"Bearer {body['access_token']}"}).json()
    assert me["agent"] == {
        "id": place.people["Bu Ratna"], "name": "Bu Ratna", "role": "coordinator", "unit": place.units["A"],
    }  # fmt: skip
    assert me["counts"] == {"clients": 0, "open_referrals": 0}


@pytest.mark.usefixtures("ratna")
def test_whatever_is_wrong_is_answered_alike(place: Place) -> None:
    place.person("Sari")
    wrong = [sign_in(place, *pair) for pair in (("ratna", "salah"), ("nobody", PASSWORD_OF_RATNA), ("Sari", "x"))]
    assert {status for status, _ in wrong} == {401}
    assert len({body["detail"] for _, body in wrong}) == 1
    assert all(body["nonce"] for _, body in wrong)


def test_somebody_who_does_not_exist_costs_the_same_work() -> None:
    kept = hash_password("a password that holds")
    assert kept.startswith("$argon2id$")
    assert fits("a password that holds", kept)
    assert not fits("another", kept)
    assert not fits("nobody has this password", None)


@pytest.mark.usefixtures("ratna")
def test_an_account_that_was_switched_off_does_not_sign_in(place: Place) -> None:
    with writing(place.engine) as session:
        session.get_one(Person, place.people["Bu Ratna"]).active = False
    assert sign_in(place, "ratna", PASSWORD_OF_RATNA)[0] == 401


@pytest.mark.usefixtures("ratna")
def test_guessing_a_password_is_stopped_and_told_for_how_long(place: Place) -> None:
    assert sign_in(place, "ratna", "salah")[0] == 401
    with writing(place.engine) as session:
        for row in session.exec(select(Throttle)).all():
            row.tries += PASSWORD.tries - 2
    assert sign_in(place, "ratna", "salah lagi")[0] == 401
    status, problem = sign_in(place, "ratna", PASSWORD_OF_RATNA)
    assert (status, problem["type"]) == (429, "/problems/too-many")
    assert 0 < problem["retry_after"] <= PASSWORD.seconds
    with writing(place.engine) as session:
        for row in session.exec(select(Throttle)).all():
            row.since -= PASSWORD.seconds
    assert sign_in(place, "ratna", PASSWORD_OF_RATNA)[0] == 200


@pytest.mark.usefixtures("ratna")
def test_signing_in_rightly_is_never_counted(place: Place) -> None:
    assert {sign_in(place, "ratna", PASSWORD_OF_RATNA)[0] for _ in range(2)} == {200}
    with reading(place.engine) as session:
        assert set(session.exec(select(Throttle.tries)).all()) == {0}


@pytest.mark.usefixtures("ratna")
def test_the_throttle_does_not_know_whom_it_counts(place: Place) -> None:
    sign_in(place, "ratna", "salah")
    with reading(place.engine) as session:
        names = session.exec(select(Throttle.name)).all()
    assert len(names) == 2
    assert not any("ratna" in name or "127" in name for name in names)


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


def test_a_coordinator_sees_the_phones_of_her_unit(place: Place, ratna: dict[str, str]) -> None:
    sari, _ = place.phone("Sari"), place.phone("Budi", "B")
    [seen] = place.http.get("/v1/enrolments", headers=ratna).json()
    assert (seen["id"], seen["name"], seen["fingerprint"]) == (sari.enrolment, "Sari", sari.card["fingerprint"])
    assert set(seen) == {"id", "agent", "name", "status", "fingerprint", "made_at", "last_seen_at"}
    place.person("Admin", None, "admin")
    assert len(place.http.get("/v1/enrolments", headers=place.headers("Admin")).json()) == 2


def test_a_lock_leaves_a_trail(place: Place, ratna: dict[str, str]) -> None:
    sari = place.phone("Sari")
    place.http.post(f"/v1/enrolments/{sari.enrolment}/lock", headers=ratna)
    with reading(place.engine) as session:
        row = session.exec(select(Audit).where(col(Audit.action) == "locked")).one()
        assert session.get_one(Enrolment, sari.enrolment).status == "locked"
    assert (row.by, row.about) == (place.people["Bu Ratna"], sari.enrolment)


def test_everybody_counts_what_she_may_see(place: Place, ratna: dict[str, str], client_of: Any) -> None:
    sari, budi = place.phone("Sari"), place.phone("Budi", "B")
    partner = new_id()
    with writing(place.engine) as session:
        session.add(Partner(id=partner, name="Klinik (contoh)", kind="bnn_clinic", village="33.22.18.2004"))
    office(place, "Petugas", "petugas", None, "partner", partner)
    place.person("Admin", None, "admin")
    client = client_of(sari)
    client_of(sari)
    referral = {"partner": partner, "service": "assessment", "status": "drafted"}
    record = sari.save("referral", referral, feed=client)
    sari.sync()

    def counts(headers: dict[str, str]) -> tuple[int, int]:
        told = place.http.get("/v1/me", headers=headers).json()["counts"]
        return told["clients"], told["open_referrals"]

    officer = place.headers("Petugas")
    assert counts(sari.headers) == counts(ratna) == (2, 0)
    assert counts(officer) == counts(budi.headers) == counts(place.headers("Admin")) == (0, 0)
    sari.save("referral", {"status": "sent", "sent_on": "2026-11-20"}, record=record)
    sari.sync()
    assert counts(ratna) == counts(sari.headers) == (2, 1)
    assert counts(officer) == (1, 1)
    assert counts(budi.headers) == counts(place.headers("Admin")) == (0, 0)


def test_reference_is_the_same_until_something_changes(place: Place) -> None:
    sari = place.phone("Sari")
    first = place.http.get("/v1/reference", headers=sari.headers)
    whole = first.json()
    assert first.headers["ETag"] == f'"{whole["hash"]}"'
    assert [one["name"] for one in whole["agents"]] == ["Sari"]
    assert {one["name"] for one in whole["units"]} == {"Unit A", "Unit B", "Unit C"}
    assert whole["unit"]["kabupaten"] == "Kabupaten Semarang"
    assert {"code": "33.22.01.2003", "name": "Kopeng", "kecamatan": "Getasan"} in whole["villages"]
    same = {**sari.headers, "If-None-Match": first.headers["ETag"]}
    assert place.http.get("/v1/reference", headers=same).status_code == 304
    sari.sync()
    assert sari.reference == whole["hash"]
    place.person("Dewi")
    changed = place.http.get("/v1/reference", headers=same)
    assert (changed.status_code, len(changed.json()["agents"])) == (200, 2)
    sari.sync()
    assert sari.reference == changed.json()["hash"]
