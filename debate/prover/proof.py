"""What a meeting's endings and aims take, for every class; and what holds those that nobody can bring
about."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from debate.prover import aims, chance
from debate.prover.hall import PlayedHall
from debate.prover.play import reaches
from debate.prover.walk import Course, asked, by_persuasion, courses, fewest
from debate.scenario import Scenario

SIZES = tuple(range(12, 61))
"""Pupils in the classes for which it is proved."""
PLAYED = (12, 20, 28, 44, 60)
"""Those for which chance is asked as well."""
THROUGH_THE_RULES = 10
"""Random plays for each of them that are played vote by vote as well."""
LEAST_SHARE = 100
"""One random play in so many comes to each ending, at least."""


class Unreachable(Struct, frozen=True, kw_only=True):
    """An ending, or somebody's aim, that no class of this size can come to. `place` as in `debate.check`;
    `why`: what holds it."""

    place: str
    pupils: int
    why: str


class WayToEnding(Struct, frozen=True, kw_only=True):
    """How a class of this size comes to an ending: with as few as possible who have to be moved."""

    ending: str
    pupils: int
    course: Course

    @property
    def moved(self) -> int:
        return sum(len(step.moves) for step in self.course.steps)


def closed(scenario: Scenario, sizes: Iterable[int] = SIZES) -> Iterator[Unreachable]:
    """Every ending and aim that is closed, at the smallest class for which it is."""
    told: set[str] = set()
    for hall in _halls(scenario, sizes):
        for found in _closed(hall):
            if found.place not in told:
                told.add(found.place)
                yield found


def _halls(scenario: Scenario, sizes: Iterable[int]) -> Iterator[PlayedHall]:
    """One for each class, as far as there are seats."""
    last = 0
    for pupils in sizes:
        hall = PlayedHall(scenario, pupils)
        if hall.pupils == last:
            return
        last = hall.pupils
        yield hall


def _closed(hall: PlayedHall) -> Iterator[Unreachable]:
    scenario, found = hall.scenario, tuple(courses(hall))
    reached = {course.end.id for course in found if course.end}
    for row, outcome in enumerate(scenario.outcomes):
        if outcome in by_persuasion(scenario) and outcome.id not in reached:
            yield Unreachable(place=f"outcomes[{row}]", pupils=hall.pupils, why=_held_by(hall, found))
    rows = {role.id: row for row, role in enumerate(scenario.roles)}
    for wish in aims.wanted(hall):
        if aims.way_to(hall, wish, found) is None:
            place = f"roles[{rows[wish.seat.role]}].{wish.name}"
            yield Unreachable(place=place, pupils=hall.pupils, why=_held_by(hall, found))
    for way in ways(hall):
        if not reaches(hall, way.course):
            row = next(row for row, o in enumerate(scenario.outcomes) if o.id == way.ending)
            yield Unreachable(place=f"outcomes[{row}]", pupils=hall.pupils, why="The rules lead elsewhere.")


def ways(hall: PlayedHall) -> Iterator[WayToEnding]:
    """To each ending that can be reached, the way on which fewest have to be moved."""
    best: dict[str, Course] = {}
    for course in courses(hall):
        if course.end and (course.end.id not in best or _moved(course) < _moved(best[course.end.id])):
            best[course.end.id] = course
    for ending, course in best.items():
        steps = tuple(fewest(step) for step in course.steps)
        yield WayToEnding(ending=ending, pupils=hall.pupils, course=replace(course, steps=steps))


def _moved(course: Course) -> int:
    return sum(len(step.moves) for step in course.steps)


def _held_by(hall: PlayedHall, found: tuple[Course, ...]) -> str:
    """The questions of which only one result can be brought about, with the figures that come nearest."""
    told = []
    for question in asked(hall.scenario):
        steps = [step for course in found for step in course.steps if step.question == question.id]
        results = {(step.counted.carried, step.counted.chosen) for step in steps}
        if len(results) == 1:
            ((carried, chosen),) = results
            what = f"“{chosen[0]}” is chosen" if chosen else "it is carried" if carried else "it is lost"
            told.append(f"Whoever is moved, in “{question.id}” {what}.")
        elif not results:
            told.append(f"“{question.id}” is never put.")
    return " ".join(told) or "No course brings together what it waits for."


def rare(scenario: Scenario, toss: chance.Chance, plays: int = chance.PLAYS) -> Iterator[Unreachable]:
    """Endings to which chance comes too seldom: each open pupil is moved in one vote in two."""
    rows = {outcome.id: row for row, outcome in enumerate(scenario.outcomes)}
    told: set[str] = set()
    for hall in _halls(scenario, PLAYED):
        ended = chance.endings(hall, toss, plays)
        for outcome in by_persuasion(scenario):
            if ended[outcome.id] * LEAST_SHARE < plays and outcome.id not in told:
                told.add(outcome.id)
                why = f"Chance comes to it in {ended[outcome.id]} of {plays} plays."
                yield Unreachable(place=f"outcomes[{rows[outcome.id]}]", pupils=hall.pupils, why=why)
        if unlike := next(
            (end for tree, end in chance.both(hall, toss, THROUGH_THE_RULES) if tree != end), None
        ):
            why = f"A play comes to “{unlike}”, and the tree does not."
            yield Unreachable(place="agenda", pupils=hall.pupils, why=why)
