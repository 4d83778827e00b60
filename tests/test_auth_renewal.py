"""A new code on the same phone goes on with the same book, and with nobody else's."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from api.db.engine import reading, writing
from api.identity.enrolment_codes import make_code
from api.identity.tables import Audit, Enrolment, EnrolmentCode
from api.ids import new_id
from tests.conftest import Place
from tests.phone import Phone, fresh_mark

Json = Any


def code_for(place: Place, name: str) -> str:
    with writing(place.engine) as session:
        return make_code(session, place.settings, place.people[name], now=place.clock())


def renew(place: Place, body: Json) -> tuple[int, Json]:
    answer = place.http.post("/v1/enrolments", json=body)
    return answer.status_code, answer.json()


def status_of(place: Place, enrolment: str) -> str:
    with reading(place.engine) as session:
        return session.get_one(Enrolment, enrolment).status


def lock(place: Place, phone: Phone) -> None:
    place.person("Bu Ratna", "A", "coordinator")
    answer = place.http.post(f"/v1/enrolments/{phone.enrolment}/lock", headers=place.headers("Bu Ratna"))
    assert answer.status_code == 200


@pytest.mark.parametrize("why", ["ended", "locked", "in time"])
def test_what_waited_arrives_once_and_the_book_goes_on(place: Place, client_of: Any, why: str) -> None:
    sari = place.phone("Sari")
    client = client_of(sari)
    known = sari.save("visit", {"on": "2026-11-20", "place": "home", "met": ["client"]}, feed=client)
    sari.post("/v1/sync/push", sari.ask(changes=sari.out))  # the answer is lost
    waits = sari.save("visit", {"on": "2026-11-21", "place": "home", "met": ["client"]}, feed=client)
    if why == "ended":
        place.clock.ahead = timedelta(days=401)
        assert place.http.get("/v1/me", headers=sari.headers).status_code == 401
    if why == "locked":
        lock(place, sari)
        assert place.http.get("/v1/me", headers=sari.headers).status_code == 403
    old = sari.enrolment
    sari.renew(code_for(place, "Sari")).sync()
    assert sari.enrolment != old
    assert (sari.out, set(sari.records("visit"))) == ([], {known, waits})
    assert (status_of(place, old), status_of(place, sari.enrolment)) == ("locked", "active")


def test_the_old_key_opens_nothing_any_more(place: Place) -> None:
    sari, copy = place.phone("Sari"), Phone(place.http, "")
    copy.__dict__ |= {"sign_key": sari.sign_key, "enrolment": sari.enrolment, "nonce": sari.nonce}
    before, mark = sari.headers, sari.mark
    sari.renew(code_for(place, "Sari"))
    assert place.http.get("/v1/me", headers=before).status_code == 403
    copy.nonce = place.http.post("/v1/auth/nonce").json()["nonce"]
    refused = place.http.post("/v1/auth/token", json={"assertion": copy.assertion(2, fresh_mark(), mark)})
    assert (refused.status_code, refused.json()["enrolment"]) == (403, {"status": "locked"})
    assert place.http.get("/v1/me", headers=sari.headers).status_code == 200


def test_a_lost_answer_renews_once(place: Place) -> None:
    sari = place.phone("Sari")
    body = sari.renewal(code_for(place, "Sari"))
    first, again = renew(place, body), renew(place, body)
    assert first[0] == again[0] == 201
    assert {**first[1], "nonce": ""} == {**again[1], "nonce": ""}


def test_an_answer_that_was_never_heard_leaves_no_second_phone(place: Place) -> None:
    sari = place.phone("Sari")
    renew(place, sari.renewal(code_for(place, "Sari")))
    sari.renew(code_for(place, "Sari"))
    place.person("Bu Ratna", "A", "coordinator")
    told = place.http.get("/v1/enrolments", headers=place.headers("Bu Ratna")).json()
    assert [(one["id"], one["status"]) for one in told if one["status"] == "active"] == [(sari.enrolment, "active")]


def test_the_code_of_somebody_else_goes_on_with_no_book_and_is_not_spent(place: Place) -> None:
    sari = place.phone("Sari")
    place.person("Dewi")
    code = code_for(place, "Dewi")
    for _ in range(6):
        status, problem = renew(place, sari.renewal(code))
        assert (status, problem["errors"][0]["pointer"]) == (422, "/renews")
    assert status_of(place, sari.enrolment) == "active"
    assert Phone(place.http, code).enrol().card["agent"]["name"] == "Dewi"


@pytest.mark.parametrize("what", ["another key", "another phone", "nobody", "other keys", "another mark"])
def test_a_book_is_gone_on_with_by_its_own_key_alone(place: Place, what: str) -> None:
    sari, dewi = place.phone("Sari"), place.phone("Dewi")
    code = code_for(place, "Sari")
    body = sari.renewal(code)
    if what == "another key":
        body["renews"]["sig"] = dewi.renewal(code)["renews"]["sig"]
    if what == "another phone":
        body["renews"]["enrolment"] = place.phone("Sari").enrolment
        body["code"] = code_for(place, "Sari")
    if what == "nobody":
        body["renews"] = {"enrolment": new_id(), "sig": body["renews"]["sig"]}
    if what == "other keys":
        body["sign_key"] = dewi.sign_key.as_dict(private=False)
    if what == "another mark":
        body["mark"] = fresh_mark()
    status, problem = renew(place, body)
    assert (status, problem["errors"][0]["pointer"]) == (422, "/renews")
    assert status_of(place, sari.enrolment) == "active"
    assert renew(place, sari.renewal(body["code"]))[0] == 201


def test_what_was_wiped_has_no_book_to_go_on_with(place: Place) -> None:
    sari = place.phone("Sari")
    with writing(place.engine) as session:
        session.get_one(Enrolment, sari.enrolment).status = "wipe"
    status, problem = renew(place, sari.renewal(code_for(place, "Sari")))
    assert (status, problem["enrolment"]) == (403, {"status": "wipe"})


def test_a_renewal_leaves_a_trail(place: Place) -> None:
    sari = place.phone("Sari")
    old = sari.enrolment
    sari.renew(code_for(place, "Sari"))
    with reading(place.engine) as session:
        [row] = session.exec(select(Audit).where(col(Audit.action) == "renewed")).all()
    assert (row.about, row.by) == (old, place.people["Sari"])


def lost(place: Place, phone: Phone) -> None:
    """As if it had been enrolled after the backup."""
    with writing(place.engine) as session:
        session.execute(update(EnrolmentCode).values(enrolment=None))
        session.execute(delete(Enrolment).where(col(Enrolment.id) == phone.enrolment))


def test_a_phone_that_a_restore_forgot_goes_on_with_its_book(place: Place, client_of: Any) -> None:
    sari = place.phone("Sari")
    client = client_of(sari)
    waits = sari.save("visit", {"on": "2026-11-21", "place": "home", "met": ["client"]}, feed=client)
    lost(place, sari)
    assert place.http.get("/v1/me", headers=sari.headers).status_code == 401
    sari.renew(code_for(place, "Sari")).sync()
    assert (sari.out, set(sari.records("visit"))) == ([], {waits})


def test_a_forgotten_phone_still_takes_nobody_elses_code(place: Place) -> None:
    sari = place.phone("Sari")
    place.person("Dewi")
    code = code_for(place, "Dewi")
    lost(place, sari)
    status, problem = renew(place, sari.renewal(code))
    assert (status, problem["errors"][0]["pointer"]) == (422, "/renews")
    assert Phone(place.http, code).enrol().card["agent"]["name"] == "Dewi"
