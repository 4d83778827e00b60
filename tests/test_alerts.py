"""A sign of danger: somebody looks again soon, the coordinator hears of it, and no case is closed over it."""

from datetime import timedelta
from typing import Any

import pytest

from api.clock import system_clock
from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES


def day(days: int) -> str:
    """So many days from today, in the unit's own calendar or a day before it."""
    return str(system_clock().date() + timedelta(days=days))


OPENED: dict[str, Any] = {"flags": ["suicidal"], "opened_on": day(-1), "status": "open", "next_on": day(1)}
TOLD = {"account": "Ditemani kakaknya."}
VISIT = {"on": "2026-11-10", "red_flags": ["violence"]}


def answers(phone: Phone) -> list[str]:
    return [result["answer"] for result in phone.push()["results"]]


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({}, "applied"),
        ({"flags": []}, "refused"),
        ({"flags": ["injecting"]}, "refused"),
        ({"flags": None}, "refused"),
        ({"next_on": None}, "refused"),
        ({"next_on": day(9)}, "refused"),
        ({"next_on": day(-9)}, "refused"),
        ({"status": "handled", "closed_on": day(0)}, "refused"),
        ({"closed_on": day(-1)}, "refused"),
    ],
)
@ON_ONE_ENGINE
def test_an_alert_opens_with_what_was_seen_and_a_day_to_look_again(sari: Phone, client_of, fields: Any, answer: str):
    sari.save("alert", {**OPENED, **fields}, feed=client_of(sari))
    assert answers(sari) == [answer]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([{"status": "handled", "closed_on": day(0)}], ["applied"]),
        ([{"status": "handled"}], ["refused"]),
        ([{"status": "handled", "closed_on": day(-3)}], ["refused"]),
        ([{"status": "false_alarm", "closed_on": day(0)}], ["refused"]),
        ([{"status": "false_alarm", "closed_on": day(0), "status_because": "Bercanda."}], ["applied"]),
        ([{"status": "handed_over", "closed_on": day(0)}, {"status": "handled"}], ["applied", "applied"]),
        ([{"status": "handled", "closed_on": day(0)}, {"status": "open", "closed_on": None}], ["applied", "refused"]),
    ],
)
@ON_ONE_ENGINE
def test_it_ends_in_one_of_three_ways_and_never_opens_again(sari: Phone, client_of, steps: Any, expected: list[str]):
    alert = sari.save("alert", OPENED, feed=client_of(sari))
    for step in steps:
        sari.save("alert", step, record=alert)
    assert answers(sari) == ["applied", *expected]


def test_the_coordinator_reads_and_handles_it_and_nobody_else_hears_of_it(place: Place, sari: Phone, client_of):
    alert = sari.save("alert", {**OPENED, **TOLD}, feed=client_of(sari))
    sari.sync()
    for name, unit, role in (("Ratna", "A", "coordinator"), ("Tono", "B", "coordinator"), ("Dewi", "A", "agent"),
                             ("Maya", None, "partner"), ("Admin", None, "admin")):  # fmt: skip
        place.person(name, unit, role)
    path = f"/v1/alerts/{alert}"
    seen = {name: place.http.get(path, headers=place.headers(name)) for name in place.people if name != "Sari"}
    codes = {name: answer.status_code for name, answer in seen.items()}
    assert codes == {"Ratna": 200, "Tono": 404, "Dewi": 404, "Maya": 404, "Admin": 404}
    told = seen["Ratna"].json()
    assert (told["flags"], told["account"]) == (["suicidal"], "Ditemani kakaknya.")
    headers = {**place.headers("Ratna"), "If-Match": seen["Ratna"].headers["etag"]}
    assert place.http.patch(path, json={"flags": ["overdose"]}, headers=headers).status_code == 403
    handled = {"status": "handled", "closed_on": day(0), "done": ["igd"]}
    assert place.http.patch(path, json=handled, headers=headers).status_code == 200
    assert sari.sync().told[alert]["body"]["status"] == "handled"


