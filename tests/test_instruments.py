"""Sheets worked by hand hold, every fault is named at its root, and the definition cannot contradict itself."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from api import policies
from api.instruments import INSTRUMENTS, UnknownInstrument, definition, faults, score
from api.instruments.definition import Definition
from api.instruments.engine import Sheet
from api.policies.eligibility import Facts

ROOT = Path(__file__).parent.parent
VECTORS = json.loads((ROOT / "tests/vectors/assist.json").read_text("utf-8"))
KNOWN = (VECTORS["instrument"], VECTORS["version"])
SHEETS = {sheet["name"]: sheet for sheet in VECTORS["sheets"]}
SCORED = [name for name, sheet in SHEETS.items() if "result" in sheet]
ASSIST = json.loads((ROOT / "api/instruments/assist.json").read_text("utf-8"))


def only_yes(*topics: str) -> dict[str, Any]:
    return {"q1": {topic: topic in topics for topic in definition("assist").topic}}


def changed(**parts: Any) -> Definition:
    return Definition.model_validate_json(json.dumps({**ASSIST, **parts}))


@pytest.mark.parametrize("name", SCORED)
def test_a_sheet_worked_by_hand_scores_as_worked(name: str) -> None:
    sheet = SHEETS[name]
    result = score(*KNOWN, sheet["answers"])
    facts = Facts(result.bands, result.recent, result.injecting, sheet.get("red_flags", ()))
    said = policies.eligibility(VECTORS["policy"]).judge(facts)
    found = {**asdict(result), "headline": said.risk, "suggestion": said.suggestion, "policy": said.version}
    assert {key: found[key] for key in sheet["result"]} == sheet["result"]


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_refused_exactly_where_it_is_wrong(name: str) -> None:
    found = faults(*KNOWN, SHEETS[name]["answers"])
    assert sorted(pointer for pointer, _, _ in found) == sorted(SHEETS[name]["faults"])
    assert all(detail.endswith(".") and "{" not in detail for _, _, detail in found)


def test_at_least_forty_sheets_were_worked_and_say_by_which_rule() -> None:
    assert len(SCORED) >= 40
    assert len(SHEETS) == len(VECTORS["sheets"])
    assert all(sheet["source"] for sheet in SHEETS.values())


def test_every_weight_of_every_question_stands_in_a_sheet_worked_by_hand() -> None:
    worked = [SHEETS[name]["answers"] for name in SCORED]
    for key in definition("assist").score.items:
        answered = {value for answers in worked for value in answers.get(key, {}).values()}
        assert answered == {option.value for option in definition("assist").options(definition("assist").item[key])}


def test_an_impossible_answer_is_refused_in_words_that_say_why() -> None:
    answers = only_yes("cannabis") | {"q2": {"cannabis": "never"}, "q3": {"cannabis": "daily", "cocaine": "daily"}}
    found = {pointer: detail for pointer, _, detail in faults(*KNOWN, answers)}
    assert found["/q3/cannabis"] == "Tidak mungkin: tidak ada pemakaian ganja dalam 3 bulan terakhir."
    assert "kokain" in found["/q3/cocaine"]


def test_a_fault_never_quotes_what_was_answered() -> None:
    answers = only_yes("other") | {"other_name": "Budi", "q2": {"other": "never"}, "q3": {"other": "Siti"}}
    said = " ".join(detail for _, _, detail in faults(*KNOWN, answers))
    assert "Budi" not in said
    assert "Siti" not in said


@pytest.mark.parametrize("answers", [[], "q1", None, 3])
def test_what_is_no_object_is_refused_at_the_top(answers: Any) -> None:
    assert [pointer for pointer, _, _ in faults(*KNOWN, answers)] == [""]


def test_the_maxima_are_those_of_the_manual() -> None:
    most = {topic: definition("assist").most(topic) for topic in definition("assist").topic}
    assert most == {topic: 31 if topic == "tobacco" else 39 for topic in most}


def test_an_answer_keeps_its_version_and_an_unknown_one_is_said_to_be_unknown() -> None:
    assert definition("assist").version == "3.1-id-2"
    assert all(definition(name, version).name == name for name, version in INSTRUMENTS)
    for ask in (lambda: definition("assist", "0"), lambda: definition("tea")):
        with pytest.raises(UnknownInstrument):
            ask()


def test_every_topic_has_local_names() -> None:
    assert all(topic.also for topic in definition("assist").topic.values())


def test_the_words_say_they_are_not_those_of_the_world_health_organization() -> None:
    assert "bukan teks WHO" in definition("assist").notice
    assert "WHO" in definition("assist").attribution


def test_the_engine_names_no_instrument_and_no_topic() -> None:
    names = {"assist", *definition("assist").topic, *definition("assist").item} - {"other"}
    for file in ("api/instruments/engine.py", "pwa/src/instruments/engine.ts", "pwa/src/instruments/flow.ts"):
        text = (ROOT / file).read_text("utf-8").lower()
        assert not {name for name in names if f"'{name}'" in text or f'"{name}"' in text or f".{name}" in text}, file


@pytest.mark.parametrize(
    "parts",
    [
        {"items": [*ASSIST["items"], ASSIST["items"][0]]},
        {"items": [{**ASSIST["items"][0], "weights": [1]}]},
        {"items": [{**ASSIST["items"][0], "text": {"most": 3}}]},
        {"items": [{**ASSIST["items"][2], "when": [{"item": "q99", "among": [True]}]}]},
        {"score": {**ASSIST["score"], "items": ["q99"]}},
        {"score": {**ASSIST["score"], "rule": "guess"}},
        {"topics": {**ASSIST["topics"], "list": [{**one, "verb": ""} for one in ASSIST["topics"]["list"]]}},
        {"colour": "green"},
    ],
)
def test_a_definition_that_contradicts_itself_does_not_load(parts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        changed(**parts)


def test_an_optional_question_left_out_settles_what_depends_on_it() -> None:
    items = [{**item, "required": item["key"] != "q8"} for item in ASSIST["items"]]
    sheet = Sheet(changed(items=items), only_yes("cannabis"))
    assert not {"/q8", "/q8a"} & {pointer for pointer, _, _ in sheet.faults()}
