"""Talking about it afterwards: which questions, which of them is on the wall, and what pupils take away.

A question is known by its place among the scenario's ("d3"); a session keeps the version it was played with.
Reflections are for the teacher alone, from the moment they are written.
"""

from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.afterwards.moments import Words, moments
from debate.assembly import Assembly
from debate.refusal import Refusal
from debate.rules.business.agenda import is_over
from debate.rules.business.planner import AFTER_THE_MEETING
from debate.scenario import About, DebriefMove, DebriefQuestion, Scenario
from debate.shown.people import Person, who
from debate.topic import Changes, Rules, seat_of, written

CHAPTERS: tuple[e.Chapter, ...] = tuple(chapter for chapter in get_args(e.Chapter) if chapter)
"""All there are; `chapters_of` says which a meeting has."""
LONGEST_REFLECTION = 1500
"""Characters."""


class Talk(Struct, frozen=True, kw_only=True):
    """A question to talk about."""

    id: str
    move: DebriefMove
    text: str


class Ready(Talk, frozen=True, kw_only=True):
    """One that this class can talk about. `own`: is it about themselves?"""

    own: bool


class Reflection(Person, frozen=True, kw_only=True):
    """What a pupil takes away."""

    text: str


def numbered(assembly: Assembly) -> dict[str, DebriefQuestion]:
    """The scenario's questions to talk about, by their ids."""
    return {f"d{n}": question for n, question in enumerate(assembly.scenario.debrief, 1)}


def ready(assembly: Assembly) -> list[Ready]:
    """The questions this class can talk about.

    Those about a moment of the meeting come when it is over, if the moment happened.
    """
    found = moments(assembly) if is_over(assembly) else {}
    rows = []
    for id, question in numbered(assembly).items():
        if (text := _filled(question, found)) is not None:
            rows.append(Ready(id=id, move=question.move, text=text, own=bool(question.about)))
    return rows


def question_text(assembly: Assembly, id: str) -> str | None:
    """The text of one question as this class reads it; None when there is none."""
    question = numbered(assembly).get(id)
    if question is None:
        return None
    return _filled(question, moments(assembly) if question.about and is_over(assembly) else {})


def _filled(question: DebriefQuestion, found: dict[About, Words]) -> str | None:
    if not question.about:
        return question.text
    words = found.get(question.about)
    return question.text.format_map(words) if words else None


def on_the_wall(assembly: Assembly) -> Talk | None:
    """The question that is shown just now, for everybody."""
    text = question_text(assembly, assembly.shown) if assembly.shown and is_over(assembly) else None
    if text is None:
        return None
    return Talk(id=assembly.shown, move=numbered(assembly)[assembly.shown].move, text=text)


def may_reflect(assembly: Assembly) -> bool:
    """Is it the time to write down what one takes away?"""
    return assembly.status == "open" and assembly.now is not None and assembly.now.kind in AFTER_THE_MEETING


def reflections(assembly: Assembly) -> tuple[Reflection, ...]:
    """What pupils have written, in the order of seating. For the teacher."""
    return tuple(
        Reflection(**who(assembly, id), text=assembly.reflections[id])
        for id in assembly.order
        if id in assembly.reflections
    )


def reflect(assembly: Assembly, command: c.Reflect, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    text = written(command.text, LONGEST_REFLECTION)
    if not may_reflect(assembly):
        raise Refusal("no_reflection_now")
    if assembly.reflections.get(seat) == text:
        return []
    return [e.ReflectionWritten(at=at, seat=seat, text=text)]


def plan(assembly: Assembly, command: c.PlanDebrief, at: int) -> list[e.Fact]:
    wanted = tuple(dict.fromkeys(command.questions))
    if not set(wanted) <= numbered(assembly).keys():
        raise Refusal("no_such_debrief_question")
    return [e.DebriefPlanned(at=at, questions=wanted)] if wanted != assembly.planned else []


def show(assembly: Assembly, command: c.ShowQuestion, at: int) -> list[e.Fact]:
    if command.question:
        if not is_over(assembly):
            raise Refusal("meeting_not_over")
        if command.question not in assembly.planned:
            raise Refusal("not_planned")
        if question_text(assembly, command.question) is None:
            raise Refusal("no_such_debrief_question")
    if command.question == assembly.shown:
        return []
    return [e.QuestionShown(at=at, question=command.question)]


def show_chapter(assembly: Assembly, command: c.ShowChapter, at: int) -> list[e.Fact]:
    known = chapters_of(assembly.scenario)
    chapter = next((chapter for chapter in known if chapter == command.chapter), None)
    if chapter is None:
        raise Refusal("no_such_chapter")
    if not is_over(assembly):
        raise Refusal("meeting_not_over")
    return [] if chapter == chapter_of(assembly) else [e.ChapterShown(at=at, chapter=chapter)]


def chapters_of(scenario: Scenario) -> tuple[e.Chapter, ...]:
    """The chapters of looking back on this meeting: evidence is weighed where two texts contradict each
    other."""
    weighs = any(dispute.pair for dispute in scenario.disputes)
    return tuple(chapter for chapter in CHAPTERS if weighs or chapter != "evidence")


def chapter_of(assembly: Assembly) -> e.Chapter:
    """The chapter the class is at; "" before the first."""
    return assembly.chapters[-1] if assembly.chapters else ""


def chapter_shown(assembly: Assembly, event: e.ChapterShown) -> Assembly:
    others = tuple(chapter for chapter in assembly.chapters if chapter != event.chapter)
    return replace(assembly, chapters=(*others, event.chapter))


def reflection_written(assembly: Assembly, event: e.ReflectionWritten) -> Assembly:
    return replace(assembly, reflections=assembly.reflections.set(event.seat, event.text))


def planned(assembly: Assembly, event: e.DebriefPlanned) -> Assembly:
    """What is no longer on the list does not stay on the wall."""
    shown = assembly.shown if assembly.shown in event.questions else ""
    return replace(assembly, planned=event.questions, shown=shown)


def question_shown(assembly: Assembly, event: e.QuestionShown) -> Assembly:
    return replace(assembly, shown=event.question)


RULES: Rules = {
    c.Reflect: reflect,
    c.PlanDebrief: plan,
    c.ShowQuestion: show,
    c.ShowChapter: show_chapter,
}
CHANGES: Changes = {
    e.ReflectionWritten: reflection_written,
    e.DebriefPlanned: planned,
    e.QuestionShown: question_shown,
    e.ChapterShown: chapter_shown,
}
