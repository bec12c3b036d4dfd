"""What the hall looks at: every row of the table, in the moment it is for."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate import scenario as s
from debate.commands import TEACHER
from debate.guide.scene import Scene, scene
from tests.debate.ballots.test_ties import tied
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating, lobby


def shown(meeting: Meeting) -> Scene:
    return scene(meeting.assembly)


def voting(**put: object) -> Meeting:
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", **put))
    return meeting


def with_story() -> s.Scenario:
    frames = tuple(s.StoryFrame(title=f"Frame {n}", text="The river rose.", mark="I") for n in range(1, 4))
    return replace(mini.scenario(), story=frames)


def test_the_lobby_then_the_story_frame_by_frame():
    meeting = lobby(scenario=with_story())
    assert shown(meeting).kind == "lobby"

    for n in ("1", "2", "3"):
        meeting.do(c.PutOnWall(by=TEACHER, what="frame", which=n))
        assert shown(meeting) == Scene(kind="telling", id=n)

    meeting.do(c.PutOnWall(by=TEACHER))
    assert shown(meeting).kind == "lobby"


@pytest.mark.parametrize(
    ("stage", "kind"), [("brief", "reading"), ("caucus", "caucus"), ("first-debate", "debate")]
)
def test_a_stage_has_its_scene_and_its_clock(stage, kind):
    meeting = lobby()
    meeting.do(c.OpenSession(by=TEACHER))
    meeting.reach(stage)

    assert (shown(meeting).kind, shown(meeting).until) == (kind, meeting.assembly.stage_ends)


def test_who_speaks_is_the_scene_of_a_debate():
    meeting = debating()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s2"))

    assert shown(meeting) == Scene(kind="debate", seat="s2", until=meeting.assembly.floor.ends_at)


def test_a_division_shows_its_question_before_it_is_put():
    meeting = debating()
    meeting.reach("first-vote")

    assert shown(meeting) == Scene(kind="question", id="bridge")


def test_a_vote_from_the_question_to_the_verdict():
    meeting = voting()
    ballot = meeting.ballot
    assert shown(meeting) == Scene(kind="voting", id="bridge", ballot=ballot.id, until=ballot.closes_at)

    meeting.vote("s1", "for")
    meeting.close()
    assert shown(meeting) == Scene(kind="held", id="bridge", ballot=ballot.id, steps=3)
    for step in (1, 2, 3):
        meeting.do(c.Reveal(by=TEACHER, step=step))
        assert shown(meeting) == Scene(kind="reveal", id="bridge", ballot=ballot.id, step=step, steps=3)
    assert meeting.ballot.announced


def test_a_roll_shows_one_name_at_a_time():
    meeting = voting(calls="seating")
    assert shown(meeting).kind == "voting"

    meeting.do(c.CallNext(by=TEACHER))
    assert (shown(meeting).kind, shown(meeting).seat) == ("roll", meeting.ballot.called)


def test_a_tie_stands_until_the_chair_decides():
    meeting = tied()
    assert shown(meeting).kind == "held"
    assert meeting.refusal(c.Reveal(by=TEACHER)) == "tie_waits"

    meeting.do(c.GiveCastingVote(by=TEACHER, choice="for"))
    meeting.do(c.Reveal(by=TEACHER))
    assert (shown(meeting).kind, shown(meeting).step) == ("reveal", 1)
    assert meeting.ballot.announced


def test_news_for_all_lies_over_the_wall_until_the_meeting_goes_on():
    meeting = debating()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.do(c.ReleaseCard(by=TEACHER, card="flood", to=("all",)))
    assert shown(meeting) == Scene(kind="news", id="flood")

    meeting.do(c.GiveFloor(by=TEACHER, seat="s2"))
    assert shown(meeting).kind == "debate"


def test_news_for_some_is_not_on_the_wall():
    meeting = debating()
    meeting.do(c.ReleaseCard(by=TEACHER, card="letter", to=("potter",)))

    assert shown(meeting).kind == "debate"


def test_what_is_undone_leaves_the_wall():
    meeting = debating()
    meeting.do(c.ReleaseCard(by=TEACHER, card="flood", to=("all",)))
    meeting.do(c.Undo(by=TEACHER))

    assert shown(meeting).kind == "debate"
    assert not meeting.assembly.cards


def test_a_question_is_read_aloud_until_it_is_put():
    meeting = debating()
    meeting.do(c.PutOnWall(by=TEACHER, what="question", which="bridge"))
    assert shown(meeting) == Scene(kind="question", id="bridge")

    meeting.do(c.PutQuestion(by=TEACHER, question="bridge"))
    assert shown(meeting).kind == "voting"


def test_a_pause_and_a_recess():
    meeting = debating()
    meeting.do(c.Pause(by=TEACHER))
    assert shown(meeting).kind == "paused"
    meeting.do(c.Resume(by=TEACHER))

    meeting.decide(meeting.moved("s2", kind="adjourn", seconds=60))
    assert shown(meeting) == Scene(kind="recess", until=meeting.assembly.recess_ends)


def test_the_debrief_chapter_by_chapter_and_the_end():
    meeting = debating()
    meeting.reach("debrief")
    assert shown(meeting).kind == "end"

    meeting.do(c.ShowChapter(by=TEACHER, chapter="halls"))
    assert shown(meeting) == Scene(kind="debrief", id="halls")
    meeting.do(c.CloseSession(by=TEACHER))
    assert shown(meeting).kind == "end"
    meeting.do(c.ReopenSession(by=TEACHER))
    assert shown(meeting) == Scene(kind="debrief", id="halls")
