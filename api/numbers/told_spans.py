"""What of a quarter is told of units, regencies, provinces and the country, by the rule of `told_table.py`. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from api.numbers.line_parts import Divisions, divisions_of
from api.numbers.quarter_rows import BlockCount
from api.numbers.told_table import AreaNode, TellingRule, area_of, tell_table
from api.policies.told_numbers import ToldLine

LEVELS = ("country", "province", "regency", "unit")
SYMBOLS = {"province": 2, "regency": 5}  # of a Kemendagri code
NOBODY = BlockCount(0, 0)


class CountedPlace(NamedTuple):
    """A unit, where it lies, and its counts in a quarter: {(number, block): how many}."""

    unit: str
    village: str
    counts: Mapping[tuple[str, str], BlockCount]


class ToldBlock(NamedTuple):
    """As `ToldNumber` has it."""

    measure: str
    level: str
    place: str
    block: str
    area: str
    number: int


def told_of_line(line: ToldLine, span: str, places: Sequence[CountedPlace], least: int) -> Iterator[ToldBlock]:
    """Every number of this line that is told of a quarter."""
    divisions = divisions_of(line, span)
    root = tree_of(line.key, divisions, places)
    if root is not None:
        tell_table(root, TellingRule(0 if line.open else least, line.none_too))
        told = told_inside(line.key, divisions, root, 0, "")
        if line.mean:
            yield from means_of(told)
            return
        rounded_to = least if line.coarse else 1
        for one in told:
            yield one._replace(number=one.number - one.number % rounded_to)


def means_of(told: Iterator[ToldBlock]) -> Iterator[ToldBlock]:
    """Of each area one whole number, half up: what its answers come to, by how many they are."""
    for _, several in groupby(told, key=lambda one: (one.level, one.place)):
        summed, answers = several
        yield summed._replace(number=(2 * summed.number + answers.number) // (2 * answers.number))


def tree_of(key: str, divisions: Divisions, places: Sequence[CountedPlace]) -> AreaNode | None:
    """The country, with its provinces, their regencies and their units; nothing where there is no unit."""
    regencies: dict[str, list[AreaNode]] = {}
    for one in places:
        regencies.setdefault(one.village[: SYMBOLS["regency"]], []).append(unit_of(key, divisions, one))
    provinces: dict[str, list[AreaNode]] = {}
    for code, units in regencies.items():
        provinces.setdefault(code[: SYMBOLS["province"]], []).append(area_of(code, units))
    several = [area_of(code, inside) for code, inside in provinces.items()]
    return area_of("", several) if several else None


def unit_of(key: str, divisions: Divisions, place: CountedPlace) -> AreaNode:
    """Block by block."""
    found = [[place.counts.get((key, block), NOBODY) for block in blocks] for blocks in divisions]
    counts = [[one.number for one in blocks] for blocks in found]
    return AreaNode(place.unit, counts, [[one.people for one in blocks] for blocks in found])


def told_inside(key: str, divisions: Divisions, area: AreaNode, floor: int, code: str) -> Iterator[ToldBlock]:
    """Of an area and of all in it. `code`: that of the area in which a unit lies. A part that is divided no further
    stands in several divisions, and is told once."""
    own = code if LEVELS[floor] == "unit" else area.key
    said = {name: count for names, counts in zip(divisions, area.told, strict=False)
            for name, count in zip(names, counts, strict=True)}  # fmt: skip
    for name, count in said.items():
        yield ToldBlock(key, LEVELS[floor], area.key, name, own, count)
    for one in area.inside:
        yield from told_inside(key, divisions, one, floor + 1, own)
