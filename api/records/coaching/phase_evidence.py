"""What a unit's papers say of the evidence that a rubric of phases asks for: the one place where fields get its names.

`pwa/src/coaching/phase_evidence.ts` is the same in TypeScript; both read `phase_evidence.json`, which names what has a
field of its own, and `tests/vectors/phase_evidence.json`. What no paper of the unit says is left out, so that the
rubric tells it as missing. No officer reads a case: what these say comes by the numbers that a monitoring begins with.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

NAMED: Mapping[str, Any] = orjson.loads(Path(__file__).with_name("phase_evidence.json").read_bytes())
SAID_BY_PAPERS = frozenset(
    {
        *NAMED["monitoring"], *NAMED["percent"], *NAMED["assistance"], "number.reports_in_time",
        "number.reached_of_target", "number.qol_improved_best_two", "number.months_operational",
    }
)  # fmt: skip
Fields = Mapping[str, Any]
WHOLE, MONTHS = 100, 12


def phase_evidence(monitoring: Fields, year: Fields, visits: Sequence[Fields]) -> dict[str, object]:
    """By the rubric's names. `year`: the unit's year, `visits`: its assistances; what is not there is empty."""
    on = str(monitoring.get("on") or "")
    found: dict[str, object] = {name: counted(monitoring.get(field)) for name, field in NAMED["monitoring"].items()}
    found |= {name: part(monitoring.get(field), WHOLE) for name, field in NAMED["percent"].items()}
    gave = visits_between(year_counted(monitoring), on, visits)
    found |= {name: part(last_said(field, gave), WHOLE) for name, field in NAMED["assistance"].items()}
    found["number.reports_in_time"] = part(monitoring.get("reports_in_time"), months_over(year_counted(monitoring), on))
    found["number.reached_of_target"] = part(monitoring.get("clients"), year.get("target_clients"))
    found["number.qol_improved_best_two"] = best_two([monitoring.get(name) for name in NAMED["domains"]])
    found["number.months_operational"] = months_between(str(year.get("operational_on") or ""), on)
    return {name: one for name, one in found.items() if one is not None}


def counted(said: object) -> object:
    """A word of the scale by its place from 0 on, several things by how many they are."""
    if isinstance(said, str):
        return NAMED["scale"].index(said) if said in NAMED["scale"] else None
    return len(said) if isinstance(said, list) else said


def part(found: object, of: object) -> list[object] | None:
    """How many out of how many, where both are known."""
    return None if found is None or of is None else [found, of]


def best_two(shares: Sequence[object]) -> list[object] | None:
    """Of the domains in which most improved; one alone is no two."""
    best = sorted((one for one in shares if isinstance(one, int)), reverse=True)[:2]
    return [sum(best), 2 * WHOLE] if len(best) > 1 else None


def visits_between(year: int | None, on: str, visits: Sequence[Fields]) -> list[Fields]:
    """From the beginning of the year that is looked at to this day, the newest first."""
    within = [one for one in visits if f"{year}" <= str(one.get("on") or "") <= on]
    return sorted(within, key=lambda one: str(one["on"]), reverse=True)


def last_said(field: str, visits: Sequence[Fields]) -> object:
    """By the first of these that gave it."""
    return next((one[field] for one in visits if one.get(field) is not None), None)


def year_counted(monitoring: Fields) -> int | None:
    """Its own; of a year's start the one before, by which the year is measured."""
    year = monitoring.get("year")
    return year - (monitoring.get("when") == "start") if isinstance(year, int) else None


def months_over(year: int | None, on: str) -> int | None:
    """How many months of the year are over on this day."""
    if not on or year is None:
        return None
    return MONTHS if int(on[:4]) > year else int(on[5:7]) - 1


def months_between(first: str, last: str) -> int | None:
    """Whole months. None where the first is not known, or not there yet."""
    if not first or first > last:
        return None
    over = MONTHS * (int(last[:4]) - int(first[:4])) + int(last[5:7]) - int(first[5:7])
    return over - (last[8:] < first[8:])
