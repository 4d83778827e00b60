"""A month of a unit in numbers: by hand-counted cases that the phone counts alike, and over the door for her alone."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api import policies
from api.records import KINDS
from api.records.declaration import declarations
from api.records.month_counts import count_month, fields_counted
from tests.conftest import Place
from tests.read_records import JAKARTA, read_there
from tests.samples import BODIES

Json = Any
VECTORS = json.loads((Path(__file__).parent / "vectors/months.json").read_text("utf-8"))["cases"]


def test_what_a_measure_asks_for_can_be_said() -> None:
    declared = declarations()["kinds"]
    for measure in policies.report_definitions().measures:
        inside = [(measure.kind, one) for one in (*measure.when, *measure.of_which)]
        inside += [(other.kind, one) for other in measure.any for one in other.when]
        for kind, one in inside:
            said = declared[kind]["fields"][one.field].get("options", one.among)
            assert {*one.among} <= {*said}, measure.key


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["about"])
@pytest.mark.parametrize("turned", [False, True])
def test_hand_counted_months(vector: Json, turned: bool) -> None:
    step = -1 if turned else 1
    zone = vector.get("zone", JAKARTA)
    cases = [[read_there(one, one["values"], zone) for one in case[::step]] for case in vector["cases"]]
    told = count_month(
        policies.report_definitions(),
        policies.journey().steps,
        KINDS,
        cases[::step],
        vector["month"],
        date.fromisoformat(vector["today"]),
    )
    counted = {one.key: [one.key, one.found, one.of, one.by] for one in told.measures}
    assert [counted[one[0]] for one in vector["measures"]] == vector["measures"]
    people = {one.key: [one.key, *one.people] for one in told.measures}
    assert [people[one[0]] for one in vector.get("people", [])] == vector.get("people", [])
    assert told.left_out == vector["left_out"]
    assert told.steps == vector.get("steps", told.steps)
    assert told.clients == vector.get("clients", told.clients)
    assert str(told.until) == vector.get("until", str(told.until))


def test_every_number_is_counted_by_hand_somewhere() -> None:
    counted = {one[0] for vector in VECTORS for one in vector["measures"]}
    assert counted | {"trainings", "relapses"} == {one.key for one in policies.report_definitions().measures}


def test_a_month_rests_on_what_its_reader_may_read_and_on_nothing_else() -> None:
    looked = fields_counted(policies.report_definitions(), KINDS)
    assert {
        f"{at.kind}.{at.field}" for at in looked if at.field not in KINDS[at.kind].readable_by["coordinator"]
    } == set()
    assert {at.kind for at in looked} > {"visit", "screening", "closure"}
    days = {(one.kind, KINDS[one.kind].day or "status") for one in policies.journey().steps}
    assert {(kind, day) for kind, day in days if day not in KINDS[kind].readable_by["coordinator"]} == set()


def test_a_month_is_her_units_and_hers_alone(place: Place, client_of: Any) -> None:
    sari, budi = place.phone("Sari"), place.phone("Budi", "B")
    place.person("Bu Ratna", "A", "coordinator")
    ratna = place.headers("Bu Ratna")
    month = place.today()[:7]
    for phone in (sari, budi):
        client = client_of(phone)
        phone.save("visit", {**BODIES["visit"], "on": place.today()}, feed=client)
        phone.sync()
    told = place.http.get(f"/v1/months/{month}", headers=ratna).json()
    counted = {one["key"]: one["count"] for one in told["measures"]}
    assert (told["clients"], told["steps"]["registered"], counted["visits"], counted["reached"]) == (1, 1, 1, 1)
    assert place.http.get(f"/v1/months/{month}", headers=sari.headers).status_code == 403
    assert place.http.get("/v1/months/2099-01", headers=ratna).status_code == 404
    assert place.http.get("/v1/months/2026-13", headers=ratna).status_code == 422


def test_a_client_moves_with_her_numbers_and_one_taken_back_has_none(place: Place, client_of: Any) -> None:
    sari = place.phone("Sari")
    place.person("Bu Ratna", "A", "coordinator")
    place.person("Tono", "B", "coordinator")
    gone, wrong = client_of(sari, "Mas Yanto"), client_of(sari, "Mas Wahyu")
    sari.save("client", {"voided_because": "Tertulis dua kali."}, record=wrong)
    sari.sync()
    body = {"unit": place.units["B"], "followers": [], "reason": "Pindah desa."}
    answer = place.http.post(f"/v1/clients/{gone}/unit", headers=place.headers("Bu Ratna"), json=body)
    assert answer.status_code == 200, answer.text
    month = place.today()[:7]
    clients = {
        name: place.http.get(f"/v1/months/{month}", headers=place.headers(name)).json()["clients"]
        for name in ("Bu Ratna", "Tono")
    }
    assert clients == {"Bu Ratna": 0, "Tono": 1}
