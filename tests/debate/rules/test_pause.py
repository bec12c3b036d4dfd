"""A pause: the clocks stand still, the meeting waits, the teacher's hands and the door do not."""

import pytest

from debate import commands as c
from debate.commands import CLOCK, DOOR, TEACHER
from tests.support.rules.meeting import Meeting, debating, lobby

FIVE_MINUTES = 300


def voting_and_speaking() -> Meeting:
    """In the middle of a ballot of 120 seconds, with somebody speaking."""
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER))
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    meeting.wait(20)
    return meeting


def test_after_a_pause_every_clock_has_as_much_left_as_before():
    meeting = voting_and_speaking()
    ballot, floor, stage = meeting.ballot, meeting.assembly.floor, meeting.assembly.stage_ends

    meeting.do(c.Pause(by=TEACHER))
    meeting.wait(FIVE_MINUTES)
    meeting.do(c.Resume(by=TEACHER))

    assert meeting.ballot.closes_at == ballot.closes_at + 300_000
    assert meeting.assembly.floor.ends_at == floor.ends_at + 300_000
    assert meeting.assembly.floor.since == floor.since + 300_000
    assert meeting.assembly.stage_ends == stage + 300_000


def test_the_clock_closes_nothing_during_a_pause_nor_too_soon_after_it():
    meeting = voting_and_speaking()
    meeting.do(c.Pause(by=TEACHER))
    meeting.wait(FIVE_MINUTES)
    assert meeting.refusal(c.CloseBallot(by=CLOCK)) == "paused"

    meeting.do(c.Resume(by=TEACHER))
    meeting.wait(99)
    assert meeting.refusal(c.CloseBallot(by=CLOCK)) == "too_early"

    meeting.wait(1)
    assert meeting.do(c.CloseBallot(by=CLOCK))


def test_after_a_long_pause_a_vote_still_counts():
    meeting = voting_and_speaking()
    meeting.do(c.Pause(by=TEACHER))
    meeting.wait(FIVE_MINUTES)
    meeting.do(c.Resume(by=TEACHER))

    assert meeting.vote("s1", "against")


def test_the_teacher_can_enter_a_vote_during_a_pause_however_long():
    meeting = voting_and_speaking()
    meeting.do(c.Pause(by=TEACHER))
    meeting.wait(FIVE_MINUTES)

    assert meeting.do(c.EnterVote(by=TEACHER, seat="s2", choice="for"))


def test_a_speech_that_the_teacher_ends_in_a_pause_ended_when_the_pause_began():
    meeting = voting_and_speaking()
    meeting.do(c.Pause(by=TEACHER))
    meeting.wait(FIVE_MINUTES)

    meeting.do(c.FreeSeat(by=TEACHER, seat="s1"))

    (speech,) = meeting.assembly.speeches.values()
    assert speech.ended - speech.began == 20_000


@pytest.mark.parametrize(
    "command",
    [
        c.CastVote(by="s1", ballot="b1", choice="for"),
        c.RequestFloor(by="s2"),
        c.YieldFloor(by="s1"),
        c.LeaveStatement(by="s1", text="A bridge!"),
        c.AdvanceStage(by=TEACHER),
        c.PutQuestion(by=TEACHER),
        c.CloseBallot(by=TEACHER),
        c.Announce(by=TEACHER),
        c.EndTurn(by=TEACHER),
        c.GiveFloor(by=TEACHER, seat="s2"),
    ],
)
def test_the_meeting_waits(command):
    meeting = voting_and_speaking()
    meeting.do(c.Pause(by=TEACHER))

    assert meeting.refusal(command) == "paused"


@pytest.mark.parametrize(
    "command",
    [
        c.TakeSeat(by=DOOR),
        c.FreeSeat(by=TEACHER, seat="s4"),
        c.GiveChair(by=TEACHER, seat="s2"),
        c.LockDoors(by=TEACHER),
        c.ReleaseCard(by=TEACHER, card="flood"),
        c.SayToAll(by=TEACHER, text="Eyes to the front, please."),
    ],
)
def test_the_door_and_the_teacher_do_not(command):
    meeting = voting_and_speaking()
    meeting.do(c.Pause(by=TEACHER))

    assert meeting.do(command)


def test_only_what_runs_can_be_paused_and_only_a_pause_ended():
    meeting = lobby()
    assert meeting.refusal(c.Pause(by=TEACHER)) == "not_running"
    assert meeting.refusal(c.Resume(by=TEACHER)) == "not_paused"

    meeting.do(c.OpenSession(by=TEACHER))
    assert meeting.do(c.Resume(by=TEACHER)) == []

    meeting.do(c.Pause(by=TEACHER))
    assert meeting.do(c.Pause(by=TEACHER)) == []
