"""A phone signs in by its chain of generations: an honest repeat is answered, a copy is locked."""

from concurrent.futures import ThreadPoolExecutor
from time import time
from typing import Any

import pytest
from joserfc.jwk import ECKey
from sqlmodel import select

from api.clock import system_clock
from api.db.engine import reading, writing
from api.identity.nonces import LIVES, give_nonce, keyed
from api.identity.people import Person
from api.identity.tables import Enrolment, UsedNonce
from api.settings import Settings
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone, fresh_mark

Json = Any


def ask(phone: Phone, gen: int, mark: str, before: str, /, **changed: Json) -> tuple[int, Json]:
    """One sign-in, as the phone would send it; the next nonce is kept from whatever comes back."""
    answer = phone.http.post("/v1/auth/token", json={"assertion": {**phone.assertion(gen, mark, before), **changed}})
    body = answer.json()
    phone.nonce = body.get("nonce") or phone.http.post("/v1/auth/nonce").json()["nonce"]
    return answer.status_code, body


def standing(place: Place, phone: Phone) -> Enrolment:
    with reading(place.engine) as session:
        row = session.get_one(Enrolment, phone.enrolment)
        session.expunge(row)
        return row


def test_a_phone_signs_in_again_and_again(place: Place) -> None:
    sari = place.phone("Sari")
    for turn in range(3):
        sari.sign_in()
        assert standing(place, sari).gen == turn + 2
    me = place.http.get("/v1/me", headers=sari.headers).json()
    assert (me["enrolment"]["id"], me["enrolment"]["status"]) == (sari.enrolment, "active")


def test_a_token_lasts_ten_minutes(place: Place) -> None:
    sari = place.phone("Sari")
    status, body = ask(sari, 2, fresh_mark(), sari.mark)
    assert (status, body["expires_in"], body["token_type"]) == (200, 600, "bearer")
    assert body["enrolment"]["status"] == "active"


def test_a_lost_answer_never_locks_an_honest_phone_out(place: Place) -> None:
    sari = place.phone("Sari")
    before, mark = sari.mark, fresh_mark()
    for _ in range(4):
        assert ask(sari, 2, mark, before)[0] == 200
    assert ask(sari, 3, fresh_mark(), mark)[0] == 200
    assert standing(place, sari).status == "active"


def test_a_lost_answer_to_the_enrolment_keeps_the_chain(place: Place) -> None:
    sari = place.phone("Sari")
    assert standing(place, sari).gen == 1


def test_a_nonce_is_good_once(place: Place) -> None:
    sari = place.phone("Sari")
    nonce, mark, before = sari.nonce, fresh_mark(), sari.mark
    assert ask(sari, 2, mark, before)[0] == 200
    sari.nonce = nonce
    status, problem = ask(sari, 2, mark, before)
    assert (status, problem["type"]) == (401, "/problems/sign-in-needed")
    assert problem["nonce"] != nonce
    assert standing(place, sari).status == "active"
    assert ask(sari, 2, mark, before)[0] == 200


def test_one_assertion_sent_many_times_at_once_counts_once(place: Place) -> None:
    sari = place.phone("Sari")
    body = {"assertion": sari.assertion(2, fresh_mark(), sari.mark)}
    with ThreadPoolExecutor(6) as crowd:
        answers = list(crowd.map(lambda _: place.http.post("/v1/auth/token", json=body).status_code, range(6)))
    assert sorted(answers) == [200, 401, 401, 401, 401, 401]
    assert (standing(place, sari).status, standing(place, sari).gen) == ("active", 2)


def aged(settings: Settings, seconds: int) -> str:
    stem = f"{int(time()) - seconds:08x}.{'0' * 24}"
    return f"{stem}.{keyed(settings, 'nonce', stem)[:32]}"


def test_a_nonce_ends_after_five_minutes(place: Place) -> None:
    sari = place.phone("Sari")
    sari.nonce = aged(place.settings, LIVES + 1)
    assert ask(sari, 2, fresh_mark(), sari.mark)[0] == 401
    sari.nonce = aged(place.settings, LIVES - 60)
    assert ask(sari, 2, fresh_mark(), sari.mark)[0] == 200


@ON_ONE_ENGINE
@pytest.mark.parametrize("nonce", ["", "x", "..", "ffffffffff.0.0", "Ω", "\n", "6743a1b2." + "0" * 24 + "." + "0" * 32])
def test_a_nonce_of_somebody_else_is_not_taken(place: Place, nonce: str) -> None:
    sari = place.phone("Sari")
    sari.nonce = nonce
    assert ask(sari, 2, fresh_mark(), sari.mark)[0] == 401


