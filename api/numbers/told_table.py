"""Which cells of a table with margins may be told, so that nobody works out a number of people under `least`. Pure.

A table has areas in areas down its side, and along its top one quarter that is divided finer and finer: the whole; its
parts; their parts. What an area is told to is its depth along that chain of divisions, and an area inside it goes no
deeper. Two rules make it safe:

    1  Behind every block of a division down to an area's depth stand `least` different people or more.
    2  Of the areas inside an area, those that are not told at a depth to which it is told come together, which whoever
       subtracts finds, to `least` people or more in every block. So they are several: one alone would be told itself.

What happened is told, and people decide whether: five visits may be of one client. People of areas add up, since each
client is one unit's; people of blocks do not, since one may stand in several, so each block brings its own number.

What is not told is then a table of which only sums are known behind which `least` people and more stand, along both
sides; within these it may be anything. Every answer about a quarter is cut from the same depths, so that no two of
them, laid side by side, tell more than one. Two tables that divide the same records are cut alike as far as they divide
them alike; beyond that they must divide them by things that have nothing to do with each other (`ToldNumbers`). Of what
happened, quarters share no record, so each stands alone, and where people stand is told more coarsely
(`told_spans.py`).

Nobody counts as few: that nobody did something is told of somebody too, and so is that each did. Where a table tells
of whoever works (`none_too`), a part without anybody is told, and never a whole without anybody. An area that stays
untold for another's sake is the next in the order of names, not the smallest, since a choice by size would tell the
size.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

# By division, the whole first, and in each by block.
ByBlock = Sequence[Sequence[int]]


@dataclass
class AreaNode:
    """`counts`: what happened, `people`: of how many; of an area with others inside it, theirs added up. `depth`: how
    many divisions are told of it."""

    key: str
    counts: ByBlock
    people: ByBlock
    inside: "list[AreaNode]" = field(default_factory=list)
    depth: int = 0

    @property
    def told(self) -> ByBlock:
        """As far as it is told."""
        return self.counts[: self.depth]


def area_of(key: str, inside: Sequence[AreaNode]) -> AreaNode:
    """What is in these, together."""
    counts, people = added_up([one.counts for one in inside]), added_up([one.people for one in inside])
    return AreaNode(key, counts, people, sorted(inside, key=lambda one: one.key))


def added_up(several: Sequence[ByBlock]) -> list[list[int]]:
    """Block by block."""
    return [[sum(cells) for cells in zip(*blocks, strict=True)] for blocks in zip(*several, strict=True)]


class TellingRule(NamedTuple):
    """`least` people behind every block; with `none_too` a part without anybody is told as well."""

    least: int
    none_too: bool = False

    def has_enough(self, people: ByBlock, depth: int) -> bool:
        """In every block of the division at this depth."""
        fewest = 1 if self.none_too and depth > 1 else 0
        return not any(fewest <= many < self.least for many in people[depth - 1])


def tell_table(root: AreaNode, rule: TellingRule) -> None:
    """Sets the depth of every area."""
    root.depth = own_depth(root, rule, len(root.people))
    tell_inside(root, rule)


def own_depth(area: AreaNode, rule: TellingRule, most: int) -> int:
    """How far every block of it has enough people."""
    return next((depth for depth in range(most) if not rule.has_enough(area.people, depth + 1)), most)


def tell_inside(area: AreaNode, rule: TellingRule) -> None:
    """The areas in it, to where they may, and those that must stay untold beside another."""
    for one in area.inside:
        one.depth = own_depth(one, rule, area.depth)
    for depth in range(1, area.depth + 1):
        hide_beside(area.inside, rule, depth)
    for one in area.inside:
        tell_inside(one, rule)


def hide_beside(areas: Sequence[AreaNode], rule: TellingRule, depth: int) -> None:
    """Until those untold at this depth come to enough in every block, one more goes no deeper."""
    untold = [one for one in areas if one.depth < depth]
    while untold and not rule.has_enough(added_up([one.people for one in untold]), depth):
        one = next_told(areas, untold, depth)
        if one is None:
            return
        one.depth = depth - 1
        untold.append(one)


def next_told(areas: Sequence[AreaNode], untold: Sequence[AreaNode], depth: int) -> AreaNode | None:
    """The first behind the first untold one, by name and round the end. None: all are untold, and are that area."""
    at = next(at for at, one in enumerate(areas) if one is untold[0])
    turned = [*areas[at:], *areas[:at]]
    return next((one for one in turned if one.depth >= depth), None)
