"""A plan is hers: in her words, with her yes, one at a time; a coordinator sees that it runs, not what she wants."""

from typing import Any

import pytest

from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_consents import GIVEN, refused_at, withdrawn

PLAN: dict[str, Any] = {**BODIES["plan"], "on": "2026-11-03"}
OTHER = {**PLAN, "goals": [{"own_words": "Mau kerja lagi."}]}


def test_one_plan_is_open_at_a_time_on_whatever_phone_it_was_made(sari: Phone, dewi: Phone, client_of):
    client = client_of(sari, also=("Dewi",))
    first = sari.save("plan", PLAN, feed=client)
    sari.sync()
    dewi.save("plan", OTHER, feed=client)
    assert refused_at(dewi) == ["status"]
    sari.save("plan", {"meetings_planned": 4}, record=first)
    sari.save("plan", {"status": "changed"}, record=first)
    sari.save("plan", OTHER, feed=client)
    assert refused_at(sari) == []
    third = sari.save("plan", {**OTHER, "status": "open"}, feed=client)
    assert (third, refused_at(sari)) == (third, ["status"])


def test_a_plan_taken_back_is_none(sari: Phone, client_of):
    client = client_of(sari)
    first = sari.save("plan", PLAN, feed=client)
    sari.save("plan", {"voided_because": "Salah klien."}, record=first)
    sari.save("plan", OTHER, feed=client)
    assert refused_at(sari) == []


@pytest.mark.parametrize(("layer", "at"), [("participation", ["status"]), ("contact", ["status"]), ("media", [])])
@ON_ONE_ENGINE
def test_no_plan_is_made_after_she_took_back_her_yes(sari: Phone, client_of, layer: str, at: list[str]):
    client = client_of(sari)
    for act in (GIVEN, withdrawn(layer)):
        sari.save("consent", act, feed=client)
    sari.save("plan", {**PLAN, "on": "2026-11-12"}, feed=client)
    assert refused_at(sari) == at


def test_a_plan_is_ended_after_she_took_back_her_yes_and_not_opened_again(sari: Phone, client_of):
    client = client_of(sari)
    plan = sari.save("plan", PLAN, feed=client)
    for act in (GIVEN, withdrawn("participation")):
        sari.save("consent", act, feed=client)
    sari.save("plan", {"status": "stopped"}, record=plan)
    assert refused_at(sari) == []
    sari.save("plan", {"status": "open"}, record=plan)
    assert refused_at(sari) == ["status"]


@pytest.mark.parametrize(
    ("more", "at"),
    [
        ({"goals": []}, "goals"),
        ({"goals": [{"what": "work"}]}, "goals"),
        ({"goals": [{"own_words": "x"}] * 6}, "goals"),
        ({"meetings_planned": 25}, "meetings_planned"),
        ({"ends_on": "2026-11-02", "review_on": None}, "ends_on"),
        ({"review_on": "2027-03-01"}, "ends_on"),
        ({"policy": "1999-1"}, "policy"),
        ({"status": "stopped"}, "status"),
    ],
)
@ON_ONE_ENGINE
def test_a_plan_that_cannot_be_is_refused_at_its_field(sari: Phone, client_of, more: dict[str, Any], at: str):
    sari.save("plan", {**PLAN, **more}, feed=client_of(sari))
    assert refused_at(sari)[0].split("/")[0] == at


def test_the_coordinator_sees_that_it_runs_and_not_what_she_wants(place: Place, sari: Phone, client_of):
    plan = sari.save("plan", {**PLAN, "triggers": "RAHASIA"}, feed=client_of(sari))
    sari.sync()
    place.person("Ratna", "A", "coordinator")
    body = place.http.get(f"/v1/plans/{plan}", headers=place.headers("Ratna")).json()
    assert (body["status"], body["meetings_planned"]) == ("open", 8)
    assert not {"goals", "triggers", "coping"} & set(body)


def test_whoever_hears_the_answer_at_once_asks_her_first(place: Place):
    place.person("Sari")
    http, headers = place.http, place.headers("Sari")
    opened = http.post("/v1/clients", json=BODIES["client"], headers={**headers, "Idempotency-Key": "k1"}).json()
    wanted = {"client": opened["id"], **PLAN}
    refused = http.post("/v1/plans", json=wanted, headers={**headers, "Idempotency-Key": "k2"})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "plan-not-agreed")
