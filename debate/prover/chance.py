"""Random plays on the tree of results: whoever could be moved is, in one vote in two."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from msgspec.structs import replace

from debate.ids import SeatId
from debate.prover.hall import PlayedHall, Vote
from debate.prover.play import played
from debate.prover.walk import Course, CourseVote, ending
from debate.rules.business.agenda import outcome

PLAYS = 10_000


class Chance(Protocol):
    """What chance brings, as from `random.Random`: it comes in as an argument."""

    def random(self) -> float: ...

    def choice(self, seq: Sequence[str], /) -> str: ...


def endings(hall: PlayedHall, toss: Chance, plays: int = PLAYS, crossing: float = 0.5) -> Counter[str]:
    """How often such plays come to each ending. `crossing`: how likely somebody who is open is moved, each
    time to one of the choices they are open to."""
    found: Counter[str] = Counter()
    for _ in range(plays):
        end = play(hall, toss, crossing).end
        found[end.id if end else ""] += 1
    return found


def play(hall: PlayedHall, toss: Chance, crossing: float = 0.5) -> Course:
    """One such play. What a class may leave out is left out."""
    course = Course()
    for stage in hall.scenario.agenda:
        if stage.kind != "division" or stage.question is None or not course.decided.holds(stage.when):
            continue
        question = hall.scenario.question(stage.question)
        if question.optional or question.id in course.decided.results:
            continue
        vote = hall.vote(question, course.decided)
        moved = moves(vote, toss, crossing)
        counted = vote.result(moved)
        course = course.onward(CourseVote(vote=vote, before=course.decided, moves=moved, counted=counted))
    return replace(course, end=ending(hall.scenario, course.decided))


def both(hall: PlayedHall, toss: Chance, plays: int) -> Iterator[tuple[str, str]]:
    """Where such plays end on the tree, and where in the meeting with the same people moved."""
    for _ in range(plays):
        course = play(hall, toss)
        end = outcome(played(hall, course).assembly)
        yield course.end.id if course.end else "", end.id if end else ""


def moves(vote: Vote, toss: Chance, crossing: float = 0.5) -> dict[SeatId, str]:
    """Who is moved to what in this vote."""
    return {
        seat: own.open[0] if len(own.open) == 1 else toss.choice(own.open)
        for seat, own in vote.open.items()
        if toss.random() < crossing
    }
