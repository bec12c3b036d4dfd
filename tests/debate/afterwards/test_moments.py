"""Moments of a class's own meeting, against meetings in which one can count them by hand.

Pupils, in the order of seating: Archer (builder), Fisher (ferryman), Mason, Baker (builder). By blocs
a builder or Mason stands for 12 of the 60 who voted for, a ferryman for 10 of the 30 against.
"""

import pytest

from debate import commands as c
from debate.afterwards.moments import (
    FIELDS,
    closest_division,
    largest_swing,
    longest_silence,
    moments,
    one_could_turn,
    split_faction,
)
from debate.commands import TEACHER
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating

AS_RECORDED = {"s1": "for", "s2": "against", "s3": "for", "s4": "for"}


def played(votes=None, pupils=4, **put) -> Meeting:
    meeting = debating(pupils, scenario=mini.with_everything(), options=("travellers",), weighting="bloc")
    if votes is not None:
        meeting.divide(votes, question="bridge", **put)
    return meeting


def speaks(meeting: Meeting, seat: str, seconds: int = 30) -> None:
    meeting.do(c.GiveFloor(by=TEACHER, seat=seat))
    meeting.wait(seconds)
    meeting.do(c.EndTurn(by=TEACHER))


def test_without_votes_speeches_and_leanings_there_are_no_moments():
    assert moments(played().assembly) == {}


def test_the_closest_division_is_the_closest_by_those_who_chose():
    meeting = played(AS_RECORDED)
    meeting.reach("second-vote")
    meeting.divide({"s1": "for", "s2": "against", "s3": "abstain", "s4": "for"}, question="toll")

    # 60 to 30 of 90 on the bridge, 40 to 45 of 85 on the toll.
    assert closest_division(meeting.assembly)["question"] == "Toll"
    assert closest_division(meeting.assembly)["margin"] == 5


def test_a_straw_poll_and_a_vote_nobody_read_out_are_no_divisions():
    meeting = played()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge"))
    meeting.close()

    assert closest_division(meeting.assembly) is None


def test_a_faction_is_split_when_its_own_pupils_stood_on_both_sides():
    meeting = played(AS_RECORDED | {"s4": "against"})

    assert split_faction(meeting.assembly) == {
        "question": "Bridge",
        "faction": "Builders",
        "for": 1,
        "against": 1,
    }


def test_what_the_house_gave_splits_no_faction():
    assert split_faction(played(AS_RECORDED).assembly) is None


def test_a_secret_vote_tells_of_no_faction_and_of_no_person():
    meeting = played({"s1": "for", "s2": "against", "s3": "for", "s4": "against"}, method="secret")

    assert split_faction(meeting.assembly) is None
    assert one_could_turn(meeting.assembly) is None
    assert closest_division(meeting.assembly) is not None


def test_one_person_could_have_turned_a_vote_that_hung_on_their_bloc():
    # Archer and Mason go over: 36 for, 54 against. 12 that go back bridge 24; Fisher's 10, 20.
    meeting = played(AS_RECORDED | {"s1": "against", "s3": "against"})

    turned = one_could_turn(meeting.assembly)

    assert turned == {"question": "Bridge", "margin": 18, "number": 3, "name": "Ann Archer"}


def test_nobody_alone_could_have_turned_a_clear_vote():
    assert one_could_turn(played(AS_RECORDED).assembly) is None


def test_the_longest_silence_lies_between_two_speeches_of_a_stage():
    meeting = played()
    speaks(meeting, "s1")
    meeting.wait(25)
    speaks(meeting, "s2")
    meeting.wait(95)
    speaks(meeting, "s3")

    assert longest_silence(meeting.assembly) == {
        "stage": "First-Debate",
        "length": "1:35",
        "before": "Ann Mason",
    }


@pytest.mark.parametrize("between", ["a pause", "a vote", "a breath"])
def test_a_pause_a_vote_and_a_breath_are_no_silence(between):
    meeting = played()
    speaks(meeting, "s1")
    if between == "a pause":
        meeting.do(c.Pause(by=TEACHER))
        meeting.wait(300)
        meeting.do(c.Resume(by=TEACHER))
    elif between == "a vote":
        meeting.do(c.PutQuestion(by=TEACHER, question="bridge"))
        meeting.wait(60)
        meeting.close()
        meeting.do(c.Announce(by=TEACHER))
    else:
        meeting.wait(19)
    speaks(meeting, "s2")

    assert longest_silence(meeting.assembly) is None


def leans(meeting: Meeting, **values: int) -> None:
    for seat, value in values.items():
        meeting.do(c.SetLeaning(by=seat, question="bridge", value=value))
        meeting.wait(1)


def test_the_largest_swing_is_that_of_a_group_after_what_came_last_before_it():
    meeting = played()
    leans(meeting, s1=2, s2=-2, s3=0, s4=1)
    speaks(meeting, "s1")
    leans(meeting, s3=1)
    meeting.do(c.LeaveStatement(by="s2", text="Think of us."))
    meeting.wait(1)
    leans(meeting, s1=-1, s3=-1)

    swing = largest_swing(meeting.assembly)

    # Four have leaned, of three factions: they are told of together.
    assert swing == {"question": "Bridge", "group": "Builders + Ferrymen + Undecided", "after": "Ann Fisher"}


def test_two_who_lean_are_too_few_to_tell_of():
    meeting = played()
    speaks(meeting, "s1")
    leans(meeting, s1=2, s2=-2)
    leans(meeting, s1=-2, s2=2)

    assert largest_swing(meeting.assembly) is None


def test_a_person_who_has_changed_seats_since_keeps_their_name():
    meeting = played(AS_RECORDED | {"s1": "against", "s3": "against"})
    meeting.do(c.AssignRole(by=TEACHER, seat="s2", role="archer"))

    assert one_could_turn(meeting.assembly)["name"] == "Ann Archer"


def test_the_words_are_those_that_questions_may_use():
    meeting = played(AS_RECORDED | {"s1": "against", "s3": "against"})
    speaks(meeting, "s1")
    meeting.wait(30)
    speaks(meeting, "s2")
    leans(meeting, s1=2, s2=-2, s3=0)
    leans(meeting, s1=0)

    found = moments(meeting.assembly)

    assert {about: set(words) for about, words in found.items()} == {
        about: set(FIELDS[about]) for about in found
    }
    assert len(found) == 5
