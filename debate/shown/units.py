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
    return tuple(name_of_group(assembly.scenario, id) for id in stopped_by(b))


def absent(assembly: Assembly, b: Ballot) -> tuple[NamedAway, ...]:
    """Who has no vote because they were away then, in the order of seating."""
    return tuple(
        NamedAway(seat=seat, name=name_of(assembly, seat), why=b.absent[seat])
        for seat in assembly.order
        if seat in b.absent
    )


def in_order(scenario: Scenario, found: Collection[str]) -> tuple[str, ...]:
    """These factions or delegations, as the scenario has them."""
    known: tuple[str, ...] = (*(f.id for f in scenario.factions), *(d.id for d in scenario.delegations))
    return tuple(id for id in known if id in found)


def name_of_group(scenario: Scenario, id: str) -> str:
    """What a role, a faction or a delegation is called."""
    names: dict[str, str] = {d.id: d.name for d in scenario.delegations}
    names |= {f.id: f.name for f in scenario.factions}
    names |= {r.id: r.name for r in scenario.roles}
    return names.get(id, id)
