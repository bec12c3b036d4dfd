"""What pupils did around the hour: answers to the lesson before, documents they appealed to, written work.

For a teacher's marks; nothing here ranks pupils.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from debate.assembly import Assembly
from debate.ids import DocumentId, SeatId
from debate.rules.hall.study import about_key
from debate.shown.people import Person, who
from debate.shown.written.texts import as_they_came

Where = Literal["speech", "statement", "motion"]


class Checked(Struct, frozen=True, kw_only=True):
    """How a pupil answered the questions of the lesson before: how many, and how many rightly."""

    answered: int
    right: int


class Work(Person, frozen=True, kw_only=True):
    """What was handed in. `task`: its id; `words`: how many."""

    task: str
    title: str
    text: str
    words: int


class Citation(Struct, frozen=True, kw_only=True):
    """A document that somebody appealed to, and where: in a speech, a statement or a motion."""

    seat: SeatId
    document: DocumentId
    title: str
    where: Where


def answers(assembly: Assembly, seat: SeatId) -> dict[str, int]:
    """Question of the lesson before to the option this pupil chose, counted from 1."""
    before = assembly.scenario.before
    asked = [question.id for question in before.check] if before else []
    return {id: assembly.checks[key] for id in asked if (key := about_key(seat, id)) in assembly.checks}


def checked(assembly: Assembly) -> dict[SeatId, Checked]:
    """Seat to how its pupil has answered, of those who have answered any."""
    before = assembly.scenario.before
    right = {question.id: question.right for question in before.check} if before else {}
    found = {}
    for seat in assembly.order if assembly.checks else ():
        if given := answers(assembly, seat):
            hits = sum(right[id] == option for id, option in given.items())
            found[seat] = Checked(answered=len(given), right=hits)
    return found


def right_answers(assembly: Assembly) -> dict[str, Checked]:
    """Question of the lesson before to how many pupils have answered it, and how many rightly."""
    before = assembly.scenario.before
    found = {}
    for question in before.check if before else ():
        given = [
            assembly.checks[key]
            for seat in assembly.order
            if (key := about_key(seat, question.id)) in assembly.checks
        ]
        found[question.id] = Checked(answered=len(given), right=given.count(question.right))
    return found


def handed_in(assembly: Assembly, seat: SeatId) -> dict[str, str]:
    """Task to what this pupil has handed in."""
    tasks = [task.id for task in assembly.scenario.tasks]
    return {id: assembly.work[key] for id in tasks if (key := about_key(seat, id)) in assembly.work}


def work(assembly: Assembly) -> tuple[Work, ...]:
    """All that was handed in, task by task, in the order of seating."""
    return tuple(
        Work(**who(assembly, seat), task=task.id, title=task.title, text=text, words=len(text.split()))
        for task in assembly.scenario.tasks
        for seat in assembly.order
        if (text := assembly.work.get(about_key(seat, task.id)))
    )


def citations(assembly: Assembly) -> tuple[Citation, ...]:
    """Every document that was appealed to, with who did, and where. What was taken away does not count."""
    return tuple(_citations(assembly))


def _citations(assembly: Assembly) -> Iterator[Citation]:
    for _, speech in sorted(assembly.speeches.items()):
        yield from (_citation(assembly, speech.seat, id, "speech") for id in speech.cites)
    for statement in as_they_came(assembly.statements):
        if statement.cites and not statement.hidden:
            yield _citation(assembly, statement.seat, statement.cites, "statement")
    for motion in sorted(assembly.motions.values(), key=lambda motion: motion.number):
        if motion.cites and not motion.hidden:
            yield _citation(assembly, motion.seat, motion.cites, "motion")


def _citation(assembly: Assembly, seat: SeatId, id: DocumentId, where: Where) -> Citation:
    return Citation(seat=seat, document=id, title=assembly.scenario.document(id).title, where=where)
