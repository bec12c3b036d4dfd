"""The end of a meeting on the wall: what was decided, and history beside it once the class has guessed."""

from debate import commands as c
from debate.commands import TEACHER
from game.slices import wall
from game.slices.wall.afterwards import End, WallDebrief
from game.standing import Standing
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating


def on_the_wall(meeting: Meeting) -> End | WallDebrief:
    shown = wall.scene(Standing(code="MILBRK", assembly=meeting.assembly)).body.shown
    assert isinstance(shown, End | WallDebrief)
    return shown


def test_the_end_tells_what_they_decided_only_when_the_class_has_guessed_it():
    meeting = debating(4, scenario=mini.with_everything())
    meeting.reach("out-of-role")

    assert isinstance(on_the_wall(meeting), End)
    assert on_the_wall(meeting).rows
    assert not on_the_wall(meeting).compared
    meeting.reach("debrief")
    meeting.do(c.ShowChapter(by=TEACHER, chapter="guess"))
    assert not on_the_wall(meeting).compared
    meeting.do(c.ShowChapter(by=TEACHER, chapter="halls"))
    assert on_the_wall(meeting).compared
    meeting.do(c.CloseSession(by=TEACHER))
    assert isinstance(on_the_wall(meeting), End)
    assert on_the_wall(meeting).compared
