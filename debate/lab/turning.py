"""How few papers, filled in otherwise, would have taken the win from an alternative by each rule.

Exact for pairs, points and first places: there each paper moves the lead over a rival by an amount of its
own, so those that move it furthest are the fewest. In a run-off papers depend on each other, and no quick
way is known: it is only tried whether one paper would have been enough.
"""

from fractions import Fraction
from itertools import permutations

from debate.lab.preferences import Rule, Tally, pairwise, points, winners

MOST = 5
"""Alternatives: with more there are too many papers to try for the run-off."""


def fewest(tally: Tally, alternatives: tuple[str, ...]) -> dict[Rule, int | None]:
    """Rule to the number of papers, a tie included. None without a single winner, and for the run-off when it
    takes more than one paper; of more than `MOST` alternatives the run-off is left out."""
    found: dict[Rule, int | None] = {}
    for rule, won in winners(tally, alternatives).items():
        rivals = [b for b in alternatives if b not in won]
        if len(won) != 1 or not rivals:
            found[rule] = None
        elif rule == "run_off":
            if len(alternatives) <= MOST:
                found[rule] = 1 if _one_is_enough(tally, alternatives, won) else None
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
    if rule == "first_places":
        first = paper.split(">")[0]
        return Fraction((first == ahead) - (first == rival))
    pairs = pairwise({paper: 1}, alternatives)
    if rule == "pairs":
        return Fraction(pairs[ahead, rival] - pairs[rival, ahead])
    given = points(pairs, alternatives, 1)
    return given[ahead] - given[rival]


def _one_is_enough(tally: Tally, alternatives: tuple[str, ...], won: tuple[str, ...]) -> bool:
    """Try every paper, changed into every other that can be handed in."""
    others = [
        ">".join(order)
        for length in range(1, len(alternatives) + 1)
        for order in permutations(alternatives, length)
    ]
    return any(
        winners(_changed(tally, paper, other), alternatives)["run_off"] != won
        for paper in tally
        if tally[paper]
        for other in others
    )


def _changed(tally: Tally, paper: str, other: str) -> dict[str, int]:
    """The tally with one of these papers filled in otherwise."""
    after = dict(tally)
    after[paper] -= 1
    after[other] = after.get(other, 0) + 1
    return after
