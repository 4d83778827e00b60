"""A coordinator sees her own unit: who works there, and who accompanies whom."""

import json
from typing import Any

import pytest
from sqlmodel import select

from api.access.read_log import ReadLog
from api.db.engine import reading, writing
from api.identity.people import Person
from api.identity.provisioning import add_role
from tests.conftest import Place

Json = Any


@pytest.fixture
def ratna(place: Place) -> dict[str, str]:
    place.person("Bu Ratna", "A", "coordinator")
    return place.headers("Bu Ratna")


def people(place: Place, headers: dict[str, str]) -> dict[str, Json]:
    answer = place.http.get("/v1/agents", headers=headers)
    assert answer.status_code == 200
    return {one["name"]: one for one in answer.json()}


def test_a_coordinator_sees_the_people_of_her_unit_and_whether_they_may_sign_in(
    place: Place, ratna: dict[str, str]
) -> None:
    place.phone("Sari").renew(code_of(place, "Sari"))
    place.phone("Budi", "B")
    place.person("Dewi")
    with writing(place.engine) as session:
        session.get_one(Person, place.people["Dewi"]).active = False
        add_role(
            session, session.get_one(Person, place.people["Sari"]), "coordinator", unit=place.units["A"],
            now=place.clock(),
        )  # fmt: skip
    told = people(place, ratna)
    assert {name: (one["active"], one["roles"], one["phones"]) for name, one in told.items()} == {
        "Bu Ratna": (True, ["coordinator"], 0),
        "Dewi": (False, ["agent"], 0),
        "Sari": (True, ["agent", "coordinator"], 1),
    }
    assert list(told) == sorted(told)


def code_of(place: Place, name: str) -> str:
    answer = place.http.post(f"/v1/agents/{place.people[name]}/enrolment-codes", headers=place.headers("Bu Ratna"))
    return str(answer.json()["code"])


def test_a_role_elsewhere_is_not_told(place: Place, ratna: dict[str, str]) -> None:
    place.person("Sari")
    with writing(place.engine) as session:
        sari = session.get_one(Person, place.people["Sari"])
        add_role(session, sari, "coordinator", unit=place.units["B"], now=place.clock())
    assert people(place, ratna)["Sari"]["roles"] == ["agent"]
    place.person("Tono", "B", "coordinator")
    assert people(place, place.headers("Tono"))["Sari"]["roles"] == ["coordinator"]


@pytest.mark.parametrize("path", ["/v1/agents", "/v1/followers"])
@pytest.mark.parametrize("role", ["agent", "partner"])
def test_others_have_no_unit_to_look_over(place: Place, role: str, path: str) -> None:
    place.person("Other", "A", role)
    assert place.http.get(path, headers=place.headers("Other")).status_code == 403


def test_who_accompanies_whom_is_told_of_ones_own_unit_alone(
    place: Place, ratna: dict[str, str], client_of: Any
) -> None:
    sari, budi = place.phone("Sari"), place.phone("Budi", "B")
    place.person("Dewi")
    both, alone = client_of(sari, "Mas Wahyu", ("Dewi",)), client_of(sari, "Mbak Rini")
    theirs = client_of(budi, "Mas Yanto")
    end(place, ratna, alone, "Sari")
    told = place.http.get("/v1/followers", headers=ratna).json()
    assert [(one["client"], one["alias"], [who["name"] for who in one["followers"]]) for one in told] == [
        (both, "Mas Wahyu", ["Sari", "Dewi"]),
        (alone, "Mbak Rini", []),
    ]
    assert set(told[0]) <= {"client", "code", "alias", "status", "step", "followers"}
    with reading(place.engine) as session:
        assert set(json.loads(session.exec(select(ReadLog.feeds)).one())) == {both, alone}
    move(place, "B", theirs, "A", "Sari")
    assert theirs in {one["client"] for one in place.http.get("/v1/followers", headers=ratna).json()}


def test_a_coordinator_who_accompanies_a_case_elsewhere_is_not_told_it_here(
    place: Place, ratna: dict[str, str], client_of: Any
) -> None:
    client = client_of(place.phone("Ketua", "A", "coordinator"))
    move(place, "A", client, "B")
    assert place.http.get("/v1/followers", headers=ratna).json() == []


def test_a_follow_that_ended_in_other_words_did_not_end_in_hers(
    place: Place, ratna: dict[str, str], client_of: Any
) -> None:
    path = f"/v1/clients/{client_of(place.phone('Wati'))}/followers/{place.people['Wati']}"
    told = [
        place.http.request("DELETE", path, headers=ratna, json={"reason": "revoked", "because": why}).status_code
        for why in ("Pindah tugas.", "Pindah tugas.", "Sakit lama.")
    ]
    assert told == [200, 200, 404]


def end(place: Place, headers: dict[str, str], client: str, name: str) -> None:
    answer = place.http.request(
        "DELETE", f"/v1/clients/{client}/followers/{place.people[name]}", headers=headers,
        json={"reason": "revoked", "because": "Pindah tugas."},
    )  # fmt: skip
    assert answer.status_code == 200, answer.text


def move(place: Place, home: str, client: str, to: str, *names: str) -> None:
    place.person(f"Ketua {home}", home, "coordinator")
    body = {"unit": place.units[to], "followers": [place.people[name] for name in names], "reason": "Pindah desa."}
    answer = place.http.post(f"/v1/clients/{client}/unit", headers=place.headers(f"Ketua {home}"), json=body)
    assert answer.status_code == 200, answer.text
