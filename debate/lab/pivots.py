"""Who could have turned a vote: the smallest set of voters who, voting otherwise, change the result.

Exact, and quick for a hall of any size. A question is carried when certain sums reach a mark (`SUMS`), and
each voter moves such a sum by an amount that does not depend on the others. So the fewest that one sum needs
are those that move it furthest, taken one by one until it is enough: whoever left out one of them would have
to take somebody who moves it less. Where two sums have to be filled at once, it goes by two rows of voters,
each with those first who move both sums further than whoever comes after them.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise
from operator import ge
from typing import NamedTuple

from msgspec import Struct

from debate.ballots.thresholds import share_of
from debate.ids import NOBODY, SeatId
from debate.lab.divisions import DivisionFigures, Figures, figures, result, shares
from debate.scenario import CHOICES, Choice, ThresholdName

Voter = tuple[SeatId, Figures]
"""Who, "" for somebody nobody can name, and what they added to the count."""


class Sum(Struct, frozen=True):
    """Full when the figures, each times its factor, come to `reach`; `of`: whose number is taken off, so many
    `times`."""

    factors: dict[Choice, int]
    reach: int
    of: str = ""
    times: int = 1


def _factors(for_: int, against: int = 0, abstain: int = 0) -> dict[Choice, int]:
    return {"for": for_, "against": against, "abstain": abstain}


SUMS: dict[ThresholdName, tuple[Sum, ...]] = {
    "majority_of_cast": (Sum(_factors(1, -1), 1),),
    "majority_of_present": (Sum(_factors(2), 1, "present"),),
    "majority_of_members": (Sum(_factors(2), 1, "members"),),
    "two_thirds_of_cast": (Sum(_factors(1, -2), 0), Sum(_factors(1), 1)),
    "plurality": (Sum(_factors(1, -1), 1), Sum(_factors(1, abstain=-1), 1)),
    "unanimous": (Sum(_factors(0, -1), 0), Sum(_factors(1), 1)),
}
"""What carries a question: every sum of its threshold is full."""


def sums_of(threshold: ThresholdName) -> tuple[Sum, ...]:
    """The sums of a threshold with a name, or of a share."""
    share = share_of(threshold)
    if share is None:
        return SUMS[threshold]
    n, d = share.share.numerator, share.share.denominator
    if share.whole == "cast":
        return Sum(_factors(d - n, -n), 0), Sum(_factors(1), 1)
    return (Sum(_factors(d), 0, share.whole, n),)


class Pivot(Struct, frozen=True, kw_only=True):
    """`fewest`: how many were needed, None if no number of them was enough. `who`: such a set, as far as
    names are known, `weight`: the delegates behind it. `alone`: everybody who alone could have turned it.
    `chair`: the casting vote decided. Not `known`: split blocs fit in no row, nor does whoever decides with
    others what a unit does, or has a veto; and it is not worked out."""

    fewest: int | None
    who: tuple[SeatId, ...] = ()
    weight: int = 0
    alone: tuple[SeatId, ...] = ()
    chair: bool = False
    known: bool = True


def pivot(division: DivisionFigures) -> Pivot | None:
    """Who could have turned this division; None before the chair decides a tie.

    To turn what was carried is to leave it without its majority, a tie included; to turn what was lost is to
    carry it outright.
    """
    if division.carried is None:
        return None
    if division.of_units or division.has_veto:
        return Pivot(fewest=None, known=False)
    if result(division, division.figures) != division.carried:
        return Pivot(fewest=1, chair=True)
    sums, people = sums_of(division.threshold), voters(division)
    if not division.carried and len(sums) > 1:
        return _together(division, sums, people)
    known = [one for one in (_fewest(division, needed, people) for needed in sums) if one.fewest is not None]
    if not known:
        return Pivot(fewest=None)
    best = min(known, key=lambda one: one.fewest or 0)
    alone = {name for one in known for name in one.alone}
    return Pivot(fewest=best.fewest, who=best.who, weight=best.weight, alone=tuple(sorted(alone)))


def voters(division: DivisionFigures) -> list[Voter]:
    """Everybody who voted, with what they added. Where nobody knows who they are, one vote is one person."""
    ballot = division.named
    if ballot:
        return [(seat, shares(ballot, seat)) for seat in ballot.weights if seat in ballot.votes]
    return [(NOBODY, figures({choice: 1})) for choice in CHOICES for _ in range(division.figures[choice])]


def _fewest(division: DivisionFigures, needed: Sum, people: Sequence[Voter]) -> Pivot:
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


class Mover(NamedTuple):
    """A voter, how far they could move each of two sums (no further than is missing), and their delegates."""

    by: tuple[int, int]
    name: SeatId
    weight: int


def _together(division: DivisionFigures, sums: Sequence[Sum], people: Sequence[Voter]) -> Pivot:
    """Who could have filled two sums, all voting for it: every mix of the first of both rows."""
    missing = [max(0, _missing(division, needed)) for needed in sums]
    rows: tuple[list[Mover], list[Mover]] = ([], [])
    for name, given in people:
        weight = sum(given.values())
        one, other = (n.factors["for"] * weight - _value(n, given) for n in sums)
        by = min(one, missing[0]), min(other, missing[1])
        rows[one < other].append(Mover(by, name, weight))
    for row in rows:
        row.sort(key=lambda mover: mover.by, reverse=True)
        if any(not all(map(ge, before.by, after.by)) for before, after in pairwise(row)):
            return Pivot(fewest=None, known=False)
    first, second = rows
    moved = [[list(accumulate((m.by[n] for m in row), initial=0)) for n in (0, 1)] for row in rows]
    mixes = []
    for a in range(len(first) + 1):
        lack = [missing[n] - moved[0][n][a] for n in (0, 1)]
        b = max(bisect_left(moved[1][n], lack[n]) for n in (0, 1))
        if b <= len(second):
            mixes.append((a, b))
    if not mixes:
        return Pivot(fewest=None)
    a, b = min(mixes, key=sum)
    chosen = first[:a] + second[:b]
    return Pivot(
        fewest=len(chosen),
        who=tuple(mover.name for mover in chosen if mover.name),
        weight=sum(mover.weight for mover in chosen),
        alone=tuple(sorted(m.name for m in first + second if m.name and all(map(ge, m.by, missing)))),
    )


def _value(needed: Sum, given: Figures) -> int:
    return sum(needed.factors[choice] * given[choice] for choice in CHOICES)


def _missing(division: DivisionFigures, needed: Sum) -> int:
    """How far the sum has to be moved until it is full, or no longer full."""
    taken_off = {"": 0, "present": division.present, "members": division.members}[needed.of]
    value = _value(needed, division.figures) - needed.times * taken_off
    return value - needed.reach + 1 if division.carried else needed.reach - value


def _moves(needed: Sum, given: Figures, up: bool) -> int:
    """How far this voter can move the sum by another vote."""
    weight = sum(given.values())
    best = (max if up else min)(needed.factors[choice] * weight for choice in CHOICES)
    return abs(best - _value(needed, given))
