"""How few papers, filled in otherwise, would have taken the win from an alternative by each rule.

Exact. With pairs, points and first places each paper moves the lead over a rival by an amount of its own, so
those that move it furthest are the fewest. In a run-off papers depend on each other: there it is not asked.
"""

from collections.abc import Mapping
from fractions import Fraction

from debate.lab.preferences import Rule, Tally


def fewest(
    tally: Tally, alternatives: tuple[str, ...], best: Mapping[Rule, tuple[str, ...]]
) -> dict[Rule, int | None]:
    """Rule to the number of papers, a tie included. `best`: who has won by each rule. None without a single
    winner, and for the run-off."""
    return {
        rule: _by_rule(tally, alternatives, rule, won[0]) if rule != "run_off" and len(won) == 1 else None
        for rule, won in best.items()
    }


def _by_rule(tally: Tally, alternatives: tuple[str, ...], rule: Rule, won: str) -> int | None:
    rivals = (_to_catch_up(tally, alternatives, rule, won, b) for b in alternatives if b != won)
    return min(rivals, default=None)


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