def test_giving_a_nonce_writes_nothing(place: Place) -> None:
    given = {place.http.post("/v1/auth/nonce").json()["nonce"] for _ in range(20)} | {
        give_nonce(place.settings, now=system_clock())
    }
    assert len(given) == 21
    with reading(place.engine) as session:
        assert session.exec(select(UsedNonce)).all() == []


def test_spent_nonces_are_forgotten_when_they_have_run_out(place: Place) -> None:
    sari = place.phone("Sari")
    with writing(place.engine) as session:
        session.add(UsedNonce(chance="f" * 24, until=int(time()) - 1))
    sari.sign_in()
    with reading(place.engine) as session:
        assert session.get(UsedNonce, "f" * 24) is None
        assert len(session.exec(select(UsedNonce)).all()) == 2


@ON_ONE_ENGINE
@pytest.mark.parametrize("what", ["gen", "mark", "prev_mark", "nonce", "enrolment", "sig"])
def test_whatever_is_changed_after_signing_is_refused(place: Place, what: str) -> None:
    sari, dewi = place.phone("Sari"), place.phone("Dewi")
    changed = {
        "gen": 3, "mark": fresh_mark(), "prev_mark": fresh_mark(), "nonce": dewi.nonce,
        "enrolment": dewi.enrolment, "sig": "A" * 86,
    }[what]  # fmt: skip
    assert ask(sari, 2, fresh_mark(), sari.mark, **{what: changed})[0] == 401
    assert standing(place, sari).status == standing(place, dewi).status == "active"


@ON_ONE_ENGINE
def test_another_key_signs_for_nobody(place: Place) -> None:
    sari = place.phone("Sari")
    sari.sign_key = ECKey.generate_key("P-256")
    assert ask(sari, 2, fresh_mark(), sari.mark)[0] == 401


@ON_ONE_ENGINE
def test_a_signature_for_another_address_is_refused(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    sari = place.phone("Sari")
    monkeypatch.setattr("tests.phone.ORIGIN", "https://pulih.example.net")
    assert ask(sari, 2, fresh_mark(), sari.mark)[0] == 401


def test_a_phone_that_asks_without_end_is_slowed(place: Place) -> None:
    place.person("Sari")
    sari = Phone(place.http, place.code("Sari")).enrol()
    mark, before = fresh_mark(), sari.mark
    statuses = [ask(sari, 2, mark, before)[0] for _ in range(30)]
    assert statuses == [200] * 29 + [429]


@ON_ONE_ENGINE
@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"gen": 0}, "/assertion/gen"),
        ({"gen": "2"}, "/assertion/gen"),
        ({"gen": 2**53}, "/assertion/gen"),
        ({"mark": "A" * 32}, "/assertion/mark"),
        ({"sig": "x"}, "/assertion/sig"),
        ({"enrolment": "1"}, "/assertion/enrolment"),
        ({"extra": 1}, "/assertion/extra"),
    ],
    ids=str,
)
def test_an_assertion_that_cannot_be_is_refused_with_a_pointer(
    place: Place, changed: dict[str, Json], pointer: str
) -> None:
    sari = place.phone("Sari")
    status, problem = ask(sari, 2, fresh_mark(), sari.mark, **changed)
    assert (status, problem["errors"][0]["pointer"]) == (422, pointer)


@ON_ONE_ENGINE
@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"", "application/json"), (b"{", "application/json"), (b"[]", "application/json"), (b"\xff", "application/json"),
     (b"", "application/x-www-form-urlencoded"), (b"\xff", "application/x-www-form-urlencoded"),
     (b"grant_type=client_credentials&username=a&password=b", "application/x-www-form-urlencoded"),
     (b"&".join(b"a=1" for _ in range(50)), "application/x-www-form-urlencoded")],
)  # fmt: skip
def test_rubbish_at_the_token_address_is_refused_in_words(place: Place, body: bytes, content_type: str) -> None:
    answer = place.http.post("/v1/auth/token", content=body, headers={"Content-Type": content_type})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")
    assert answer.json()["errors"]


def test_the_phone_of_whoever_was_switched_off_signs_in_no_more(place: Place) -> None:
    sari = place.phone("Sari")
    with writing(place.engine) as session:
        session.get_one(Person, place.people["Sari"]).active = False
    stood = standing(place, sari)
    assert ask(sari, 2, fresh_mark(), sari.mark)[0] == 401
    assert standing(place, sari).ends_at == stood.ends_at, "nor does it last longer for it"
    with writing(place.engine) as session:
        session.get_one(Person, place.people["Sari"]).active = True
    assert ask(sari, 2, fresh_mark(), sari.mark)[0] == 200
