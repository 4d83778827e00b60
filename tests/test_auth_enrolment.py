"""A code becomes a phone: once, within a day, for the person it was made for."""

import json
import re
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from joserfc import jws
from joserfc.jwk import ECKey
from sqlmodel import col, select

from api.clock import system_clock
from api.db.engine import reading, writing
from api.identity.enrolment_codes import SYMBOLS, make_code, shown
from api.identity.people import Person
from api.identity.phone_keys import PublicKey, fingerprint
from api.identity.tables import Audit, Enrolment, EnrolmentCode
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import fresh_mark

Json = Any


def code_for(place: Place, name: str) -> str:
    if name not in place.people:
        place.person(name)
    with writing(place.engine) as session:
        return make_code(session, place.settings, place.people[name], now=system_clock())


def asked(code: str, /, **changed: Json) -> dict[str, Json]:
    keys = {name: ECKey.generate_key("P-256").as_dict(private=False) for name in ("sign_key", "box_key")}
    return {"code": code, **keys, "mark": fresh_mark(), **changed}


def enrol(place: Place, body: dict[str, Json]) -> tuple[int, Json]:
    answer = place.http.post("/v1/enrolments", json=body)
    return answer.status_code, answer.json()


def test_a_code_makes_a_phone_of_its_person(place: Place) -> None:
    status, card = enrol(place, asked(code_for(place, "Sari")))
    assert status == 201
    assert card["agent"] == {"id": place.people["Sari"], "name": "Sari", "role": "agent"}
    assert card["unit"] == {"id": place.units["A"], "name": "Unit A", "timezone": "Asia/Jakarta"}
    assert set(card) == {"enrolment", "agent", "unit", "epoch", "handle", "server", "fingerprint", "ends_at", "nonce"}
    assert set(card["server"]["sign_key"]) == {"kty", "crv", "x", "y", "kid"} == set(card["server"]["box_key"])


def test_a_code_is_eight_symbols_that_cannot_be_misread() -> None:
    assert len(set(SYMBOLS)) == 32
    assert not set("ILOU") & set(SYMBOLS)
    assert shown("0123ABCD") == "0123-ABCD"


@ON_ONE_ENGINE
@pytest.mark.parametrize("typed", ["{0}-{1}", "{0} {1}", "{l}", " {0}{1} ", "{misread}"])
def test_a_code_is_taken_as_people_type_it(place: Place, typed: str) -> None:
    code = code_for(place, "Sari")
    misread = code.replace("0", "O").replace("1", "l")
    assert enrol(place, asked(typed.format(code[:4], code[4:], l=code.lower(), misread=misread)))[0] == 201


def test_a_lost_answer_spends_nothing(place: Place) -> None:
    body = asked(code_for(place, "Sari"))
    _, first = enrol(place, body)
    again, second = enrol(place, body)
    assert again == 201
    assert {**first, "nonce": ""} == {**second, "nonce": ""}
    with reading(place.engine) as session:
        assert len(session.exec(select(Enrolment)).all()) == 1


def test_a_code_is_good_for_one_phone(place: Place) -> None:
    code = code_for(place, "Sari")
    enrol(place, asked(code))
    status, problem = enrol(place, asked(code))
    assert (status, problem["type"], problem["errors"][0]["pointer"]) == (422, "/problems/invalid", "/code")


def test_of_many_phones_at_once_one_gets_the_code(place: Place) -> None:
    code = code_for(place, "Sari")
    with ThreadPoolExecutor(6) as crowd:
        statuses = [status for status, _ in crowd.map(lambda body: enrol(place, body), [asked(code) for _ in range(6)])]
    assert sorted(statuses) == [201, 422, 422, 422, 422, 422]


def test_five_wrong_tries_end_a_code(place: Place) -> None:
    code = code_for(place, "Sari")
    wrong = code[:3] + "".join("7" if symbol != "7" else "8" for symbol in code[3:])
    for _ in range(5):
        assert enrol(place, asked(wrong))[0] == 422
    assert enrol(place, asked(code))[0] == 422


def test_four_wrong_tries_are_forgiven(place: Place) -> None:
    code = code_for(place, "Sari")
    wrong = code[:3] + "".join("7" if symbol != "7" else "8" for symbol in code[3:])
    for _ in range(4):
        enrol(place, asked(wrong))
    assert enrol(place, asked(code))[0] == 201


def test_a_code_ends_after_a_day(place: Place) -> None:
    code = code_for(place, "Sari")
    with writing(place.engine) as session:
        session.exec(select(EnrolmentCode)).one().expires_at = system_clock() - timedelta(seconds=1)
    assert enrol(place, asked(code))[0] == 422


def test_a_new_code_ends_the_unused_one(place: Place) -> None:
    old, new = code_for(place, "Sari"), code_for(place, "Sari")
    assert enrol(place, asked(old))[0] == 422
    assert enrol(place, asked(new))[0] == 201


