"""What a pupil in the chair is offered: what is the chair's, and nothing of the teacher's."""

from debate import commands as c
from debate.commands import TEACHER
from game.slices.seat.pupil import chair
from game.standing import Standing
from tests.debate.rules.business.test_lessons import at_the_planned_end


def test_a_pupil_in_the_chair_is_offered_neither_the_end_of_a_lesson_nor_the_next_one():
    played = at_the_planned_end()
    played.do(c.GiveChair(by=TEACHER, seat="s1"))

    due = chair(Standing(code="MILBRK", assembly=played.assembly), "s1").due
    assert (due.step, due.beside) == ("advance_stage", None)

    played.do(c.Pause(by=TEACHER, sleeps=True))
    assert not chair(Standing(code="MILBRK", assembly=played.assembly), "s1").held
