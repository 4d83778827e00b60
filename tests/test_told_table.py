"""A table with margins: a reader who subtracts, with all that is told before her, finds no small number of people.

What is told are records, and people decide whether: each client of a unit has some in some of the finest blocks.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.numbers.told_table import AreaNode, TellingRule, area_of, tell_table
from tests.subtracting import ToldSums
from tests.told_people import LEAST, RULE, Chain, Unit, must_be_of_enough

OF_WORK = TellingRule(LEAST, none_too=True)
HALVES: Chain = [[[0, 1]], [[0], [1]]]
DEEPER: Chain = [[[0, 1, 2]], [[0], [1, 2]], [[0], [1], [2]]]
CHAINS = {2: HALVES, 3: DEEPER}


def singly(key: str, cells: Sequence[int]) -> AreaNode:
    """Each of so many clients with one record."""
    clients = [[int(at == own) for at in range(len(cells))] for own, many in enumerate(cells) for _ in range(many)]
    return Unit(key, clients, CHAINS[len(cells)]).node


def leaves(area: AreaNode) -> list[AreaNode]:
    return [one for inside in area.inside for one in leaves(inside)] or [area]


def areas(area: AreaNode) -> Iterator[AreaNode]:
    yield area
    for one in area.inside:
        yield from areas(one)


def cells_of(root: AreaNode, area: AreaNode, block: Sequence[int]) -> list[int]:
    """Their places among all the finest numbers."""
    width, own = len(root.counts[-1]), {id(one) for one in leaves(area)}
    return [n * width + at for n, one in enumerate(leaves(root)) if id(one) in own for at in block]


def told_sums(root: AreaNode, chain: Chain) -> list[tuple[list[int], int]]:
    """Everything that is told of every area, side by side."""
    return [
        (cells_of(root, area, block), told)
        for area in areas(root)
        for blocks, several in zip(chain, area.told, strict=False)
        for block, told in zip(blocks, several, strict=True)
    ]


FEW = st.integers(0, 2) | st.integers(0, 9)


@st.composite
def nations(draw: st.DrawFn, rule: TellingRule = RULE) -> tuple[AreaNode, list[Unit]]:
    """Areas in areas, three floors high, mostly of few clients, some with many records; where parts without anybody are
    told, such parts are often among them."""
    width = draw(st.sampled_from([2, 3]))
    some = st.sampled_from([0, 0, 1, 4])
    last = st.sampled_from([st.just(0), st.just(0), some]) if rule.none_too else st.just(some)
    client = last.map(lambda one: st.tuples(*[some] * (width - 1), one))
    sizes = st.tuples(st.integers(0, 12), client)
    unit = sizes.flatmap(lambda size: st.lists(size[1], min_size=size[0], max_size=size[0]))
    few = st.lists(st.lists(unit, min_size=1, max_size=3), min_size=1, max_size=2)
    drawn = draw(few.filter(lambda provinces: sum(map(len, provinces)) <= 4))
    several = [[Unit(f"p{n}u{m}", one, CHAINS[width]) for m, one in enumerate(units)] for n, units in enumerate(drawn)]
    root = area_of("nation", [area_of(f"p{n}", [one.node for one in units]) for n, units in enumerate(several)])
    tell_table(root, rule)
    return root, [one for units in several for one in units]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nation=nations())
def test_nobody_subtracts_her_way_to_a_person(nation: tuple[AreaNode, list[Unit]]) -> None:
    """By linear programming over every sum that is told, by area and by part: what is hidden lies between numbers that
    are at least four apart, and what is small might be large."""
    must_stay_wide(nation[0])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nation=nations(OF_WORK))
def test_nor_where_a_part_without_anybody_is_told(nation: tuple[AreaNode, list[Unit]]) -> None:
    """What she works out then is 0, or of enough people."""
    root, units = nation
    must_stay_wide(root, also_nobody=True)
    told = [cells for cells, _ in told_sums(root, CHAINS[len(root.counts[-1])])]
    must_be_of_enough(told, units, len(root.counts[-1]), also_nobody=True)


def must_stay_wide(root: AreaNode, *, also_nobody: bool = False) -> None:
    """Raises where a hidden number is known too well."""
    chain = CHAINS[len(root.counts[-1])]
    if root.depth == 0:
        return
    reader = ToldSums(len(leaves(root)) * len(root.counts[-1]), told_sums(root, chain))
    for area in areas(root):
        for blocks in chain[area.depth :]:
            for block in blocks:
                if list(block) in [list(one) for told in chain[: area.depth] for one in told]:
                    continue  # divided no further, and told before
                low, high = reader.between(cells_of(root, area, block))
                if also_nobody and high == 0:
                    continue
                assert high - low >= LEAST - 1 < high, (area.key, block, low, high)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(nation=nations())
def test_whatever_can_be_worked_out_is_of_enough_people(nation: tuple[AreaNode, list[Unit]]) -> None:
    """Every sum of numbers that follows from those told, of whatever areas and parts: behind it stand five different
    people, however many records each of them has."""
    root, units = nation
    told = [cells for cells, _ in told_sums(root, CHAINS[len(root.counts[-1])])]
    must_be_of_enough(told, units, len(root.counts[-1]))


def test_the_reader_would_find_what_a_careless_table_gives_away() -> None:
    """Two units of one area, one told and one not; the reader sees that what is told cannot be; and she counts people,
    not records."""
    root = area_of("k", [singly("a", [9, 9]), singly("b", [2, 8])])
    tell_table(root, RULE)
    assert [one.depth for one in root.inside] == [1, 1]
    root.inside[0].depth = 2
    assert ToldSums(4, told_sums(root, HALVES)).between([2]) == (2, 2)
    with pytest.raises(AssertionError):
        ToldSums(2, [([0], 5), ([0, 1], 4)])
    busy = Unit("a", [[20, 0], [20, 0]], HALVES)
    must_be_of_enough([], [busy], 2)
    with pytest.raises(AssertionError):
        must_be_of_enough([[0, 1]], [busy], 2)


def splits(whole: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way to make it of so many."""
    if cells == 1:
        yield (whole,)
        return
    for first in range(whole + 1):
        for others in splits(whole - first, cells - 1):
            yield (first, *others)


