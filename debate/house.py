"""The house: how a seat that nobody plays votes, and how many delegates a vote counts for.

Seats of the house vote as their person did in the record, delegates as their faction did. In a session by
blocs every seat stands for its share of the delegates who in the record chose as it did, so that the house
playing alone gives the record to the last delegate, and a pupil who votes otherwise takes that bloc along.
This apportionment is a model, not a fact; the pages say so.
"""

from debate.apportion import largest_remainder
from debate.assembly import Assembly, Seat
from debate.scenario import CHOICES, Choice, Question, Scenario


def recorded_vote(scenario: Scenario, seat: Seat, question: str) -> Choice | None:
    """How this seat's person (or faction, for a delegate) votes when the house plays it."""
    if seat.role:
        belief = scenario.role(seat.role).beliefs.get(question)
        return belief.vote if belief else None
    return scenario.faction(seat.faction).line.get(question)


def votes(assembly: Assembly, question: str) -> dict[str, Choice]:
    """The house's votes on a question: seat to choice, for seats it holds that have a vote."""
    found = {
        seat.id: recorded_vote(assembly.scenario, seat, question)
        for seat in assembly.seats.values()
        if seat.votes and seat.held_by == "house"
    }
    return {seat: choice for seat, choice in found.items() if choice is not None}


def weights(assembly: Assembly, question: Question) -> tuple[dict[str, int], dict[Choice, int]]:
    """Delegates per voting seat, and per choice the delegates no seat stands for (counted by the house).

    Without blocs every seat weighs 1 and the second part is empty. By blocs an empty chair
    stands for nobody.
    """
    voters = [seat for id in assembly.order if (seat := assembly.seats[id]).votes]
    if assembly.weighting == "seat":
        return {seat.id: 1 for seat in voters}, {}
    voters = [seat for seat in voters if seat.held_by != "nobody"]
    if question.record is None:
        return _by_faction(assembly.scenario, voters), {}
    given: dict[str, int] = {seat.id: 0 for seat in voters}
    bloc: dict[Choice, int] = {}
    for choice in CHOICES:
        total = question.record.figures.get(choice, 0)
        chose = [s.id for s in voters if recorded_vote(assembly.scenario, s, question.id) == choice]
        if chose:
            given.update(zip(chose, largest_remainder(total, [1] * len(chose)), strict=True))
        elif total:
            bloc[choice] = total
    return given, bloc


def _by_faction(scenario: Scenario, voters: list[Seat]) -> dict[str, int]:
    given: dict[str, int] = {}
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
