"""What moved somebody: whoever votes otherwise than their person believed says what it was.

A speaker, a bargain, their own mind. Whoever is named learns how many, never who. Of a secret vote nothing is
asked.
"""

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Ballot, Moved
from debate.ballots import METHODS
from debate.ids import NOBODY, BallotId, SeatId
from debate.refusal import Refusal
from debate.rules.voting import house
from debate.topic import Changes, Rules, seat_of


def moved_key(seat: SeatId, ballot: BallotId) -> str:
    """Under which it stands in `Assembly.moved`."""
    return f"{seat}/{ballot}"


def was_moved(assembly: Assembly, seat: SeatId, ballot: Ballot) -> bool:
    """Has this pupil voted otherwise than their person believed, in a vote that is announced and open to all
    eyes? Whoever was silent has not; nor has anybody on whose belief nothing is known."""
    method = METHODS[ballot.method]
    if not ballot.announced or method.sealed or method.by_hand or method.of_blocs:
        return False
    if seat not in ballot.votes or seat in ballot.house | ballot.silent:
        return False
    before = assembly.decided_before(ballot.id)
    belief = house.believed(assembly.scenario, ballot.seating[seat], ballot.question, before)
    return belief is not None and ballot.votes[seat] != house.kept(ballot, belief)


def speakers(assembly: Assembly, seat: SeatId) -> tuple[SeatId, ...]:
    """Whom this pupil may name: the pupils who have spoken, each once, the latest first."""
    spoken = (speech.seat for _, speech in sorted(assembly.speeches.items(), reverse=True))
    held = (id for id in spoken if id != seat and assembly.seats[id].held_by == "pupil")
    return tuple(dict.fromkeys(held))


def say(assembly: Assembly, command: c.SayWhatMoved, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    ballot = assembly.ballots.get(command.ballot)
    if ballot is None:
        raise Refusal("no_such_ballot")
    if not was_moved(assembly, seat, ballot):
        raise Refusal("not_moved")
    if (command.what == "speaker") != bool(command.whom):
        raise Refusal("which_speaker")
    if command.whom and command.whom not in speakers(assembly, seat):
        raise Refusal("has_not_spoken")
    if command.what == "bargain" and not any(
        b.state == "struck" and seat in (b.seat, b.other) for b in assembly.bargains.values()
    ):
        raise Refusal("no_such_bargain")
    told = Moved(what=command.what, whom=command.whom)
    if assembly.moved.get(moved_key(seat, ballot.id)) == told:
        return []
    return [e.MovedTold(at=at, seat=seat, ballot=ballot.id, what=command.what, whom=command.whom)]


def credited(assembly: Assembly, seat: SeatId) -> int:
    """How often pupils have said that this one moved them."""
    return sum(1 for moved in assembly.moved.values() if moved.whom == seat != NOBODY)


def told(assembly: Assembly, event: e.MovedTold) -> Assembly:
    moved = Moved(what=event.what, whom=event.whom)
    return replace(assembly, moved=assembly.moved.set(moved_key(event.seat, event.ballot), moved))


RULES: Rules = {c.SayWhatMoved: say}
CHANGES: Changes = {e.MovedTold: told}
