"""Can somebody's aim be met on a course? Everybody is free to speak and to move something; votes are not."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from debate.assembly import Seat
from debate.ids import QuestionId
from debate.prover.hall import PlayedHall
from debate.prover.walk import Course, CourseVote, asked
from debate.scenario import Aim


class PlayedAim(Struct, frozen=True, kw_only=True):
    """An aim of somebody who is played: its place in the role, and what it takes."""

    seat: Seat
    name: str
    aim: Aim


def wanted(hall: PlayedHall) -> Iterator[PlayedAim]:
    """The aims of the pupils of this hall."""
    for seat in hall.people:
        role = hall.scenario.role(seat.role) if seat.role else None
        for name in ("public_met", "private_met") if role else ():
            if aim := getattr(role, name):
                yield PlayedAim(seat=seat, name=name, aim=aim)


def way_to(hall: PlayedHall, wish: PlayedAim, courses: tuple[Course, ...]) -> Course | None:
    """A course on which the aim is met, with the person's own votes in it; None where there is none.

    What the agenda has no stage for is put when the chair likes: of that nothing can be proved.
    """
    on_it = {question.id for question in asked(hall.scenario)}
    beside = frozenset(q.id for q in hall.scenario.questions if q.id not in on_it)
    return next((met for one in courses if (met := _met(wish.seat, wish.aim, one, beside))), None)


def _met(seat: Seat, aim: Aim, course: Course, beside: frozenset[QuestionId]) -> Course | None:
    waits = replace(
        aim,
        carried=tuple(id for id in aim.carried if id not in beside),
        lost=tuple(id for id in aim.lost if id not in beside),
    )
    if not course.decided.holds(waits) or (aim.outcomes and _end(course) not in aim.outcomes):
        return None
    steps = []
    for step in course.steps:
        if step.question in aim.voted or step.question in aim.at_least:
            found = _voting(seat, aim, step)
            if found is None:
                return None
            step = found
        steps.append(step)
    put = {step.question for step in steps}
    if not put.issuperset((*aim.voted, *aim.at_least)):
        return None
    course = replace(course, steps=tuple(steps))
    if aim.either:
        return next((met for one in aim.either if (met := _met(seat, one, course, beside))), None)
    return course


def _end(course: Course) -> str:
    return course.end.id if course.end else ""


def _voting(seat: Seat, aim: Aim, step: CourseVote) -> CourseVote | None:
    """The same result, with this person's vote and the figures as the aim asks for them."""
    wish = aim.voted.get(step.question)
    own = step.vote.stands.get(seat.id)
    if wish is not None and (own is None or wish not in (own.vote, *own.open)):
        return None
    for moves in (step.moves, *step.vote.ways()):
        tried = {other: choice for other, choice in moves.items() if other != seat.id or wish is None}
        if wish is not None and own is not None and wish != own.vote:
            tried[seat.id] = wish
        counted = step.vote.result(tried)
        same = (counted.carried, counted.chosen) == (step.counted.carried, step.counted.chosen)
        if same and _enough(aim, step.question, counted.tally):
            return replace(step, moves=tried, counted=counted)
    return None


def _enough(aim: Aim, question: QuestionId, tally: object) -> bool:
    least = aim.at_least.get(question, {})
    assert isinstance(tally, dict)
    return all(tally.get(choice, 0) >= number for choice, number in least.items())
