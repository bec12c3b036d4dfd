"""Who persuaded: bargains, whether they were kept, and what moved those who voted otherwise than their
persons believed. For the debrief."""

from collections import Counter
from typing import Literal

from msgspec import Struct

from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS
from debate.events import Mover, Promise
from debate.ids import BallotId, BargainId, QuestionId, SeatId
from debate.rules.voting.credit import moved_key, was_moved

Kept = Literal["kept", "broken", "not_voted"]
"""Not voted on: or not openly, or by nobody of them."""


class BargainBeside(Struct, frozen=True, kw_only=True):
    """A bargain that was struck. `asked`: did the other do what they were asked for; `given`: did whoever
    offered give what they had promised?"""

    id: BargainId
    seat: SeatId
    other: SeatId
    for_sides: bool
    asks: Promise
    asked: Kept
    gives: Promise
    given: Kept


class MovedIn(Struct, frozen=True, kw_only=True):
    """What moved people in one vote: how many voted otherwise than their persons believed, how many have said
    what moved them, and by what."""

    ballot: BallotId
    question: QuestionId
    moved: int
    told: int
    by: dict[Mover, int]


class Persuader(Struct, frozen=True, kw_only=True):
    """A speaker who moved others, and how many times."""

    seat: SeatId
    moved: int


def bargains(assembly: Assembly) -> tuple[BargainBeside, ...]:
    """Every bargain that was struck, oldest first."""
    return tuple(
        BargainBeside(
            id=b.id,
            seat=b.seat,
            other=b.other,
            for_sides=b.for_sides,
            asks=b.asks,
            asked=_kept(assembly, b.asks, b.other, b.for_sides),
            gives=b.gives,
            given=_kept(assembly, b.gives, b.seat, b.for_sides),
        )
        for b in sorted(assembly.bargains.values(), key=lambda b: b.at)
        if b.state == "struck"
    )


def _kept(assembly: Assembly, promise: Promise, seat: SeatId, for_side: bool) -> Kept:
    """Did they vote as promised? A side has if more than half of its pupils who voted did."""
    ballot = next((b for b in reversed(assembly.in_order()) if b.question == promise.question), None)
    if ballot is None or not ballot.announced or METHODS[ballot.method].sealed:
        return "not_voted"
    votes = [ballot.votes[id] for id in _those_of(assembly, ballot, seat, for_side) if id in ballot.votes]
    if not votes:
        return "not_voted"
    return "kept" if 2 * votes.count(promise.choice) > len(votes) else "broken"


def _those_of(assembly: Assembly, ballot: Ballot, seat: SeatId, for_side: bool) -> list[SeatId]:
    if not for_side:
        return [seat]
    side = assembly.seats[seat].faction
    return [
        id
        for id, place in ballot.seating.items()
        if place.faction == side and assembly.seats[id].held_by == "pupil"
    ]


def moved(assembly: Assembly) -> tuple[MovedIn, ...]:
    """What moved people, vote by vote, where anybody was moved."""
    found = []
    for ballot in assembly.in_order():
        crossed = [seat for seat in ballot.votes if was_moved(assembly, seat, ballot)]
        told = [m for seat in crossed if (m := assembly.moved.get(moved_key(seat, ballot.id)))]
        if crossed:
            by = Counter(one.what for one in told)
            row = MovedIn(
                ballot=ballot.id, question=ballot.question, moved=len(crossed), told=len(told), by=dict(by)
            )
            found.append(row)
    return tuple(found)


def persuaders(assembly: Assembly) -> tuple[Persuader, ...]:
    """The speakers who moved others, those who moved most first."""
    number = Counter(moved.whom for moved in assembly.moved.values() if moved.whom)
    found = [Persuader(seat=seat, moved=n) for seat, n in number.items()]
    return tuple(sorted(found, key=lambda one: (-one.moved, assembly.order.index(one.seat))))
