"""The tree of results: every course a meeting can take in a hall, in the order of its agenda.

At each question it is worked out which results those who could be moved can bring about: for each choice all
or none of those who are open to it, then the house, then the sum. Amendments of the class, which can do more,
are not in it: what is found here can be done without them.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from debate.decisions import NOTHING, Decisions
from debate.ids import QuestionId
from debate.prover.hall import CountInHall, Moves, PlayedHall, Vote
from debate.scenario import Outcome, Question, Scenario


class CourseVote(Struct, frozen=True, kw_only=True):
    """One vote on a course: who was moved in it, and what came of it."""

    vote: Vote
    before: Decisions
    moves: Moves
    counted: CountInHall

    @property
    def question(self) -> QuestionId:
        return self.vote.question.id


class Course(Struct, frozen=True, kw_only=True):
    """A whole meeting, from the first vote to its end."""

    steps: tuple[CourseVote, ...] = ()
    decided: Decisions = NOTHING
    end: Outcome | None = None

    def onward(self, step: CourseVote) -> "Course":
        """The course with one vote more."""
        decided = self.decided.after([step.vote.decided(step.counted)])
        return replace(self, steps=(*self.steps, step), decided=decided)


def courses(hall: PlayedHall) -> Iterator[Course]:
    """Every course, for each result of a vote with the fewest who have to be moved; the one in which nobody
    is moved comes first."""
    yield from _onward(hall, Course(), 0)


def _onward(hall: PlayedHall, course: Course, at: int) -> Iterator[Course]:
    agenda = hall.scenario.agenda
    for n in range(at, len(agenda)):
        stage = agenda[n]
        if stage.kind != "division" or stage.question is None or not course.decided.holds(stage.when):
            continue
        question = hall.scenario.question(stage.question)
        if question.id in course.decided.results:
            continue
        vote = hall.vote(question, course.decided)
        for step in results(vote, course.decided):
            yield from _onward(hall, course.onward(step), n + 1)
        if not question.optional:
            return
    yield replace(course, end=ending(hall.scenario, course.decided))


def results(vote: Vote, before: Decisions) -> list[CourseVote]:
    """Each result that can be brought about, with the fewest who have to be moved for it."""
    found: dict[tuple[bool, tuple[str, ...]], CourseVote] = {}
    for moves in vote.ways():
        counted = vote.result(moves)
        key = (counted.carried, counted.chosen)
        if key not in found or len(moves) < len(found[key].moves):
            found[key] = CourseVote(vote=vote, before=before, moves=moves, counted=counted)
    return list(found.values())


def ending(scenario: Scenario, decided: Decisions) -> Outcome | None:
    """How a meeting ends that has decided this."""
    return next((outcome for outcome in scenario.outcomes if decided.holds(outcome.when)), None)


def by_persuasion(scenario: Scenario) -> tuple[Outcome, ...]:
    """The endings that people can bring about: one without a condition is what is left when time runs out."""
    return tuple(o for o in scenario.outcomes if o.when != type(o.when)())


def fewest(step: CourseVote) -> CourseVote:
    """The same result with nobody moved in vain: one after the other is left out, as long as it holds."""
    moves = dict(step.moves)
    for seat in list(moves):
        tried = {other: choice for other, choice in moves.items() if other != seat}
        counted = step.vote.result(tried)
        if (counted.carried, counted.chosen) == (step.counted.carried, step.counted.chosen):
            moves, step = tried, replace(step, moves=tried, counted=counted)
    return step


def asked(scenario: Scenario) -> tuple[Question, ...]:
    """The questions of the agenda, in its order."""
    ids = dict.fromkeys(stage.question for stage in scenario.agenda if stage.kind == "division")
    return tuple(scenario.question(id) for id in ids if id)