def test_a_code_of_somebody_who_left_is_worth_nothing(place: Place) -> None:
    code = code_for(place, "Sari")
    with writing(place.engine) as session:
        session.get_one(Person, place.people["Sari"]).active = False
    assert enrol(place, asked(code))[0] == 422


def test_the_database_does_not_know_the_code(place: Place) -> None:
    code = code_for(place, "Sari")
    with reading(place.engine) as session:
        row = session.exec(select(EnrolmentCode)).one()
    kept = json.dumps(row.model_dump(), default=str)
    assert code not in kept
    assert sha256(code.encode()).hexdigest() not in kept


def test_a_flood_of_codes_from_one_address_is_stopped(place: Place) -> None:
    body = asked("ZZZZZZZZ")
    answers = [place.http.post("/v1/enrolments", json=body) for _ in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {422}
    assert answers[30].status_code == 429
    assert int(answers[30].headers["Retry-After"]) == answers[30].json()["retry_after"] > 0


PRIVATE = ECKey.generate_key("P-256").as_dict(private=True)
SAME = ECKey.generate_key("P-256").as_dict(private=False)
OTHER_CURVE = ECKey.generate_key("P-384").as_dict(private=False)


@ON_ONE_ENGINE
@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"mark": "short"}, "/mark"),
        ({"mark": "G" * 32}, "/mark"),
        ({"sign_key": PRIVATE}, "/sign_key"),
        ({"sign_key": SAME, "box_key": SAME}, ""),
        ({"box_key": OTHER_CURVE}, "/box_key/crv"),
        ({"box_key": {**SAME, "x": "A" * 43}}, "/box_key"),
        ({"box_key": {**SAME, "y": "short"}}, "/box_key/y"),
        ({"box_key": "key"}, "/box_key"),
        ({"code": ""}, "/code"),
        ({"code": None}, "/code"),
        ({"name": "Sari"}, "/name"),
    ],
    ids=[f"fault {n}" for n in range(11)],  # keys are fresh in every process, names of tests are not
)
def test_a_request_that_cannot_be_is_refused_with_a_pointer(
    place: Place, changed: dict[str, Json], pointer: str
) -> None:
    status, problem = enrol(place, asked(code_for(place, "Sari"), **changed))
    assert (status, pointer) == (422, problem["errors"][0]["pointer"])
    assert PRIVATE["d"] not in json.dumps(problem)


@ON_ONE_ENGINE
def test_what_a_browser_adds_to_a_key_does_not_matter(place: Place) -> None:
    added = {**SAME, "ext": True, "key_ops": ["verify"]}
    assert enrol(place, asked(code_for(place, "Sari"), sign_key=added))[0] == 201


@ON_ONE_ENGINE
def test_the_fingerprint_is_over_all_four_keys(place: Place) -> None:
    body = asked(code_for(place, "Sari"))
    _, card = enrol(place, body)
    keys = [body["sign_key"], body["box_key"], card["server"]["box_key"], card["server"]["sign_key"]]
    prints = []
    for key in keys:
        plain = json.dumps({name: key[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
        prints.append(urlsafe_b64encode(sha256(plain.encode()).digest()).rstrip(b"=").decode())
    number = int.from_bytes(sha256(".".join(prints).encode()).digest()[:4], "big") % 10000
    assert card["fingerprint"] == f"{number:04d}"
    parsed = [PublicKey.model_validate(key) for key in keys]
    assert fingerprint(*parsed) != fingerprint(*reversed(parsed))


def test_its_status_is_told_signed_to_who_has_the_handle(place: Place) -> None:
    phone = place.phone("Sari")
    answer = place.http.post("/v1/enrolments/status", json={"handle": phone.card["handle"]}).json()
    signed = jws.deserialize_compact(
        answer["signed"], ECKey.import_key(phone.card["server"]["sign_key"]), algorithms=["ES256"]
    )
    words = json.loads(signed.payload)
    assert (answer["status"], words["status"], words["enrolment"]) == ("active", "active", phone.enrolment)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", words["at"])
    assert signed.headers()["kid"] == phone.card["server"]["sign_key"]["kid"]


def test_a_handle_nobody_has_is_answered_like_nothing(place: Place) -> None:
    assert place.http.post("/v1/enrolments/status", json={"handle": "0" * 64}).status_code == 404
    assert place.http.post("/v1/enrolments/status", json={"handle": "0"}).status_code == 422


def test_the_handle_opens_nothing_else(place: Place) -> None:
    phone = place.phone("Sari")
    headers = {"Authorization": f"Bearer {phone.card['handle']}"}
    assert place.http.get("/v1/me", headers=headers).status_code == 401


def test_an_enrolment_leaves_a_trail(place: Place) -> None:
    phone = place.phone("Sari")
    with reading(place.engine) as session:
        deeds = session.exec(select(Audit.action).where(col(Audit.about) == phone.enrolment)).all()
    assert deeds == ["enrolled"]