def test_a_visit_with_danger_is_followed_in_three_days_or_has_an_alert(sari: Phone, client_of):
    client, other = client_of(sari), client_of(sari, "Kak Tia")
    for more in ({}, {"next_on": "2026-11-14"}, {"next_on": "2026-11-13"}):
        sari.save("visit", {**VISIT, **more}, feed=client)
    sari.save("alert", OPENED, feed=client)
    sari.save("visit", VISIT, feed=client)
    sari.save("visit", VISIT, feed=other)
    assert answers(sari) == ["refused", "refused", "applied", "applied", "applied", "refused"]


def test_no_case_is_closed_over_an_open_alert(sari: Phone, client_of):
    client = client_of(sari)
    alert = sari.save("alert", OPENED, feed=client)
    close = {"status": "closed", "closed_reason": "finished"}
    sari.save("client", close, record=client)
    assert answers(sari) == ["applied", "refused"]
    sari.save("alert", {"status": "handled", "closed_on": day(0)}, record=alert)
    sari.out[-1]["was"] = {"status": "open", "closed_on": None}
    sari.save("client", close, record=client)
    sari.out[-1]["was"] = {"status": "registered", "closed_reason": None}
    assert answers(sari) == ["applied", "applied"]


CLOSE = {"status": "closed", "closed_reason": "finished"}
SEEN = {**VISIT, "next_on": "2026-11-12"}


@pytest.mark.parametrize("kind", ["visit", "screening"])
@ON_ONE_ENGINE
def test_no_case_is_closed_over_a_danger_that_nobody_looked_after(sari: Phone, client_of, kind: str):
    client = client_of(sari)
    danger = {"suggestion": "protect", "rule": 2, "decision": "protect", "red_flags": ["violence"]}
    body = SEEN if kind == "visit" else {**BODIES["screening"], "on": "2026-11-10", **danger}
    seen = sari.save(kind, body, feed=client)
    sari.save("client", CLOSE, record=client)
    assert answers(sari) == ["applied", "refused"]
    alert = sari.save("alert", {**OPENED, "flags": ["violence"], "source": seen}, feed=client)
    sari.save("alert", {"status": "handled", "closed_on": day(0)}, record=alert)
    sari.save("client", CLOSE, record=client)
    sari.out[-1]["was"] = {"status": "registered", "closed_reason": None}
    assert answers(sari) == ["applied"] * 3


@ON_ONE_ENGINE
def test_an_alert_of_an_earlier_danger_answers_no_later_one(sari: Phone, client_of):
    client = client_of(sari)
    alert = sari.save("alert", {**OPENED, "opened_on": "2026-11-09", "next_on": "2026-11-10"}, feed=client)
    sari.save("alert", {"status": "handled", "closed_on": "2026-11-09"}, record=alert)
    sari.save("visit", SEEN, feed=client)
    sari.save("client", CLOSE, record=client)
    assert answers(sari) == ["applied", "applied", "applied", "refused"]


@ON_ONE_ENGINE
def test_care_that_is_no_danger_keeps_no_case_open_and_other_edits_of_the_case_go_on(sari: Phone, client_of):
    client, other = client_of(sari), client_of(sari, "Kak Tia")
    sari.save("visit", {**VISIT, "red_flags": ["pregnancy"]}, feed=client)
    sari.save("client", CLOSE, record=client)
    sari.save("visit", SEEN, feed=other)
    sari.save("client", {"occupation": "working"}, record=other)
    sari.save("client", {"status": "closed", "closed_reason": "died"}, record=other)
    assert answers(sari) == ["applied"] * 5


@ON_ONE_ENGINE
def test_who_died_is_closed_whatever_is_open(sari: Phone, client_of):
    client = client_of(sari)
    sari.save("alert", OPENED, feed=client)
    sari.save("client", {"status": "closed", "closed_reason": "died"}, record=client)
    assert answers(sari) == ["applied", "applied"]


def test_an_alert_taken_back_is_no_longer_open(sari: Phone, client_of):
    client = client_of(sari)
    alert = sari.save("alert", OPENED, feed=client)
    sari.save("alert", {"voided_because": "Salah klien."}, record=alert)
    sari.save("client", {"status": "closed", "closed_reason": "finished"}, record=client)
    assert answers(sari) == ["applied"] * 3
