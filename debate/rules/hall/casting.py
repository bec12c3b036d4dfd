"""Which seats a session has, and in which order pupils are seated.

Every core role has a seat from the start: the house plays whoever no pupil plays. First come those without
whom the meeting makes no sense. All others are seated in an order of which every beginning is in proportion
to the factions, so nobody has to know the class's size.
Optional roles come next, then delegates of the delegations, for a lecture hall. The roles of a what-if that
is switched off have no seat at all: they would change what can be laid beside the record.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec.structs import replace

from debate.ballots.apportion import huntington_hill
from debate.events import SeatPlan
from debate.ids import NOBODY, DelegationId, FactionId, RoleId, SeatId
from debate.scenario import Role, Scenario

SMALLEST_CLASS, LARGEST_CLASS = 4, 1000
RESERVE = 10
"""One seat in ten on top of the expected class, for those nobody expected."""


def plan(scenario: Scenario, pupils: int, options: Iterable[str] = ()) -> tuple[SeatPlan, ...]:
    """The seats of a session for so many expected pupils, in the order of seating."""
    on = {role for option in scenario.options if option.id in options for role in option.roles}
    off = {role for option in scenario.options for role in option.roles} - on
    roles = [role for role in cast_order(scenario, on) if role.id not in off]
    seats = [_seat_of(role, role.seat == "core" or role.id in on) for role in roles]
    missing = pupils + pupils // RESERVE + 1 - len(seats)
    seats += [
        SeatPlan(id=NOBODY, delegation=delegation, faction=faction, votes=votes, kept=votes)
        for delegation, faction, votes in delegates(scenario, missing)
    ]
    return tuple(replace(seat, id=SeatId(f"s{n}")) for n, seat in enumerate(seats, 1))


def cast_order(scenario: Scenario, kept: Iterable[str] = ()) -> list[Role]:
    """All roles: who must be played, voters of the core in proportion, then kept and other optional ones, by
    rank."""
    first = indispensable(scenario)
    voters = [role for role in scenario.roles if role.seat == "core" and role.votes]
    seated = {role.id for role in voters}
    waiting = [role for role in scenario.roles if role.id not in seated]
    waiting.sort(
        key=lambda role: (
            role.seat != "core",
            role.id not in kept,
            not role.votes,
            role.rank,
        )
    )
    # Of a faction they take the places of others, so that the rest stays in proportion.
    order = [*_in_proportion(scenario, voters, first), *waiting]
    return sorted(order, key=lambda role: (role.id not in first, role.id != scenario.chair))


def indispensable(scenario: Scenario) -> set[RoleId]:
    """Who must be played: the chair, and whoever is said to be."""
    chair = {scenario.chair} if scenario.chair else set()
    return chair | {role.id for role in scenario.roles if role.must_be_played}


def delegates(scenario: Scenario, count: int) -> Iterator[tuple[DelegationId, FactionId, bool]]:
    """Up to `count` delegates as (delegation, faction, votes), in proportion to the blocs."""
    blocs = {
        (delegation.id, faction): size
        for delegation in scenario.delegations
        for faction, size in delegation.blocs.items()
        if size
    }
    votes = {delegation.id: delegation.votes for delegation in scenario.delegations}
    for bloc in islice(huntington_hill(blocs), max(count, 0)):
        yield *bloc, votes[bloc[0]]


def _in_proportion(scenario: Scenario, voters: list[Role], first: set[RoleId]) -> Iterator[Role]:
    by_rank = sorted(voters, key=lambda role: (role.id not in first, role.rank))
    waiting = {faction.id: [r for r in by_rank if r.faction == faction.id] for faction in scenario.factions}
    sizes = {faction.id: faction.delegates for faction in scenario.factions}
    for faction in huntington_hill(sizes, {id: len(roles) for id, roles in waiting.items()}):
        yield waiting[faction].pop(0)


def _seat_of(role: Role, kept: bool) -> SeatPlan:
    return SeatPlan(
        id=NOBODY,
        role=role.id,
        delegation=role.delegation or DelegationId(""),
        faction=role.faction,
        votes=role.votes,
        kept=kept,
    )
