"""What a monitoring is prefilled with: told quarters added up, for the two who write and read it."""

import json
from typing import Any, get_args

import pytest
from sqlalchemy import insert

from api import policies
from api.db.engine import writing
from api.numbers.quarters import months_of
from api.numbers.telling import TOLD
from api.numbers.unit_figures import QuarterTold, UnitFigure, figure_of
from api.numbers.yearly_targets import source_of
from api.policies.monitoring_figures import FigureSource
from api.records.coaching.assistance import Assistance
from api.records.coaching.counted_quality import QUALITY
from api.records.coaching.monitored import Figure, untold
from api.records.coaching.monitoring import Monitoring
from tests.conftest import Place
from tests.engines import HOUSE, ON_ONE_ENGINE
from tests.test_coaching_kinds import RestDesk

UNTOLD = json.loads((HOUSE / "tests/vectors/untold_figures.json").read_text("utf-8"))["cases"]
ON_TIME = FigureSource(figure="on_time", measure="visits_on_time", part="yes", how="percent")
LINES = frozenset({"visits_on_time", "clients"})


def quarter(span: str, whole: int | None, yes: int | None = None) -> QuarterTold:
    said = {("visits_on_time", ""): whole, ("visits_on_time", "yes"): yes}
    return QuarterTold(span, LINES, {name: count for name, count in said.items() if count is not None})


def test_a_figure_is_the_sum_of_what_was_told_or_says_why_it_is_none() -> None:
    first, second = quarter("2027-Q1", 20, 11), quarter("2027-Q2", 20, 12)
    promises = FigureSource(figure="visits", measure="visits_on_time")
    assert figure_of(promises, [first, second]) == UnitFigure(40, ["2027-Q1", "2027-Q2"], None)
    assert figure_of(ON_TIME, [first, second]) == UnitFigure(58, ["2027-Q1", "2027-Q2"], None), "57.5, half up"
    assert figure_of(ON_TIME, [first, quarter("2027-Q2", 20)]) == UnitFigure(None, ["2027-Q1", "2027-Q2"], "few")
    assert figure_of(ON_TIME, [quarter("2027-Q1", None)]).why == "few"
    assert figure_of(ON_TIME, [quarter("2027-Q1", 0, 0)]).why == "few", "of nobody there is no share"
    assert figure_of(ON_TIME, []).why == "not-over"
    assert figure_of(FigureSource(figure="reached", measure="reached"), [first]).why == "not-over"
    assert figure_of(FigureSource(figure="visits"), [first]).why == "not-counted"
    stands = FigureSource(figure="clients", measure="visits_on_time", how="newest")
    assert figure_of(stands, [first, quarter("2027-Q2", 35, 15)]) == UnitFigure(35, ["2027-Q2"], None)


def test_months_are_counted_in_which_there_was_any() -> None:
    months = {("outreach", ""): 3, ("outreach", "2027-01"): 2, ("outreach", "2027-02"): 0, ("outreach", "2027-03"): 1}
    told = QuarterTold("2027-Q1", frozenset({"outreach"}), {**months, ("outreach_heads", "2027-02"): 9})
    source = FigureSource(figure="outreach_months", measure="outreach", how="months")
    assert figure_of(source, [told, told._replace(span="2027-Q2", blocks={})]) == UnitFigure(
        2, ["2027-Q1", "2027-Q2"], None
    )


def test_what_is_wanted_of_a_share_within_a_part_is_held_against_that_part() -> None:
    """Women of those who were there where women were counted, and not of all."""
    line = next(one for one in policies.told_numbers().lines if one.key == "outreach_women")
    blocks = {"": 60, "counted": 30, "women": 20, "others": 10, "rest": 30}
    told = QuarterTold("2027-Q1", frozenset({line.key}), {(line.key, block): many for block, many in blocks.items()})
    assert figure_of(source_of(line), [told]).value == 67


def test_every_figure_is_a_field_of_the_monitoring() -> None:
    named = [one.figure for one in policies.monitoring_figures().figures]
    assert len(named) == len(set(named))
    of_visits = set(QUALITY)
    assert set(named) - of_visits <= set(Monitoring.model_fields)
    assert of_visits <= set(named) & set(Assistance.model_fields)
    told_by_papers = {"agents_active", "agents_trained", "coach_visits"}
    assert set(get_args(Figure)) - set(named) == told_by_papers


@pytest.mark.parametrize("case", UNTOLD, ids=lambda one: one["about"])
def test_which_figures_are_of_too_few_to_be_told(case: dict[str, Any]) -> None:
    assert untold(case["monitoring"].get) == case["untold"]


def asked(place: Place, name: str, unit: str, **more: Any) -> Any:
    return place.http.get(f"/v1/units/{unit}/counts", params={"year": 2026, **more}, headers=place.headers(name))


