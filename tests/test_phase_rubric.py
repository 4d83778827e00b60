"""A phase is worked out as by hand, no evidence lowers it, and a rubric that contradicts itself is not read."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from typer.testing import CliRunner

from api import policies
from api.cli.main import pulih
from api.policies.assess_phase import PhaseResult, assess_phase
from api.policies.phase_rubric import PhaseRubric
from api.records.coaching.phase_evidence import SAID_BY_PAPERS, phase_evidence
from tests.engines import HOUSE

VECTORS = json.loads((HOUSE / "tests/vectors/phases.json").read_text("utf-8"))
PAPERS = json.loads((HOUSE / "tests/vectors/phase_evidence.json").read_text("utf-8"))
PUBLISHED = HOUSE / "api/policies/phase_rubric-2027.json"
RUBRIC = policies.phase_rubric(VECTORS["version"])
NAMES = [*dict.fromkeys(one.evidence for one in (*RUBRIC.criteria, *RUBRIC.gates))]
SHARES = {one.evidence for one in RUBRIC.criteria if one.share}
MOST = {one.evidence for one in RUBRIC.gates if one.most is not None}


@pytest.mark.parametrize("vector", VECTORS["cases"], ids=lambda one: one["about"])
def test_units_assessed_by_hand(vector: dict[str, Any]) -> None:
    told = assess_phase(RUBRIC, {**(VECTORS["all"] if vector["all"] else {}), **vector["evidence"]})
    assert {name: told._asdict()[name] for name in vector["result"]} == vector["result"]
    given = {one.key: one.quarters for one in told.scores}
    assert {name: given[name] for name in vector.get("quarters_of", {})} == vector.get("quarters_of", {})


@pytest.mark.parametrize("vector", PAPERS["cases"], ids=lambda one: one["about"])
def test_what_the_papers_of_a_unit_say_of_the_evidence(vector: dict[str, Any]) -> None:
    assert phase_evidence(vector["monitoring"], vector["year"], vector["visits"]) == vector["evidence"]
    assert vector["evidence"].keys() <= {*NAMES}
    if "phase" in vector:
        told = assess_phase(policies.phase_rubric(), vector["evidence"])
        assert ([told.phase, told.quarters], told.missing) == (vector["phase"], [])


def test_nothing_is_asked_of_a_unit_that_no_paper_of_it_can_say() -> None:
    rubric = policies.phase_rubric()
    assert {one.evidence for one in (*rubric.criteria, *rubric.gates)} <= SAID_BY_PAPERS


def place(told: PhaseResult) -> int:
    return [one.key for one in RUBRIC.phases].index(told.phase)


COUNT = st.integers(0, 14) | st.booleans()
ONE = {name: st.tuples(st.integers(0, 9), st.integers(1, 9)) if name in SHARES else COUNT for name in NAMES}
SOME = st.fixed_dictionaries({}, optional=ONE)
FULL = st.sampled_from([{}, VECTORS["all"]])


@settings(max_examples=150, deadline=None)
@given(full=FULL, some=SOME, name=st.sampled_from(NAMES), data=st.data())
def test_more_evidence_never_lowers_a_phase_and_its_points_add_up(
    full: dict[str, Any], some: dict[str, Any], name: str, data: st.DataObject
) -> None:
    known = {**full, **some}
    without = assess_phase(RUBRIC, {key: value for key, value in known.items() if key != name})
    least = assess_phase(RUBRIC, {**known, name: [0, 1] if name in SHARES else 0})
    before = data.draw(ONE[name])
    more = (before[0] + 1, before[1]) if name in SHARES else int(before) + 1
    low, high = assess_phase(RUBRIC, {**known, name: before}), assess_phase(RUBRIC, {**known, name: more})
    steps = [high, low] if name in MOST else [low, high]
    assert place(without) <= place(least) or name in MOST
    assert without.quarters <= low.quarters <= high.quarters
    assert place(without) <= place(steps[0]) <= place(steps[1])
    for told in (without, low, high):
        assert told.quarters == sum(one.quarters for one in told.scores) <= 400
        assert (name in told.missing) is (told is without)
        assert (told.phase == told.by_points) is (not told.held_by)


def changed(**parts: Any) -> str:
    return json.dumps({**json.loads(PUBLISHED.read_text("utf-8")), **parts})


BROKEN = {
    "weights add up to 94": {"criteria": [one for one in json.loads(changed())["criteria"] if one["key"] != "reached"]},
    "ascend from 0": {"phases": [{"key": "rintisan", "least": 1}]},
    "thresholds": {"phases": [{"key": "a", "least": 0}, {"key": "b", "least": 40}, {"key": "c", "least": 40}]},
    "gates name no phase": {"gates": [{"key": "x", "phase": "tea", "evidence": "number.x", "least": 1}]},
    "either least or most": {"gates": [{"key": "x", "phase": "prima", "evidence": "number.x"}]},
    "a share here": {"gates": [{"key": "x", "phase": "prima", "evidence": "number.completion", "least": 1}]},
    "stands twice": {"gates": json.loads(changed())["gates"][:1] * 2},
    "steps descend": {"criteria": [{**json.loads(changed())["criteria"][0], "steps": [2, 1, 1, 1]}]},
    "reached by nothing": {"criteria": [{**json.loads(changed())["criteria"][0], "steps": [0, 1, 1, 1]}]},
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_rubric_that_contradicts_itself_is_not_read(fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        PhaseRubric.model_validate_json(changed(**BROKEN[fault]))


def test_an_operator_hears_what_is_wrong_with_a_policy_before_it_is_published(tmp_path: Path) -> None:
    runner, draft = CliRunner(), tmp_path / "phase_rubric-2028.json"
    draft.write_text(changed(phases=[{"key": "rintisan", "least": 1}]), "utf-8")
    told = runner.invoke(pulih, ["policy-check", str(draft)])
    assert (told.exit_code, "ascend from 0" in told.output) == (1, True), told.output
    draft.write_text(changed(version="2028-1"), "utf-8")
    told = runner.invoke(pulih, ["policy-check", str(draft), str(PUBLISHED)])
    assert (told.exit_code, told.output.count("2027-draft-1"), told.output.count("2028-1")) == (0, 1, 1), told.output
    misspelt = [{**json.loads(changed())["criteria"][0], "evidence": "monitoring.mood", "weight": 100}]
    for said, more in {
        "published with another text": {"source": "Lain."},
        "would never count": {"version": "2026-1", "year": 2026},
        "/criteria/0/evidence: no evidence is called monitoring.mood": {"version": "2028-1", "criteria": misspelt},
    }.items():
        draft.write_text(changed(**more), "utf-8")
        told = runner.invoke(pulih, ["policy-check", str(draft)])
        assert (told.exit_code, said in told.output) == (1, True), told.output
    draft.write_text(changed(name="tea"), "utf-8")
    assert runner.invoke(pulih, ["policy-check", str(draft)]).exit_code == 1
