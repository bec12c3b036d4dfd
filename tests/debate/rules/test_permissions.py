"""Who may ask for what, cell by cell: every command given by every kind of actor."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.assembly import Assembly
from debate.commands import CLOCK, DOOR, HELPER, TEACHER, WATCHER
from debate.decide import RULES, decide
from debate.refusal import Refusal
from debate.rules.hall.casting import cast_order
from debate.scenario import Scenario
from tests.support.rules import mini
from tests.support.rules.meeting import START, STRANGER, debating

ACTORS = {
    "teacher": TEACHER,
    "helper": HELPER,
    "watcher": WATCHER,
    "chair": "s1",
    "pupil": "s2",
    "secretary": "s3",
    "press": "s4",
    "absent": "s9",
    "door": DOOR,
    "clock": CLOCK,
    "screen": "screen",
    "stranger": STRANGER,
}

TEACHERS = "teacher helper"
CHAIRS = "teacher helper chair"
PUPILS = "chair pupil secretary press"
FOR_A_PUPIL = f"{PUPILS} {TEACHERS}"

ALLOWED = {
    c.CreateSession: "teacher",
    c.OpenSession: "teacher",
    c.CloseSession: "teacher",
    c.ReopenSession: "teacher",
    c.FreeSeat: f"{TEACHERS} clock",
    c.AssignRole: TEACHERS,
    c.GiveChair: TEACHERS,
    c.LockDoors: TEACHERS,
    c.ReleaseCard: TEACHERS,
    c.HideStatement: TEACHERS,
    c.TakeAway: TEACHERS,
    c.TakeNameAway: TEACHERS,
    c.ReadFirst: TEACHERS,
    c.LetThrough: TEACHERS,
    c.EnterVote: f"{TEACHERS} secretary",
    c.EnterCount: TEACHERS,
    c.SayToAll: TEACHERS,
    c.SetSilence: TEACHERS,
    c.SetGrace: TEACHERS,
    c.AnswerHelp: TEACHERS,
    c.PlanDebrief: TEACHERS,
    c.ShowQuestion: TEACHERS,
    c.ShowChapter: TEACHERS,
    c.AdvanceStage: CHAIRS,
    c.GiveFloor: CHAIRS,
    c.GiveIntervention: CHAIRS,
    c.EndTurn: f"{CHAIRS} clock",
    c.SetFloor: CHAIRS,
    c.AdmitMotion: CHAIRS,
    c.RuleOut: CHAIRS,
    c.OrderMotions: CHAIRS,
    c.GroupMotions: CHAIRS,
    c.EndRecess: f"{CHAIRS} clock",
    c.PutQuestion: CHAIRS,
    c.GiveTime: f"{CHAIRS} clock",
    c.CallNext: f"{CHAIRS} secretary",
    c.CloseBallot: f"{CHAIRS} clock",
    c.GiveCastingVote: CHAIRS,
    c.Reveal: CHAIRS,
    c.Announce: CHAIRS,
    c.PutOnWall: CHAIRS,
    c.Pause: CHAIRS,
    c.Resume: CHAIRS,
    c.GiveTimeBack: "clock",
    c.TakeMood: "clock",
    c.Undo: CHAIRS,
    c.TakeSeat: f"{TEACHERS} door",
    c.ReturnToSeat: f"{PUPILS} absent",
    c.CastVote: PUPILS,
    c.YieldFloor: PUPILS,
    c.React: PUPILS,
    c.RequestFloor: FOR_A_PUPIL,
    c.WithdrawRequest: FOR_A_PUPIL,
    c.CiteDocument: FOR_A_PUPIL,
    c.AnswerCheck: FOR_A_PUPIL,
    c.HandIn: FOR_A_PUPIL,
    c.LeaveStatement: FOR_A_PUPIL,
    c.Move: FOR_A_PUPIL,
    c.Second: FOR_A_PUPIL,
    c.WithdrawMotion: FOR_A_PUPIL,
    c.SetLeaning: FOR_A_PUPIL,
    c.Reflect: FOR_A_PUPIL,
    c.Guess: FOR_A_PUPIL,
    c.CaucusSay: FOR_A_PUPIL,
    c.NameEnvoy: FOR_A_PUPIL,
    c.OfferBargain: FOR_A_PUPIL,
    c.AcceptBargain: FOR_A_PUPIL,
    c.DropBargain: FOR_A_PUPIL,
    c.SayWhatMoved: FOR_A_PUPIL,
    c.CallHelp: FOR_A_PUPIL,
    c.WriteMinutes: f"{TEACHERS} secretary chair",
    c.WriteHeadline: f"{TEACHERS} press chair",
}

OFFER = {"to": "s2", "ask": "bridge", "ask_choice": "for", "give": "toll", "give_choice": "for"}
ARGUMENTS = {
    c.React: {"reaction": "applause"},
    c.TakeMood: {"speech": 0, "counts": {}},
    c.ShowChapter: {"chapter": "halls"},
    c.Guess: {"about": "bridge", "choice": "carried"},
    c.CreateSession: {"pupils": 4, "minutes": 50},
    c.GiveTimeBack: {"since": START},
    c.FreeSeat: {"seat": "s3"},
    c.AssignRole: {"seat": "s3", "role": "hunter"},
    c.ReleaseCard: {"card": "flood"},
    c.HideStatement: {"statement": "t1"},
    c.TakeAway: {"text": "t1"},
    c.TakeNameAway: {"seat": "s3"},
    c.ReadFirst: {"kind": "motion"},
    c.LetThrough: {"text": "t1"},
    c.EnterVote: {"seat": "s3", "choice": "for"},
    c.SetSilence: {"filled": False},
    c.SetGrace: {"seconds": 60},
    c.AnswerHelp: {"seat": "s3"},
    c.GiveIntervention: {"seat": "s3"},
    c.AdmitMotion: {"motion": "m1"},
    c.RuleOut: {"motion": "m1"},
    c.OrderMotions: {"motions": ("m1",)},
    c.GroupMotions: {"motions": ("m1",)},
    c.GiveCastingVote: {"choice": "for"},
    c.CiteDocument: {"document": "petition"},
    c.AnswerCheck: {"question": "river", "option": 1},
    c.HandIn: {"task": "essay", "text": "The miller gained."},
    c.LeaveStatement: {"text": "A bridge!"},
    c.CastVote: {"ballot": "b1", "choice": "for"},
    c.Second: {"motion": "m1"},
    c.WithdrawMotion: {"motion": "m1"},
    c.SetLeaning: {"question": "bridge", "value": 1},
    c.CaucusSay: {"text": "Who speaks?"},
    c.OfferBargain: OFFER,
    c.AcceptBargain: {"bargain": "g1"},
    c.DropBargain: {"bargain": "g1"},
    c.SayWhatMoved: {"ballot": "b1", "what": "mind"},
    c.Reflect: {"text": "I would vote otherwise."},
    c.WriteMinutes: {"text": "It began."},
    c.WriteHeadline: {"text": "It began!"},
}


def with_officers() -> Scenario:
    """The miniature with a secretary in s3 and a journalist in s4."""
    scenario = mini.scenario()
    order = [role.id for role in cast_order(scenario)]
    offices = {order[2]: "secretary", order[3]: "press"}
    roles = tuple(replace(role, office=offices.get(role.id, "")) for role in scenario.roles)
    return replace(scenario, roles=roles)


@pytest.mark.parametrize("command", ALLOWED)
@pytest.mark.parametrize("actor", ACTORS)
def test_who_may_ask_for_what(command, actor):
    meeting = debating(pupils=4, scenario=with_officers())
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

    assert set(ALLOWED) == set(RULES) == commands - {c.Command, c.ForSeat}


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
