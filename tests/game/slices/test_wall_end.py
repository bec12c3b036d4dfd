"""The end of a meeting on the wall: what was decided, and history beside it once the class has guessed."""

from msgspec.structs import replace

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
    assert bool(on_the_wall(meeting).halls) != bool(on_the_wall(meeting).ribbon)
    meeting.do(c.CloseSession(by=TEACHER))
    assert isinstance(on_the_wall(meeting), End)
    assert on_the_wall(meeting).compared


def test_of_several_the_wall_says_which_the_class_has_guessed():
    scenario = mini.with_everything()
    known = scenario.question("bridge").record
    asked = tuple(replace(q, record=known) if q.id == "board" else q for q in scenario.questions)
    meeting = debating(4, scenario=replace(scenario, questions=asked))
    meeting.reach("debrief")
    meeting.do(c.ShowChapter(by=TEACHER, chapter="guess"))
    for seat, about, choice in (
        ("s1", "bridge", "lost"),
        ("s1", "board", "bob"),
        ("s2", "board", "bob"),
        ("s3", "board", "cy"),
    ):
        meeting.do(c.Guess(by=seat, about=about, choice=choice))

    rows = {row.title: row for row in on_the_wall(meeting).guesses}

    assert (rows["Bridge"].carried, rows["Bridge"].lost, rows["Bridge"].of_several) == (0, 1, False)
    assert rows[scenario.question("board").title].named == (("Bob", 2), ("Cy", 1))
