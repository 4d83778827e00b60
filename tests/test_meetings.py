"""A meeting counts for a plan, answers a danger soon, and stops where she took back her yes."""

from typing import Any

import pytest

from tests.conftest import Place
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES
from tests.test_consents import GIVEN, refused_at, withdrawn

MEETING: dict[str, Any] = {"on": "2026-11-12", "form": "individual", "attended": "came"}


@pytest.mark.parametrize(
    ("layer", "more", "at"),
    [
        ("participation", {}, ["on"]),
        ("participation", {"on": "2026-11-09"}, []),
        ("participation", {"on": "2026-11-09", "next_on": "2026-11-20"}, ["next_on"]),
        ("contact", {}, []),
        ("contact", {"next_on": "2026-11-20"}, ["next_on"]),
        ("family", {"form": "family"}, ["form"]),
        ("family", {"support": ["family_talk"]}, ["support"]),
        ("family", {"support": ["listened"]}, []),
        ("screening", {"form": "family"}, []),
    ],
)
@ON_ONE_ENGINE
def test_what_she_took_back_is_not_met_for(sari: Phone, client_of, layer: str, more: dict[str, Any], at: list[str]):
    client = client_of(sari)
    for act in (GIVEN, withdrawn(layer)):
        sari.save("consent", act, feed=client)
    sari.save("meeting", MEETING | more, feed=client)
    assert refused_at(sari) == at


@pytest.mark.parametrize(
    ("more", "at"),
    [
        ({"next_on": "2026-11-01"}, ["next_on"]),
        ({"mood": 6}, ["mood"]),
        ({"use_days": 31}, ["use_days"]),
        ({"attended": "absent", "mood": 2}, ["mood"]),
        ({"attended": "absent", "next_on": "2026-11-20"}, []),
        ({"group": "01930a5e-7c00-7000-8000-0000000000a1"}, ["group"]),
        ({"group": "01930a5e-7c00-7000-8000-0000000000a1", "form": "group"}, []),
        ({"red_flags": ["suicidal"]}, ["red_flags"]),
        ({"red_flags": ["suicidal"], "next_on": "2026-11-15"}, []),
        ({"red_flags": ["suicidal"], "next_on": "2026-11-16"}, ["next_on"]),
    ],
)
@ON_ONE_ENGINE
def test_a_meeting_that_cannot_be_is_refused_at_its_field(sari: Phone, client_of, more: dict[str, Any], at: list[str]):
    sari.save("meeting", MEETING | more, feed=client_of(sari))
    assert refused_at(sari) == at


def test_no_case_is_closed_over_a_danger_seen_at_a_meeting(sari: Phone, client_of):
    client = client_of(sari)
    meeting = sari.save("meeting", {**MEETING, "red_flags": ["overdose"], "next_on": "2026-11-14"}, feed=client)
    closed = {"status": "closed", "closed_reason": "finished"}
    sari.save("client", closed, record=client)
    assert refused_at(sari) == ["status"]
    alert = {**BODIES["alert"], "source": meeting, "opened_on": "2026-11-12", "next_on": "2026-11-23"}
    seen = sari.save("alert", alert, feed=client)
    sari.save("alert", {"status": "handled", "closed_on": "2026-11-20", "next_on": None}, record=seen)
    sari.save("client", closed, record=client)
    assert refused_at(sari) == []


def test_the_coordinator_sees_who_came_and_a_note_only_where_there_was_danger(place: Place, sari: Phone, client_of):
    client = client_of(sari)
    told = {"mood": 2, "use_days": 9, "step": "RAHASIA", "note": "RAHASIA"}
    calm = sari.save("meeting", MEETING | told, feed=client)
    grave = {"red_flags": ["violence"], "next_on": "2026-11-14"}
    flagged = sari.save("meeting", MEETING | told | grave, feed=client)
    sari.sync()
    place.person("Ratna", "A", "coordinator")
    bodies = [place.http.get(f"/v1/meetings/{one}", headers=place.headers("Ratna")).json() for one in (calm, flagged)]
    assert [body["attended"] for body in bodies] == ["came", "came"]
    assert [{"mood", "use_days", "step", "note"} & set(body) for body in bodies] == [set(), {"note"}]
