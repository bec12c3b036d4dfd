"""A course played through the rules of the meeting, vote by vote: what was worked out has to come."""

from collections.abc import Mapping

from debate import commands as c
from debate.ballots import METHODS
from debate.commands import TEACHER
from debate.ids import QuestionId, SeatId
from debate.prover.hall import Moves, PlayedHall
from debate.prover.playout import Playout, seated
from debate.prover.walk import Course
from debate.rules.business.agenda import following, outcome
from debate.rules.voting import house
from debate.rules.voting.opening import can_be_put


def reaches(hall: PlayedHall, course: Course) -> bool:
    """Does a meeting in which those are moved end there?"""
    end = outcome(played(hall, course).assembly)
    return end is not None and course.end is not None and end.id == course.end.id


def played(hall: PlayedHall, course: Course) -> Playout:
    """The meeting in which those are moved: they alone vote, all others are silent."""
    return play(hall, {step.question: step.moves for step in course.steps})


def play(hall: PlayedHall, moved: Mapping[QuestionId, Moves]) -> Playout:
    """The meeting to its end, with these moves in each vote. A question for which the agenda has no time is
    put by the chair as soon as it may be, if it is among them."""

    def voter(seat: SeatId, question: QuestionId) -> str | None:
        if choice := moved.get(question, {}).get(seat):
            return choice
        ballot = playout.assembly.ballots[playout.assembly.ballot]
        # Of a secret vote nothing is filled in: there everybody says what they believed.
        is_filled = not METHODS[ballot.method].sealed
        return None if is_filled else house.vote(playout.assembly, ballot.seating[seat], ballot) or None

    playout = seated(hall.scenario, hall.pupils)
    playout.do(c.OpenSession(by=TEACHER))
    while following(playout.assembly):
        now = playout.assembly.now
        if now and now.kind == "division" and now.question not in playout.assembly.results():
            playout.divide(voter)
        for question in moved:
            if hall.scenario.question(question).optional and can_be_put(playout.assembly, question):
                playout.divide(voter, question)
        if following(playout.assembly):
            playout.do(c.AdvanceStage(by=TEACHER))
    playout.do(c.CloseSession(by=TEACHER))
    return playout
