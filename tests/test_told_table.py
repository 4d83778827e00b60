"""A table with margins: a reader who subtracts, with all that is told before her, finds no small number of people."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.numbers.told_table import AreaNode, Division, area_of, tell_table, told_blocks
from tests.subtracting import ToldSums

LEAST = 5
# Two months, each in two parts: a share's numerator and the rest, or two sexes.
BY_MONTH = [[[0, 1]], [[0], [1]]]
BY_PART_AND_MONTH = [[[0, 1, 2, 3]], [[0, 2], [1, 3]], [[0], [1], [2], [3]]]
FEW = st.integers(0, 4) | st.integers(0, 30)


def leaves(area: AreaNode) -> list[AreaNode]:
    return [one for inside in area.inside for one in leaves(inside)] or [area]


def areas(area: AreaNode) -> Iterator[AreaNode]:
    yield area
    for one in area.inside:
        yield from areas(one)


def cells_of(root: AreaNode, area: AreaNode, block: Sequence[int]) -> list[int]:
    """Their places among all the finest numbers."""
    width, own = len(root.counts), {id(one) for one in leaves(area)}
    return [n * width + at for n, one in enumerate(leaves(root)) if id(one) in own for at in block]


def told_sums(root: AreaNode, chain: Sequence[Division]) -> list[tuple[list[int], int]]:
    """Everything that is told of every area, side by side."""
    return [
        (cells_of(root, area, block), told)
        for area in areas(root)
        for depth, several in told_blocks(area, chain).items()
        for block, told in zip(chain[depth - 1], several, strict=True)
    ]


@st.composite
def nations(draw: st.DrawFn) -> AreaNode:
    """Areas in areas, three floors high, mostly of few people."""
    width = draw(st.sampled_from([2, 4]))
    leaf = st.lists(FEW, min_size=width, max_size=width)
    provinces = draw(st.lists(st.lists(leaf, min_size=1, max_size=3), min_size=1, max_size=3))
    return area_of(
        "nation",
        [area_of(f"p{n}", [AreaNode(f"p{n}u{m}", one) for m, one in enumerate(units)])
         for n, units in enumerate(provinces)],
    )  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(root=nations())
def test_nobody_subtracts_her_way_to_a_person(root: AreaNode) -> None:
    """By linear programming over every sum that is told, by area, by month and by part: what is hidden lies between
    numbers that are at least four apart, and what is small might be large."""
    chain = BY_MONTH if len(root.counts) == 2 else BY_PART_AND_MONTH
    tell_table(root, chain, LEAST)
    sums = told_sums(root, chain)
    assert min((told for _, told in sums), default=LEAST) >= LEAST
    reader = ToldSums(len(leaves(root)) * len(root.counts), sums)
    if root.depth == 0:
        return
    for area in areas(root):
        for division in chain[area.depth :]:
            for block in division:
                low, high = reader.between(cells_of(root, area, block))
                assert high - low >= LEAST - 1 < high, (area.key, block, low, high)


def test_the_reader_would_find_what_a_careless_table_gives_away() -> None:
    """Two units of one area, one told and one not; and the reader sees that what is told cannot be."""
    root = area_of("k", [AreaNode("a", [9, 9]), AreaNode("b", [2, 8])])
    tell_table(root, BY_MONTH, LEAST)
    assert [one.depth for one in root.inside] == [1, 1]
    root.inside[0].depth = 2
    assert ToldSums(4, told_sums(root, BY_MONTH)).between([2]) == (2, 2)
    with pytest.raises(AssertionError):
        ToldSums(2, [([0], 5), ([0, 1], 4)])


def splits(whole: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way to make it of so many."""
    if cells == 1:
        yield (whole,)
        return
    for first in range(whole + 1):
        for others in splits(whole - first, cells - 1):
            yield (first, *others)


def test_nor_does_one_who_knows_the_rule() -> None:
    """Of every way to divide up to sixteen people among two units and two months: all that would have been told alike
    leaves each hidden number at least five possibilities, four apart."""
    alike: dict[Any, list[tuple[int, ...]]] = defaultdict(list)
    for whole in range(17):
        for world in splits(whole, 4):
            root = area_of("k", [AreaNode("a", world[:2]), AreaNode("b", world[2:])])
            tell_table(root, BY_MONTH, LEAST)
            alike[repr([told_blocks(one, BY_MONTH) for one in areas(root)])].append(world)
    hidden = 0
    for told, worlds in alike.items():
        for cells, depth in ((0,), 2), ((1,), 2), ((2,), 2), ((3,), 2), ((0, 1), 1), ((2, 3), 1):
            if f"{depth}: " not in told.split("}, ")[1 + min(cells) // 2]:
                possible = {sum(world[at] for at in cells) for world in worlds}
                assert max(possible) - min(possible) >= LEAST - 1, (told, cells)
                hidden += 1
    assert hidden > 100


def test_what_can_be_told_is_told() -> None:
    wide = area_of("k", [AreaNode("a", [5, 9]), AreaNode("b", [6, 7])])
    tell_table(wide, BY_MONTH, LEAST)
    assert [one.depth for one in areas(wide)] == [2, 2, 2]
    beside = area_of("k", [AreaNode(name, counts) for name, counts in
                           (("a", [9, 9]), ("b", [4, 9]), ("c", [8, 8]), ("d", [7, 7]))])  # fmt: skip
    tell_table(beside, BY_MONTH, LEAST)
    assert {one.key: one.depth for one in areas(beside)} == {"k": 2, "a": 2, "b": 1, "c": 1, "d": 2}
    alone = area_of("p", [area_of("k", [AreaNode("u", [6, 6])])])
    tell_table(alone, BY_MONTH, LEAST)
    assert [one.depth for one in areas(alone)] == [2, 2, 2]
    none = area_of("k", [AreaNode("a", [1, 1]), AreaNode("b", [1, 1])])
    tell_table(none, BY_MONTH, LEAST)
    assert [told_blocks(one, BY_MONTH) for one in areas(none)] == [{}, {}, {}]
