"""How far units have come, as it is told to offices."""

from datetime import date
from typing import Literal

from api.numbers.standing_counts import PlaceLevel
from api.records.coaching.funding import FundingLine, FundingSource
from api.shapes import WireShape

Step = Literal["mapped", "advocated", "decreed", "recruited", "trained", "operational"]


class FunnelStep(WireShape):
    """A step of a unit's life."""

    step: Step
    """Which; `decreed`: a decree that forms it is valid."""
    measure: str
    """Its name in the policy `report_definitions` (`standings`), by which targets are set."""
    count: int
    """How many units have taken it, and stand there still."""
    target: int | None
    """What was to be reached. Null: no target is set."""
    since: date | None
    """Of one unit: from which day on. Null: it has not, or the place is an area."""
    until: date | None
    """Of one unit: until when its decree is valid, or it works. Null: no end is known."""


class AgentCounts(WireShape):
    """Agents of units. They are staff: small numbers are told."""

    active: int
    """How many work."""
    active_target: int | None
    """How many were to work. Null: no target is set."""
    trained: int
    """How many of them passed a training."""
    trained_target: int | None
    """How many were to be trained. Null: no target is set."""
    backgrounds: dict[str, int]
    """How many of those who work for each background that an appointment names, rounded down to a multiple of five. All
    others are told together as `rest`: those of whom fewer than five have it, nobody named it, or they are above that
    multiple. None is told of one unit, nor of an area with one."""


class CountedMeasure(WireShape):
    """How many there are, beside how many were to be."""

    measure: str
    """Its name in the policy `told_numbers` (`standings`), by which targets are set."""
    count: int
    """How many."""
    target: int | None
    """How many were to be. Null: no target is set."""


class MoneyLine(WireShape):
    """What was planned and spent for one purpose, from one source."""

    line: FundingLine
    """For what."""
    source: FundingSource
    """From where."""
    planned: int
    """Planned, in rupiah."""
    spent: int
    """Spent so far, in rupiah."""


class FunnelPlace(WireShape):
    """A place, and its units by step."""

    place: str
    """A unit's id, an area's code, or empty for the country."""
    level: PlaceLevel
    """What it is."""
    name: str
    """Of the unit or area."""
    units: int
    """How many units lie in it, also those that have taken no step."""
    steps: list[FunnelStep]
    """All of them, in their order."""
    besides: list[CountedMeasure]
    """Units with an agreement with an institution that holds, their own or one of an office that covers them, and with
    a budget of the year for documentation and reporting."""
    agents: AgentCounts
    """Who works in its units."""
    trainings: list[CountedMeasure]
    """Trainings whose last day lies in the year, one for several units or an area once; agents who passed one for
    agents, each once; offices (*satker*) from which people came, each name once; and agents due for a refresher, since
    they passed last longer ago than the policy `supervision` says. Staff: small numbers are told."""
    money: list[MoneyLine]
    """What its units planned and spent in the year, by their papers (`funding`). What is nothing is absent; of units
    with something for documentation and reporting `besides` says how many."""


class UnitFunnel(WireShape):
    """How far units have come, at the end of a year or today."""

    year: int
    """Which year."""
    until: date
    """The day on which it is looked at: the last of the year, or today."""
    counted_on: date | None
    """Papers and memberships are looked through once a day: when it was done last in all units of the area. Null: not
    yet."""
    places: list[FunnelPlace]
    """The area itself first, then what lies directly in it: provinces, regencies, or the units of a regency. An area
    without units is absent."""


class PhasePlace(WireShape):
    """An area, and its units by phase."""

    place: str
    """Its code, or empty for the country."""
    level: PlaceLevel
    """What it is."""
    name: str
    """The area's."""
    units: int
    """How many units lie in it."""
    target: dict[str, int]
    """How many want to reach each phase this year."""
    reached: dict[str, int]
    """How many reached each phase by the year's latest assessment; the rest was not assessed."""


class UnitPhase(WireShape):
    """A unit on the board of its district."""

    unit: str
    """Its id."""
    name: str
    """Its name."""
    village: str
    """Kemendagri code of its village, which has no second one unless the operator added it."""
    target: str | None
    """The phase it wants to reach this year. Null: none was set."""
    reached: str | None
    """The phase by this year's latest assessment. Null: it was not assessed."""
    step: Step | None
    """The last step it took. Null: none yet."""
    decree_until: date | None
    """Until when its decree is valid. Null: there is none, or no end is known."""
    agents: int
    """How many agents work in it."""


class UnitPhases(WireShape):
    """At which phases units stand, beside those they want to reach."""

    year: int
    """Which year."""
    until: date
    """The day on which it is looked at: the last of the year, or today."""
    counted_on: date | None
    """When papers were looked through last. Null: not yet."""
    phases: list[str]
    """All phases, the first one first."""
    places: list[PhasePlace]
    """The area itself first, then the areas directly in it."""
    board: list[UnitPhase]
    """The units of a regency, by name; of a larger area none."""
