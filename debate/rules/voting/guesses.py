"""Guesses: how a vote ends, by those who have voted and wait; how history decided, when the meeting is
over."""

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly
from debate.ids import BallotId, SeatId
from debate.refusal import Refusal
from debate.scenario import Question
from debate.topic import Changes, Rules, seat_of


def guess_key(seat: SeatId, about: str) -> str:
    """Under which a guess stands in `Assembly.guesses`."""
    return f"{seat}/{about}"


def can_guess(assembly: Assembly, seat: SeatId) -> BallotId:
    """What this pupil can guess about now: the ballot they have voted in, while it is open; "" for none."""
    current = assembly.current
    return (
        current.id
        if current and current.open and seat in current.votes and not current.alternatives
        else BallotId("")
    )


def to_recall(assembly: Assembly) -> tuple[Question, ...]:
    """The questions of which the class guesses how history decided them: while that chapter is open."""
    if not assembly.chapters or assembly.chapters[-1] != "guess":
        return ()
    return tuple(q for q in assembly.scenario.questions if q.record and not q.straw)


def guess(assembly: Assembly, command: c.Guess, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    question = next((q for q in to_recall(assembly) if q.id == command.about), None)
    if question is None and (not command.about or command.about != can_guess(assembly, seat)):
        raise Refusal("no_guess_now")
    if command.choice not in choices(question):
        raise Refusal("no_such_guess")
    if assembly.guesses.get(guess_key(seat, command.about)) == command.choice:
        return []
    return [e.Guessed(at=at, seat=seat, about=command.about, choice=command.choice)]


def choices(question: Question | None) -> tuple[str, ...]:
    """What can be guessed: that it is carried or lost; of a question with alternatives, which is chosen."""
    if question and question.alternatives:
        return tuple(alternative.id for alternative in question.alternatives)
    return ("carried", "lost")


def guessed(assembly: Assembly, event: e.Guessed) -> Assembly:
    return replace(assembly, guesses=assembly.guesses.set(guess_key(event.seat, event.about), event.choice))


RULES: Rules = {c.Guess: guess}
CHANGES: Changes = {e.Guessed: guessed}
