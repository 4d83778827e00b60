"""A screening keeps what was suggested and by which rule; the server reckons it again from the record itself."""

from typing import Any

import pytest

from api.records import KINDS
from tests.engines import ON_ONE_ENGINE
from tests.phone import Phone
from tests.samples import BODIES

SCREENING = BODIES["screening"]
NOTHING = {"q1": dict.fromkeys(SCREENING["answers"]["q1"], False)}
INFORMED = {"answers": NOTHING, "scores": {}, "headline": None, "injecting": None}
INFORMED |= {"rule": 13, "suggestion": "information", "decision": "information"}
DANGER = {"red_flags": ["suicidal"], "rule": 1, "suggestion": "refer_now", "decision": "refer_now"}


def refused_at(phone: Phone, client: str, **fields: Any) -> list[str]:
    phone.save("screening", {**SCREENING, **fields}, feed=client)
    problem = phone.push()["results"][0].get("problem") or {}
    return [error["pointer"].removeprefix("/set/") for error in problem.get("errors", [])]


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({}, []),
        ({"rule": 11}, ["suggestion"]),
        ({"suggestion": "ibm", "decision": "ibm"}, ["suggestion"]),
        ({"red_flags": ["suicidal"]}, ["suggestion"]),
        (DANGER, []),
        ({**DANGER, "red_flags": None}, ["suggestion"]),
        ({"age_band": "0-14"}, ["suggestion"]),
        ({"age_band": "0-14", "rule": 4, "suggestion": "refer_child", "decision": "refer_child"}, []),
        ({"care_needs": ["pregnancy"], "rule": 3, "suggestion": "refer", "decision": "refer"}, []),
        ({"policy": None}, ["policy"]),
        ({"decision": "refer"}, ["decision"]),
        ({"decision": "refer", "decision_because": "Dia minta."}, []),
        ({"decision": "later"}, []),
        ({"decision": None}, []),
        ({"present": ["alone", "parent"]}, ["present"]),
        ({"worried": 11}, ["worried"]),
        (INFORMED, ["answers"]),
        ({**INFORMED, "probe": True}, []),
    ],
)
@ON_ONE_ENGINE
def test_what_is_said_of_it_follows_from_it(sari: Phone, client_of, fields: Any, at: list[str]):
    assert refused_at(sari, client_of(sari), **fields) == at


def test_an_older_app_says_no_rule_and_is_not_asked_for_one(sari: Phone, client_of):
    assert refused_at(sari, client_of(sari), rule=None, suggestion="refer_now", decision="refer_now", policy=None) == []


def test_a_sign_of_danger_added_later_takes_its_suggestion_along(sari: Phone, client_of):
    screening = sari.save("screening", SCREENING, feed=client_of(sari))
    why = {"amended_because": "Baru teringat."}
    answers = []
    for sets in ({"red_flags": ["suicidal"]}, DANGER):
        sari.sync()
        sari.save("screening", {**sets, **why}, record=screening)
        answers += [result["answer"] for result in sari.push()["results"]]
    assert answers == ["refused", "applied"]


def test_the_coordinator_sees_scores_dates_and_signs_and_never_the_answers():
    seen = KINDS["screening"].readable_by["coordinator"]
    assert {"rule", "suggestion", "policy", "red_flags", "next_on"} <= seen
    assert not {"answers", "note", "agreed_step", "urine", "main_substance", "route"} & seen