def test_nor_does_one_who_knows_the_rule() -> None:
    """Of every way to divide up to sixteen people among two units and two parts: all that would have been told alike
    leaves each hidden number at least five possibilities, four apart."""
    alike: dict[Any, list[tuple[int, ...]]] = defaultdict(list)
    for whole in range(17):
        for world in splits(whole, 4):
            root = area_of("k", [of_cells("a", world[:2]), of_cells("b", world[2:])])
            tell_table(root, RULE)
            alike[tuple(str(one.told) for one in areas(root))].append(world)
    hidden = 0
    for told, worlds in alike.items():
        for cells, depth in ((0,), 2), ((1,), 2), ((2,), 2), ((3,), 2), ((0, 1), 1), ((2, 3), 1):
            if told[1 + min(cells) // 2].count("[") <= depth:
                possible = {sum(world[at] for at in cells) for world in worlds}
                assert max(possible) - min(possible) >= LEAST - 1, (told, cells)
                hidden += 1
    assert hidden > 100


def of_cells(key: str, cells: Sequence[int]) -> AreaNode:
    """As `singly`, without drawing up anybody."""
    blocks = [[sum(cells)], [*cells]]
    return AreaNode(key, blocks, blocks)


def test_what_can_be_told_is_told() -> None:
    wide = area_of("k", [singly("a", [5, 9]), singly("b", [6, 7])])
    tell_table(wide, RULE)
    assert [one.depth for one in areas(wide)] == [2, 2, 2]
    beside = area_of("k", [singly(name, counts) for name, counts in
                           (("a", [9, 9]), ("b", [4, 9]), ("c", [8, 8]), ("d", [7, 7]))])  # fmt: skip
    tell_table(beside, RULE)
    assert {one.key: one.depth for one in areas(beside)} == {"k": 2, "a": 2, "b": 1, "c": 1, "d": 2}
    alone = area_of("p", [area_of("k", [singly("u", [6, 6])])])
    tell_table(alone, RULE)
    assert [one.depth for one in areas(alone)] == [2, 2, 2]
    none = area_of("k", [singly("a", [1, 1]), singly("b", [1, 1])])
    tell_table(none, RULE)
    assert [one.told for one in areas(none)] == [[], [], []]
    same = Unit("a", [[3, 3]] * 4, HALVES)
    tell_table(same.node, RULE)
    assert same.node.told == [], "24 records of four"
