"""What of a quarter is told of units, regencies, provinces and the country, by the rule of `told_table.py`. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from api.numbers.counted_months import YES, NumberKey, month_after
from api.numbers.told_table import AreaNode, Division, area_of, tell_table, told_blocks
from api.policies.report_definitions import NumberLine, ReportDefinitions

REST = "rest"
LEVELS = ("country", "province", "regency", "unit")
SYMBOLS = {"province": 2, "regency": 5}  # of a Kemendagri code
UnitCounts = Mapping[NumberKey, int]


class CountedPlace(NamedTuple):
    """A unit, where it lies, and its counts."""

    unit: str
    village: str
    counts: UnitCounts


class ToldBlock(NamedTuple):
    """As `ToldNumber` has it."""

    measure: str
    level: str
    place: str
    block: str
    area: str
    number: int


class SpanChain(NamedTuple):
    """The finest blocks of a line, each with the months and part it counts, and its divisions with their names."""

    finest: Sequence[tuple[str, str]]
    divisions: Sequence[Division]
    names: Sequence[Sequence[str]]


def months_of(span: str) -> list[str]:
    """Three: `2026-Q4` is October to December."""
    year, quarter = span.split("-Q")
    return [f"{year}-{3 * int(quarter) - back:02}" for back in (2, 1, 0)]


def last_day_of(span: str) -> date:
    """Of a quarter."""
    return date.fromisoformat(f"{month_after(months_of(span)[-1])}-01") - timedelta(days=1)


def chain_of(line: NumberLine, months: Sequence[str], *, share: bool) -> SpanChain:
    """The whole; its parts; both by month. Who stands somewhere at the end of a month is counted at the last one's."""
    parts = line.parts or ((YES, REST) if share else ("",))
    counted = months[-1:] if line.stock else months
    finest = [(month, part) for month in counted for part in parts]
    every = range(len(finest))
    divisions, names = [[[*every]]], [[""]]
    if len(parts) > 1:
        divisions.append([[at for at in every if finest[at][1] == part] for part in parts])
        names.append([*parts])
    if len(counted) > 1:
        divisions.append([[at] for at in every])
        names.append([f"{month}/{part}" if part else month for month, part in finest])
    return SpanChain(finest, divisions, names)


def count_in(counts: UnitCounts, key: str, month: str, part: str) -> int:
    """Of one of the finest blocks. The rest of a share is the whole without its numerator."""
    if part == REST:
        return counts.get((month, key, ""), 0) - counts.get((month, key, YES), 0)
    return counts.get((month, key, part), 0)


def as_told(line: NumberLine, number: int, least: int) -> int:
    """Who stands somewhere stands there a quarter later too, so that two quarters of a stock tell the few who came or
    went between them, whom no quarter tells. It is told rounded down to a multiple of `least`."""
    return number - number % least if line.stock else number


def told_of_span(definitions: ReportDefinitions, span: str, places: Sequence[CountedPlace]) -> Iterator[ToldBlock]:
    """Every number that is told, line by line."""
    shares = {one.key for one in definitions.measures if one.is_share or one.steps}
    for line in definitions.numbers:
        chain = chain_of(line, months_of(span), share=line.key in shares)
        root = tree_of(line.key, chain, places)
        if root is not None:
            tell_table(root, chain.divisions, 0 if line.open else definitions.least)
            for one in told_inside(line.key, chain, root, 0, ""):
                yield one._replace(number=as_told(line, one.number, definitions.least))


def tree_of(key: str, chain: SpanChain, places: Sequence[CountedPlace]) -> AreaNode | None:
    """The country, with its provinces, their regencies and their units; nothing where there is no unit."""
    regencies: dict[str, list[AreaNode]] = {}
    for one in places:
        counts = [count_in(one.counts, key, month, part) for month, part in chain.finest]
        regencies.setdefault(one.village[: SYMBOLS["regency"]], []).append(AreaNode(one.unit, counts))
    provinces: dict[str, list[AreaNode]] = {}
    for code, units in regencies.items():
        provinces.setdefault(code[: SYMBOLS["province"]], []).append(area_of(code, units))
    several = [area_of(code, inside) for code, inside in provinces.items()]
    return area_of("", several) if several else None


def told_inside(key: str, chain: SpanChain, area: AreaNode, floor: int, code: str) -> Iterator[ToldBlock]:
    """Of an area and of all in it. `code`: that of the area in which a unit lies."""
    own = code if LEVELS[floor] == "unit" else area.key
    for depth, counts in told_blocks(area, chain.divisions).items():
        for name, count in zip(chain.names[depth - 1], counts, strict=True):
            yield ToldBlock(key, LEVELS[floor], area.key, name, own, count)
    for one in area.inside:
        yield from told_inside(key, chain, one, floor + 1, own)
