"""How far units have come, for offices: the funnel of their steps, and their phases. Nothing here tells of a client."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query
from sqlmodel import Session

from api import policies
from api.access.scope import area_counted
from api.identity.current_actor import Now, Reading, SignedIn
from api.numbers.money_facts import PARTS, PLANNED, SPENT
from api.numbers.standing_counts import (
    CountedArea,
    UnitFacts,
    counted_areas,
    counted_on,
    facts_of_units,
    money_by,
    targets_of,
)
from api.numbers.tables import UnitStanding
from api.numbers.training_facts import TRAININGS
from api.numbers.unit_facts import BESIDES, STEPS
from api.problems.tree import Invalid, NotFound, NotYours, SignInNeeded, answers
from api.resources.days import day_in
from api.resources.unit_progress_shapes import (
    AgentCounts,
    CountedMeasure,
    FunnelPlace,
    FunnelStep,
    MoneyLine,
    PhasePlace,
    UnitFunnel,
    UnitPhase,
    UnitPhases,
)

router = APIRouter(prefix="/v1", tags=["unit-progress"])
REFUSALS = answers(SignInNeeded, NotYours, NotFound, Invalid)
Targets = Mapping[tuple[str, str], int]
OFFICE_TIME = "Asia/Jakarta"

Year = Annotated[
    int | None, Query(ge=2017, le=2100, description="The year that runs when absent; none that is to come.")
]
Inside = Annotated[
    str | None,
    Query(pattern=r"^\d\d(\.\d\d)?$", description="A province or regency. The reader's own area when absent."),
]


class Asked(NamedTuple):
    """Which area, and on which day it is looked at."""

    inside: str
    year: int
    day: date


def asked_of(actor: SignedIn, now: Now, year: Year = None, area: Inside = None) -> Asked:
    """Hers or one in it, and no year to come."""
    today = day_in(now, OFFICE_TIME)
    if year is not None and year > today.year:
        raise NotFound("year-to-come")
    number = year or today.year
    return Asked(area_counted(actor, area), number, min(today, date(number, 12, 31)))


OfArea = Annotated[Asked, Depends(asked_of)]


@router.get("/funnel", responses=REFUSALS)
def read_funnel(asked: OfArea, session: Reading) -> UnitFunnel:
    """How many units are mapped, advocated, have a valid decree, have agents, trained ones, and work: of an area and of
    what lies directly in it, beside the targets of the year."""
    return funnel_of(session, asked)


def funnel_of(session: Session, asked: Asked) -> UnitFunnel:
    """On the wire."""
    areas = counted_areas(session, asked.inside, asked.day)
    units = facts_of_units(session, asked.inside, asked.day)
    targets = targets_of(session, asked.year, [*(one.place for one in areas), *(one.unit for one in units)])
    money = money_by(session, asked.inside, asked.day)
    return UnitFunnel(
        year=asked.year, until=asked.day, counted_on=day_of(counted_on(session, asked.inside)),
        places=[
            *(funnel_place(one, targets, {}, money.get(one.place, {})) for one in areas),
            *(funnel_place(as_area(one), targets, one.facts, money.get(one.unit, {})) for one in units),
        ],
    )  # fmt: skip


@router.get("/phases", responses=REFUSALS)
def read_phases(asked: OfArea, session: Reading) -> UnitPhases:
    """How many units want to reach which phase in a year, and which they reached; of a regency each unit."""
    return phases_of(session, asked)


def phases_of(session: Session, asked: Asked) -> UnitPhases:
    """On the wire."""
    return UnitPhases(
        year=asked.year, until=asked.day, counted_on=day_of(counted_on(session, asked.inside)),
        phases=[one.key for one in policies.phase_rubric().phases],
        places=[phase_place(one) for one in counted_areas(session, asked.inside, asked.day)],
        board=[unit_phase(one) for one in facts_of_units(session, asked.inside, asked.day)],
    )  # fmt: skip


def as_area(one: UnitFacts) -> CountedArea:
    """A unit counted as an area would be."""
    counts = {(key, row.value): 1 for key, row in one.facts.items()}
    return CountedArea(one.unit, "unit", one.name, 1, {**counts, **one.counts})


def funnel_place(
    one: CountedArea, targets: Targets, facts: Mapping[str, UnitStanding], money: Mapping[tuple[str, str], int]
) -> FunnelPlace:
    """`facts`: of one unit; of an area none."""
    measures = {line.fact: line.key for line in policies.told_numbers().standings}
    wanted = {fact: targets.get((one.place, key)) for fact, key in measures.items()}

    def counted_measure(key: str) -> CountedMeasure:
        return CountedMeasure(measure=measures[key], count=one.of(key), target=wanted[key])

    return FunnelPlace(
        place=one.place, level=one.level, name=one.name, units=one.units,
        steps=[
            FunnelStep(
                step=step, measure=measures[step], count=one.of(step), target=wanted[step], **span_of(facts.get(step))
            )
            for step in STEPS
        ],
        besides=[counted_measure(key) for key in BESIDES],
        agents=AgentCounts(
            active=one.of("agent"), active_target=wanted["agent"], trained=one.of("trained_agent"),
            trained_target=wanted["trained_agent"], backgrounds=told_backgrounds(one),
        ),
        trainings=[counted_measure(key) for key in TRAININGS], money=list(money_lines(money)),
    )  # fmt: skip


def money_lines(money: Mapping[tuple[str, str], int]) -> Iterator[MoneyLine]:
    """Those that have something, line by line."""
    for part in PARTS:
        line, _, source = part.partition("/")
        planned, spent = (money.get((key, part), 0) for key in (PLANNED, SPENT))
        if planned or spent:
            yield MoneyLine.model_validate({"line": line, "source": source, "planned": planned, "spent": spent})


def told_backgrounds(one: CountedArea) -> dict[str, int]:
    """That somebody once used drugs is nothing to be told of her: no background of few people, and none of one unit.
    In multiples of `least`, since an area less the others in its province would tell the few who are left."""
    least = policies.report_definitions().least
    counts = one.by_value("agent") if one.level != "unit" and one.units > 1 else {}
    told = {value: count - count % least for value, count in counts.items() if value and count >= least}
    rest = sum(counts.values()) - sum(told.values())
    return told | ({"rest": rest} if rest else {})


def span_of(row: UnitStanding | None) -> dict[str, date | None]:
    """From when until when it holds of a unit; of an area nothing is told."""
    return {"since": day_of(row.since if row else None), "until": day_of(row.until if row else None)}


def phase_place(one: CountedArea) -> PhasePlace:
    """An area's units by phase."""
    return PhasePlace(
        place=one.place, level=one.level, name=one.name, units=one.units, target=one.by_value("target_phase"),
        reached=one.by_value("reached_phase"),
    )  # fmt: skip


def unit_phase(one: UnitFacts) -> UnitPhase:
    """A line of the board."""
    taken = [step for step in STEPS if step in one.facts]
    decree, target, reached = (one.facts.get(key) for key in ("decreed", "target_phase", "reached_phase"))
    return UnitPhase(
        unit=one.unit, name=one.name, village=one.village, target=target.value if target else None,
        reached=reached.value if reached else None, step=taken[-1] if taken else None,
        decree_until=day_of(decree.until if decree else None), agents=as_area(one).of("agent"),
    )  # fmt: skip


def day_of(text: str | None) -> date | None:
    """As it is told."""
    return date.fromisoformat(text) if text else None
