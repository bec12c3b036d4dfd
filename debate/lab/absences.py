"""Who was not there, and who might not have been: the persons of a what-if, and any one person taken away.

Assumption: everybody else votes as they did. How absent persons would have voted is what their sheets infer;
each of them counts once. What cannot be told from a secret or paper ballot is None.
"""

from collections import Counter

from immutables import Map
from msgspec import Struct
from msgspec.structs import replace

from debate.assembly import Ballot, Seat
from debate.ballots import units
from debate.ballots.method import stopped_by
from debate.ids import NOBODY, SeatId
from debate.lab.divisions import DivisionFigures, Figures, by, figures, seat_of, shares
from debate.scenario import CHOICES, NOT_COUNTED, Option, Scenario


class Changed(Struct, frozen=True, kw_only=True):
    """A division with other people in the hall. `of_units`: the figures are of units."""

    figures: Figures
    carried: bool | None
    otherwise: bool
    of_units: bool = False


def joined_by(scenario: Scenario, division: DivisionFigures, option: Option) -> Changed | None:
    """The division with the persons of the what-if present as well; None where their sheets are silent."""
    voters = [role for id in option.roles if (role := scenario.role(id)).votes]
    beliefs = [belief for role in voters if (belief := role.beliefs.get(division.question))]
    votes = [belief.vote for belief in beliefs if belief.vote not in NOT_COUNTED]
    if not votes or division.of_units:
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
    left = replace(ballot, votes=Map({s: vote for s, vote in ballot.votes.items() if s not in gone}))
    without_them = replace(division, stopped=bool(stopped_by(left)))
    if ballot.units:
        there = [seat for seat in ballot.weights if seat not in gone and _is_held(ballot, seat)]
        present = sum(not set(there).isdisjoint(seats) for seats in ballot.units.values())
        return _changed(without_them, figures(units.tally(ballot.units, left.votes)), present, 0)
    tally = dict(division.figures)
    for seat in gone:
        for choice, number in shares(ballot, seat).items():
            tally[choice] -= number
    weight = sum(ballot.weights[seat] for seat in gone)
    held = sum(ballot.weights[seat] for seat in gone if _is_held(ballot, seat))
    return _changed(without_them, figures(tally), division.present - held, -weight)


def _is_held(ballot: Ballot, seat: SeatId) -> bool:
    return ballot.seating[seat].held_by != "nobody"


def _changed(division: DivisionFigures, tally: Figures, present: int, more: int) -> Changed:
    members = division.members + more if division.ballot else max(division.members, present)
    carried = by(division, division.threshold, tally, present, members)
    return Changed(
        figures=tally, carried=carried, otherwise=carried != division.carried, of_units=division.of_units
    )
