"""What is told of those who vote as one, of vetoes, and of who was away when history voted."""

from collections.abc import Collection
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from debate.assembly import Assembly, Ballot
from debate.ballots import units
from debate.ballots.method import stopped_by
from debate.rules.business.subjects import subject
from debate.scenario import Absence, Scenario, UnitVote
from debate.shown.people import Named, name_of


class UnitShown(Struct, frozen=True, kw_only=True):
    """A faction or delegation with one vote: that vote ("away": none of its people has given theirs), and how
    its people chose."""

    id: str
    name: str
    vote: UnitVote | Literal["away"]
    yes: int
    no: int
    neither: int
    then: UnitVote | UnsetType = UNSET
    """Where the record is shown: its vote in history."""


class NamedAway(Named, frozen=True, kw_only=True):
    """Somebody without a vote on this question, because their person was away when history voted on it."""

    why: Absence


def units_of(assembly: Assembly, b: Ballot, with_record: bool = False) -> tuple[UnitShown, ...]:
    """Every unit in the scenario's order, as it stands now; nothing where votes are not by unit."""
    question = subject(assembly, b.question)
    record = question.record if question and with_record else None
    found = []
    for id in in_order(assembly.scenario, b.units):
        people = units.figures(seats := b.units[id], b.votes)
        side = units.side(people)
        found.append(
            UnitShown(
                id=id,
                name=name_of_group(assembly.scenario, id),
                vote="away" if seats and side == "absent" else side,
                yes=people["for"],
                no=people["against"],
                neither=people["abstain"],
                then=record.units.get(id, "unknown") if record else UNSET,
            )
        )
    return tuple(found)


def stopped(assembly: Assembly, b: Ballot) -> tuple[str, ...]:
    """What those are called whose veto stopped it."""
    scenario = assembly.scenario
    return tuple(name_of_group(scenario, id) for id in in_order(scenario, stopped_by(b)))


def absent(assembly: Assembly, b: Ballot) -> tuple[NamedAway, ...]:
    """Who has no vote because they were away then, in the order of seating."""
    return tuple(
        NamedAway(seat=seat, name=name_of(assembly, seat), why=b.absent[seat])
        for seat in assembly.order
        if seat in b.absent
    )


def in_order(scenario: Scenario, found: Collection[str]) -> tuple[str, ...]:
    """These roles, factions or delegations, as the scenario has them."""
    return tuple(id for id in _names(scenario) if id in found)


def name_of_group(scenario: Scenario, id: str) -> str:
    """What a role, a faction or a delegation is called."""
    return _names(scenario).get(id, id)


def _names(scenario: Scenario) -> dict[str, str]:
    names: dict[str, str] = {role.id: role.name for role in scenario.roles}
    names |= {faction.id: faction.name for faction in scenario.factions}
    return names | {delegation.id: delegation.name for delegation in scenario.delegations}
