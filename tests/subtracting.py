"""A reader who subtracts: what each hidden number may be, given every sum that is told, by the simplex method; and what
follows from these sums exactly."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from math import ceil, floor, lcm

Row = list[float]
NEAR = 1e-7


class ToldSums:
    """`sums`: which of so many numbers, none negative, add up to what is told. Raises AssertionError where none fit."""

    def __init__(self, cells: int, sums: Sequence[tuple[Collection[int], int]]) -> None:
        self.cells = cells
        own = [[float(at == n) for at in range(len(sums))] for n in range(len(sums))]
        first = [[float(at in set(of)) for at in range(cells)] for of, _ in sums]
        self.rows = [[*row, *mine, float(told)] for row, mine, (_, told) in zip(first, own, sums, strict=True)]
        self.basis = [cells + n for n in range(len(sums))]
        nobody = [0.0] * cells + [-1.0] * len(sums)
        assert abs(self.most(nobody)) < NEAR, "nothing fits what is told"
        for n in range(len(self.rows)):
            column = next((at for at in range(cells) if abs(self.rows[n][at]) > NEAR), None)
            if self.basis[n] >= cells and column is not None:
                self.pivot(n, column)
        stays = [n for n, at in enumerate(self.basis) if at < cells]
        self.rows = [[*self.rows[n][:cells], self.rows[n][-1]] for n in stays]
        self.basis = [self.basis[n] for n in stays]

    def between(self, of: Collection[int]) -> tuple[int, int]:
        """The least and the most that these may come to."""
        goal = [float(at in set(of)) for at in range(self.cells)]
        return ceil(-self.most([-one for one in goal]) - NEAR), floor(self.most(goal) + NEAR)

    def most(self, goal: Row) -> float:
        """Of what is weighed so, from the corner reached last; Bland's rule, so it ends."""
        while True:
            costs = list(goal)
            for row, at in zip(self.rows, self.basis, strict=True):
                if goal[at]:
                    costs = [cost - goal[at] * one for cost, one in zip(costs, row, strict=False)]
            entering = next((at for at, cost in enumerate(costs) if cost > NEAR), None)
            if entering is None:
                return sum(goal[at] * row[-1] for row, at in zip(self.rows, self.basis, strict=True))
            bounds = [(row[-1] / row[entering], self.basis[n], n) for n, row in enumerate(self.rows)
                      if row[entering] > NEAR]  # fmt: skip
            self.pivot(min(bounds)[2], entering)

    def pivot(self, at: int, column: int) -> None:
        """That column becomes the one of this row."""
        scale = self.rows[at][column]
        pivoted = self.rows[at] = [one / scale for one in self.rows[at]]
        for n, row in enumerate(self.rows):
            if n != at and (share := row[column]):
                self.rows[n] = [one - share * other for one, other in zip(row, pivoted, strict=True)]
        self.basis[at] = column


def what_is_free(told: Sequence[Collection[int]], cells: int) -> list[list[int]]:
    """The ways in which all cells may change while every sum that is told stays: a basis of them."""
    rows = [[Fraction(at in set(of)) for at in range(cells)] for of in told]
    pivots: list[int] = []
    for column in range(cells):
        at = next((n for n in range(len(pivots), len(rows)) if rows[n][column]), None)
        if at is None:
            continue
        top = len(pivots)
        rows[top], rows[at] = rows[at], rows[top]
        rows[top] = [one / rows[top][column] for one in rows[top]]
        for n, row in enumerate(rows):
            if n != top and row[column]:
                rows[n] = [one - row[column] * other for one, other in zip(row, rows[top], strict=True)]
        pivots.append(column)
    ways = []
    for column in (one for one in range(cells) if one not in pivots):
        way = [Fraction(at == column) for at in range(cells)]
        for n, pivot in enumerate(pivots):
            way[pivot] = -rows[n][column]
        ways.append([int(one * lcm(*(one.denominator for one in way))) for one in way])
    return ways
