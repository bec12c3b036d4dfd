"""Who could have turned a vote: the smallest set of voters who, voting otherwise, change the result.

Exact, and quick for a hall of any size. A question is carried when certain sums reach a mark (`SUMS`), and
each voter moves such a sum by an amount that does not depend on the others. So the fewest that one sum needs
are those that move it furthest, taken one by one until it is enough: whoever left out one of them would have
to take somebody who moves it less. To fill two sums at once is an integer program.
"""

from collections import defaultdict
from collections.abc import Sequence
from operator import ge

from msgspec import Struct

from debate.lab.divisions import Division, Figures, figures, result, shares
from debate.lab.programs import cheapest
from debate.scenario import CHOICES, Choice, ThresholdName

Voter = tuple[str, Figures]
"""Who, "" for somebody nobody can name, and what they added to the count."""


class Sum(Struct, frozen=True):
    """Full when the figures, each times its factor, come to `reach`; `of`: whose number is taken off."""

    factors: dict[Choice, int]
    reach: int
    of: str = ""


def _factors(for_: int, against: int = 0, abstain: int = 0) -> dict[Choice, int]:
    return {"for": for_, "against": against, "abstain": abstain}


SUMS: dict[ThresholdName, tuple[Sum, ...]] = {
    "majority_of_cast": (Sum(_factors(1, -1), 1),),
    "majority_of_present": (Sum(_factors(2), 1, "present"),),
    "majority_of_members": (Sum(_factors(2), 1, "members"),),
    "two_thirds_of_cast": (Sum(_factors(1, -2), 0), Sum(_factors(1), 1)),
    "plurality": (Sum(_factors(1, -1), 1), Sum(_factors(1, abstain=-1), 1)),
}
"""What carries a question: every sum of its threshold is full."""


class Pivot(Struct, frozen=True, kw_only=True):
    """`fewest`: how many were needed, None if no number of them was enough. `who`: such a set, as far as
    names are known, `weight`: the delegates behind it. `alone`: everybody who alone could have turned it.
    `chair`: the casting vote decided."""

    fewest: int | None
    who: tuple[str, ...] = ()
    weight: int = 0
    alone: tuple[str, ...] = ()
    chair: bool = False


def pivot(division: Division) -> Pivot | None:
    """Who could have turned this division; None before the chair decides a tie.

    To turn what was carried is to leave it without its majority, a tie included; to turn what was lost is to
    carry it outright.
    """
    if division.carried is None:
        return None
    if result(division, division.figures) != division.carried:
        return Pivot(fewest=1, chair=True)
    sums, people = SUMS[division.threshold], voters(division)
    if not division.carried and len(sums) > 1:
        return _together(division, sums, people)
    known = [one for one in (_fewest(division, needed, people) for needed in sums) if one.fewest is not None]
    if not known:
        return Pivot(fewest=None)
    best = min(known, key=lambda one: one.fewest or 0)
    alone = {name for one in known for name in one.alone}
    return Pivot(fewest=best.fewest, who=best.who, weight=best.weight, alone=tuple(sorted(alone)))


def voters(division: Division) -> list[Voter]:
    """Everybody who voted, with what they added. Where nobody knows who they are, one vote is one person."""
    ballot = division.named
    if ballot:
        return [(seat, shares(ballot, seat)) for seat in ballot.weights if seat in ballot.votes]
    return [("", figures({choice: 1})) for choice in CHOICES for _ in range(division.figures[choice])]


def _fewest(division: Division, needed: Sum, people: Sequence[Voter]) -> Pivot:
    missing = _missing(division, needed)
    moved = sorted(
        (
            (_moves(needed, given, up=not division.carried), name, sum(given.values()))
            for name, given in people
        ),
        key=lambda one: -one[0],
    )
    alone = tuple(name for by, name, _ in moved if by and by >= missing and name)
    taken, weight = 0, 0
    for by, _, behind in moved:
        if taken and missing <= 0:
            break
        if not by:
            return Pivot(fewest=None)
        missing, weight, taken = missing - by, weight + behind, taken + 1
    if missing > 0 or not taken:
        return Pivot(fewest=None)
    who = tuple(name for _, name, _ in moved[:taken] if name)
    return Pivot(fewest=taken, who=who, weight=weight, alone=alone)


def _together(division: Division, sums: Sequence[Sum], people: Sequence[Voter]) -> Pivot:
    """Who could have filled several sums, all voting for it; those who move them alike are one kind."""
    missing = [_missing(division, needed) for needed in sums]
    kinds: defaultdict[tuple[int, ...], list[Voter]] = defaultdict(list)
    for name, given in people:
        weight = sum(given.values())
        kinds[tuple(n.factors["for"] * weight - _value(n, given) for n in sums)].append((name, given))
    sizes = [len(kind) for kind in kinds.values()]
    rows = [([by[place] for by in kinds], lack) for place, lack in enumerate(missing)]
    taken = cheapest([1] * len(sizes), rows, sizes, len(people) + 1)
    if taken is None:
        return Pivot(fewest=None)
    chosen = [one for kind, number in zip(kinds.values(), taken, strict=True) for one in kind[:number]]
    enough = [kind for by, kind in kinds.items() if all(map(ge, by, missing))]
    return Pivot(
        fewest=len(chosen),
        who=tuple(name for name, _ in chosen if name),
        weight=sum(sum(given.values()) for _, given in chosen),
        alone=tuple(sorted(name for kind in enough for name, _ in kind if name)),
    )


def _value(needed: Sum, given: Figures) -> int:
    return sum(needed.factors[choice] * given[choice] for choice in CHOICES)


def _missing(division: Division, needed: Sum) -> int:
    """How far the sum has to be moved until it is full, or no longer full."""
    taken_off = {"": 0, "present": division.present, "members": division.members}[needed.of]
    value = _value(needed, division.figures) - taken_off
    return value - needed.reach + 1 if division.carried else needed.reach - value


def _moves(needed: Sum, given: Figures, up: bool) -> int:
    """How far this voter can move the sum by another vote."""
    weight = sum(given.values())
    best = (max if up else min)(needed.factors[choice] * weight for choice in CHOICES)
    return abs(best - _value(needed, given))
