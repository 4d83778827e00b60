"""Ten thousand sheets score the same in Python, in TypeScript, and by a third scorer that never read the definition."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from api import policies
from api.instruments import Result, definition, faults
from api.instruments.definition import Definition
from api.instruments.engine import Sheet
from api.policies.eligibility import Facts

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parent.parent
PLACES = {
    "assist": "instruments/assist", "sentences": "instruments/sentences", "policy": "policies/eligibility-2027",
}  # fmt: skip
FILES = {name: json.loads((ROOT / f"api/{place}.json").read_bytes()) for name, place in PLACES.items()}
SEED = int(os.environ.get("PULIH_SHEETS_SEED", "20261124"))
NODE = Path(sys.executable).with_name("node")
Answers = dict[str, Any]
Scored = dict[str, Any]

SUBSTANCES = [
    *("tobacco", "alcohol", "cannabis", "cocaine", "amphetamines"),
    *("inhalants", "sedatives", "hallucinogens", "opioids", "other"),
]
OFTEN = ["never", "once_or_twice", "monthly", "weekly", "daily"]
EVER = ["never", "recent", "earlier"]

# ---------------------------------------------------------------- the third scorer, from the manual's sentences alone


def by_hand(sheet: Answers) -> Scored:
    """Scores, headline, injecting and suggestion, as a person with the manual on her knees would find them."""
    used = [substance for substance in SUBSTANCES if sheet.get("q1", {}).get(substance) is True]
    scores = {substance: points_by_hand(sheet, substance) for substance in used}
    bands = {substance: band_by_hand(substance, points) for substance, points in scores.items()}
    deciding = [bands[substance] for substance in used if substance not in ("tobacco", "alcohol")]
    headline = next((band for band in ("high", "moderate", "low") if band in deciding), None)
    injecting = injecting_by_hand(sheet) if used else None
    return {
        "scores": {substance: {"score": scores[substance], "band": bands[substance]} for substance in used},
        "headline": headline,
        "injecting": injecting,
        "suggestion": suggestion_by_hand(headline, injecting, bands),
    }


def points_by_hand(sheet: Answers, substance: str) -> int:
    def said(question: str) -> Any:
        return sheet.get(question, {}).get(substance)

    points = {"once_or_twice": 2, "monthly": 3, "weekly": 4, "daily": 6}.get(said("q2"), 0)
    if points > 0:  # Q3-Q5 only where Q2 > 0
        points += {"once_or_twice": 3, "monthly": 4, "weekly": 5, "daily": 6}.get(said("q3"), 0)
        points += {"once_or_twice": 4, "monthly": 5, "weekly": 6, "daily": 7}.get(said("q4"), 0)
        if substance != "tobacco":
            points += {"once_or_twice": 5, "monthly": 6, "weekly": 7, "daily": 8}.get(said("q5"), 0)
    return points + sum({"recent": 6, "earlier": 3}.get(said(question), 0) for question in ("q6", "q7"))


def band_by_hand(substance: str, points: int) -> str:
    if points >= 27:
        return "high"
    return "moderate" if points >= (11 if substance == "alcohol" else 4) else "low"


def injecting_by_hand(sheet: Answers) -> str | None:
    if sheet.get("q8") == "recent":
        return {"low": "recent_low", "high": "recent_high"}.get(sheet.get("q8a", ""))
    return sheet.get("q8")


def suggestion_by_hand(headline: str | None, injecting: str | None, bands: dict[str, str]) -> str:
    if headline == "high" or injecting == "recent_high":
        return "refer"
    if bands.get("alcohol") == "high":
        return "refer_alcohol"
    if headline == "moderate" or injecting == "recent_low":
        return "ibm_approval"
    if bands.get("alcohol") == "moderate" or bands.get("tobacco") in ("moderate", "high"):
        return "talk"
    return "ibm" if headline == "low" else "information"


def whole_by_hand(sheet: Answers) -> bool:
    """Exactly the answers that were to be asked stand on it."""
    used = [substance for substance in SUBSTANCES if sheet["q1"].get(substance)]
    lately = [substance for substance in used if sheet.get("q2", {}).get(substance, "never") != "never"]
    due: dict[str, Any] = {"q1": SUBSTANCES, "q2": used, "q3": lately, "q4": lately, "q6": used, "q7": used}
    due["q5"] = [substance for substance in lately if substance != "tobacco"]
    single = (
        ["other_name"] * ("other" in used)
        + ["q8"] * bool(used)
        + ["q8a"] * (bool(used) and sheet.get("q8") == "recent")
    )
    asked = {(question, substance) for question, substances in due.items() for substance in substances}
    given = {(question, at) for question, row in sheet.items() if isinstance(row, dict) for at in row}
    return asked == given and set(single) == {question for question, row in sheet.items() if not isinstance(row, dict)}


# ---------------------------------------------------------------- the sheets


@cache
def sheets(count: int = 10_000) -> tuple[Answers, ...]:
    """Three in four whole; the rest with answers left out or standing where none was asked."""
    print(f"PULIH_SHEETS_SEED={SEED}")  # noqa: T201  a failure must tell how to see it again
    dice = random.Random(SEED)
    return tuple(a_sheet(dice, dirty=number % 4 == 3) for number in range(count))


def a_sheet(dice: random.Random, *, dirty: bool) -> Answers:
    often = dice.random()
    used = {substance: dice.random() < often for substance in SUBSTANCES}
    sheet: Answers = {"q1": used}
    for question, scale in {**dict.fromkeys(("q2", "q3", "q4", "q5"), OFTEN), "q6": EVER, "q7": EVER}.items():
        row = {at: dice.choice(scale) for at in SUBSTANCES if asked(sheet, question, at) != stray(dice, dirty)}
        sheet |= {question: row} if row else {}
    for question, scale in {"other_name": ["dextro"], "q8": EVER, "q8a": ["low", "high"]}.items():
        if asked_once(sheet, question) != stray(dice, dirty):
            sheet[question] = dice.choice(scale)
    return sheet


def stray(dice: random.Random, dirty: bool) -> bool:
    return dirty and dice.random() < 0.04


def asked(sheet: Answers, question: str, substance: str) -> bool:
    if not sheet["q1"][substance] or (question == "q5" and substance == "tobacco"):
        return False
    return question in ("q2", "q6", "q7") or sheet.get("q2", {}).get(substance, "never") != "never"


def asked_once(sheet: Answers, question: str) -> bool:
    if question == "q8a":
        return any(sheet["q1"].values()) and sheet.get("q8") == "recent"
    return bool(sheet["q1"]["other"]) if question == "other_name" else any(sheet["q1"].values())


# ---------------------------------------------------------------- the three ways

NODE_PROGRAM = """
import { readFileSync } from 'node:fs';
const from = (file) => import(new URL(file, process.argv[1]));
const { resultOf } = await from('result.ts');
const { faults, sheetOf } = await from('engine.ts');
const { assist, policy, sentences, sheets } = JSON.parse(readFileSync(0, 'utf8'));
const read = (one) => {
  const { scores, injecting, outcome } = resultOf(assist, policy, one);
  const said = { scores, headline: outcome.risk, injecting, suggestion: outcome.suggestion, rule: outcome.rule };
  return { ...said, advice: outcome.advice, faults: faults(sheetOf(assist, one), sentences) };
};
process.stdout.write(JSON.stringify(sheets.map(read)));
"""


def in_typescript(some: tuple[Answers, ...], assist: Any = None) -> list[Scored]:
    """The phone's own engine, run by node as it lies in the tree."""
    told = json.dumps({**FILES, "assist": assist or FILES["assist"], "sheets": some})
    here = (ROOT / "pwa/src/instruments").as_uri() + "/"
    run = subprocess.run(
        [NODE, "--input-type=module", "--eval", NODE_PROGRAM, here],
        input=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return list(json.loads(run.stdout))


def in_python(sheet: Answers, used: Definition) -> Scored:
    read = Sheet(used, sheet)
    result = Result(read.scores(), read.topics_with("recent"), read.sign("injecting"))
    said = policies.eligibility().judge(Facts(result.bands, result.recent, result.injecting))
    return {
        "scores": result.scores, "headline": said.risk, "injecting": result.injecting, "suggestion": said.suggestion,
        "rule": said.rule, "advice": [list(one) for one in said.advice],
    }  # fmt: skip


def same_as_by_hand(found: Scored, sheet: Answers) -> bool:
    worked = by_hand(sheet)
    return {key: found[key] for key in worked} == worked


def test_ten_thousand_sheets_score_the_same_three_ways_and_are_refused_alike() -> None:
    assert len(sheets()) == 10_000
    for sheet, phone in zip(sheets(), in_typescript(sheets()), strict=True):
        server = in_python(sheet, definition("assist"))
        refused = [[fault.pointer, fault.detail] for fault in faults("assist", "3.1-id-2", sheet)]
        assert same_as_by_hand(server, sheet), sheet
        assert phone == server | {"faults": refused}, sheet
        assert whole_by_hand(sheet) == (not refused), sheet


def test_the_sheets_reach_every_corner() -> None:
    worked = [by_hand(sheet) for sheet in sheets()]
    assert {one["headline"] for one in worked} == {None, "low", "moderate", "high"}
    assert {one["injecting"] for one in worked} == {None, "never", "earlier", "recent_low", "recent_high"}
    assert {one["suggestion"] for one in worked} == {
        "ibm", "ibm_approval", "refer", "refer_alcohol", "talk", "information",
    }  # fmt: skip
    assert 0.7 < sum(map(whole_by_hand, sheets())) / len(worked) < 0.9


def planted() -> Iterator[Any]:
    """The definition with one figure off by one: each weight of each question, each edge of each band."""
    for at, item in enumerate(FILES["assist"]["items"]):
        for option in range(len(item.get("weights", ()))):
            wrong = json.loads(json.dumps(FILES["assist"]))
            wrong["items"][at]["weights"][option] += 1
            yield wrong
    for band in (1, 2):
        wrong = json.loads(json.dumps(FILES["assist"]))
        wrong["score"]["bands"][band]["from"] += 1
        yield wrong
    wrong = json.loads(json.dumps(FILES["assist"]))
    wrong["score"]["bands"][1]["from_for"]["alcohol"] -= 1
    yield wrong


@pytest.mark.parametrize("wrong", list(planted()))
def test_a_wrong_figure_is_caught_in_python(wrong: Any) -> None:
    used = Definition.model_validate_json(json.dumps(wrong))
    assert not all(same_as_by_hand(in_python(sheet, used), sheet) for sheet in sheets())


def test_a_wrong_figure_is_caught_in_typescript() -> None:
    wrong = next(planted())
    found = in_typescript(sheets()[:500], wrong)
    assert not all(map(same_as_by_hand, found, sheets()[:500]))
