"""What follows a plan: aftercare, a relapse that is no failure, and an end that says how she is."""

from datetime import timedelta
from typing import Any

import pytest

from api.clock import system_clock
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_kinds import Desk
from tests.test_training import said

AFTERCARE, RELAPSE, CLOSURE = (BODIES[kind] for kind in ("aftercare", "relapse", "closure"))
CLOSED = {"status": "closed", "closed_reason": "finished"}


def day(days: int) -> str:
    return str(system_clock().date() + timedelta(days=days))


ALERT: dict[str, Any] = {"flags": ["suicidal"], "opened_on": day(-1), "status": "open", "next_on": day(1)}


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({}, "applied"),
        ({"came_from": "inpatient", "contact_every": "week", "ways": ["phone"]}, "applied"),
        ({"status": "finished"}, ["status"]),
        ({"ends_on": "2026-11-01"}, ["ends_on"]),
        ({"months": 37}, ["months"]),
        ({"contact_every": None}, ["contact_every"]),
        ({"policy": "ngawur"}, ["policy"]),
    ],
)
@ON_ONE_ENGINE
def test_aftercare_says_how_long_and_how_often(sari: Phone, client_of, fields: Any, answer: Any):
    sari.save("aftercare", {**AFTERCARE, **fields}, feed=client_of(sari))
    assert said(sari) == [answer]


def test_one_aftercare_is_open_at_a_time(sari: Phone, client_of):
    client = client_of(sari)
    first = sari.save("aftercare", AFTERCARE, feed=client)
    sari.save("aftercare", AFTERCARE, feed=client)
    assert said(sari) == ["applied", ["status"]]
    sari.sync()
    sari.save("aftercare", {"status": "back_to_plan"}, record=first)
    sari.save("aftercare", AFTERCARE, feed=client)
    sari.save("aftercare", {"contact_every": "week"}, record=first)
    sari.save("aftercare", {"status": "open"}, record=first)
    assert said(sari)[-4:] == ["applied", "applied", "applied", ["status"]]


@pytest.mark.parametrize("layer", ["contact", "participation"])
def test_who_took_her_yes_back_is_in_no_aftercare(sari: Phone, client_of, layer: str):
    client = client_of(sari)
    sari.save("consent", {"act": "withdrawn", "on": "2026-11-01", "layers": [layer]}, feed=client)
    sari.save("aftercare", AFTERCARE, feed=client)
    assert said(sari) == ["applied", ["status"]]


def test_a_relapse_lowers_no_status(sari: Phone, client_of):
    client = client_of(sari, status="aftercare")
    aftercare = sari.save("aftercare", AFTERCARE, feed=client)
    plan = sari.save("plan", {**BODIES["plan"], "status": "open"}, feed=client)
    sari.save("relapse", {**RELAPSE, "reopens": plan}, feed=client)
    assert said(sari) == ["applied"] * 3
    told = sari.sync().told
    assert [told[record]["body"]["status"] for record in (client, aftercare, plan)] == ["aftercare", "open", "open"]


def test_an_office_learns_of_a_relapse_its_day_and_what_was_done(place: Place, sari: Phone, client_of):
    record = sari.save("relapse", {**RELAPSE, "trigger": "Rahasia."}, feed=client_of(sari))
    sari.sync()
    place.person("Ratna", role="coordinator")
    seen = place.http.get(f"/v1/relapses/{record}", headers=place.headers("Ratna")).json()
    assert set(seen) == {"id", "client", "unit", "n", "changed_at", "on", "done"}


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({}, "applied"),
        ({"aftercare_outcome": None}, ["aftercare_outcome"]),
        ({"qol_why": None}, ["qol_why"]),
        ({"reason": "not_continued", "aftercare_outcome": None, "qol_why": None}, "applied"),
        ({"reason": None}, ["reason"]),
    ],
)
@ON_ONE_ENGINE
def test_a_finished_accompaniment_says_how_she_is_afterwards(sari: Phone, client_of, fields: Any, answer: Any):
    sari.save("closure", {**CLOSURE, **fields}, feed=client_of(sari))
    assert said(sari) == [answer]


def test_it_is_refused_while_a_danger_is_open_or_nobody_looked_after_one(sari: Phone, client_of):
    client, other = client_of(sari), client_of(sari, "Kak Tia")
    alert = sari.save("alert", ALERT, feed=client)
    sari.save("visit", {"on": day(-1), "red_flags": ["violence"], "next_on": day(1)}, feed=other)
    for case in (client, other):
        sari.save("closure", CLOSURE, feed=case)
        sari.save("closure", {"on": day(0), "reason": "died"}, feed=case)
    assert said(sari) == ["applied", "applied", ["reason"], "applied", ["reason"], "applied"]
    sari.sync()
    sari.save("alert", {"status": "handled", "closed_on": day(0)}, record=alert)
    sari.save("closure", CLOSURE, feed=client)
    assert said(sari)[-2:] == ["applied", "applied"]


def test_a_phone_of_an_older_app_closes_without(sari: Phone, client_of):
    client = client_of(sari)
    sari.save("client", CLOSED, record=client)
    assert said(sari) == ["applied"]


def test_who_is_told_at_once_writes_down_first_why(place: Place):
    place.person("Sari")
    desk = Desk(place, "Sari")
    case = desk.create("client", None).json()["id"]
    etag = desk.read("client", case).headers["etag"]
    refused = desk.edit("client", case, CLOSED, **{"If-Match": etag})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "closure-first")
    assert desk.create("closure", case).status_code == 201
    closed = desk.edit("client", case, CLOSED, **{"If-Match": etag})
    assert closed.status_code == 200, closed.text
    reopened = desk.edit(
        "client", case, {"status": "accompanied", "closed_reason": None}, **{"If-Match": closed.headers["etag"]}
    )
    assert reopened.status_code == 200, reopened.text


@pytest.mark.parametrize(("kind", "status"), [("plan", "accompanied"), ("aftercare", "aftercare"), ("", "registered")])
def test_a_closure_taken_back_over_rest_opens_the_case_again(place: Place, kind: str, status: str):
    place.person("Sari")
    desk = Desk(place, "Sari")
    case = desk.create("client", None).json()["id"]
    assert desk.create("consent", case).status_code == 201
    if kind:
        assert desk.create(kind, case).status_code == 201
    closure = desk.create("closure", case, **{"qol_end": None, "qol_why": "Dia pindah."})
    etag = desk.read("client", case).headers["etag"]
    assert desk.edit("client", case, CLOSED, **{"If-Match": etag}).status_code == 200
    taken = {"If-Match": closure.headers["etag"], "Idempotency-Key": "back"}
    back = {"voided_because": "Dia datang lagi."}
    assert desk.edit("closure", closure.json()["id"], back, **taken).status_code == 200
    stands = desk.read("client", case).json()
    assert (stands["status"], stands.get("closed_reason")) == (status, None)