@ON_ONE_ENGINE
def test_who_follows_the_coaching_papers_reads_the_units_figures_and_nobody_else(place: Place) -> None:
    for name, unit, role, area in (
        ("Bu Ratna", "A", "coordinator", None), ("Tono", "B", "coordinator", None), ("Sari", "A", "agent", None),
        ("bnnk", None, "district", "33.22"), ("Jauh", None, "district", "33.21"), ("Pusat", None, "national", None),
    ):  # fmt: skip
        place.person(name, unit, role, area=area)
    unit = place.units["A"]
    rows = [("", "country", "", ""), ("", "country", "", "reached"), ("reached", "unit", unit, "")]
    values = [
        {"span": f"2026-Q{n}", "measure": measure, "level": level, "place": at, "block": block, "area": "",
         "count": 6, "rules": ""} for n in (1, 2) for measure, level, at, block in rows
    ]  # fmt: skip
    with writing(place.engine) as session:
        session.connection().execute(insert(TOLD), values)
    told = asked(place, "bnnk", unit).json()
    figures = {one.pop("figure"): one for one in told["figures"]}
    assert figures["reached"] == {"value": 12, "spans": ["2026-Q1", "2026-Q2"], "why": None}
    assert {one["figure"] for one in told["further"]}.isdisjoint(figures), "which apps of before would write down"
    assert (told["through"], told["least"], figures["clients"]["why"]) == ("2026-06-30", 5, "not-over")
    half = asked(place, "Bu Ratna", unit, until="2026-06-29").json()
    assert (half["through"], [one["value"] for one in half["figures"] if one["figure"] == "reached"]) == (
        "2026-03-31", [6],
    )  # fmt: skip
    assert [asked(place, name, unit).status_code for name in ("Tono", "Sari", "Jauh", "Pusat")] == [404] * 4
    young = asked(place, "bnnk", place.units["C"]).json()
    assert (young["through"], {one["why"] for one in young["figures"]}) == (None, {"not-over", "not-counted"})


def told_of_everything(unit: str, span: str) -> list[dict[str, Any]]:
    """Of a quarter in which the unit did all that is asked of it."""
    lines = {one.key: one for one in policies.told_numbers().lines}
    blocks = {name: [one.part for one in line.every_part()] for name, line in lines.items()}
    blocks["outreach"] = months_of(span)
    rows = [("", "country", "", ""), *(("", "country", "", name) for name in lines)]
    rows += [(name, "unit", unit, block) for name in lines for block in ("", *blocks[name])]
    counts = {"satisfaction_index": 90, "reports_in_time": 3, "clients": 40}
    return [
        {"span": span, "measure": measure, "level": level, "place": at, "block": block, "area": "",
         "count": counts.get(measure, 10), "rules": ""} for measure, level, at, block in rows
    ]  # fmt: skip


@ON_ONE_ENGINE
def test_a_unit_that_does_everything_is_prima_without_anybodys_word(place: Place) -> None:
    """By what its records say of the year before, what an officer sees in it, and the rubric that counts."""
    place.person("bnnk", None, "district", area="33.22")
    unit = place.units["A"]
    with writing(place.engine) as session:
        rows = [row for n in (1, 2, 3, 4) for row in told_of_everything(unit, f"2025-Q{n}")]
        session.connection().execute(insert(TOLD), rows)
    told = asked(place, "bnnk", unit, year=2025).json()
    known = {one["figure"]: one["value"] for one in (*told["figures"], *told["further"]) if one["value"] is not None}
    quality = {name: known.pop(name) for name in QUALITY}
    desk = RestDesk(place, "bnnk", unit)
    seen = {
        "sk_valid": True, "agents_active": 5, "agents_trained": 5, "leader_active": "strong", "room": "strong",
        "village_fund": 1, "coach_visits": 4, "mapping_done": True, "alerts_waiting": False,
    }  # fmt: skip
    answers = [
        desk.create("decree", on="2025-01-02", starts_on="2025-01-02"),
        desk.create("training", starts_on="2025-01-06", ends_on="2025-01-10"),
        desk.create("training_attendance"),
        desk.create("unit_year", mapped_on=None, advocated_on=None, operational_on="2025-02-01", target_clients=40),
        desk.create("assistance", on="2026-01-10", next_on=None, prefilled=quality, **quality),
        desk.create("monitoring", when="start", prefilled=known, **{**known, **seen}),
    ]
    assert [one.status_code for one in answers] == [201] * 6, [one.text for one in answers]
    assessed = desk.create("phase_assessment", when="start", phase="prima", override_because=None)
    assert assessed.status_code == 201, assessed.text
    assert (assessed.json()["phase_computed"], assessed.json()["missing"]) == ("prima", [])


@ON_ONE_ENGINE
def test_of_how_well_a_unit_works_its_records_speak_or_a_reason(place: Place) -> None:
    place.person("bnnk", None, "district", area="33.22")
    desk = RestDesk(place, "bnnk", place.units["A"])
    said = {"consent_complete": 92, "prefilled": {"consent_complete": 92}}
    assert desk.create("assistance", **said).json()["consent_complete"] == 92
    reason = [{"figure": "consent_complete", "because": "Satu izin di kertas."}]
    assert desk.edit("assistance", consent_complete=95).status_code == 422
    assert desk.edit("assistance", consent_complete=95, figure_reasons=reason).status_code == 200
    assert desk.edit("assistance", advice="Lain.").status_code == 200
