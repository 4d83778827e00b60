"""At which step of the journey a client is: by hand-worked cases that the phone works alike, and to her coordinator."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api import policies
from api.records import KINDS
from api.records.journey_step import step_now
from api.records.task_case import TaskCase
from tests.conftest import Place
from tests.read_records import read_there
from tests.samples import BODIES

VECTORS = json.loads((Path(__file__).parent / "vectors/journey.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS["cases"], ids=lambda one: one["about"])
@pytest.mark.parametrize("turned", [1, -1])
def test_hand_worked_steps(vector: Any, turned: int) -> None:
    records = [read_there(one, one["values"]) for one in vector["records"][::turned]]
    case = TaskCase(KINDS, records, date.fromisoformat(VECTORS["today"]))
    assert step_now(case, policies.journey().steps) == vector["step"]


def test_a_coordinator_reads_the_step_and_finds_by_it(place: Place, client_of: Any) -> None:
    sari = place.phone("Sari")
    place.person("Ratna", "A", "coordinator")
    planned, new = client_of(sari, "Mas Wahyu"), client_of(sari, "Kak Tia")
    plan = sari.save("plan", {**BODIES["plan"], "on": place.today()}, feed=planned)
    sari.sync()

    def told(query: str = "") -> dict[str, str]:
        answer = place.http.get(f"/v1/followers{query}", headers=place.headers("Ratna"))
        return {one["client"]: one["step"] for one in answer.json()}

    assert told() == {planned: "planned", new: "registered"}
    assert told("?step=planned") == {planned: "planned"}
    assert told("?step=closed") == {}
    sari.save("plan", {"voided_because": "Salah orang."}, record=plan)
    sari.sync()
    assert told() == {planned: "registered", new: "registered"}
    refused = place.http.get("/v1/followers?step=ngawur", headers=place.headers("Ratna"))
    assert refused.status_code == 422
