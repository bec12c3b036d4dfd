"""How few papers, filled in otherwise, would have taken the win from an alternative by each rule.

Exact by every rule. With pairs, points and first places each paper moves the lead over a rival by an amount
of its own, so those that move it furthest are the fewest. In a run-off papers depend on each other: there
every way in which the others may drop out is one integer program, an idea of Magrino, Rivest, Shen and Wagner
("Computing the Margin of Victory in IRV Elections", 2011).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import chain, combinations, permutations

from debate.lab.preferences import Rule, Tally, winners
from debate.lab.programs import Row, cheapest
from debate.scenario import Elimination

MOST = 5
"""Alternatives: with more there are too many ways to drop out of a run-off."""


def fewest(
    tally: Tally, alternatives: tuple[str, ...], elimination: Elimination = "together", seed: int = 0
) -> dict[Rule, int | None]:
    """Rule to the number of papers, a tie included, and in a run-off a lot that may fall otherwise. None
    without a single winner, and for a run-off of more than `MOST` alternatives."""
    found: dict[Rule, int | None] = {}
    for rule, won in winners(tally, alternatives, elimination, seed).items():
        rivals = [b for b in alternatives if b not in won]
        if len(won) != 1 or not rivals:
            found[rule] = None
        elif rule == "run_off":
            few = len(alternatives) <= MOST
            found[rule] = _in_a_run_off(tally, alternatives, won[0], elimination) if few else None
        else:
            found[rule] = min(_to_catch_up(tally, alternatives, rule, won[0], b) for b in rivals)
    return found


def _to_catch_up(tally: Tally, alternatives: tuple[str, ...], rule: Rule, ahead: str, rival: str) -> int:
    """Papers until the rival is level: those that can move the lead furthest come first."""
    leads = {paper: _lead(paper, alternatives, rule, ahead, rival) for paper in tally}
    missing = sum((leads[paper] * number for paper, number in tally.items()), Fraction(0))
    between = [a for a in alternatives if a not in (ahead, rival)]
    least = _lead(">".join((rival, *between, ahead)), alternatives, rule, ahead, rival)
    taken = 0
    for paper in sorted(tally, key=lambda paper: -leads[paper]):
        moves = leads[paper] - least
        if missing <= 0 or not moves:
            break
        number = min(tally[paper], -(-missing // moves))
        missing -= number * moves
        taken += number
    return taken


def _lead(paper: str, alternatives: tuple[str, ...], rule: Rule, ahead: str, rival: str) -> Fraction:
    """What one paper gives to the one that is ahead beyond what it gives to the rival."""
    order = paper.split(">")
    one, other = (order.index(a) if a in order else len(order) for a in (ahead, rival))
    if rule == "first_places":
        return Fraction((one == 0) - (other == 0))
    if rule == "pairs":
        return Fraction((one < other) - (other < one))
    left_out = Fraction(len(alternatives) - len(order) - 1, 2)
    given = [len(alternatives) - 1 - place if place < len(order) else left_out for place in (one, other)]
    return Fraction(given[0] - given[1])


def _in_a_run_off(tally: Tally, alternatives: tuple[str, ...], ahead: str, elimination: Elimination) -> int:
    """Papers until the one that is ahead is, at some count, among those with the fewest: it drops out or may
    do so, or all that are left are level.

    Who has dropped out before is gone through case by case, and each case is an integer program. (That a
    majority ends the counting early changes nothing: whoever has one keeps it.) To look at the last count
    alone tells how few papers a case can need, and leaves most cases aside.
    """
    best = sum(tally.values()) + 1
    rivals = [a for a in alternatives if a != ahead]
    ends = [tuple(a for a in alternatives if a == ahead or a in few) for few in _some(rivals) if few]
    alone = [(_to_fall_behind(tally, alternatives, (left,), ahead, best, elimination), left) for left in ends]
    for at_least, left in sorted((number, left) for number, left in alone if number is not None):
        for before in _ways_out(alternatives, left, elimination):
            if at_least < best:
                counts = (*before, left)
                found = _to_fall_behind(tally, alternatives, counts, ahead, best, elimination)
                best = best if found is None else found
    return best


def _some(of: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(of, number) for number in range(len(of) + 1))


def _ways_out(
    still_in: tuple[str, ...], left: tuple[str, ...], elimination: Elimination
) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Who is still in at each count before only these are left: as many drop out every time as may."""
    if still_in == left:
        yield ()
    for out in _some([a for a in still_in if a not in left]):
        if len(out) == 1 or (out and elimination == "together"):
            for later in _ways_out(tuple(a for a in still_in if a not in out), left, elimination):
                yield (still_in, *later)


def _to_fall_behind(
    tally: Tally,
    alternatives: tuple[str, ...],
    counts: tuple[tuple[str, ...], ...],
    ahead: str,
    below: int,
    elimination: Elimination,
) -> int | None:
    """Papers until only these are still in at each count, and at the last one nobody has fewer than the one
    that is ahead; None if that takes `below` or more. Where one drops out at a time, it may do so level with
    others: then they are still in if a lot will have it so.

    Papers that count for the same at every count are one kind. The unknowns: how many of each kind that was
    handed in are filled in otherwise, then how many become each kind that there is.
    """

    def kind(paper: str) -> tuple[str, ...]:
        order = paper.split(">")
        return tuple(next((a for a in order if a in still_in), "") for still_in in counts)

    given: Counter[tuple[str, ...]] = Counter()
    for paper, number in tally.items():
        given[kind(paper)] += number
    all_kinds = sorted({kind(paper) for paper in _papers(alternatives)})

    def leads(count: int, one: str, other: str, by: int) -> Row:
        def lead(kind: tuple[str, ...]) -> int:
            return (kind[count] == one) - (kind[count] == other)

        now = sum(lead(kind) * number for kind, number in given.items())
        return [*(-lead(kind) for kind in given), *map(lead, all_kinds)], by - now

    changed = [1] * len(given) + [-1] * len(all_kinds)
    rows: list[Row] = [(changed, 0), ([-number for number in changed], 0)]
    for count, (still_in, then) in enumerate(zip(counts, counts[1:], strict=False)):
        first, *others = [a for a in still_in if a not in then]
        rows += [leads(count, a, first, 1 if elimination == "together" else 0) for a in then]
        rows += [leads(count, *pair, 0) for a in others for pair in ((a, first), (first, a))]
    rows += [leads(len(counts) - 1, a, ahead, 0) for a in counts[-1] if a != ahead]
    costs = [1] * len(given) + [0] * len(all_kinds)
    found = cheapest(costs, rows, [*given.values(), *[below] * len(all_kinds)], below)
    return None if found is None else sum(found[: len(given)])


@cache
def _papers(alternatives: tuple[str, ...]) -> tuple[str, ...]:
    """Every paper that can be handed in."""
    lengths = range(1, len(alternatives) + 1)
    return tuple(">".join(order) for length in lengths for order in permutations(alternatives, length))
