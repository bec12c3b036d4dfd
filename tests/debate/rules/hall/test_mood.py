"""How the hall takes a speech: pressed while somebody speaks, told as numbers when it is over."""

import pytest

from debate import commands as c
from debate import events as e
from debate.commands import CLOCK, TEACHER
from debate.rules.hall.mood import REACTIONS
from tests.support.rules.meeting import Meeting, debating


def speaking() -> Meeting:
    meeting = debating()
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))
    return meeting


@pytest.mark.parametrize("reaction", REACTIONS)
def test_a_listener_reacts_and_nothing_is_written_down(reaction):
    meeting = speaking()
    before = len(meeting.journal)

    assert meeting.do(c.React(by="s2", reaction=reaction)) == [e.Reacted(seat="s2", reaction=reaction)]
    assert len(meeting.journal) == before


def test_nobody_reacts_to_themselves_to_nobody_or_in_other_words():
    meeting = speaking()
    assert meeting.refusal(c.React(by="s1", reaction="applause")) == "nobody_speaks"
    assert meeting.refusal(c.React(by="s2", reaction="boo")) == "no_such_reaction"
    meeting.do(c.EndTurn(by=TEACHER))
    assert meeting.refusal(c.React(by="s2", reaction="applause")) == "nobody_speaks"


def test_what_was_counted_is_the_mood_of_the_speech():
    meeting = speaking()
    meeting.do(c.EndTurn(by=TEACHER))
    (speech,) = meeting.assembly.speeches
    meeting.do(c.TakeMood(by=CLOCK, speech=speech, counts={"applause": 2, "boo": 9, "doubt": 0}))
    meeting.do(c.TakeMood(by=CLOCK, speech=speech, counts={"applause": 1, "protest": 1}))

    mood = meeting.assembly.moods[speech]
    assert {reaction: number for reaction, number in mood.items() if number} == {"applause": 3, "protest": 1}


def test_no_person_tells_a_mood_and_none_is_told_of_no_speech():
    meeting = speaking()
    assert meeting.refusal(c.TakeMood(by=TEACHER, speech=0, counts={"applause": 1})) == "not_yours"
    assert meeting.do(c.TakeMood(by=CLOCK, speech=99, counts={"applause": 1})) == []
