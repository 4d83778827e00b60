"""How far units have come, as sheets: each number that the page of units tells, what it means, and how it was made."""

from collections.abc import Iterator
from typing import NamedTuple

from api.resources.exports.export_sheets import Cell, ExportSheet, level_name, words
from api.resources.unit_progress_shapes import FunnelPlace, MoneyLine, PhasePlace, UnitFunnel, UnitPhases


class StandingRow(NamedTuple):
    """`part`: a phase, for what money is and from where, or empty; `target`: None where none was set."""

    level: str
    place: str
    name: str
    measure: str
    part: str
    value: int
    target: int | None


def standing_rows(funnel: UnitFunnel, phases: UnitPhases) -> Iterator[StandingRow]:
    """Place by place: units, their steps and agents; then areas and units by phase."""
    for place in funnel.places:
        yield from funnel_rows(place)
    for area in phases.places:
        yield from phase_rows(area, phases.phases)
    for unit in phases.board:
        if unit.reached or unit.target:
            yield from phase_rows(
                PhasePlace(
                    place=unit.unit, level="unit", name=unit.name, units=1,
                    reached={unit.reached: 1} if unit.reached else {}, target={unit.target: 1} if unit.target else {},
                ), phases.phases,
            )  # fmt: skip


def funnel_rows(place: FunnelPlace) -> Iterator[StandingRow]:
    """Of one place."""
    row = StandingRow(place.level, place.place, place.name, "units", "", place.units, None)
    agents = place.agents
    yield row
    for step in place.steps:
        yield row._replace(measure=step.measure, value=step.count, target=step.target)
    yield row._replace(measure="agents_active", value=agents.active, target=agents.active_target)
    yield row._replace(measure="agents_trained", value=agents.trained, target=agents.trained_target)
    for one in (*place.besides, *place.trainings):
        yield row._replace(measure=one.measure, value=one.count, target=one.target)
    for sum_of in place.money:
        part = money_part(sum_of)
        yield row._replace(measure="money_planned", part=part, value=sum_of.planned)
        yield row._replace(measure="money_spent", part=part, value=sum_of.spent)


def money_part(one: MoneyLine) -> str:
    """For what and from where, as people call it."""
    said = words()["standing"]
    return f"{said['lines'][one.line]}, {said['sources'][one.source]}"


def phase_rows(place: PhasePlace, phases: list[str]) -> Iterator[StandingRow]:
    """How many units reached each phase, beside how many want to."""
    row = StandingRow(place.level, place.place, place.name, "units_in_phase", "", 0, None)
    for phase in phases:
        yield row._replace(part=phase, value=place.reached.get(phase, 0), target=place.target.get(phase, 0))


def standing_sheets(funnel: UnitFunnel, phases: UnitPhases, area: str) -> list[ExportSheet]:
    """Data, dictionary, method."""
    said = words()
    told = said["standing"]
    data: list[list[Cell]] = [
        [
            funnel.year,
            level_name(row.level),
            *row[1:6],
            "" if row.target is None else row.target,
            told["meanings"].get(row.measure, ""),
        ]
        for row in standing_rows(funnel, phases)
    ]
    meanings: list[tuple[str, Cell]] = list(told["meanings"].items())
    counted = str(funnel.counted_on or told["never"])
    facts: list[tuple[str, Cell]] = [
        (told["year"], funnel.year),
        (told["until"], str(funnel.until)),
        (told["counted_on"], counted),
    ]
    return [
        ExportSheet(said["data"], told["heads"], data),
        ExportSheet(said["dictionary"], told["meaning_heads"], meanings),
        ExportSheet(said["method"], said["method_heads"], [*facts, *(("", line) for line in told["rules"])]),
    ]
