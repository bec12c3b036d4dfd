"""The lessons around the hour, drawn from a meeting's data: the lesson before, and written work.

What a pupil has typed goes into slots of a page that is the same for all, and is not kept with it.
"""

from django.utils.safestring import mark_safe
from msgspec import Struct
from msgspec.structs import asdict

from debate.afterwards.study import Work, work
from debate.ids import SeatId
from debate.refusal import Refusal
from debate.rules.hall.study import about_key
from debate.scenario import Scenario
from debate.scenario.study import Task
from debate.shown.people import name_of
from game.drawn.played import SLOT, drawn, pieces
from game.models import Session
from game.people.sitters import Names, by_name_alone
from game.replay import tapes
from game.scenarios import versions
from game.slices.desk.written import latest
from game.slices.lesson_before import LessonShown, lesson
from game.standing import Standing
from game.web.whole_pages import Page

Answers = tuple[tuple[str, int], ...]
"""Questions with the option that somebody chose."""


class LessonPage(Page, frozen=True, kw_only=True):
    """The lesson before. `code`: of the session in which a pupil reads it; `may`: can they answer; `slot`:
    where what went wrong is said."""

    template = "pages/before/lesson.html"
    scenario: Scenario
    lesson: LessonShown
    code: str
    may: bool
    slot: str


class WorkPage(Page, frozen=True, kw_only=True):
    """The tasks for a pupil. `later`: how many come when the meeting is over; `slot`: stands at the head, for
    what there is to say, and in each task, for its form."""

    template = "pages/lesson/work.html"
    code: str
    scenario: Scenario
    tasks: tuple[Task, ...]
    later: int
    slot: str


class HandedIn(Work, frozen=True, kw_only=True):
    """What was handed in, at the desk. `pupil`: who wrote it; `text_id`: its number among all texts; `away`:
    was it taken away."""

    pupil: str
    text_id: str
    away: bool


class TaskDone(Struct, frozen=True, kw_only=True):
    """A task with what was handed in to it; `missing`: the names of those who have handed in nothing."""

    task: Task
    work: tuple[HandedIn, ...]
    missing: tuple[str, ...]


class ClassWork(Struct, frozen=True, kw_only=True):
    """The written work of a class, task by task."""

    code: str
    scenario: Scenario
    done: tuple[TaskDone, ...]


def before(language: str, version: int) -> tuple[bytes, ...]:
    """The lesson before of a meeting, for everybody. Raises Refusal("no_lesson_before") where it has none."""
    return _before(language, version)


def own_before(language: str, session: int, answers: Answers, may: bool) -> tuple[bytes, ...]:
    """The same for a pupil of this session, with what they have answered. Raises Refusal as `before`."""
    found = Session.objects.get(pk=session)
    return _before(language, found.scenario_id, found.code, answers, may)


def _before(
    language: str, version: int, code: str = "", answers: Answers = (), may: bool = False
) -> tuple[bytes, ...]:
    scenario = versions.version(version)
    if scenario.before is None:
        raise Refusal("no_lesson_before")
    page = LessonPage(
        scenario=scenario,
        lesson=lesson(scenario, scenario.before, dict(answers)),
        code=code,
        may=may,
        slot=mark_safe(SLOT.decode()),
    )
    return pieces(page.template, page, language)


def tasks_now(scenario: Scenario, over: bool) -> tuple[Task, ...]:
    """Those that can be written now: until the meeting is over, the speeches that are held in it."""
    return tuple(task for task in scenario.tasks if over or (task.kind == "speech" and task.in_role))


def own_work(language: str, session: int, over: bool) -> tuple[bytes, ...]:
    """The tasks for a pupil, with a slot at the head and one in each. Raises Refusal("no_tasks")."""
    found = Session.objects.get(pk=session)
    scenario = versions.version(found.scenario_id)
    if not scenario.tasks:
        raise Refusal("no_tasks")
    tasks = tasks_now(scenario, over)
    page = WorkPage(
        code=found.code,
        scenario=scenario,
        tasks=tasks,
        later=len(scenario.tasks) - len(tasks),
        slot=mark_safe(SLOT.decode()),
    )
    return pieces(page.template, page, language)


def class_work(language: str, session: int, seq: int, names: Names) -> str:
    """What a class has handed in, for its teacher: also what was taken away. Raises Refusal("no_tasks")."""
    found = Session.objects.select_related("scenario").get(pk=session)
    standing = Standing(code=found.code, assembly=tapes.of(found).seek(seq), people=by_name_alone(names))
    scenario = standing.assembly.scenario
    if not scenario.tasks:
        raise Refusal("no_tasks")
    handed_in = work(standing.assembly)
    done = tuple(
        TaskDone(
            task=task,
            work=tuple(_handed_in(standing, row) for row in handed_in if row.task == task.id),
            missing=_missing(standing, {row.seat for row in handed_in if row.task == task.id}),
        )
        for task in scenario.tasks
    )
    shown = ClassWork(code=found.code, scenario=scenario, done=done)
    return drawn("bits/lesson/class_work.html", shown, language)


def _handed_in(standing: Standing, row: Work) -> HandedIn:
    id, away = latest(standing, "work", about_key(row.seat, row.task), row.text)
    return HandedIn(**asdict(row), pupil=standing.names.get(row.seat, ""), text_id=id, away=away)


def _missing(standing: Standing, there: set[SeatId]) -> tuple[str, ...]:
    """The pupils, or where they are nameless their persons, in the order of seating."""
    seats = standing.assembly.seats
    absent = [s for s in standing.assembly.order if seats[s].held_by == "pupil" and s not in there]
    return tuple(standing.names.get(seat, "") or name_of(standing.assembly, seat) for seat in absent)
