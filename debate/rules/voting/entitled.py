"""Who has a vote on a question, and with what weight: fixed when it is put.

In a session by blocs every seat stands for its share of the delegates who in the record chose as it did, so
that the house playing alone gives the record to the last delegate, and a pupil who votes otherwise takes that
bloc along. This apportionment is a model, not a fact; the pages say so. Whoever was absent then, or paired,
has no vote on that question.
"""

from collections.abc import Mapping

from msgspec import Struct

from debate.assembly import Assembly, Seat
from debate.ballots import METHODS
from debate.ballots.apportion import largest_remainder
from debate.ballots.units import Units
from debate.ids import SeatId
from debate.rules.voting.house import recorded_vote
from debate.scenario import ABSENCES, CHOICES, Absence, Choice, MethodName, Question, Scenario


class Entitled(Struct, frozen=True, kw_only=True):
    """`weights`: delegates, or 1, per seat; `bloc`: per choice the delegates no seat stands for; `units`:
    where votes are by unit, the seats of each; `veto`: whoever has a veto, with their seats; `absent`: who
    has no vote because they were away then. `present`, `members`: weight of those who are there, and of all;
    units where votes are by unit."""

    weights: dict[SeatId, int]
    bloc: dict[Choice, int]
    units: dict[str, tuple[SeatId, ...]]
    veto: dict[str, tuple[SeatId, ...]]
    absent: dict[SeatId, Absence]
    present: int
    members: int


def entitled(assembly: Assembly, question: Question, method: MethodName) -> Entitled:
    """Everybody who has a vote on this question, if it is put in this way."""
    given, bloc = weights(assembly, question)
    absent, is_weighted = absences(assembly, question), METHODS[method].weighted
    if not is_weighted:
        given, bloc = dict.fromkeys(given, 1), {}
    found = units(assembly, question, given) if METHODS[method].of_units else {}
    away = _weight_away(question, absent, is_weighted and assembly.weighting == "bloc")
    return Entitled(
        weights=given,
        bloc=bloc,
        units=found,
        veto={id: _seats_of(assembly, id, given) for id in question.veto},
        absent=absent,
        present=weight_present(assembly, given, bloc, found),
        members=len(found) or sum(given.values()) + sum(bloc.values()) + away,
    )


def weight_present(
    assembly: Assembly, weights: Mapping[SeatId, int], bloc: Mapping[Choice, int], units: Units
) -> int:
    """The weight of all voting seats that somebody holds now; of units, those of which anybody is there."""
    there = {seat for seat in weights if assembly.seats[seat].held_by != "nobody"}
    if units:
        return sum(not there.isdisjoint(seats) for seats in units.values())
    return sum(weights[seat] for seat in there) + sum(bloc.values())


def _weight_away(question: Question, absent: Mapping[SeatId, Absence], by_blocs: bool) -> int:
    """The weight of those who were away: as in the record where a seat stands for many, else one each."""
    if not by_blocs:
        return len(absent)
    return sum(question.record.not_counted.get(away, 0) for away in ABSENCES) if question.record else 0


def absences(assembly: Assembly, question: Question) -> dict[SeatId, Absence]:
    """The voting seats whose person was away when history voted on this."""
    found: dict[SeatId, Absence] = {}
    for id in assembly.order:
        if (seat := assembly.seats[id]).votes and seat.held_by != "nobody":
            did = recorded_vote(assembly.scenario, seat, question.id)
            found.update((id, away) for away in ABSENCES if away == did)
    return found


def unit_of(scenario: Scenario, seat: Seat) -> str:
    """The unit of a seat, as the standing orders have it; "" for none."""
    return seat.faction if scenario.standing_orders.unit == "faction" else sent_by(scenario, seat)


def sent_by(scenario: Scenario, seat: Seat) -> str:
    """The delegation of a seat, or of the person in it; "" for none."""
    return seat.delegation or (scenario.role(seat.role).delegation or "" if seat.role else "")


def units(
    assembly: Assembly, question: Question, weights: Mapping[SeatId, int]
) -> dict[str, tuple[SeatId, ...]]:
    """Every unit that has a vote, in the scenario's order, with the seats that decide it; those of which
    nobody is there have none."""
    scenario = assembly.scenario
    sent = {id: unit_of(scenario, seat) for id in assembly.order if (seat := assembly.seats[id]).votes}
    known = {*sent.values(), *(question.record.units if question.record else ())}
    rows = scenario.factions if scenario.standing_orders.unit == "faction" else scenario.delegations
    return {
        row.id: tuple(seat for seat in weights if sent[seat] == row.id) for row in rows if row.id in known
    }


def _seats_of(assembly: Assembly, id: str, weights: Mapping[SeatId, int]) -> tuple[SeatId, ...]:
    """The voting seats of a role, a faction or a delegation."""
    seats = ((seat, assembly.seats[seat]) for seat in weights)
    return tuple(
        seat for seat, row in seats if id in (row.role, row.faction, sent_by(assembly.scenario, row))
    )


def blocs(assembly: Assembly, weights: dict[SeatId, int]) -> dict[SeatId, dict[SeatId, int]]:
    """For a division by delegation: who votes for which seats, and the delegates behind each of them.

    A delegation (or faction, where there are none) is spoken for by its first pupil in the order of seating,
    or by its first seat. For an empty chair nobody speaks.
    """
    members: dict[str, list[SeatId]] = {}
    for id in weights:
        seat = assembly.seats[id]
        if seat.held_by == "nobody":
            continue
        members.setdefault(seat.delegation or seat.faction, []).append(id)
    return {
        next((id for id in seats if assembly.seats[id].held_by == "pupil"), seats[0]): {
            id: weights[id] for id in seats
        }
        for seats in members.values()
    }


def weights(assembly: Assembly, question: Question) -> tuple[dict[SeatId, int], dict[Choice, int]]:
    """Delegates per voting seat, and per choice the delegates no seat stands for (counted by the house).

    Without blocs every seat weighs 1 and the second part is empty. By blocs an empty chair
    stands for nobody.
    """
    away = absences(assembly, question)
    voters = [seat for id in assembly.order if (seat := assembly.seats[id]).votes and id not in away]
    if assembly.weighting == "seat":
        return {seat.id: 1 for seat in voters}, {}
    voters = [seat for seat in voters if seat.held_by != "nobody"]
    if question.record is None or question.alternatives:
        return _by_faction(assembly.scenario, voters), {}
    given: dict[SeatId, int] = {seat.id: 0 for seat in voters}
    bloc: dict[Choice, int] = {}
    unknown = [s.id for s in voters if recorded_vote(assembly.scenario, s, question.id) == "unknown"]
    so_many = question.record.not_counted.get("unknown", 0)
    given.update(zip(unknown, largest_remainder(so_many, [1] * len(unknown)), strict=True))
    for choice in CHOICES:
        total = question.record.figures.get(choice, 0)
        chose = [s.id for s in voters if recorded_vote(assembly.scenario, s, question.id) == choice]
        if chose:
            given.update(zip(chose, largest_remainder(total, [1] * len(chose)), strict=True))
        elif total:
            bloc[choice] = total
    return given, bloc


def _by_faction(scenario: Scenario, voters: list[Seat]) -> dict[SeatId, int]:
    given: dict[SeatId, int] = {}
    for faction in scenario.factions:
        members = [seat.id for seat in voters if seat.faction == faction.id]
        given.update(
            zip(
                members,
                largest_remainder(faction.delegates, [1] * len(members)),
                strict=True,
            )
        )
    return given
