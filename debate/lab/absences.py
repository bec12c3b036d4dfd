"""Who was not there, and who might not have been: the persons of a what-if, and any one person taken away.

Assumption: everybody else votes as they did. How absent persons would have voted is what their sheets infer;
each of them counts once. What cannot be told from a secret or paper ballot is None.
"""

from collections import Counter

from msgspec import Struct

from debate.assembly import Seat
from debate.ballots.thresholds import decided
from debate.ids import NOBODY, SeatId
from debate.lab.divisions import DivisionFigures, Figures, figures, seat_of, shares
from debate.scenario import CHOICES, Option, Scenario


class Changed(Struct, frozen=True, kw_only=True):
    """A division with other people in the hall."""

    figures: Figures
    carried: bool | None
    otherwise: bool


def joined_by(scenario: Scenario, division: DivisionFigures, option: Option) -> Changed | None:
    """The division with the persons of the what-if present as well; None where their sheets are silent."""
    voters = [role for id in option.roles if (role := scenario.role(id)).votes]
    votes = [belief.vote for role in voters if (belief := role.beliefs.get(division.question))]
    if not votes:
        return None
    more = Counter(votes)
    tally: Figures = {choice: division.figures[choice] + more[choice] for choice in CHOICES}
    return _changed(division, tally, division.present + len(votes), len(option.roles))


def left_by(division: DivisionFigures, option: Option) -> Changed | None:
    """The division without the persons of a what-if that was on; None where nobody knows how they voted."""
    ballot = division.named
    if ballot is None:
        return None
    gone = [id for id, seat in ballot.seating.items() if seat.role in option.roles]
    return _without(division, gone)


def without(division: DivisionFigures, person: Seat) -> Changed | None:
    """The division without one person and whoever stands behind them; None where nobody knows their vote."""
    ballot = division.named
    seat = seat_of(ballot, person) if ballot else NOBODY
    return _without(division, [seat]) if seat else None


def missed(division: DivisionFigures) -> list[SeatId]:
    """Every seat without which the division would have had another result, in the order of seating."""
    ballot = division.named
    if ballot is None:
        return []
    voted = [seat for seat in ballot.weights if seat in ballot.votes]
    return [seat for seat in voted if (found := _without(division, [seat])) and found.otherwise]


def _without(division: DivisionFigures, gone: list[SeatId]) -> Changed | None:
    ballot = division.named
    if ballot is None or any(seat not in ballot.weights for seat in gone):
        return None
    tally = dict(division.figures)
    for seat in gone:
        for choice, number in shares(ballot, seat).items():
            tally[choice] -= number
    weight = sum(ballot.weights[seat] for seat in gone)
    held = sum(ballot.weights[seat] for seat in gone if ballot.seating[seat].held_by != "nobody")
    return _changed(division, figures(tally), division.present - held, -weight)


def _changed(division: DivisionFigures, tally: Figures, present: int, more: int) -> Changed:
    members = division.members + more if division.ballot else max(division.members, present)
    carried = decided(division.threshold, division.tie, tally, present, members)
    return Changed(figures=tally, carried=carried, otherwise=carried != division.carried)
