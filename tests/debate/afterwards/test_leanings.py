"""Where a pupil stands just now: kept for the debrief, and seen by nobody else meanwhile."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.commands import DOOR, TEACHER
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating, lobby
from tests.support.rules.seen import view
from tests.support.rules.twin import seen


def leaning() -> Meeting:
    """s1 leans clearly towards the bridge."""
    played = debating(5, scenario=mini.with_everything())
    played.do(c.SetLeaning(by="s1", question="bridge", value=2))
    return played


def mine(played: Meeting, seat: str) -> dict[str, int]:
    return view(played.assembly, "seat", seat)["me"]["leanings"]


def test_a_pupil_sees_their_own_leaning_and_changes_it():
    played = leaning()
    assert mine(played, "s1") == {"bridge": 2}

    played.do(c.SetLeaning(by="s1", question="bridge", value=-1))
    played.do(c.SetLeaning(by="s1", question="toll", value=0))

    assert mine(played, "s1") == {"bridge": -1, "toll": 0}
    assert played.do(c.SetLeaning(by="s1", question="bridge", value=-1)) == []


def test_the_journal_keeps_every_change_for_the_debrief():
    played = leaning()
    played.wait(60)
    played.do(c.SetLeaning(by="s1", question="bridge", value=-2))

    assert [(event.seat, event.value) for event in played.happened(e.LeaningSet)] == [("s1", 2), ("s1", -2)]


@pytest.mark.parametrize("stage", ["first-debate", "out-of-role", "debrief"])
@pytest.mark.parametrize(
    ("audience", "seat"), [("teach", ""), ("screen", ""), ("seat", "s2"), ("seat", "s9")]
)
def test_nobody_else_can_tell_from_anything_they_see(stage, audience, seat):
    played, silent = leaning(), debating(5, scenario=mini.with_everything())
    silent.do(c.CallHelp(by="s1"))  # As many entries in the journal, and then as they were.
    silent.assembly = replace(silent.assembly, help=())
    for meeting in (played, silent):
        meeting.reach(stage)

    assert seen(played.assembly, audience, seat) == seen(silent.assembly, audience, seat)
    assert seen(played.assembly, "seat", "s1") != seen(silent.assembly, "seat", "s1")


def test_whoever_takes_the_seat_after_them_does_not_inherit_it():
    played = leaning()
    played.do(c.SetLeaning(by="s2", question="bridge", value=-2))
    played.do(c.FreeSeat(by=TEACHER, seat="s1"))

    played.do(c.TakeSeat(by=DOOR, seat="s1"))

    assert mine(played, "s1") == {}
    assert mine(played, "s2") == {"bridge": -2}


def test_a_pupil_whose_seat_the_house_kept_warm_finds_it_again():
    played = leaning()
    played.do(c.FreeSeat(by=TEACHER, seat="s1"))

    played.do(c.ReturnToSeat(by="s1"))

    assert mine(played, "s1") == {"bridge": 2}


def test_seats_with_like_numbers_are_not_mixed_up():
    played = lobby(14, expected=14)
    played.do(c.OpenSession(by=TEACHER))
    played.reach("first-debate")
    played.do(c.SetLeaning(by="s11", question="bridge", value=1))
    played.do(c.FreeSeat(by=TEACHER, seat="s1"))

    played.do(c.TakeSeat(by=DOOR, seat="s1"))

    assert mine(played, "s11") == {"bridge": 1}


@pytest.mark.parametrize(
    ("question", "value", "code"),
    [
        ("bridge", 3, "no_such_leaning"),
        ("bridge", -3, "no_such_leaning"),
        ("war", 1, "no_such_question"),
        ("", 1, "no_such_question"),
        ("way", 1, "no_such_question"),
        ("m1", 1, "no_such_question"),
    ],
)
def test_a_leaning_is_for_or_against_something(question, value, code):
    assert leaning().refusal(c.SetLeaning(by="s1", question=question, value=value)) == code


def test_leanings_are_noted_from_the_brief_to_the_end_of_the_meeting():
    played = lobby(4, scenario=mini.with_everything())
    command = c.SetLeaning(by="s1", question="bridge", value=1)
    assert played.refusal(command) == "no_leanings_now"

    played.do(c.OpenSession(by=TEACHER))
    played.reach("brief")
    assert played.do(command)

    played.reach("out-of-role")
    assert played.refusal(c.SetLeaning(by="s1", question="bridge", value=-1)) == "no_leanings_now"


def test_a_pupil_notes_no_leaning_for_another_and_a_teacher_does_for_one_without_a_device():
    played = leaning()
    assert played.refusal(c.SetLeaning(by="s2", seat="s1", question="bridge", value=0)) == "not_yours"

    played.do(c.SetLeaning(by=TEACHER, seat="s2", question="bridge", value=-1))

    assert mine(played, "s2") == {"bridge": -1}
