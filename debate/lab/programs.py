"""Whole numbers that keep to some inequalities at the least cost: an integer program, solved exactly.

For questions like "how few voters, changing their votes, would have been enough?", where voters of several
kinds have to move together. Branch and bound over the dual simplex method, in whole numbers throughout: a
table of integers over one common denominator (Edmonds), so nothing is ever rounded, and always the first of
several possible steps (Bland), so it comes to an end. Made for some dozens of unknowns; why no library stands
here is told in docs/decisions/lab-by-hand.md.
"""

from collections.abc import Sequence

Factors = Sequence[int]
Row = tuple[Factors, int]
"""Holds when the unknowns, each times its factor, come to this number or more."""


def cheapest(costs: Factors, rows: Sequence[Row], most: Sequence[int], below: int) -> tuple[int, ...] | None:
    """One number for each unknown, from 0 to `most`, so that all rows hold and the cost is least.

    `costs` are 0 or more. None if the rows can't all hold at a cost smaller than `below`.
    """
    best: tuple[int, ...] | None = None
    waiting = [_Table(costs, rows)]
    while waiting:
        table = waiting.pop()
        if not table.solve() or table.cost() >= below:
            continue
        if (over := next((k for k, n in enumerate(most) if table.value(k) > n * table.denominator), -1)) >= 0:
            waiting.append(table.also(over, at_most=most[over]))
        elif (part := next((k for k in range(len(most)) if table.value(k) % table.denominator), -1)) >= 0:
            floor = table.value(part) // table.denominator
            waiting.append(table.also(part, at_most=floor))
            waiting.append(table.also(part, at_least=floor + 1))
        else:
            best = tuple(table.value(k) // table.denominator for k in range(len(most)))
            below = table.cost()
    return best


class _Table:
    """Every basic quantity told by those that are 0 now: (first number + factors x quantities) / denominator.

    Quantities 0 to n-1 are the unknowns; after them comes, for each row, by how much it is overfulfilled.
    """

    def __init__(self, costs: Factors, rows: Sequence[Row]):
        self.denominator = 1
        self.costs = [0, *costs]
        self.outside = list(range(len(costs)))
        self.basic = [len(costs) + i for i in range(len(rows))]
        self.lines = [[-reach, *factors] for factors, reach in rows]

    def cost(self) -> int:
        """The cost so far, rounded up: whole numbers can't cost less."""
        return -(-self.costs[0] // self.denominator)

    def value(self, unknown: int) -> int:
        """Of an unknown, times the denominator."""
        return self.lines[self.basic.index(unknown)][0] if unknown in self.basic else 0

    def also(self, unknown: int, at_most: int | None = None, at_least: int = 0) -> "_Table":
        """The same with one more row: a bound on one unknown."""
        sign, bound = (1, -at_least) if at_most is None else (-1, at_most)
        if unknown in self.basic:
            line = [sign * number for number in self.lines[self.basic.index(unknown)]]
        else:
            line = [0, *(sign * self.denominator if k == unknown else 0 for k in self.outside)]
        line[0] += bound * self.denominator
        after = _Table((), ())
        after.denominator, after.costs, after.outside = self.denominator, self.costs, self.outside[:]
        after.basic = [*self.basic, len(self.basic) + len(self.outside)]
        after.lines = [*self.lines, line]
        return after

    def solve(self) -> bool:
        """Go on until no quantity is below 0, at the least cost; False if there is no such point."""
        while True:
            below = [i for i, line in enumerate(self.lines) if line[0] < 0]
            if not below:
                return True
            leaving = min(below, key=self.basic.__getitem__)
            line = self.lines[leaving]
            entering = 0
            for column in sorted(range(1, len(line)), key=lambda c: self.outside[c - 1]):
                dearer = self.costs[column] * line[entering] - self.costs[entering] * line[column]
                if line[column] > 0 and (not entering or dearer < 0):
                    entering = column
            if not entering:
                return False
            self._exchange(leaving, entering)

    def _exchange(self, leaving: int, entering: int) -> None:
        """The two change places. Every division comes out even."""
        line, old = self.lines[leaving], self.denominator
        new = line[entering]

        def told_anew(other: list[int]) -> list[int]:
            by = other[entering]
            if not by:
                return other if new == old else [number * new // old for number in other]
            fresh = [(number * new - by * its) // old for number, its in zip(other, line, strict=True)]
            fresh[entering] = by
            return fresh

        self.costs = told_anew(self.costs)
        self.lines = [told_anew(other) if i != leaving else other for i, other in enumerate(self.lines)]
        swapped = [-number for number in line]
        swapped[entering] = old
        self.lines[leaving] = swapped
        self.denominator = new
        self.basic[leaving], self.outside[entering - 1] = self.outside[entering - 1], self.basic[leaving]
