"""The house: how a seat that nobody plays votes, and how many delegates a vote counts for.

Seats of the house vote as their person did in the record, delegates as their faction did. In a session by
blocs every seat stands for its share of the delegates who in the record chose as it did, so that the house
playing alone gives the record to the last delegate, and a pupil who votes otherwise takes that bloc along.
This apportionment is a model, not a fact; the pages say so.
"""

from collections import Counter

from debate.assembly import Assembly, Ballot, Seat
from debate.ballots.apportion import largest_remainder
from debate.ballots.delegation import split
from debate.ids import QuestionId, SeatId
from debate.scenario import CHOICES, Choice, Question, Scenario


def recorded_vote(scenario: Scenario, seat: Seat, question: QuestionId) -> Choice | None:
    """How this seat's person (or faction, for a delegate) votes when the house plays it."""
    if seat.role:
        belief = scenario.role(seat.role).beliefs.get(question)
        return belief.vote if belief else None
    return scenario.faction(seat.faction).line.get(question)


def preferences(scenario: Scenario, seat: Seat, question: QuestionId) -> tuple[str, ...]:
    """How this seat's person would order the alternatives of a question, best first; else their faction."""
    own = scenario.role(seat.role).preferences.get(question) if seat.role else None
    return own or scenario.faction(seat.faction).preferences.get(question, ())


def votes(assembly: Assembly, ballot: Ballot) -> dict[SeatId, str]:
    """The house's votes in a ballot: seat to choice, for seats it holds that have a vote.

    On a motion of the class the record is silent: there the house does not vote.
    """
    held = [seat for id in ballot.weights if (seat := assembly.seats[id]).votes and seat.held_by == "house"]
    found = {seat.id: vote(assembly.scenario, seat, ballot) for seat in held}
    return {seat: choice for seat, choice in found.items() if choice}


def vote(scenario: Scenario, seat: Seat, ballot: Ballot) -> str:
    """How the house votes from this seat; "" if the record does not say."""
    if ballot.alternatives:
        order = [a for a in preferences(scenario, seat, ballot.question) if a in ballot.alternatives]
        if ballot.method == "ranked":
            return ">".join(order)
        return ",".join(a for a in ballot.alternatives if a in order[: ballot.elects])
    if seat.id in ballot.behind:
        return _split(scenario, ballot, ballot.behind[seat.id])
    return recorded_vote(scenario, seat, ballot.question) or ""


def _split(scenario: Scenario, ballot: Ballot, behind: dict[SeatId, int]) -> str:
    """A bloc as its members chose in the record; who is silent there abstains."""
    figures: Counter[str] = Counter()
    for seat, weight in behind.items():
        chose = recorded_vote(scenario, ballot.seating[seat], ballot.question)
        figures[chose or "abstain"] += weight
    if not any(recorded_vote(scenario, ballot.seating[seat], ballot.question) for seat in behind):
        return ""
    return split([figures[choice] for choice in CHOICES])


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
    voters = [seat for id in assembly.order if (seat := assembly.seats[id]).votes]
    if assembly.weighting == "seat":
        return {seat.id: 1 for seat in voters}, {}
    voters = [seat for seat in voters if seat.held_by != "nobody"]
    if question.record is None:
        return _by_faction(assembly.scenario, voters), {}
    given: dict[SeatId, int] = {seat.id: 0 for seat in voters}
    bloc: dict[Choice, int] = {}
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
