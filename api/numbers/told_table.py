"""Which cells of a table with margins may be told, so that nobody works out a number of people under `least`. Pure.

A table has areas in areas down its side, and along its top one span of time that is divided finer and finer: a quarter;
its numerator and the rest; the same by month. What an area is told to is its depth along that chain of divisions, and
an area inside it goes no deeper. Two rules make it safe:

    1  Every block of a division down to an area's depth holds `least` people or more.
    2  Of the areas inside an area, those that are not told at a depth to which it is told come together, which whoever
       subtracts finds, to `least` or more in every block. So they are several: one alone would be told itself.

What is not told is then a table of which only sums of `least` and more are known, along both sides; within these it may
be anything. Every answer about a span is cut from the same depths, so that no two of them, laid side by side, tell more
than one; of what happened spans share no record, so each stands alone, and where people stand is told more coarsely
(`told_spans.py`).

Nobody counts as few: that nobody did something is told of somebody too. An area that stays untold for another's sake is
the next in the order of names, not the smallest, since a choice by size would tell the size.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# How many in each of the finest blocks; and which of these are one block of a division.
BlockCounts = Sequence[int]
Division = Sequence[Sequence[int]]


@dataclass
class AreaNode:
    """`counts`: by the finest blocks; of an area with others inside it, theirs added up. `depth`: how many divisions of
    the chain are told of it."""

    key: str
    counts: BlockCounts
    inside: "list[AreaNode]" = field(default_factory=list)
    depth: int = 0


def area_of(key: str, inside: Sequence[AreaNode]) -> AreaNode:
    """What is in these, together."""
    counts = [sum(several) for several in zip(*(one.counts for one in inside), strict=True)]
    return AreaNode(key, counts, sorted(inside, key=lambda one: one.key))


def in_blocks(counts: BlockCounts, division: Division) -> list[int]:
    """How many in each block of a division."""
    return [sum(counts[at] for at in block) for block in division]


def tell_table(root: AreaNode, chain: Sequence[Division], least: int) -> None:
    """Sets the depth of every area. `chain`: each division is finer than the one before it."""
    root.depth = own_depth(root, chain, least, len(chain))
    tell_inside(root, chain, least)


def own_depth(area: AreaNode, chain: Sequence[Division], least: int, most: int) -> int:
    """How far every block of it has enough."""
    for depth, division in enumerate(chain[:most]):
        if min(in_blocks(area.counts, division)) < least:
            return depth
    return most


def tell_inside(area: AreaNode, chain: Sequence[Division], least: int) -> None:
    """The areas in it, to where they may, and those that must stay untold beside another."""
    for one in area.inside:
        one.depth = own_depth(one, chain, least, area.depth)
    for depth in range(1, area.depth + 1):
        hide_beside(area.inside, chain[depth - 1], least, depth)
    for one in area.inside:
        tell_inside(one, chain, least)


def hide_beside(areas: Sequence[AreaNode], division: Division, least: int, depth: int) -> None:
    """Until those untold at this depth come to enough in every block, one more goes no deeper."""
    untold = [one for one in areas if one.depth < depth]
    while untold and not are_enough(untold, division, least):
        one = next_told(areas, untold, depth)
        if one is None:
            return
        one.depth = depth - 1
        untold.append(one)


def are_enough(areas: Sequence[AreaNode], division: Division, least: int) -> bool:
    """Together, in each block."""
    together: list[int] = [
        sum(several) for several in zip(*(in_blocks(one.counts, division) for one in areas), strict=True)
    ]
    return min(together) >= least


def next_told(areas: Sequence[AreaNode], untold: Sequence[AreaNode], depth: int) -> AreaNode | None:
    """The first behind the first untold one, by name and round the end. None: all are untold, and are that area."""
    at = next(at for at, one in enumerate(areas) if one is untold[0])
    turned = [*areas[at:], *areas[:at]]
    return next((one for one in turned if one.depth >= depth), None)


def told_blocks(area: AreaNode, chain: Sequence[Division]) -> Mapping[int, list[int]]:
    """{depth from 1 on: how many in each block}, as far as it is told."""
    return {depth: in_blocks(area.counts, chain[depth - 1]) for depth in range(1, area.depth + 1)}
