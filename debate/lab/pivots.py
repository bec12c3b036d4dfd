"""Who could have turned a vote: the smallest set of voters who, voting otherwise, change the result.

Exact, and quick for a hall of any size. A question is carried when certain sums reach a mark (`SUMS`), and
each voter moves such a sum by an amount that does not depend on the others. So the fewest that are needed are
those that move it furthest, taken one by one until it is enough: whoever left out one of them would have to
take somebody who moves it less.
"""

from collections.abc import Sequence

from msgspec import Struct

from debate.lab.divisions import Division, Figures, figures, result, shares
from debate.scenario import CHOICES, Choice, ThresholdName

Voter = tuple[str, Figures]
"""Who, "" for somebody nobody can name, and what they added to the count."""


class Sum(Struct, frozen=True):
    """Full when the figures, each times its factor, come to `reach`; `of`: whose number is taken off."""

    factors: dict[Choice, int]
    reach: int
    of: str = ""


def _factors(for_: int, against: int) -> dict[Choice, int]:
    return {"for": for_, "against": against, "abstain": 0}


SUMS: dict[ThresholdName, tuple[Sum, ...]] = {
    "majority_of_cast": (Sum(_factors(1, -1), 1),),
    "majority_of_present": (Sum(_factors(2, 0), 1, "present"),),
    "majority_of_members": (Sum(_factors(2, 0), 1, "members"),),
    "two_thirds_of_cast": (Sum(_factors(1, -2), 0), Sum(_factors(1, 0), 1)),
}
"""What carries a question: every sum of its threshold is full. A plurality has no row: to carry one, two have
to move together, and then taking the furthest first is no longer exact."""


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
    """Who could have turned this division; None for a threshold without sums, or before the chair decides.

    To turn what was carried is to leave it without its majority, a tie included; to turn what was lost is to
    carry it outright.
    """
    if division.threshold not in SUMS or division.carried is None:
        return None
    if result(division, division.figures) != division.carried:
        return Pivot(fewest=1, chair=True)
    found = [_fewest(division, needed, voters(division)) for needed in _to_move(division)]
    known = [one for one in found if one.fewest is not None]
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


def _to_move(division: Division) -> tuple[Sum, ...]:
    """To bring a question down it is enough that one sum is not full. To carry it all must be: the first is
    the hard one, and whoever moves it towards "for" fills the second too."""
    sums = SUMS[division.threshold]
    return sums if division.carried else sums[:1]


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


def _missing(division: Division, needed: Sum) -> int:
    """How far the sum has to be moved until it is full, or no longer full."""
    taken_off = {"": 0, "present": division.present, "members": division.members}[needed.of]
    value = sum(needed.factors[choice] * division.figures[choice] for choice in CHOICES) - taken_off
    return value - needed.reach + 1 if division.carried else needed.reach - value


def _moves(needed: Sum, given: Figures, up: bool) -> int:
    """How far this voter can move the sum by another vote."""
    weight = sum(given.values())
    now = sum(needed.factors[choice] * given[choice] for choice in CHOICES)
    best = (max if up else min)(needed.factors[choice] * weight for choice in CHOICES)
    return abs(best - now)
