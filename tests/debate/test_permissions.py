"""Who may ask for what, cell by cell: every command given by every kind of actor."""

import pytest

from debate import commands as c
from debate.assembly import Assembly
from debate.commands import CLOCK, DOOR, TEACHER
from debate.decide import MAY, RULES, decide
from debate.refusal import Refusal
from tests.debate import mini
from tests.debate.meeting import START, STRANGER, debating

ACTORS = {
    "teacher": TEACHER,
    "chair": "s1",
    "pupil": "s2",
    "absent": "s9",
    "door": DOOR,
    "clock": CLOCK,
    "stranger": STRANGER,
}

ALLOWED = {
    c.CreateSession: "teacher",
    c.OpenSession: "teacher",
    c.CloseSession: "teacher",
    c.FreeSeat: "teacher",
    c.AssignRole: "teacher",
    c.GiveChair: "teacher",
    c.LockDoors: "teacher",
    c.ReleaseCard: "teacher",
    c.HideStatement: "teacher",
    c.EnterVote: "teacher",
    c.SayToAll: "teacher",
    c.AdvanceStage: "teacher chair",
    c.GiveFloor: "teacher chair",
    c.EndTurn: "teacher chair",
    c.PutQuestion: "teacher chair",
    c.CloseBallot: "teacher chair clock",
    c.Announce: "teacher chair",
    c.Pause: "teacher chair",
    c.Resume: "teacher chair",
    c.TakeSeat: "door",
    c.ReturnToSeat: "chair pupil absent",
    c.CastVote: "chair pupil",
    c.RequestFloor: "chair pupil",
    c.WithdrawRequest: "chair pupil",
    c.YieldFloor: "chair pupil",
    c.LeaveStatement: "chair pupil",
}

ARGUMENTS = {
    c.CreateSession: {"pupils": 4, "minutes": 50},
    c.FreeSeat: {"seat": "s3"},
    c.AssignRole: {"seat": "s3", "role": "hunter"},
    c.ReleaseCard: {"card": "flood"},
    c.HideStatement: {"statement": "t1"},
    c.EnterVote: {"seat": "s3", "choice": "for"},
    c.LeaveStatement: {"text": "A bridge!"},
    c.CastVote: {"ballot": "b1", "choice": "for"},
}


@pytest.mark.parametrize("command", ALLOWED)
@pytest.mark.parametrize("actor", ACTORS)
def test_who_may_ask_for_what(command, actor):
    meeting = debating(pupils=4)
    meeting.do(c.GiveChair(by=TEACHER, seat="s1"))

    refused = None
    try:
        decide(meeting.assembly, command(by=ACTORS[actor], **ARGUMENTS.get(command, {})), START)
    except Refusal as refusal:
        refused = refusal.code

    assert (refused not in ("not_yours", "seat_at_house")) == (actor in ALLOWED[command].split())


def test_a_pupil_whose_seat_went_to_the_house_is_told_so():
    meeting = debating(pupils=4)
    meeting.do(c.FreeSeat(by=TEACHER, seat="s2"))

    assert meeting.refusal(c.RequestFloor(by="s2")) == "seat_at_house"
    assert meeting.refusal(c.AdvanceStage(by="s2")) == "not_yours"

    meeting.do(c.ReturnToSeat(by="s2"))
    assert meeting.do(c.RequestFloor(by="s2"))


def test_the_table_has_a_row_for_every_command():
    commands = {kind for kind in vars(c).values() if isinstance(kind, type) and issubclass(kind, c.Command)}

    assert set(ALLOWED) == set(MAY) == set(RULES) == commands - {c.Command}


def test_before_there_is_a_session_nothing_can_be_done_in_it():
    nothing = Assembly(scenario=mini.scenario())

    for command in set(ALLOWED) - {c.CreateSession}:
        for by in (TEACHER, DOOR, CLOCK, "s1"):
            with pytest.raises(Refusal) as refused:
                decide(nothing, command(by=by, **ARGUMENTS.get(command, {})), START)
            assert refused.value.code in ("no_such_session", "not_yours")


def test_only_the_teacher_opens_the_session():
    meeting = debating(pupils=0)
    assert meeting.refusal(c.OpenSession(by="s1")) == "not_yours"
