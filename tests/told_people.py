"""Clients of units, as a table of what is told of them is made of these; and what may be worked out of such tables."""

from collections.abc import Collection, Sequence
from itertools import compress, product

from api.numbers.told_table import AreaNode, TellingRule
from tests.subtracting import what_is_free

LEAST = 5
RULE = TellingRule(LEAST)
# By division, the finest blocks that make up each block. Two parts of a whole; of one of them again two.
Chain = Sequence[Sequence[Sequence[int]]]
Client = Sequence[int]  # how many records in each of the finest blocks


class Unit:
    """Clients, and the node of a table that is made of them."""

    def __init__(self, key: str, clients: Sequence[Client], chain: Chain) -> None:
        self.clients = clients
        cells = [sum(one[at] for one in clients) for at in chain[0][0]]
        counts = [[sum(cells[at] for at in block) for block in blocks] for blocks in chain]
        people = [[sum(any(one[at] for at in block) for one in clients) for block in blocks] for blocks in chain]
        self.node = AreaNode(key, counts, people)


def must_be_of_enough(
    told: Sequence[Collection[int]], units: Sequence[Unit], width: int, *, also_nobody: bool = False
) -> None:
    """Of every set of cells whose sum is a combination of the sums that are told."""
    cells = width * len(units)
    free = what_is_free(told, cells)
    for chosen in product((False, True), repeat=cells):
        if any(chosen) and not any(sum(compress(way, chosen)) for way in free):
            people = sum(
                any(compress(client, chosen[n * width : (n + 1) * width]))
                for n, unit in enumerate(units) for client in unit.clients
            )  # fmt: skip
            assert people >= LEAST or (also_nobody and people == 0), (chosen, people)
