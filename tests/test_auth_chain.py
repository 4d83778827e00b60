"""The chain of a phone's sign-ins: a copy is locked, a restore is healed, and what comes late harms nobody."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from api.changes.epoch import new_epoch
from api.db.engine import reading, writing
from api.identity.tables import Audit
from tests.conftest import Place
from tests.phone import fresh_mark
from tests.test_auth_sign_in import ask, standing


@pytest.mark.parametrize("copy", ["same generation", "older generation", "skipped", "wrong mark before"])
def test_a_copied_phone_is_locked_whoever_speaks_first(place: Place, copy: str) -> None:
    sari = place.phone("Sari").sign_in().sign_in()
    gen, before = {
        "same generation": (3, sari.mark),
        "older generation": (2, sari.mark),
        "skipped": (5, sari.mark),
        "wrong mark before": (4, fresh_mark()),
    }[copy]
    status, problem = ask(sari, gen, fresh_mark(), before)
    assert (status, problem["reason"], problem["enrolment"]) == (403, "clone", {"status": "locked"})
    assert standing(place, sari).status == "locked"
    assert place.http.get("/v1/me", headers=sari.headers).status_code == 403
    assert ask(sari, 4, fresh_mark(), sari.mark)[0] == 403
    with reading(place.engine) as session:
        deeds = session.exec(select(Audit.action).where(col(Audit.about) == sari.enrolment)).all()
    assert sorted(deeds) == ["clone", "enrolled", "locked"]


def test_a_sign_in_that_was_stuck_and_comes_late_is_refused_and_locks_nobody(place: Place) -> None:
    sari = place.phone("Sari")
    marks = [fresh_mark() for _ in range(4)]
    chain = list(zip(range(2, 6), marks, [sari.mark, *marks], strict=False))
    for one in chain:
        assert ask(sari, *one)[0] == 200
    for one in chain[:-1]:
        status, problem = ask(sari, *one)
        assert (status, problem["type"], "reason" in problem) == (401, "/problems/sign-in-needed", False)
    assert (standing(place, sari).status, standing(place, sari).gen) == ("active", 5)
    assert ask(sari, 6, fresh_mark(), marks[-1])[0] == 200


def test_after_a_restore_a_higher_generation_is_taken_once(place: Place) -> None:
    sari = place.phone("Sari")
    with writing(place.engine) as session:
        new_epoch(session, place.clock())
    mark, last = fresh_mark(), fresh_mark()
    assert ask(sari, 7, mark, fresh_mark())[0] == 200
    assert ask(sari, 8, last, mark)[0] == 200
    assert ask(sari, 12, fresh_mark(), fresh_mark())[0] == 409
    assert ask(sari, 9, fresh_mark(), last)[0] == 403, "two go on, so one is a copy"
    assert standing(place, sari).status == "locked"


def test_a_database_put_back_unsaid_locks_no_phone_and_lets_none_in_until_an_epoch_begins(place: Place) -> None:
    sari = place.phone("Sari").sign_in()
    older = standing(place, sari)
    sari.sign_in().sign_in()
    with writing(place.engine) as session:
        session.merge(older)
    asked = (5, fresh_mark(), sari.mark)
    for _ in range(2):
        status, problem = ask(sari, *asked)
        assert (status, problem["type"], "enrolment" in problem) == (409, "/problems/server-behind", False)
    assert standing(place, sari).status == "active"
    with writing(place.engine) as session:
        new_epoch(session, place.clock())
    assert ask(sari, *asked)[0] == 200
    assert ask(sari, 6, fresh_mark(), asked[1])[0] == 200


def test_after_a_restore_a_lower_generation_is_still_a_copy(place: Place) -> None:
    sari = place.phone("Sari").sign_in().sign_in()
    with writing(place.engine) as session:
        new_epoch(session, place.clock())
    assert ask(sari, 2, fresh_mark(), fresh_mark())[0] == 403


def test_a_phone_that_is_used_does_not_end(place: Place) -> None:
    sari = place.phone("Sari")
    for month in range(1, 16):
        place.clock.ahead = timedelta(days=30 * month)
        sari.nonce = place.http.post("/v1/auth/nonce").json()["nonce"]
        sari.sign_in()
    assert place.http.get("/v1/me", headers=sari.headers).status_code == 200


def test_a_phone_ends_four_hundred_days_after_its_last_use(place: Place) -> None:
    sari = place.phone("Sari")
    place.clock.ahead = timedelta(days=399)
    sari.nonce = place.http.post("/v1/auth/nonce").json()["nonce"]
    sari.sign_in()
    place.clock.ahead += timedelta(days=400)
    sari.nonce = place.http.post("/v1/auth/nonce").json()["nonce"]
    assert ask(sari, 3, fresh_mark(), sari.mark)[0] == 401
    assert place.http.get("/v1/me", headers=sari.headers).status_code == 401


def test_a_phone_is_told_when_it_ends(place: Place) -> None:
    sari = place.phone("Sari")
    place.clock.ahead = timedelta(days=7)
    sari.nonce = place.http.post("/v1/auth/nonce").json()["nonce"]
    mark = fresh_mark()
    told = ask(sari, 2, mark, sari.mark)[1]["enrolment"]["ends_at"]
    assert timedelta(days=399) < datetime.fromisoformat(told) - place.clock() <= timedelta(days=400)
    token = ask(sari, 3, fresh_mark(), mark)[1]["access_token"]
    me = place.http.get("/v1/me", headers={"Authorization": f"Bearer {token}"}).json()
    assert me["enrolment"]["ends_at"] >= told > sari.card["ends_at"]
