"""What the desk can put on the wall."""

from debate import commands as c
from debate.commands import TEACHER
from game.slices.desk.wall import wall
from game.standing import Standing
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating


def due(meeting: Meeting) -> str:
    found = wall(Standing(code="MILBRK", assembly=meeting.assembly)).due
    return found.id if found else ""


def test_the_text_that_is_voted_on_is_one_press_away():
    meeting = debating(4, scenario=mini.with_everything())
    assert due(meeting) == ""
    meeting.reach("first-vote")
    assert due(meeting) == "bridge"

    meeting.do(c.PutOnWall(by=TEACHER, what="text", which="bridge"))
    assert due(meeting) == ""
    meeting.do(c.PutOnWall(by=TEACHER))
    meeting.do(c.PutQuestion(by=TEACHER))
    assert due(meeting) == "bridge"
    meeting.close()
    meeting.do(c.Announce(by=TEACHER))
    meeting.reach("result")
    assert due(meeting) == ""
