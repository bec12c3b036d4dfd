"""What a class's rankings say by different rules: pairs, Condorcet, Borda, first places, instant run-off.

A tally holds how often each ranking was given ("a>b>c", best first), without blank papers. Alternatives
that are left out come after all others, and none of them before another. The rankings are secret: only the
counts are needed.
"""

from collections import deque
from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from debate.ballots.method import BLANK
from debate.ballots.ranked import first_preferences, rounds
from debate.scenario import Elimination

Tally = Mapping[str, int]
Pairs = dict[tuple[str, str], int]
"""How many place the first before the second, for each two in both orders."""

Rule = Literal["pairs", "points", "first_places", "run_off"]
COUNTED_BY: tuple[Rule, ...] = ("pairs", "points", "first_places", "run_off")
"""Condorcet's winner, Borda's count, plurality, instant run-off."""


def filled_in(tally: Tally) -> dict[str, int]:
    """The tally of a ballot without its blank papers."""
    return {paper: number for paper, number in tally.items() if paper != BLANK}


def pairwise(tally: Tally, alternatives: tuple[str, ...]) -> Pairs:
    """Every alternative against every other."""
    found = {(a, b): 0 for a in alternatives for b in alternatives if a != b}
    for ranking, number in tally.items():
        above: list[str] = []
        for alternative in ranking.split(">"):
            for better in above:
                found[better, alternative] += number
            above.append(alternative)
        for better in above:
            for left_out in alternatives:
                if left_out not in above:
                    found[better, left_out] += number
    return found


def beats(pairs: Pairs, a: str, b: str) -> bool:
    """Do more people place the first before the second than the other way round?"""
    return pairs[a, b] > pairs[b, a]


def condorcet(pairs: Pairs, alternatives: tuple[str, ...]) -> str:
    """The alternative that beats each of the others one by one; "" if there is none."""
    for a in alternatives:
        if all(beats(pairs, a, b) for b in alternatives if b != a):
            return a
    return ""


def top(pairs: Pairs, alternatives: tuple[str, ...]) -> tuple[str, ...]:
    """The smallest set of which each beats everything outside it (Smith's): Condorcet's winner alone, or
    those that go round in a circle or are tied."""
    if not alternatives:
        return ()
    wins = {a: sum(beats(pairs, a, b) for b in alternatives if b != a) for a in alternatives}
    inside = {max(alternatives, key=lambda a: wins[a])}
    while more := {
        b for b in alternatives if b not in inside and not all(beats(pairs, a, b) for a in inside)
    }:
        inside |= more
    return tuple(a for a in alternatives if a in inside)


def circle(pairs: Pairs, among: tuple[str, ...]) -> tuple[str, ...]:
    """The shortest circle in which each beats the next and the last the first; () if there is none."""
    found = [round_ for start in among if (round_ := _back_to(pairs, among, start))]
    return min(found, key=len, default=())


def _back_to(pairs: Pairs, among: tuple[str, ...], start: str) -> tuple[str, ...]:
    ways: deque[tuple[str, ...]] = deque([(start,)])
    seen: set[str] = set()
    while ways:
        way = ways.popleft()
        for after in among:
            if after == way[-1] or not beats(pairs, way[-1], after):
                continue
            if after == start:
                return way
            if after not in seen:
                seen.add(after)
                ways.append((*way, after))
    return ()


def points(pairs: Pairs, alternatives: tuple[str, ...], voters: int) -> dict[str, Fraction]:
    """Borda's count: from each voter a point for every alternative placed behind, half a point where neither
    is placed before the other."""
    return {
        a: sum(
            (pairs[a, b] + Fraction(voters - pairs[a, b] - pairs[b, a], 2) for b in alternatives if b != a),
            Fraction(0),
        )
        for a in alternatives
    }


def winners(
    tally: Tally, alternatives: tuple[str, ...], elimination: Elimination = "together", seed: int = 0
) -> dict[Rule, tuple[str, ...]]:
    """Who wins by each rule; several for a tie, and none where nobody voted or no one beats all others.
    `seed`: from which a lot among those who come last in the run-off is drawn."""
    if not sum(tally.values()):
        return dict.fromkeys(COUNTED_BY, ())
    pairs = pairwise(tally, alternatives)
    best = condorcet(pairs, alternatives)
    return {
        "pairs": (best,) if best else (),
        "points": _most(points(pairs, alternatives, sum(tally.values()))),
        "first_places": _most(first_preferences(tally, alternatives)),
        "run_off": _most(rounds(tally, alternatives, elimination, seed)[-1]),
    }


def _most(figures: Mapping[str, int] | Mapping[str, Fraction]) -> tuple[str, ...]:
    return tuple(a for a, number in figures.items() if number == max(figures.values()))
