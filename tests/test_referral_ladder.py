"""The whole ladder of a referral: who takes which step, over REST and from a phone."""

from typing import Any

import pytest

from api.records.record import choices
from api.records.referral_parts import STATES, Status
from tests.engines import ON_ONE_ENGINE
from tests.test_access import patch
from tests.town import Town

MORE = {"assessed": {"assessed_on": "2026-11-20"}, "completed": {"discharged_on": "2026-11-25"}}
WHY = {"status_because": "Penuh."}


def step(town: Town, name: str, status: str) -> Any:
    why = WHY if status in STATES["needs_reason"] else {}
    return patch(town, name, "referral", {"status": status, **why, **MORE.get(status, {})})


def taken(town: Town, name: str, *steps: str) -> None:
    for status in steps:
        answer = step(town, name, status)
        assert answer.status_code == 200, (status, answer.text)


def test_every_state_has_its_place_its_way_on_and_somebody_who_sets_it() -> None:
    assert {*STATES["next"]} == {*STATES["by"]} == {*choices(Status)}
    assert {to for several in STATES["next"].values() for to in several} | {*STATES["first"]} == {*STATES["next"]}


def test_the_institution_goes_the_whole_way_and_the_agent_closes(town: Town) -> None:
    taken(town, "Maya", "received", "waitlisted", "accepted", "assessed", "in_treatment", "completed", "handed_back")
    town.sari.sync()
    town.sari.save("referral", {"status": "closed"}, record=town.records["referral"])
    assert town.sari.push()["results"][0]["answer"] == "applied"


@pytest.mark.parametrize(
    ("name", "before", "status"),
    [
        ("Maya", (), "cancelled"),
        ("Maya", ("accepted",), "closed"),
        ("Ratna", (), "accepted"),
        ("Ratna", (), "received"),
        ("Sari", (), "received"),
        ("Sari", ("accepted",), "assessed"),
    ],
)
@ON_ONE_ENGINE
def test_a_step_of_others_is_refused_with_its_sentence(
    town: Town, name: str, before: tuple[str, ...], status: str
) -> None:  # fmt: skip
    taken(town, "Maya", *before)
    refused = step(town, name, status)
    assert refused.status_code == 422, refused.text
    [error] = [one for one in refused.json()["errors"] if one["code"] == "step-of-others"]
    assert (error["pointer"], error["detail"]) == ("/status", "Langkah ini bukan Anda yang mencatat.")


def test_from_a_phone_too(town: Town) -> None:
    town.sari.save("referral", {"status": "received"}, record=town.records["referral"])
    problem = town.sari.push()["results"][0]["problem"]
    assert [(one["pointer"], one["code"]) for one in problem["errors"]] == [("/set/status", "step-of-others")]


def test_whoever_accompanies_notes_what_she_heard_by_telephone(town: Town) -> None:
    taken(town, "Sari", "accepted", "handed_back", "closed")


def test_the_coordinator_ends_what_waits_in_vain(town: Town) -> None:
    taken(town, "Ratna", "cancelled")
    assert town.get("Sari", next(town.paths("referral"))).json()["status"] == "cancelled"
