"""Two ways of dividing the same records, told side by side: which may be, and which would tell of few people."""

import random
from collections.abc import Iterator, Sequence

from api.numbers.told_table import AreaNode, area_of, tell_table
from tests.told_people import RULE, Chain, Unit, must_be_of_enough


def two_ways(ways: Sequence[Chain], width: int, seed: int, units: int = 3) -> None:
    """The records of so many units told as a table for each way to divide them; raises where that tells of few."""
    by = random.Random(seed)
    cells = [0, 0, 1, 3]
    crossed = [[[by.choice(cells) for _ in range(width)] for _ in range(by.randrange(4, 14))] for _ in range(units)]
    told: list[list[int]] = []
    for chain in ways:
        root = area_of("k", [Unit(f"u{at}", clients, chain).node for at, clients in enumerate(crossed)])
        tell_table(root, RULE)
        told += [cells for cells, _ in told_sums_of(root, chain, width)]
    must_be_of_enough(told, [Unit("u", clients, [[[*range(width)]]]) for clients in crossed], width)


FREELY = [[[[0, 1, 2, 3]], [[0, 1], [2, 3]]], [[[0, 1, 2, 3]], [[0, 2], [1, 3]]]]
AFTER_THE_SAME = [[[[0, 1, 2]], [[0], [1, 2]], [[0], [1], [2]]], [[[0, 1, 2]], [[0], [1, 2]]]]
# Referrals by (arrived, waiting, neither) and (answered in time, or not); by (arrived, or not) and, of those who
# arrived, (handed back, or not) and (completed, or not).
ACCEPTED = [[[[*range(6)]], [[0, 1], [2, 3, 4, 5]], [[0, 1], [2, 3], [4, 5]]], [[[*range(6)]], [[0, 2, 4], [1, 3, 5]]]]
COMPLETED = [
    [[[*range(5)]], [[0, 1, 2, 3], [4]], [[0, 1], [2, 3], [4]]],
    [[[*range(5)]], [[0, 1, 2, 3], [4]], [[0, 2], [1, 3], [4]]],
]
# Visits of a first quarter with a promise for it, or for the next one: all of them, and the promises of that quarter.
VISITS_BESIDE_PROMISES = [[[[0, 1]]], [[[0]]]]
# By band (low, risky) and decision (accompanied, referred): both, and who decided against what is suggested.
OVERRIDES_BESIDE = [[[[0, 1, 2, 3]], one] for one in ([[0, 1], [2, 3]], [[0, 2], [1, 3]], [[0, 3], [1, 2]])]
ALIKE_BUT_APART = [[[[0, 1, 2]], [[0], [1], [2]]], [[[0, 1, 2]], [[0], [1, 2]]]]


def test_nor_do_two_ways_of_dividing_the_same_records_help() -> None:
    """Where the two have nothing to do with each other, or one goes on where the other stops. Where both tell one part
    apart, each for itself, the reader finds what one of them hides: so no two lines of the policy do. Nor are visits
    told beside the promises made at them, nor what was decided against the suggestion beside bands and decisions."""
    for seed in range(30):
        two_ways(FREELY, 4, seed)
        two_ways(AFTER_THE_SAME, 3, seed)
    for seed in range(8):
        two_ways(ACCEPTED, 6, seed, units=2)
        two_ways(COMPLETED, 5, seed, units=2)
    for unsafe, width in ((ALIKE_BUT_APART, 3), (VISITS_BESIDE_PROMISES, 2), (OVERRIDES_BESIDE, 4)):
        assert any(tells_of_few(unsafe, width, seed) for seed in range(30)), unsafe


def tells_of_few(ways: Sequence[Chain], width: int, seed: int) -> bool:
    try:
        two_ways(ways, width, seed)
    except AssertionError:
        return True
    return False


def told_sums_of(root: AreaNode, chain: Chain, width: int) -> Iterator[tuple[list[int], int]]:
    """The cells of every sum that is told, where the finest blocks are finer than what is told."""
    for area in (root, *root.inside):
        own = [n for n, one in enumerate(root.inside) if area is root or one is area]
        for blocks, several in zip(chain, area.told, strict=False):
            for block, told in zip(blocks, several, strict=True):
                yield [n * width + at for n in own for at in block], told
