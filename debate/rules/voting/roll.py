"""The roll: seats are called one by one, in an order that is stated, and answer aloud or by a button."""

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Ballot
from debate.ids import NOBODY, SeatId
from debate.refusal import Refusal
from debate.rules.voting import house
from debate.rules.voting.entitled import weights
from debate.scenario import Question

CALLED_BY = ("seating", "name", "faction")
SECONDS_PER_NAME = 6
"""What a name takes, from its call to its answer: to say it, to look up, to press. Our guess; nobody has
measured it in a class."""
LONGEST_ROLL = 150
"""Seconds. A longer roll costs a lesson more than a class learns from it: it is not called unasked."""


def takes(assembly: Assembly, question: Question) -> int:
    """Seconds that calling the roll on this question takes: the seats of the house answer at once."""
    given, _ = weights(assembly, question)
    return SECONDS_PER_NAME * sum(assembly.seats[seat].held_by == "pupil" for seat in given)


def in_order(assembly: Assembly, seats: tuple[SeatId, ...], order: str) -> tuple[SeatId, ...]:
    """These seats in the order in which they will be called: pupils first, for the house may go with its
    side. Raises Refusal for an unknown order."""
    if order not in CALLED_BY:
        raise Refusal("no_such_order")
    if order == "name":
        seats = tuple(sorted(seats, key=lambda seat: (_surname(assembly, seat), seat)))
    elif order == "faction":
        places = {faction.id: n for n, faction in enumerate(assembly.scenario.factions)}
        seats = tuple(sorted(seats, key=lambda seat: places[assembly.seats[seat].faction]))
    return tuple(sorted(seats, key=lambda seat: assembly.seats[seat].held_by != "pupil"))


def _surname(assembly: Assembly, seat: SeatId) -> str:
    """What the list is sorted by: the short name of a person; delegates come last."""
    role = assembly.role_of(seat)
    return role.short.casefold() if role else "\uffff"


def called(assembly: Assembly, command: c.CallNext, at: int) -> list[e.Fact]:
    ballot = assembly.current
    if ballot is None or not ballot.open or not ballot.calls:
        raise Refusal("no_roll")
    if command.seat and command.seat != ballot.called:
        if command.seat in ballot.calls[: ballot.roll]:
            return []
        raise Refusal("another_called")
    facts = call_next(assembly, ballot, at)
    if not facts:
        raise Refusal("roll_ended")
    return facts


def call_next(assembly: Assembly, ballot: Ballot, at: int) -> list[e.Fact]:
    """Call on, up to the next seat that a pupil holds, or to the end. The house answers after the last pupil,
    for it may go with its side; a seat that it has taken over meanwhile is counted at the close."""
    facts: list[e.Fact] = []
    rest = ballot.calls[ballot.roll :]
    pupils = [n for n, seat in enumerate(rest) if assembly.seats[seat].held_by == "pupil"]
    if pupils:
        return [e.SeatCalled(at=at, ballot=ballot.id, seat=seat) for seat in rest[: pupils[0] + 1]]
    answers = house.votes(assembly, ballot)
    for seat in rest:
        facts.append(e.SeatCalled(at=at, ballot=ballot.id, seat=seat))
        if seat in answers.votes:
            followed = (seat,) if seat in answers.followed else ()
            answer = {seat: answers.votes[seat]}
            facts.append(e.HouseVoted(at=at, ballot=ballot.id, votes=answer, followed=followed))
    return [*facts, e.SeatCalled(at=at, ballot=ballot.id, seat=NOBODY)] if ballot.called or facts else []
