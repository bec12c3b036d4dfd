"""The house: how a seat that nobody plays votes.

Seats of the house vote as their person did in the record, delegates as their faction did; where the meeting
has decided otherwise before, as the person would then; and persons who could be won over go with the pupils
of their side. Of whom it is not known how they voted, the house votes nothing.
"""

from collections import Counter

from msgspec import Struct

from debate.assembly import Assembly, Ballot, Seat
from debate.ballots import METHODS
from debate.ballots.delegation import split
from debate.ballots.method import BLANK, is_blank
from debate.decisions import Decisions
from debate.ids import FactionId, QuestionId, SeatId
from debate.scenario import CHOICES, NOT_COUNTED, Choice, Role, Scenario, Stand


def recorded_vote(scenario: Scenario, seat: Seat, question: QuestionId) -> str | None:
    """What this seat's person (or faction, for a delegate) did in the record: a vote, or that they were
    absent, or that it is not known."""
    if seat.role:
        belief = scenario.role(seat.role).beliefs.get(question)
        return belief.vote if belief else None
    return scenario.faction(seat.faction).choice(question)


def recorded_choice(scenario: Scenario, seat: Seat, question: QuestionId) -> Choice | None:
    """As `recorded_vote`, of a yes or no."""
    chose = recorded_vote(scenario, seat, question)
    return next((choice for choice in CHOICES if choice == chose), None)


def stand(scenario: Scenario, role: Role, question: QuestionId, decided: Decisions) -> Stand | None:
    """Where this person stands on a question after what was decided: in the first case that holds, else as
    in the record. None where nothing is known."""
    belief = role.beliefs.get(question)
    return next((case for case in belief.cases if decided.holds(case.when)), belief) if belief else None


def believed(scenario: Scenario, seat: Seat, question: QuestionId, decided: Decisions) -> str | None:
    """How this seat's person (or faction, for a delegate) votes after what was decided; None where that is
    not known."""
    found = _believed(scenario, seat, question, decided)
    return None if found in NOT_COUNTED else found


def _believed(scenario: Scenario, seat: Seat, question: QuestionId, decided: Decisions) -> str | None:
    if seat.role:
        found = stand(scenario, scenario.role(seat.role), question, decided)
        return found.vote if found else None
    faction = scenario.faction(seat.faction)
    cases = (case for case in faction.cases if case.question == question and decided.holds(case.when))
    return next((case.vote for case in cases), faction.choice(question))


def preferences(scenario: Scenario, seat: Seat, question: QuestionId) -> tuple[str, ...]:
    """How this seat's person would order the alternatives of a question, best first; else their faction."""
    own = scenario.role(seat.role).preferences.get(question) if seat.role else None
    return own or scenario.faction(seat.faction).preferences.get(question, ())


class HouseVotes(Struct, frozen=True, kw_only=True):
    """What the house votes: seat to choice; `followed`: the seats that went with the pupils of their side."""

    votes: dict[SeatId, str]
    followed: tuple[SeatId, ...] = ()


def votes(assembly: Assembly, ballot: Ballot) -> HouseVotes:
    """The house's votes in a ballot, for seats it holds that have a vote and have not given it.

    On a motion of the class the record is silent: there the house does not vote.
    """
    held = [seat for id in ballot.weights if (seat := assembly.seats[id]).votes and seat.held_by == "house"]
    found = {seat.id: vote(assembly, seat, ballot) for seat in held if seat.id not in ballot.votes}
    gone = {seat: choice for seat, choice in following(assembly, ballot).items() if seat in found}
    given = {seat: kept(ballot, choice) for seat, choice in (found | gone).items() if choice}
    return HouseVotes(votes=given, followed=tuple(gone))


def silent(assembly: Assembly, ballot: Ballot) -> dict[SeatId, str]:
    """Pupils who said nothing in an open vote: seat to what their person believed. A secret paper that was
    not handed in, and one that was counted in the room, stay missing."""
    method = METHODS[ballot.method]
    if not assembly.fills_silence or method.sealed or method.by_hand:
        return {}
    held = [seat for id in ballot.weights if (seat := assembly.seats[id]).held_by == "pupil"]
    found = {seat.id: vote(assembly, seat, ballot) for seat in held if seat.id not in ballot.votes}
    return {seat: kept(ballot, choice) for seat, choice in found.items() if choice}


def kept(ballot: Ballot, choice: str) -> str:
    """A vote as a pupil's is kept: who would name none of the alternatives hands in a blank paper."""
    return BLANK if ballot.alternatives and is_blank(ballot, choice) else choice


def vote(assembly: Assembly, seat: Seat, ballot: Ballot) -> str:
    """How a seat votes that nobody speaks for: as its person believed; "" if that is not known."""
    if seat.id in ballot.behind:
        return _split(assembly, ballot, ballot.behind[seat.id])
    belief = believed(assembly.scenario, seat, ballot.question, assembly.decisions)
    if not ballot.alternatives:
        return belief or ""
    liked = preferences(assembly.scenario, seat, ballot.question) or ((belief,) if belief else ())
    order = [a for a in liked if a in ballot.alternatives]
    if ballot.method == "ranked":
        return ">".join(order)
    if ballot.method == "election":
        return ",".join(a for a in ballot.alternatives if a in order[: ballot.elects])
    return belief if belief is not None else "".join(order[:1])


def _split(assembly: Assembly, ballot: Ballot, behind: dict[SeatId, int]) -> str:
    """A bloc as its members believed; who is silent there abstains."""
    figures: Counter[str] = Counter()
    for seat, weight in behind.items():
        chose = believed(assembly.scenario, ballot.seating[seat], ballot.question, assembly.decisions)
        figures[chose or ""] += weight
    if set(figures) == {""}:
        return ""
    figures["abstain"] += figures.pop("", 0)
    return split([figures[choice] for choice in CHOICES])


Side = tuple[FactionId, str, str]
"""Those of a faction who believe one thing and could be moved to another."""


def sides(faction: FactionId, own: Stand) -> tuple[Side, ...]:
    """With whom somebody who stands so could go over, in the order of what they are open to."""
    return tuple((faction, own.vote, other) for other in own.open)


def following(assembly: Assembly, ballot: Ballot) -> dict[SeatId, str]:
    """The seats of the house that go with the pupils of their side: seat to what they choose instead.

    A person of the house who believes one thing and is open to another goes over if more than half of the
    pupils of their faction who believe the same, and are open to that as well, have chosen it. The house
    follows nobody of the house; delegates without a person follow nobody, nor does anybody in secret or
    behind a delegation.
    """
    method = METHODS[ballot.method]
    if method.sealed or method.by_hand or method.of_blocs:
        return {}
    pupils, went, house = Counter[Side](), Counter[Side](), dict[SeatId, tuple[Side, ...]]()
    for id in ballot.weights:
        seat, own = assembly.seats[id], _stand_of(assembly, ballot, id)
        if own is None or not own.open or seat.held_by == "nobody":
            continue
        if seat.held_by == "house":
            house[id] = sides(seat.faction, own)
            continue
        for side in sides(seat.faction, own):
            pupils[side] += 1
            went[side] += ballot.votes.get(id) == kept(ballot, side[2])
    gone = {id: next((s for s in own if 2 * went[s] > pupils[s]), None) for id, own in house.items()}
    return {id: side[2] for id, side in gone.items() if side}


def _stand_of(assembly: Assembly, ballot: Ballot, seat: SeatId) -> Stand | None:
    role = ballot.seating[seat].role
    if not role:
        return None
    return stand(assembly.scenario, assembly.scenario.role(role), ballot.question, assembly.decisions)
