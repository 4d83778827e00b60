"""The cells of an export: each number of a quarter that is told, and a mark in the place of one that is not. Pure."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from api.policies.told_numbers import ToldNumbers
from api.resources.numbers import PlaceNumber, QuarterNumbers


class ExportCell(NamedTuple):
    """`part`: empty for the whole; `month`: empty for the quarter; `number`: None where it is not told. `target`: what
    is wanted in the year, and `reached` what was told of it, beside the whole of the quarter alone; None: none is set,
    or it is not told."""

    place: str
    name: str
    measure: str
    part: str
    month: str
    number: int | None
    target: int | None = None
    reached: int | None = None


def cells_of(told: QuarterNumbers, definitions: ToldNumbers, measure: str | None) -> Iterator[ExportCell]:
    """By place and measure: the whole and its parts, told or hidden; and months as far as they are told."""
    found = {(one.place, one.measure): one for one in told.numbers}
    wanted = {(one.place, one.measure): one for one in told.targets}
    for place in told.places:
        for key, parts in blocks_of(definitions).items():
            if measure in (None, key):
                number = found.get((place.place, key))
                whole, *others = cells_in(number, ExportCell(place.place, place.name, key, "", "", None), parts)
                target = wanted.get((place.place, key))
                yield whole._replace(target=target.value, reached=target.reached) if target else whole
                yield from others


def blocks_of(definitions: ToldNumbers) -> Mapping[str, tuple[str, ...]]:
    """{number: its parts, at whatever depth}."""
    return {line.key: tuple(part.part for part in line.every_part()) for line in definitions.lines}


def cells_in(number: PlaceNumber | None, empty: ExportCell, parts: tuple[str, ...]) -> Iterator[ExportCell]:
    """Of one place and measure."""
    told = {(one.month or "", one.part or ""): one.count for one in number.parts} if number else {}
    for part in ("", *parts):
        yield empty._replace(part=part, number=told.pop(("", part), None))
    for (month, part), number_told in told.items():
        yield empty._replace(month=month, part=part, number=number_told)
