"""Votes by unit: a faction or a delegation has one vote, and its seats decide which.

A unit is on the side of most of its people who are for or against. Where as many are for as against it is
divided, and counts for neither side; in a tally it stands under "abstain". A unit of which nobody voted is
absent.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from debate.ids import SeatId
from debate.scenario import CHOICES, UnitVote

Units = Mapping[str, tuple[SeatId, ...]]
"""Unit to the seats that decide its vote."""


def side(figures: Mapping[str, int]) -> UnitVote:
    """The one vote of a unit whose people chose so."""
    if not any(figures.values()):
        return "absent"
    yes, no = figures.get("for", 0), figures.get("against", 0)
    return "divided" if yes == no else "for" if yes > no else "against"


def figures(seats: tuple[SeatId, ...], votes: Mapping[SeatId, str]) -> dict[str, int]:
    """How the people in these seats chose."""
    chose = Counter(votes[seat] for seat in seats if seat in votes)
    return {choice: chose[choice] for choice in CHOICES}


def sides(units: Units, votes: Mapping[SeatId, str]) -> dict[str, UnitVote]:
    """Unit to its one vote."""
    return {unit: side(figures(seats, votes)) for unit, seats in units.items()}


def tally(units: Units, votes: Mapping[SeatId, str]) -> dict[str, int]:
    """Units for, against, and divided."""
    return of_sides(sides(units, votes).values())


def of_sides(found: Iterable[str]) -> dict[str, int]:
    """The tally of units that are on these sides."""
    counted = Counter(found)
    return {"for": counted["for"], "against": counted["against"], "abstain": counted["divided"]}
