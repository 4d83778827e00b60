"""Instruments without topics: sheets worked by hand hold, in three ways, and another one is a file and no code."""

import json
import os
import random
import subprocess
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from api import instruments
from api.instruments import INSTRUMENTS, Sheet, definition
from api.instruments.definition import Definition
from api.instruments.domains import domain_scores, rounded
from tests.by_hand import spelled, whoqol_by_hand
from tests.engines import HOUSE
from tests.test_instruments_three_ways import NODE

FOLDER = HOUSE / "api/instruments"
VECTORS = json.loads((HOUSE / "tests/vectors/domains.json").read_text("utf-8"))
SHEETS = {f"{sheet['instrument']}: {sheet['name']}": sheet for sheet in VECTORS["sheets"]}
WHOQOL = json.loads((FOLDER / "whoqol-bref.json").read_bytes())
SEED = int(os.environ.get("PULIH_SHEETS_SEED", "20261129"))
WITHOUT_TOPICS = sorted(name for name, _ in INSTRUMENTS if not definition(name).topics.list)


def sheet_of(told: dict[str, Any]) -> Sheet:
    used = definition(told["instrument"], VECTORS["versions"][told["instrument"]])
    answers = spelled(told["tapped"]) if "tapped" in told else told["answers"]
    return Sheet(used, answers, minor=told.get("minor", False))


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_worked_by_hand_scores_as_worked_and_is_refused_where_it_is_wrong(name: str) -> None:
    told, sheet = SHEETS[name], sheet_of(SHEETS[name])
    assert sorted(fault.pointer for fault in sheet.faults()) == sorted(told.get("faults", []))
    assert "result" not in told or domain_scores(sheet, told.get("missing")) == told["result"]


def test_at_least_forty_were_worked_and_say_how() -> None:
    worked = [sheet for sheet in VECTORS["sheets"] if sheet["instrument"] == "whoqol-bref" and "result" in sheet]
    assert len(worked) >= 40
    assert len([sheet for sheet in worked if sheet["source"].startswith("by hand: ")]) >= 30
    assert len(SHEETS) == len(VECTORS["sheets"])


def test_a_child_is_told_why_a_question_is_not_hers() -> None:
    (fault,) = Sheet(definition("whoqol-bref"), {"q21": 3}, minor=True).faults()
    assert (fault.code, fault.detail) == (
        "answer-adults", "Pertanyaan ini tidak ditanyakan kepada anak di bawah 18 tahun.",
    )  # fmt: skip


# ---------------------------------------------------------------- ten thousand, three ways

NODE_PROGRAM = """
import { readFileSync } from 'node:fs';
const from = (file) => import(new URL(file, process.argv[1]));
const { definitionFrom } = await from('definition.ts');
const { domainScores } = await from('domains.ts');
const { faults, sheetOf } = await from('engine.ts');
const { definition, sentences, sheets } = JSON.parse(readFileSync(0, 'utf8'));
const told = definitionFrom(definition);
const read = (one) => {
  const sheet = sheetOf(told, one);
  return { scores: domainScores(sheet), faults: faults(sheet, sentences) };
};
process.stdout.write(JSON.stringify(sheets.map(read)));
"""


