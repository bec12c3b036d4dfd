"""What moved somebody: whoever votes otherwise than their person believed says what it was.

A speaker, a bargain, a document, their own mind. Whoever is named learns how many, never who. Of a
secret vote nothing is asked.
"""

from collections import Counter

from msgspec.structs import asdict, replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Ballot, MovedBy
from debate.ballots import METHODS
from debate.decisions import Decisions
from debate.ids import NOBODY, BallotId, SeatId
from debate.refusal import Refusal
from debate.rules.business.documents import may_cite
from debate.rules.voting import house
from debate.topic import Changes, Rules, seat_of


def moved_key(seat: SeatId, ballot: BallotId) -> str:
    """Under which it stands in `Assembly.moved`."""
    return f"{seat}/{ballot}"


def crossed(assembly: Assembly, ballot: Ballot) -> tuple[SeatId, ...]:
    """Those who have voted otherwise than their person believed, in a vote that is announced and open to all
    eyes, in the order of seating. Whoever was silent has not; nor has anybody on whose belief nothing is
    known."""
    method = METHODS[ballot.method]
    if not ballot.announced or method.sealed or method.by_hand or method.of_blocs:
        return ()
    before, nobody = assembly.decided_before(ballot.id), ballot.house | ballot.silent
    return tuple(
        seat
        for seat in ballot.weights
        if seat in ballot.votes and seat not in nobody and _otherwise(assembly, seat, ballot, before)
    )


def _otherwise(assembly: Assembly, seat: SeatId, ballot: Ballot, before: Decisions) -> bool:
    belief = house.believed(assembly.scenario, ballot.seating[seat], ballot.question, before)
    return belief is not None and ballot.votes[seat] != house.kept(ballot, belief)


def was_moved(assembly: Assembly, seat: SeatId, ballot: Ballot) -> bool:
    """Is this pupil one of them?"""
    return seat in crossed(assembly, ballot)


def last_told(assembly: Assembly) -> Ballot | None:
    """The latest vote whose result was announced: whoever crossed in it is asked what moved them."""
    return next((ballot for ballot in reversed(assembly.in_order()) if ballot.announced), None)


def has_bargain(assembly: Assembly, seat: SeatId) -> bool:
    """Has this pupil struck one, so that it can have moved them?"""
    return any(b.state == "struck" and seat in (b.seat, b.other) for b in assembly.bargains.values())


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
    if (command.what == "document") != bool(command.document):
        raise Refusal("no_such_document")
    may_cite(assembly, seat, command.document)
    if command.whom and command.whom not in speakers(assembly, seat):
        raise Refusal("has_not_spoken")
    if command.what == "bargain" and not has_bargain(assembly, seat):
        raise Refusal("no_such_bargain")
    told = MovedBy(what=command.what, whom=command.whom, document=command.document)
    if assembly.moved.get(moved_key(seat, ballot.id)) == told:
        return []
    return [e.MovedTold(at=at, seat=seat, ballot=ballot.id, **asdict(told))]


def credits(assembly: Assembly) -> Counter[SeatId]:
    """Speaker to how often pupils have said that they moved them. Of a vote whose result was taken back
    nothing counts."""
    return Counter(
        told.whom
        for ballot in assembly.in_order()
        for seat in crossed(assembly, ballot)
        if (told := assembly.moved.get(moved_key(seat, ballot.id))) and told.whom != NOBODY
    )


def credited(assembly: Assembly, seat: SeatId) -> int:
    """How often pupils have said that this one moved them."""
    return credits(assembly)[seat]


def told(assembly: Assembly, event: e.MovedTold) -> Assembly:
    moved = MovedBy(what=event.what, whom=event.whom, document=event.document)
    return replace(assembly, moved=assembly.moved.set(moved_key(event.seat, event.ballot), moved))


RULES: Rules = {c.SayWhatMoved: say}
CHANGES: Changes = {e.MovedTold: told}
