"""What an institution gives back: its own fields, in the order in which things happen."""

from typing import Any

import pytest

from tests.engines import ON_ONE_ENGINE
from tests.test_access import patch
from tests.town import Town

EXAMINED = {"status": "assessed", "assessed_on": "2026-11-20", "level": "moderate"}
IN_CARE = {"status": "in_treatment", "plan_kind": "outpatient", "plan_weeks": 12, "plan_from": "2026-11-21"}
DONE = {"status": "completed", "discharged_on": "2026-11-25", "discharge": "completed", "sessions_done": 3}
WAY: tuple[dict[str, Any], ...] = ({"status": "accepted"}, EXAMINED, IN_CARE, DONE)


def gone(town: Town, steps: int) -> None:
    for sets in WAY[:steps]:
        answer = patch(town, "Maya", "referral", sets)
        assert answer.status_code == 200, answer.text


def test_the_agent_reads_all_of_it_and_the_coordinator_the_steps_and_the_day_it_ended(town: Town) -> None:
    gone(town, 4)
    back = {
        "status": "handed_back",
        "aftercare_plan": "Bertemu tiap minggu.",
        "card_no": "K-7",
        "card_on": "2026-11-20",
    }
    assert patch(town, "Maya", "referral", back).status_code == 200
    path = next(town.paths("referral"))
    given = {name for sets in (*WAY, back) for name in sets} - {"status"}
    assert given <= set(town.get("Sari", path).json())
    told = town.get("Ratna", path).json()
    assert given & set(told) == {"discharged_on"}, "from it she knows that a hand-back is late"
    assert [one["status"] for one in told["steps"]][-2:] == ["completed", "handed_back"]


@pytest.mark.parametrize(
    ("steps", "sets", "pointer", "code"),
    [
        (1, {"assessed_on": "2026-11-20"}, "/assessed_on", "not-examined-yet"),
        (1, {"status": "assessed"}, "/status", "examined-day-needed"),
        (1, {**EXAMINED, "assessed_on": "2026-10-01"}, "/assessed_on", "examined-before-sent"),
        (1, {"appointment_time": "09:30"}, "/appointment_time", "appointment-day-needed"),
        (2, {"card_no": "K-7"}, "/card_no", "card-day-needed"),
        (2, {"plan_weeks": 12}, "/plan_weeks", "plan-kind-needed"),
        (3, {"discharged_on": "2026-11-25"}, "/discharged_on", "not-ended-yet"),
        (3, {"status": "completed"}, "/status", "discharge-day-needed"),
        (3, {**DONE, "discharged_on": "2026-11-19"}, "/discharged_on", "ended-before-examined"),
        (3, {**DONE, "discharge": "expelled"}, "/discharge", "discharge-other"),
    ],
)
@ON_ONE_ENGINE
def test_what_cannot_be_is_refused_where_it_stands(
    town: Town, steps: int, sets: dict[str, Any], pointer: str, code: str
) -> None:  # fmt: skip
    gone(town, steps)
    refused = patch(town, "Maya", "referral", sets)
    assert refused.status_code == 422, refused.text
    assert (pointer, code) in {(one["pointer"], one["code"]) for one in refused.json()["errors"]}


def test_nobody_says_for_the_institution_what_it_found(town: Town) -> None:
    gone(town, 2)
    town.sari.sync()
    town.sari.save("referral", {"level": "high"}, record=town.records["referral"])
    [problem] = [one["problem"] for one in town.sari.push()["results"]]
    assert [(one["pointer"], one["code"]) for one in problem["errors"]] == [("/set/level", "institution-says")]


def test_the_family_ticks_off_what_it_has(town: Town) -> None:
    assert patch(town, "Maya", "referral", {"requirements": ["id_card", "photo"]}).status_code == 200
    town.sari.sync()
    town.sari.save("referral", {"ready": ["photo"]}, record=town.records["referral"])
    assert town.sari.push()["results"][0]["answer"] == "applied"
    told = town.get("Maya", next(town.paths("referral"))).json()
    assert (told["requirements"], told["ready"]) == (["id_card", "photo"], ["photo"])
