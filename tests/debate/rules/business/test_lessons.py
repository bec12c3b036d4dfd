"""A meeting that takes several lessons: where one ends, and how the next one begins."""

import pytest

from debate import commands as c
from debate.commands import HELPER, TEACHER
from debate.guide.instead import instead
from debate.guide.next_step import END_LESSON, NO_MORE_TODAY, next_step
from debate.guide.now import now
from debate.guide.scene import scene
from debate.minutes import minutes
from debate.rules.business.planner import BACK_IN, plan
from debate.rules.business.timetable import forecast, lesson_ends
from tests.debate.rules.business.test_planner import two_lessons
from tests.support.rules.meeting import Meeting, lobby

A_NIGHT = 16 * 3600
MINUTES = 45


def begun(lessons: int = 2) -> Meeting:
    """A class in the first of its lessons."""
    played = lobby(4, scenario=two_lessons(), minutes=MINUTES, lessons=lessons)
    played.do(c.OpenSession(by=TEACHER))
    return played


def at_the_planned_end() -> Meeting:
    played = begun()
    [end] = plan(played.scenario, MINUTES, 2).ends
    played.reach(end)
    played.divide()
    return played


def asleep() -> Meeting:
    played = begun()
    played.do(c.Pause(by=TEACHER, sleeps=True))
    return played


def test_where_the_plan_ends_a_lesson_its_end_is_offered_and_comes_first_when_the_bell_is_near():
    played = at_the_planned_end()

    step = next_step(played.assembly)

    assert (step.step, step.beside) == ("advance_stage", END_LESSON)
    assert step.until == lesson_ends(played.assembly, 1) - NO_MORE_TODAY * 1000
    assert END_LESSON not in instead(played.assembly)


def test_elsewhere_it_can_be_ended_from_what_may_be_done_instead():
    assert END_LESSON in instead(begun().assembly)


def test_not_while_a_vote_is_open_nor_twice():
    played = begun()
    played.reach("first-debate")
    played.do(c.PutQuestion(by=TEACHER, question="bridge"))

    assert END_LESSON not in instead(played.assembly)
    assert END_LESSON not in instead(asleep().assembly)


def test_a_pupil_in_the_chair_can_pause_and_not_end_the_lesson():
    played = begun()
    played.do(c.GiveChair(by=TEACHER, seat="s1"))

    assert played.refusal(c.Pause(by="s1", sleeps=True)) == "not_yours"
    assert played.do(c.Pause(by="s1"))


def test_a_lesson_can_be_ended_out_of_a_pause_and_only_once():
    played = begun()
    played.do(c.Pause(by=TEACHER))
    since = played.assembly.paused_at
    played.wait(30)

    played.do(c.Pause(by=TEACHER, sleeps=True))

    assert played.assembly.sleeps
    assert played.assembly.paused_at == since
    assert played.do(c.Pause(by=TEACHER, sleeps=True)) == []


def test_between_two_lessons_all_see_where_it_stopped_and_the_chair_is_to_begin_the_next():
    assembly = asleep().assembly

    assert scene(assembly).kind == "stopped"
    assert now(assembly, "s1").kind == "asleep"
    assert (next_step(assembly).step, next_step(assembly).about) == ("resume", "2")


@pytest.mark.parametrize("early", [0, 20 * 60])
def test_the_next_lesson_has_its_whole_time_whenever_the_one_before_was_ended(early):
    played = begun()
    played.wait(MINUTES * 60 - early)
    played.do(c.Pause(by=TEACHER, sleeps=True))
    played.wait(A_NIGHT)

    played.do(c.Resume(by=TEACHER))

    assert played.assembly.lesson == 2
    assert forecast(played.assembly).lesson_ends == played.at + (MINUTES - BACK_IN) * 60_000


def test_in_every_lesson_but_the_last_the_plan_ends_with_the_lesson():
    played = begun()

    seen = forecast(played.assembly)

    assert (seen.must_end, seen.meeting_ends) == (None, None)
    assert seen.lesson_ends == lesson_ends(played.assembly, 1)
    assert played.at < seen.go_on_by < seen.lesson_ends


def test_a_lesson_more_than_was_planned_is_planned_from_then_on():
    played = begun(lessons=1)
    played.do(c.Pause(by=TEACHER, sleeps=True))
    played.wait(A_NIGHT)

    played.do(c.Resume(by=TEACHER))

    assert (played.assembly.lesson, played.assembly.lessons) == (2, 2)


def test_the_end_of_a_lesson_that_is_taken_back_never_was():
    played = begun()
    ends = played.assembly.stage_ends
    played.do(c.Pause(by=TEACHER, sleeps=True))
    played.wait(10)

    played.do(c.Undo(by=TEACHER))

    assert (played.assembly.status, played.assembly.sleeps, played.assembly.lesson) == ("open", False, 1)
    assert played.assembly.stage_ends == ends + 10_000


def test_the_minutes_say_where_a_lesson_ended_and_the_next_began():
    played = asleep()
    played.do(c.Resume(by=TEACHER))
    played.do(c.Pause(by=TEACHER))
    played.do(c.Resume(by=TEACHER))

    told = [row.kind for row in minutes(played.scenario, played.journal).rows]

    breaks = [kind for kind in told if kind in ("lesson_over", "next_lesson", "paused", "resumed")]
    assert breaks == ["lesson_over", "next_lesson", "paused", "resumed"]


def test_a_pupil_in_the_chair_does_not_begin_the_next_lesson_from_home():
    played = begun()
    played.do(c.GiveChair(by=TEACHER, seat="s1"))
    played.do(c.Pause(by=TEACHER, sleeps=True))
    played.wait(A_NIGHT)

    assert played.refusal(c.Resume(by="s1")) == "not_yours"
    played.do(c.Resume(by=HELPER))
    assert played.assembly.lesson == 2
