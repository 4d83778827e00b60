"""What a unit writes beside its clients: outreach and group meetings, told in numbers."""

from collections.abc import Iterator
from datetime import date, timedelta

from bench.nation.accompaniment import THEMES
from bench.nation.chance import Chance
from bench.nation.deeds import Deed
from bench.nation.places import NationUnit

MONTH = timedelta(days=30)
WAYS = {"socialisation": 20, "home_to_home": 14, "hangout": 16, "school": 10, "worship": 12, "village_meeting": 22,
        "event": 6}  # fmt: skip
AUDIENCES = ["youth", "parents", "women_group"]


def own_papers(chance: Chance, unit: NationUnit, first: date, until: date) -> Iterator[Deed]:
    """Month by month, while it works."""
    day = first
    while day <= until:
        for kind, sets in (("outreach", outreach), ("group_meeting", group_meeting)):
            for _ in range(chance.between(0, 2)):
                on = chance.later(day, 0, 29)
                if on <= until:
                    yield Deed(on, chance.one_of(unit.agents), kind, chance.id_on(on), unit.id, sets(chance, on))
        day += MONTH


def outreach(chance: Chance, on: date) -> dict[str, object]:
    """An event."""
    heads = chance.between(8, 60)
    return {
        "on": str(on), "way": chance.weighted(WAYS), "head_total": heads, "head_women": chance.between(0, heads),
        "head_under18": chance.between(0, heads // 4), "audience": chance.some_of(AUDIENCES, 2),
        "topics": chance.some_of(["addiction", "services_free", "stigma", "where_to_go"], 3), "led_by": ["agent"],
        "material": ["leaflet"], "material_count": heads, "asked_after": chance.between(0, 3),
        "funded_by": chance.weighted({"village_fund": 50, "dipa_bnn": 20, "self": 10, "none": 20}),
    }  # fmt: skip


def group_meeting(chance: Chance, on: date) -> dict[str, object]:
    """Who came stands in each client's case."""
    return {"on": str(on), "theme": chance.one_of(THEMES), "leader": "agent", "place": "post",
            "head_count": chance.between(4, 12), "minutes": chance.one_of([45, 60, 75, 90])}  # fmt: skip
