"""What is noted beside the meeting: the minutes, the headline, calls for help; for whom a teacher acts."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.commands import HELPER, TEACHER, WATCHER
from debate.rules.hall.notes import LONGEST_ENTRY, LONGEST_HEADLINE, MOST_ENTRIES
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating, lobby
from tests.support.rules.seen import view
from tests.support.rules.twin import seen

# s6 plays Cooper, who keeps the minutes; s3 plays Mason, who writes for the paper.


def meeting() -> Meeting:
    return debating(6, scenario=mini.with_everything())


def test_the_secretary_writes_the_minutes():
    played = meeting()

    played.do(c.WriteMinutes(by="s6", text="  The meeting\n began. "))
    played.do(c.WriteMinutes(by="s6", text="It went on."))

    assert [(entry.seat, entry.text) for entry in played.assembly.minutes_written] == [
        ("s6", "The meeting began."),
        ("s6", "It went on."),
    ]


def test_the_press_writes_a_headline_and_the_last_one_stands():
    played = meeting()

    played.do(c.WriteHeadline(by="s3", text="Bridge at last!"))
    played.do(c.WriteHeadline(by="s3", text="Bridge or no bridge?"))

    assert dict(played.assembly.headlines) == {"s3": "Bridge or no bridge?"}
    assert played.do(c.WriteHeadline(by="s3", text="Bridge or no bridge?")) == []


@pytest.mark.parametrize(
    ("command", "officer", "longest"),
    [(c.WriteMinutes, "s6", LONGEST_ENTRY), (c.WriteHeadline, "s3", LONGEST_HEADLINE)],
)
def test_an_office_is_its_holders_and_texts_have_a_length(command, officer, longest):
    played = meeting()

    assert played.refusal(command(by="s1", text="I was there.")) == "not_yours"
    assert played.refusal(command(by=TEACHER, seat="s1", text="I was there.")) == "not_your_office"
    assert played.refusal(command(by=officer, text=" ")) == "empty_text"
    assert played.refusal(command(by=officer, text="x" * (longest + 1))) == "text_too_long"
    assert played.do(command(by=officer, text="x" * longest))


@pytest.mark.parametrize(("officer", "command"), [("s6", c.WriteMinutes), ("s3", c.WriteHeadline)])
def test_an_officer_in_the_chair_keeps_their_office_and_another_chair_gets_none(officer, command):
    played = meeting()
    played.do(c.GiveChair(by=TEACHER, seat=officer))
    assert played.do(command(by=officer, text="I was there."))

    played.do(c.GiveChair(by=TEACHER, seat="s1"))
    assert played.refusal(command(by="s1", text="I was there.")) == "not_your_office"


def test_before_the_meeting_there_is_nothing_to_write_down():
    played = lobby(6, scenario=mini.with_everything())

    assert played.refusal(c.WriteMinutes(by="s6", text="Soon.")) == "not_begun"
    assert played.refusal(c.WriteHeadline(by="s3", text="Soon!")) == "not_begun"


def test_the_minutes_have_an_end():
    played = meeting()
    for n in range(MOST_ENTRIES):
        played.do(c.WriteMinutes(by="s6", text=f"Entry {n}."))

    assert played.refusal(c.WriteMinutes(by="s6", text="One more.")) == "minutes_full"


def test_an_office_goes_with_the_person():
    played = meeting()

    played.do(c.AssignRole(by=TEACHER, seat="s1", role="cooper"))

    assert played.do(c.WriteMinutes(by="s1", text="I was there."))
    assert played.refusal(c.WriteMinutes(by="s6", text="I was there.")) == "not_yours"


def test_a_call_for_help_reaches_the_desk_and_nobody_else():
    played = meeting()

    played.do(c.CallHelp(by="s1", text="Secretly: what is a toll?"))

    assert view(played.assembly, "teach")["help"][0]["text"] == "Secretly: what is a toll?"
    for audience, seat in (("screen", ""), ("seat", "s2"), ("seat", "s1")):
        assert "Secretly" not in seen(played.assembly, audience, seat)


def test_who_calls_again_keeps_their_turn():
    played = meeting()
    played.do(c.CallHelp(by="s1"))
    played.do(c.CallHelp(by="s2"))
    assert played.do(c.CallHelp(by="s1")) == []

    played.do(c.CallHelp(by="s1", text="Still waiting."))

    assert [(call.seat, call.text) for call in played.assembly.help] == [("s1", "Still waiting."), ("s2", "")]


def test_a_call_is_answered_once_and_goes_with_who_leaves():
    played = meeting()
    played.do(c.CallHelp(by="s1"))
    played.do(c.CallHelp(by="s2"))

    played.do(c.AnswerHelp(by=HELPER, seat="s1"))
    played.do(c.FreeSeat(by=TEACHER, seat="s2"))

    assert played.assembly.help == ()
    assert played.do(c.AnswerHelp(by=TEACHER, seat="s1")) == []
    assert played.refusal(c.AnswerHelp(by=TEACHER, seat="s99")) == "no_such_seat"


def test_help_can_be_called_for_at_any_time():
    early, paused = lobby(4), meeting()
    paused.do(c.Pause(by=TEACHER))

    assert early.do(c.CallHelp(by="s1"))
    assert paused.do(c.CallHelp(by="s1"))


FOR_A_PUPIL = (
    c.RequestFloor,
    c.WithdrawRequest,
    lambda **who: c.LeaveStatement(text="A bridge!", **who),
    lambda **who: c.Move(text="The ferry is painted.", **who),
    lambda **who: c.Second(motion="m1", **who),
    lambda **who: c.WithdrawMotion(motion="m1", **who),
    lambda **who: c.SetLeaning(question="bridge", value=1, **who),
    lambda **who: c.CaucusSay(text="Psst.", **who),
    lambda **who: c.NameEnvoy(envoy="s1", **who),
    lambda **who: c.WriteMinutes(text="I was there.", **who),
    lambda **who: c.WriteHeadline(text="I was there!", **who),
    c.CallHelp,
)


@pytest.mark.parametrize("command", FOR_A_PUPIL)
def test_a_teacher_says_for_which_pupil_and_a_pupil_acts_for_nobody_else(command):
    scenario = mini.with_everything()
    roles = tuple(replace(role, office="") for role in scenario.roles)
    played = debating(6, scenario=replace(scenario, roles=roles))

    for teacher in (TEACHER, HELPER):
        assert played.refusal(command(by=teacher)) == "which_seat"
        assert played.refusal(command(by=teacher, seat="s99")) == "no_such_seat"
        assert played.refusal(command(by=teacher, seat="s9")) == "seat_not_taken"
    assert played.refusal(command(by=WATCHER, seat="s1")) == "not_yours"
    assert played.refusal(command(by="s1", seat="s2")) == "not_yours"
    played.do(c.GiveChair(by=TEACHER, seat="s1"))
    assert played.refusal(command(by="s1", seat="s2")) == "not_yours"


def test_what_a_teacher_does_for_a_pupil_stands_under_the_pupils_name():
    played = meeting()

    played.do(c.RequestFloor(by=TEACHER, seat="s1"))
    played.do(c.LeaveStatement(by=HELPER, seat="s2", text="No bridge!"))

    assert played.assembly.floor.requests[0].seat == "s1"
    assert played.assembly.statements["t1"].seat == "s2"
