"""Ranked ballot: everybody puts the alternatives in order, and instant run-off finds the one that is chosen.

Used for straw polls and for elections to one office. A vote reads "a>b>c", best first; alternatives that are
left out come last. It is secret, one seat, one vote: only how often each order was given is ever told.
"""

from collections import Counter

from debate.assembly import Ballot
from debate.ballots.method import Method, Result, Tally, whole
from debate.refusal import Refusal


def reads(ballot: Ballot, seat: str, choice: str) -> str:
    """A ranking without repetitions, of at least one alternative."""
    order = [alternative.strip() for alternative in choice.split(">")]
    if len(set(order)) != len(order) or not set(order) <= set(ballot.alternatives):
        raise Refusal("no_such_ranking")
    return ">".join(order)


def first_preferences(tally: Tally, still_in: tuple[str, ...]) -> dict[str, int]:
    """For each alternative that is still in: how many have it before all others that are."""
    found: Counter[str] = Counter()
    for ranking, number in tally.items():
        first = next((a for a in ranking.split(">") if a in still_in), None)
        if first is not None:
            found[first] += number
    return {alternative: found[alternative] for alternative in still_in}


def rounds(tally: Tally, alternatives: tuple[str, ...]) -> list[dict[str, int]]:
    """Instant run-off, count by count: whoever comes last drops out until one has more than half.

    Of several that come last all drop out together, unless nobody would be left.
    """
    still_in = alternatives
    found = []
    while True:
        count = first_preferences(tally, still_in)
        found.append(count)
        most, least = max(count.values()), min(count.values())
        if 2 * most > sum(count.values()) or most == least:
            return found
        still_in = tuple(a for a in still_in if count[a] > least)


def decides(ballot: Ballot, tally: Tally, present: int) -> Result:
    """The winner of the last count; nobody when that is a tie."""
    last = rounds(tally, ballot.alternatives)[-1]
    best = [alternative for alternative, number in last.items() if number == max(last.values())]
    winners = tuple(best) if len(best) == 1 and last[best[0]] else ()
    return bool(winners), winners


METHOD = Method(reads=reads, shares=whole, decides=decides, sealed=True, alternatives=True)
