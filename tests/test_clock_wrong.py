"""The server's clock goes hours ahead or years behind, and is corrected: nobody is refused for it afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from api.clock import system_clock
from api.identity.credentials import Credential, knows_address, remember_address
from api.identity.rate_limits import ASSERTION, CODES_MADE, PASSWORD
from api.ids import new_id
from tests.conftest import Place
from tests.phone import Phone
from tests.test_auth_office import PASSWORD_OF_RATNA, office, sign_in
from tests.test_returning import found, hand_in
from tests.test_sync import VISIT

pytestmark = pytest.mark.whole

Json = Any


def again(phone: Phone, nonce: str | None = None) -> int:
    """She signs in with this nonce, or asks for one."""
    phone.nonce = nonce or phone.http.post("/v1/auth/nonce").json()["nonce"]
    before, mark = phone.mark, phone.mark[::-1]
    answer = phone.http.post("/v1/auth/token", json={"assertion": phone.assertion(phone.gen + 1, mark, before)})
    if answer.status_code == 200:
        phone.gen, phone.mark, phone.token = phone.gen + 1, mark, answer.json()["access_token"]
    return answer.status_code


def test_what_was_tried_while_the_clock_was_ahead_counts_for_nothing_afterwards(place: Place) -> None:
    sari = place.phone("Sari")
    office(place, "Bu Ratna", "ratna", "A", "coordinator")
    place.clock.ahead = timedelta(hours=7)
    assert {again(sari) for _ in range(ASSERTION.tries)} == {200}
    assert [sign_in(place, "ratna", "salah")[0] for _ in range(PASSWORD.tries + 1)][-1] == 429
    codes = f"/v1/agents/{place.people['Sari']}/enrolment-codes"
    ahead = place.headers("Bu Ratna")
    assert [place.http.post(codes, headers=ahead).status_code for _ in range(CODES_MADE.tries + 1)][-1] == 429
    assert again(sari) == 429
    place.clock.ahead = timedelta()
    assert again(sari) == 200
    assert sign_in(place, "ratna", PASSWORD_OF_RATNA)[0] == 200
    assert place.http.post(codes, headers=place.headers("Bu Ratna")).status_code == 201


def test_a_token_and_a_nonce_of_a_future_that_was_not_are_asked_for_anew(place: Place) -> None:
    sari = place.phone("Sari")
    place.clock.ahead = timedelta(hours=7)
    assert again(sari) == 200
    ahead = place.http.post("/v1/auth/nonce").json()["nonce"]
    place.clock.ahead = timedelta()
    assert place.http.get("/v1/me", headers=sari.headers).status_code == 401
    assert again(sari, ahead) == 401
    assert again(sari) == 200
    assert place.http.get("/v1/me", headers=sari.headers).status_code == 200


def test_an_address_remembered_in_a_future_that_was_not_is_none(place: Place) -> None:
    """Whoever guessed there while the clock ran ahead is no friend of the office for it."""
    account, now = Credential(id=new_id(), person=new_id(), name="ratna", made_at=system_clock()), system_clock()
    with Session(place.engine) as session, session.no_autoflush:
        remember_address(session, account, "here", now=now)
        remember_address(session, account, "ahead", now=now + timedelta(days=2))
        session.expunge_all()
    assert [knows_address(account, one, now=now) for one in ("here", "ahead")] == [True, False]


@pytest.mark.parametrize("years", [-3, 3])
def test_no_phone_ends_for_a_clock_that_was_wrong_for_years(place: Place, years: int) -> None:
    sari = place.phone("Sari")
    place.clock.ahead = timedelta(days=365 * years)
    assert again(sari) == (200 if years < 0 else 401)
    assert place.http.get("/v1/me", headers=sari.headers).status_code == (200 if years < 0 else 401)
    place.clock.ahead = timedelta()
    assert again(sari) == 200


def test_a_code_made_while_the_clock_was_ahead_still_makes_a_phone(place: Place) -> None:
    place.person("Sari")
    office(place, "Bu Ratna", "ratna", "A", "coordinator")
    place.clock.ahead = timedelta(hours=7)
    path = f"/v1/agents/{place.people['Sari']}/enrolment-codes"
    code = place.http.post(path, headers=place.headers("Bu Ratna")).json()["code"]
    place.clock.ahead = timedelta()
    assert Phone(place.http, code).enrol().card["agent"]["name"] == "Sari"


def test_what_a_restore_lost_is_taken_for_two_weeks_from_when_the_clock_went_back(place: Place, client_of: Any) -> None:
    sari = place.phone("Sari")
    case = client_of(sari)
    sari.sync()
    place.restore(sari)
    answers = []
    for days in (-365, -352, -350):
        place.clock.ahead = timedelta(days=days)
        assert again(sari) == 200
        answers += hand_in(sari, {**found(sari, case)[0], "kind": "visit", "record": new_id(), "body": VISIT})
    assert answers == ["made", "made", "refused"]


def test_a_day_that_a_clock_ahead_made_of_hers_is_not_held_against_her(place: Place, client_of: Any) -> None:
    """After a restore a colleague's phone brings back what the server had made of it, and then hers what she wrote."""
    sari = place.phone("Sari")
    case = client_of(sari)
    sari.sync()
    place.restore(sari)
    record = sari.save("visit", VISIT, feed=case)
    told = {**found(sari, case)[0], "kind": "visit", "record": record, "body": {**VISIT, "on": "2099-01-01"}}
    assert hand_in(sari, told) == ["made"]
    assert [(one["answer"], one.get("lost")) for one in sari.push()["results"]] == [("merged", ["on"])]
    why = {"amended_because": "Salah hari."}
    sari.save("visit", {"on": "2026-11-20", **why}, record=record)
    assert [(one["answer"], one.get("lost")) for one in sari.push()["results"]] == [("merged", ["on"])]
    sari.pull()
    sari.save("visit", {"on": "2098-01-01", **why}, record=record)
    assert [one["answer"] for one in sari.push()["results"]] == ["refused"], "what would stand as she set it is judged"
