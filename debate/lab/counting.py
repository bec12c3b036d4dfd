"""The same votes, counted by other rules: another majority, another weight, delegations as blocks.

Assumption: everybody votes as they did. Who gave a vote has to be known for other weights, so secret and
paper ballots can only be measured against other majorities.
"""

from collections import Counter
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from debate.assembly import Ballot, Seat
from debate.ballots.apportion import largest_remainder
from debate.ids import QuestionId
from debate.lab.divisions import DivisionFigures, Figures, by, figures, shares
from debate.scenario import CHOICES, Choice, Delegation, Scenario

Majority = Literal["majority_of_cast", "majority_of_present", "majority_of_members"]
Weighing = Literal["by_person", "by_delegates", "as_blocks", "one_each"]
Way = Majority | Weighing
"""By another majority; one person, one vote; the delegates of a delegation shared out among its people; each
delegation with all its delegates on the side of most of its people; each delegation with one vote."""

MAJORITIES: tuple[Majority, ...] = ("majority_of_cast", "majority_of_present", "majority_of_members")


class Recount(Struct, frozen=True, kw_only=True):
    """A division counted in one way. `otherwise`: is the result another one? `of_units`: the figures are of
    units."""

    way: Way
    figures: Figures
    carried: bool | None
    otherwise: bool
    of_units: bool = False


Groups = dict[str, Figures]
"""Delegation, or faction where there are none, to what its people chose."""


def recounts(scenario: Scenario, division: DivisionFigures) -> list[Recount]:
    """Every way that differs from the one that was used and can be worked out from this division."""
    return [*by_majorities(division), *by_weights(scenario, division)]


def by_majorities(division: DivisionFigures) -> list[Recount]:
    """The same figures, measured against the votes cast, those present, and all."""
    found = []
    for threshold in MAJORITIES:
        known = division.members or threshold != "majority_of_members"
        if threshold != division.threshold and known:
            there, whole = division.present, division.members
            carried = by(division, threshold, division.figures, there, whole)
            recount = _recount(division, threshold, division.figures, carried)
            found.append(replace(recount, of_units=division.of_units))
    return found


def by_weights(scenario: Scenario, division: DivisionFigures) -> list[Recount]:
    """The same votes with other weights, measured by the division's own majority. Where each group has one
    vote already, one person, one vote."""
    ballot, found = division.named, []
    if division.of_units:
        ones = dict.fromkeys(map(str, ballot.weights), 1) if ballot else {}
        return [_weighed(division, "by_person", ballot, ones)] if ballot else []
    if ballot and not ballot.behind:
        if ballot.bloc or set(ballot.weights.values()) != {1}:
            found.append(_weighed(division, "by_person", ballot, dict.fromkeys(ballot.weights, 1)))
        if scenario.delegations and any(ballot.seating[seat].delegation for seat in ballot.weights):
            found.append(_weighed(division, "by_delegates", ballot, delegates(scenario, ballot)))
    groups = _groups(scenario, division)
    if len(groups) > 1:
        found.append(_grouped(division, "as_blocks", groups, sizes(scenario, groups)))
        found.append(_grouped(division, "one_each", groups, dict.fromkeys(groups, 1)))
    return found


def _recount(division: DivisionFigures, way: Way, tally: Figures, carried: bool | None) -> Recount:
    return Recount(way=way, figures=tally, carried=carried, otherwise=carried != division.carried)


def _weighed(division: DivisionFigures, way: Way, ballot: Ballot, weights: dict[str, int]) -> Recount:
    """Each seat's vote with this weight. Delegates for whom no seat stands have no say in it."""
    tally: Counter[str] = Counter()
    for seat, vote in ballot.votes.items():
        tally[vote] += weights[seat]
    there = sum(weights[seat] for seat in ballot.weights if ballot.seating[seat].held_by != "nobody")
    whole = sum(weights.values())
    counted = figures(dict(tally))
    return _recount(division, way, counted, by(division, division.threshold, counted, there, whole))


def delegates(scenario: Scenario, ballot: Ballot) -> dict[str, int]:
    """Seat to delegates: those of a delegation shared out evenly among its people who could vote. Who was
    sent by none counts once."""
    given: dict[str, int] = dict.fromkeys(ballot.weights, 1)
    for delegation in scenario.delegations:
        members = [seat for seat in ballot.weights if ballot.seating[seat].delegation == delegation.id]
        size = sum(delegation.blocs.values())
        given.update(zip(members, largest_remainder(size, [1] * len(members)), strict=True))
    return given


def _groups(scenario: Scenario, division: DivisionFigures) -> Groups:
    """Those of the ballot, where it was by name; those of the record; none for a secret ballot."""
    if division.ballot is None:
        return recorded_groups(scenario, division)
    return grouped(scenario, division.named) if division.named else {}


def grouped(scenario: Scenario, ballot: Ballot) -> Groups:
    """How the people of each delegation voted, each counted once; a bloc that voted as one, as it did.

    Factions stand in for delegations where nobody who votes was sent by one.
    """
    by_delegation = any(ballot.seating[seat].delegation for seat in ballot.weights)
    found: dict[str, Counter[Choice]] = {}
    for seat in ballot.votes:
        group = _group(ballot.seating[seat], by_delegation)
        if group:
            once = figures({ballot.votes[seat]: 1})
            found.setdefault(group, Counter()).update(shares(ballot, seat) if ballot.behind else once)
    return {group: {choice: tally[choice] for choice in CHOICES} for group, tally in found.items()}


def _group(seat: Seat, by_delegation: bool) -> str:
    return seat.delegation if by_delegation else seat.faction


def recorded_groups(scenario: Scenario, division: DivisionFigures) -> Groups:
    """How the delegations of history would have voted if their delegates had kept to the line of their
    factions: a model. Factions stand in for delegations where none has a vote."""
    lines = {f.id: line for f in scenario.factions if (line := f.figures(division.question))}
    sent = [d for d in scenario.delegations if d.votes]
    if not sent:
        return {f.id: figures(lines[f.id]) for f in scenario.factions if f.id in lines and f.delegates}
    return {d.id: figures(_blocs_of(scenario, d, division.question)) for d in sent}


def _blocs_of(scenario: Scenario, delegation: Delegation, question: QuestionId) -> Counter[str]:
    """The delegates of its blocs by choice; those of a faction that was split as most of it chose."""
    chose: Counter[str] = Counter()
    for faction, delegates in delegation.blocs.items():
        chose[scenario.faction(faction).choice(question) or ""] += delegates
    return chose


def sizes(scenario: Scenario, groups: Groups) -> dict[str, int]:
    """Delegates of each group."""
    known: dict[str, int] = {f.id: f.delegates for f in scenario.factions}
    known |= {d.id: sum(d.blocs.values()) for d in scenario.delegations}
    return {group: known[group] for group in groups}


def side(tally: Figures) -> Choice:
    """The side of most of a group; a group that is split evenly abstains."""
    most = max(tally.values())
    best = [choice for choice in CHOICES if tally[choice] == most]
    return best[0] if len(best) == 1 else "abstain"


def _grouped(division: DivisionFigures, way: Way, groups: Groups, weights: dict[str, int]) -> Recount:
    tally: Counter[Choice] = Counter()
    for group, voted in groups.items():
        if any(voted.values()):
            tally[side(voted)] += weights[group]
    there = sum(weights.values())
    counted: Figures = {choice: tally[choice] for choice in CHOICES}
    return _recount(division, way, counted, by(division, division.threshold, counted, there, there))