def in_typescript(used: Any, sheets: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    """The phone's own engine, run by node as it lies in the tree."""
    sentences = json.loads((FOLDER / "sentences.json").read_bytes())
    run = subprocess.run(
        [NODE, "--input-type=module", "--eval", NODE_PROGRAM, (HOUSE / "pwa/src/instruments").as_uri() + "/"],
        input=json.dumps({"definition": used, "sentences": sentences, "sheets": sheets}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return list(json.loads(run.stdout))


@cache
def sheets(count: int = 10_000) -> tuple[dict[str, Any], ...]:
    """Half of them whole; of the others, more or less is left out."""
    print(f"PULIH_SHEETS_SEED={SEED}")  # noqa: T201  a failure must tell how to see it again
    dice = random.Random(SEED)
    made = []
    for number in range(count):
        left_out = dice.random() * 0.4 if number % 2 else 0
        made.append({f"q{at}": dice.randint(1, 5) for at in range(1, 27) if dice.random() >= left_out})
    return tuple(made)


@pytest.mark.whole
def test_ten_thousand_sheets_score_the_same_three_ways() -> None:
    assert len(sheets()) == 10_000
    for sheet, phone in zip(sheets(), in_typescript(WHOQOL, sheets()), strict=True):
        worked = whoqol_by_hand(sheet)
        assert phone == {"scores": worked, "faults": []}, sheet
        assert domain_scores(Sheet(definition("whoqol-bref"), sheet)) == worked, sheet


def test_the_sheets_reach_every_limit() -> None:
    worked = [whoqol_by_hand(sheet) for sheet in sheets()]
    assert {len(one) for one in worked} == {0, 2, 3, 4}  # the five that may be missing take two domains at most
    ties = [one for one in worked if one.get("environment", {}).get("percent", "")[-2:] in ("13", "38", "63", "88")]
    assert len(ties) > 1000


def planted() -> list[Any]:
    """The definition with one thing wrong: an item turned or not, a limit, a factor, what may be missing."""
    scoring, wrong = WHOQOL["score"], []
    for at, item in enumerate(WHOQOL["items"][2:], 2):
        items = [*WHOQOL["items"]]
        items[at] = {**item, "reverse": not item.get("reverse", False)}
        wrong.append({**WHOQOL, "items": items})
    first = scoring["missing"][0]
    for domain, least in first["least"].items():
        limit = {**first, "least": {**first["least"], domain: least - 1}}
        wrong.append({**WHOQOL, "score": {**scoring, "missing": [limit]}})
    for percent in (19, 24):
        wrong.append({**WHOQOL, "score": {**scoring, "missing": [{**first, "most_percent": percent}]}})
    return wrong


@pytest.mark.parametrize("wrong", planted())
def test_whatever_is_wrong_is_caught(wrong: Any) -> None:
    used = Definition.model_validate_json(json.dumps(wrong))
    told = [SHEETS[name] for name in SHEETS if "result" in SHEETS[name] and "missing" not in SHEETS[name]]
    told = [sheet for sheet in told if sheet["instrument"] == "whoqol-bref"]
    assert any(domain_scores(Sheet(used, spelled(sheet["tapped"]))) != sheet["result"] for sheet in told)


def test_what_contradicts_itself_does_not_load() -> None:
    scoring, (physical, *others) = WHOQOL["score"], WHOQOL["score"]["domains"]
    for domain in (
        {**physical, "items": [*physical["items"], "q99"]},
        {**physical, "rule": "combine"},
        {**physical, "of": {"social": 1}},
        {**physical, "shown": []},
        {**physical, "shown": [{**physical["shown"][0], "most": "21"}]},
        {**physical, "shown": [{**physical["shown"][0], "times": "four"}]},
        {**physical, "bands": [{"key": "low", "label": "Rendah", "from": 5}]},
    ):
        told = {**WHOQOL, "score": {**scoring, "domains": [domain, *others]}}
        with pytest.raises(ValueError, match="validation error"):
            Definition.model_validate_json(json.dumps(told))


@pytest.mark.parametrize(("numerator", "expected"), [(2345, "2.35"), (2344, "2.34"), (-2345, "-2.35"), (-4, "0.00")])
def test_half_goes_up(numerator: int, expected: str) -> None:
    assert rounded(Fraction(numerator, 1000), 2) == expected


# ---------------------------------------------------------------- another instrument

OWN = {
    "name": "sleep", "version": "1", "language": "id", "title": "Tidur", "notice": "Contoh.", "attribution": "Contoh.",
    "intro": "Contoh.", "kind": "questionnaire",
    "scales": {"often": [{"value": at, "label": str(at)} for at in range(4)]},
    "items": [{"key": f"q{at}", "scale": "often", "name": "Tidur", "ask": "Tidur?"} for at in range(1, 4)],
    "score": {
        "domains": [
            {
                "key": "total", "label": "Tidur", "rule": "mean", "items": ["q1", "q2", "q3"],
                "shown": [{"key": "score", "label": "0–3", "places": 1, "least": "0", "most": "3"}],
                "bands": [{"key": "good", "label": "Baik", "from": 0}, {"key": "poor", "label": "Kurang", "from": 2}],
            }
        ]
    },
}  # fmt: skip


def test_another_instrument_is_a_file_and_no_code(tmp_path: Path) -> None:
    (tmp_path / "sleep.json").write_text(json.dumps({**OWN, "version": "2"}))
    (tmp_path / "sleep-1.json").write_text(json.dumps(OWN))
    read = instruments.read(tmp_path)
    assert list(read) == [("sleep", "1"), ("sleep", "2")]
    answers = {"q1": 1, "q2": 2, "q3": 3}
    expected = {"total": {"score": "2.0", "band": "poor"}}
    assert domain_scores(Sheet(read["sleep", "2"], answers)) == expected
    assert in_typescript(OWN, (answers,)) == [{"scores": expected, "faults": []}]


def test_no_code_knows_one_by_name() -> None:
    """What their form, view and engine are is said by their files alone."""
    said = {name for name in WITHOUT_TOPICS if name != "whoqol-bref"}
    for folder, kinds in (("api", ("py",)), ("pwa/src", ("ts", "svelte"))):
        for path in (path for kind in kinds for path in (HOUSE / folder).rglob(f"*.{kind}")):
            example = path.name in ("questionnaire.py", "openapi.d.ts") or ".test." in path.name
            assert example or not named(path, said), path


def named(path: Path, names: set[str]) -> bool:
    text = path.read_text("utf-8")
    return any(f"'{name}'" in text or f'"{name}"' in text for name in names)


# ---------------------------------------------------------------- texts

PEOPLE_READ = {"title", "notice", "attribution", "intro", "label", "name", "ask", "hint", "else"}


def texts_in(value: Any) -> set[str]:
    """Every sentence of a definition that people read."""
    if isinstance(value, list):
        return {text for part in value for text in texts_in(part)}
    if not isinstance(value, dict):
        return set()
    own = {text for key, text in value.items() if key in PEOPLE_READ and isinstance(text, str)}
    return own | {text for part in value.values() for text in texts_in(part)}


@pytest.mark.parametrize("name", WITHOUT_TOPICS)
def test_every_text_is_there_in_english_too_and_says_whose_it_is(name: str) -> None:
    told = json.loads((FOLDER / f"{name}.json").read_bytes())
    english = json.loads((FOLDER / f"{name}.en.json").read_bytes())
    assert (english["of"], english["version"], english["language"]) == (name, told["version"], "en")
    figures = {text for text in texts_in(told) if not any(sign.isalpha() for sign in text)}
    assert texts_in(told) - figures - {name} == set(english["texts"])
    assert "ringkasan buatan sendiri" in told["notice"]
    assert "our own short paraphrases" in english["texts"][told["notice"]]
