"""Enrolment codes before they become phones: checked, counted, seen by who answers for them, and revoked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from api.db.engine import reading, writing
from api.identity.code_tries import OF_ADDRESS
from api.identity.enrolment_codes import TRIES
from api.identity.memberships import Membership
from api.identity.people import Person
from api.identity.roles import add_role, end_role
from api.identity.tables import Audit, EnrolmentCode, Throttle
from api.ids import new_id
from tests.conftest import Place
from tests.door import client
from tests.phone import ORIGIN
from tests.test_auth_enrolment import ON_ONE_ENGINE, asked, code_for, enrol

Json = Any


def check(place: Place, code: str) -> tuple[int, Json]:
    answer = place.http.post("/v1/enrolment-codes/check", json={"code": code})
    return answer.status_code, answer.json()


def wrong(code: str) -> str:
    return code[:3] + "".join("7" if symbol != "7" else "8" for symbol in code[3:])


@pytest.fixture
def ratna(place: Place) -> dict[str, str]:
    place.person("Bu Ratna", "A", "coordinator")
    return place.headers("Bu Ratna")


def test_a_code_is_checked_before_a_person_chooses_a_pin_and_nothing_is_spent(place: Place) -> None:
    code = code_for(place, "Sari")
    for _ in range(40):
        status, told = check(place, f"{code[:4]}-{code[4:].lower()}")
        assert (status, told["unit"], set(told)) == (200, "Unit A", {"unit", "expires_at"})
    assert timedelta(hours=23) < datetime.fromisoformat(told["expires_at"]) - place.clock() <= timedelta(hours=24)
    assert enrol(place, asked(code))[0] == 201


def test_a_wrong_check_is_a_wrong_try(place: Place) -> None:
    code = code_for(place, "Sari")
    answers = [check(place, wrong(code)) for _ in range(5)]
    assert {(status, body["errors"][0]["pointer"]) for status, body in answers} == {(422, "/code")}
    assert enrol(place, asked(code))[0] == check(place, code)[0] == 422


@pytest.mark.parametrize("why", ["used", "old", "left", "never made"])
def test_a_code_that_no_longer_holds_is_said_before_the_four_screens(place: Place, why: str) -> None:
    code = code_for(place, "Sari")
    if why == "used":
        enrol(place, asked(code))
    if why == "old":
        place.clock.ahead = timedelta(hours=25)
    if why == "left":
        with writing(place.engine) as session:
            session.get_one(Person, place.people["Sari"]).active = False
    status, problem = check(place, "ZZZZZZZZ" if why == "never made" else code)
    assert (status, problem["errors"][0]["pointer"]) == (422, "/code")


def test_a_code_ends_with_the_role_under_which_it_was_given_and_a_phone_made_with_it_does_not(
    place: Place, ratna: dict[str, str]
) -> None:
    place.person("Admin", None, "admin")
    codes = []
    for name in ("Sari", "Dewi"):
        made = place.http.post(f"/v1/agents/{place.person(name)}/enrolment-codes", headers=ratna)
        codes.append(made.json()["code"])
    enrolled = asked(codes[1])
    assert [check(place, code)[0] for code in codes] == [200, 200]
    assert enrol(place, enrolled)[0] == 201
    with writing(place.engine) as session:
        lead = session.get_one(Person, place.people["Bu Ratna"])
        end_role(session, lead, "coordinator", None, now=place.clock())
        add_role(session, lead, "coordinator", unit=place.units["B"], now=place.clock())
    assert check(place, codes[0])[0] == enrol(place, asked(codes[0]))[0] == 422
    assert place.http.get("/v1/enrolment-codes", headers=place.headers("Admin")).json() == []
    assert enrol(place, enrolled)[0] == 201, "the same request, whose answer was lost"


@ON_ONE_ENGINE
@pytest.mark.parametrize("typed", ["\x00" * 8, "ABC\x00ABCD", "Ω" * 8, "--------", "UUUUUUUU", "ABCDEFGHJK"])
def test_what_is_no_code_is_refused_like_a_wrong_one(place: Place, typed: str) -> None:
    assert check(place, typed)[0] == enrol(place, asked(typed))[0] == 422


def test_a_stranger_stops_nobodys_enrolment(place: Place) -> None:
    """Behind a proxy that nobody named, all come from one address."""
    code = code_for(place, "Sari")
    for beginning in (f"{a}{b}Z" for a in "ABCDEFGH" for b in "0123456789"):
        if beginning != code[:3]:
            assert enrol(place, asked(f"{beginning}ZZZZZ"))[0] == 422
    assert [check(place, "ZZZ00000")[0] for _ in range(31)] == [422] * 30 + [429]
    assert check(place, code)[0] == 200
    assert enrol(place, asked(code))[0] == 201


@ON_ONE_ENGINE
def test_nobody_uses_up_tries_before_there_is_a_code(place: Place) -> None:
    """Six at each beginning would keep a village from enrolling for a day; and what is no code is kept nowhere."""
    code = code_for(place, "Sari")
    with writing(place.engine) as session:
        row = session.get_one(EnrolmentCode, code[:3])
        ends, row.expires_at = row.expires_at, place.clock()
    assert [check(place, wrong(code))[0] for _ in range(OF_ADDRESS + 1)] == [422] * (OF_ADDRESS + 1)
    with writing(place.engine) as session:
        session.get_one(EnrolmentCode, code[:3]).expires_at = ends
        before = len(session.exec(select(Throttle)).all())
    assert [check(place, f"{sign}" * 9)[0] for sign in "ΩЖ漢"] == [422] * 3
    with reading(place.engine) as session:
        assert len(session.exec(select(Throttle)).all()) == before
    assert check(place, code)[0] == 200


def test_who_tries_at_codes_that_are_open_is_stopped(place: Place) -> None:
    """And the right one is let in there, with the first try at it; a second waits for its quarter of an hour."""
    codes = [code_for(place, f"Agen {number}") for number in range(8)]
    tries = [check(place, wrong(code))[0] for code in codes[:7] for _ in range(5)]
    assert tries == [422] * 30 + [422] + [429] * 4
    assert check(place, codes[-1])[0] == enrol(place, asked(codes[-1]))[0] - 1 == 200
    place.clock.ahead = timedelta(seconds=901)
    assert check(place, codes[0])[0] == 422, "five wrong tries end it there"


@ON_ONE_ENGINE
def test_a_code_ends_for_who_was_wrong_and_for_all_only_after_many(place: Place) -> None:
    code = code_for(place, "Sari")
    for stranger in range(4):
        assert check(place, code)[0] == 200
        with client(place.app, ORIGIN, f"10.0.0.{stranger}") as http:
            typed = [wrong(code)] * OF_ADDRESS + [code]
            told = [http.post("/v1/enrolment-codes/check", json={"code": one}).status_code for one in typed]
        assert told == [422] * len(typed)
    assert check(place, code)[0] == 422
    assert TRIES == 4 * OF_ADDRESS


def test_ten_codes_asked_at_once_leave_one(place: Place, ratna: dict[str, str]) -> None:
    sari = place.person("Sari")

    def ask(_: int) -> str:
        answer = place.http.post(f"/v1/agents/{sari}/enrolment-codes", headers=ratna)
        assert answer.status_code == 201
        return str(answer.json()["code"])

    with ThreadPoolExecutor(10) as crowd:
        codes = list(crowd.map(ask, range(10)))
    assert sorted(check(place, code)[0] for code in codes) == [200] + [422] * 9


def test_a_coordinator_sees_who_has_a_code_and_never_the_code(place: Place, ratna: dict[str, str]) -> None:
    codes = {name: code_for(place, name) for name in ("Sari", "Dewi")}
    place.person("Budi", "B")
    code_for(place, "Budi")
    enrol(place, asked(codes["Dewi"]))
    [told] = place.http.get("/v1/enrolment-codes", headers=ratna).json()
    assert (told["agent"], told["name"], set(told)) == (place.people["Sari"], "Sari", {"agent", "name", "expires_at"})
    place.clock.ahead = timedelta(hours=25)
    assert place.http.get("/v1/enrolment-codes", headers=place.headers("Bu Ratna")).json() == []


def test_a_revoked_code_is_worth_nothing_and_leaves_a_trail(place: Place, ratna: dict[str, str]) -> None:
    code = code_for(place, "Sari")
    path = f"/v1/agents/{place.people['Sari']}/enrolment-codes"
    assert [place.http.delete(path, headers=ratna).status_code for _ in range(2)] == [204, 204]
    assert check(place, code)[0] == 422
    with reading(place.engine) as session:
        [row] = session.exec(select(Audit).where(col(Audit.action) == "code-revoked")).all()
    assert (row.about, row.by) == (place.people["Sari"], place.people["Bu Ratna"])


def test_revoking_ends_no_phone(place: Place, ratna: dict[str, str]) -> None:
    sari = place.phone("Sari")
    place.http.delete(f"/v1/agents/{place.people['Sari']}/enrolment-codes", headers=ratna)
    assert place.http.get("/v1/me", headers=sari.headers).status_code == 200


def test_codes_of_another_unit_do_not_exist(place: Place, ratna: dict[str, str]) -> None:
    place.person("Budi", "B")
    code = code_for(place, "Budi")
    paths = [f"/v1/agents/{one}/enrolment-codes" for one in (place.people["Budi"], new_id())]
    first, second = ({**place.http.delete(path, headers=ratna).json(), "request_id": ""} for path in paths)
    assert first == second
    assert (first["status"], check(place, code)[0]) == (404, 200)


def test_of_who_works_in_two_units_an_admin_makes_the_code(place: Place, ratna: dict[str, str]) -> None:
    """On a phone that a coordinator enrols with it lie the other unit's clients too."""
    place.person("Budi", "B")
    place.person("Admin", None, "admin")
    with writing(place.engine) as session:
        budi = session.get_one(Person, place.people["Budi"])
        add_role(session, budi, "agent", unit=place.units["A"], now=place.clock())
    path = f"/v1/agents/{place.people['Budi']}/enrolment-codes"
    refused = place.http.post(path, headers=ratna)
    assert (refused.status_code, refused.json()["code"]) == (409, "code-by-admin")
    assert place.http.post(path, headers=place.headers("Admin")).status_code == 201
    with writing(place.engine) as session:
        end_role(session, session.get_one(Person, place.people["Budi"]), "agent", place.units["B"], now=place.clock())
    assert place.http.post(path, headers=ratna).status_code == 201


@pytest.mark.parametrize("role", ["agent", "partner"])
def test_others_see_and_revoke_no_code(place: Place, role: str) -> None:
    place.person("Other", "A", role)
    headers = place.headers("Other")
    assert place.http.get("/v1/enrolment-codes", headers=headers).status_code == 403
    assert place.http.delete(f"/v1/agents/{new_id()}/enrolment-codes", headers=headers).status_code == 403


def test_who_left_the_unit_is_told_to_its_coordinator_no_more(place: Place, ratna: dict[str, str]) -> None:
    code_for(place, "Sari")
    with writing(place.engine) as session:
        session.exec(select(Membership).where(Membership.person == place.people["Sari"])).one().ended_at = place.clock()
    assert place.http.get("/v1/enrolment-codes", headers=ratna).json() == []
