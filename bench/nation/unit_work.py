"""All that is written in one unit, by day. It follows from the nation's seed and the unit alone."""

from datetime import date

from bench.nation.case import ClientCase, in_order
from bench.nation.chance import Chance
from bench.nation.coaching import coached
from bench.nation.deeds import Deed
from bench.nation.lives import live
from bench.nation.papers import own_papers
from bench.nation.places import Nation, NationUnit

CLIENTS_A_MONTH = 1.45
MONTH_DAYS = 30.4


def work_of(nation: Nation, unit: NationUnit) -> list[Deed]:
    """Its coaching papers, its own papers, its clients."""
    chance = Chance(nation.seed, unit.id)
    papers = list(coached(chance, unit, nation.until))
    if unit.works_on is None or unit.works_on > nation.until:
        return in_order([], papers)
    first = max(unit.works_on, nation.first)
    papers += own_papers(chance, unit, first, nation.until)
    days = (nation.until - first).days
    begins = sorted(chance.later(first, 0, days) for _ in range(round(CLIENTS_A_MONTH * days / MONTH_DAYS)))
    return in_order([lived(nation, unit, chance, day) for day in begins], papers)


def lived(nation: Nation, unit: NationUnit, chance: Chance, day: date) -> ClientCase:
    """One client who was met on this day."""
    case = ClientCase(chance, unit, chance.one_of(unit.agents), day, nation.until)
    live(case)
    return case
