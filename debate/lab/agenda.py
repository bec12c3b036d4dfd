"""Which order of business makes which alternative win.

Alternatives are taken two by two, as amendments are: the first against the second, the winner against the
third, and so on. Assumption: everybody votes each time for the one of the two that stands higher in their
ranking; or, where people think ahead (`foreseen`), for the one that leads to what stands higher. In a tie
what has stood so far stands.
"""

from collections import Counter
from itertools import permutations

from msgspec import Struct

from debate.lab.preferences import Pairs, beats

MOST, MOST_AHEAD = 10, 5
"""Alternatives: the number of groups to look at doubles with each, that of orders grows faster still."""


class WonOrders(Struct, frozen=True):
    """In how many orders an alternative wins, and one of them."""

    orders: int
    example: tuple[str, ...]


def winner(pairs: Pairs, order: tuple[str, ...]) -> str:
    """What is left standing when the alternatives come in this order."""
    stands = order[0]
    for challenger in order[1:]:
        if beats(pairs, challenger, stands):
            stands = challenger
    return stands


def ways(pairs: Pairs, alternatives: tuple[str, ...]) -> dict[str, WonOrders]:
    """Each alternative that wins in some order, and in how many of all orders; {} for more than `MOST`.

    Counted group by group, smallest first: the winners of a group come from the winners of the groups with
    one fewer.
    """
    if len(alternatives) > MOST:
        return {}
    groups: dict[frozenset[str], dict[str, WonOrders]] = {
        frozenset((a,)): {a: WonOrders(1, (a,))} for a in alternatives
    }
    for _ in alternatives[1:]:
        groups = _one_more(pairs, alternatives, groups)
    found = groups.get(frozenset(alternatives), {})
    return {a: found[a] for a in alternatives if a in found}


def _one_more(
    pairs: Pairs, alternatives: tuple[str, ...], groups: dict[frozenset[str], dict[str, WonOrders]]
) -> dict[frozenset[str], dict[str, WonOrders]]:
    larger: dict[frozenset[str], dict[str, WonOrders]] = {}
    for group, standing in groups.items():
        for challenger in alternatives:
            if challenger in group:
                continue
            after = larger.setdefault(group | {challenger}, {})
            for stands, way in standing.items():
                wins = challenger if beats(pairs, challenger, stands) else stands
                before = after.get(wins, WonOrders(0, (*way.example, challenger)))
                after[wins] = WonOrders(before.orders + way.orders, before.example)
    return larger


def foreseen(pairs: Pairs, stands: str, to_come: tuple[str, ...]) -> str:
    """What is left when everybody knows all rankings and votes with the end in mind (Farquharson's
    sophisticated voting): each vote is then really one between the two ends to which its sides lead."""
    if not to_come:
        return stands
    kept, changed = (foreseen(pairs, one, to_come[1:]) for one in (stands, to_come[0]))
    return changed if kept != changed and beats(pairs, changed, kept) else kept


def ways_ahead(pairs: Pairs, alternatives: tuple[str, ...]) -> dict[str, int]:
    """In how many orders each alternative wins when people think ahead; {} for more than `MOST_AHEAD`."""
    if not 0 < len(alternatives) <= MOST_AHEAD:
        return {}
    return dict(Counter(foreseen(pairs, order[0], order[1:]) for order in permutations(alternatives)))
