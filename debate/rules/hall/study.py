"""What pupils do around the hour: they answer the lesson before, and hand in written work."""

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly
from debate.ids import SeatId
from debate.refusal import Refusal
from debate.topic import Changes, Rules, seat_of, written

LONGEST_WORK = 6000
"""Characters: a thousand words."""


def about_key(seat: SeatId, id: str) -> str:
    """Under which stands what somebody has answered, or handed in, to something with this id."""
    return f"{seat}/{id}"


def answer_check(assembly: Assembly, command: c.AnswerCheck, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    before = assembly.scenario.before
    question = next((q for q in before.check if q.id == command.question), None) if before else None
    if question is None or not 1 <= command.option <= len(question.options):
        raise Refusal("no_such_answer")
    if assembly.checks.get(about_key(seat, question.id)) == command.option:
        return []
    return [e.CheckAnswered(at=at, seat=seat, question=question.id, option=command.option)]


def hand_in(assembly: Assembly, command: c.HandIn, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    if command.task not in {task.id for task in assembly.scenario.tasks}:
        raise Refusal("no_such_task")
    text = written(command.text, LONGEST_WORK, in_lines=True)
    if assembly.work.get(about_key(seat, command.task)) == text:
        return []
    return [e.WorkHandedIn(at=at, seat=seat, task=command.task, text=text)]


def forgotten(assembly: Assembly, seat: SeatId) -> Assembly:
    """The assembly without what the pupil of this seat has answered and handed in."""
    checks, work = assembly.checks, assembly.work
    before = assembly.scenario.before
    for question in before.check if before else ():
        if (key := about_key(seat, question.id)) in checks:
            checks = checks.delete(key)
    for task in assembly.scenario.tasks:
        if (key := about_key(seat, task.id)) in work:
            work = work.delete(key)
    return replace(assembly, checks=checks, work=work)


def check_answered(assembly: Assembly, event: e.CheckAnswered) -> Assembly:
    key = about_key(event.seat, event.question)
    return replace(assembly, checks=assembly.checks.set(key, event.option))


def work_handed_in(assembly: Assembly, event: e.WorkHandedIn) -> Assembly:
    key = about_key(event.seat, event.task)
    return replace(assembly, work=assembly.work.set(key, event.text))


RULES: Rules = {c.AnswerCheck: answer_check, c.HandIn: hand_in}
CHANGES: Changes = {e.CheckAnswered: check_answered, e.WorkHandedIn: work_handed_in}
