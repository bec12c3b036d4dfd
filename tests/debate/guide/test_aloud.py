"""What is read out: every event of a meeting once, as a sentence, and nothing that is not everybody's."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from debate import commands as c
from debate import scenario as s
from debate.commands import TEACHER
from debate.guide.aloud import Sentence, aloud
from debate.refusal import Refusal
from tests.debate.ballots.test_ties import tied
from tests.support.rules import mini
from tests.support.rules.meeting import debating, lobby


def keys(meeting):
    return {sentence.key for sentence in aloud(meeting.assembly)}


def new(meeting, *commands):
    """The kinds of what is read out when these commands are given."""
    before = keys(meeting)
    for command in commands:
        meeting.do(command)
    return [one.kind for one in aloud(meeting.assembly) if one.key not in before]


def about(meeting, kind):
    [sentence] = [one for one in aloud(meeting.assembly) if one.kind == kind]
    return sentence


def test_from_the_lobby_to_the_close_each_stage_is_said():
    meeting = lobby()
    assert [one.kind for one in aloud(meeting.assembly)] == ["lobby"]

    assert new(meeting, c.OpenSession(by=TEACHER)) == ["stage"]
    assert new(meeting, c.AdvanceStage(by=TEACHER)) == ["stage"]
    assert new(meeting, c.CloseSession(by=TEACHER)) == ["closed"]


def test_a_pause_and_its_end_are_said_each_time():
    meeting = debating()
    for _ in range(2):
        meeting.wait(10)
        assert new(meeting, c.Pause(by=TEACHER)) == ["paused"]
        meeting.wait(10)
        assert new(meeting, c.Resume(by=TEACHER)) == ["goes_on"]


def test_who_speaks_is_said_also_when_they_speak_twice():
    meeting = debating()
    assert new(meeting, c.GiveFloor(by=TEACHER, seat="s2")) == ["speaks"]
    assert new(meeting, c.EndTurn(by=TEACHER)) == []
    assert new(meeting, c.GiveFloor(by=TEACHER, seat="s2")) == ["speaks"]


def test_a_vote_is_said_when_it_opens_when_it_is_closed_and_with_its_figures():
    meeting = debating()
    assert new(meeting, c.PutQuestion(by=TEACHER, question="bridge")) == ["vote_open"]
    meeting.vote("s1", "for")
    assert new(meeting) == []
    assert new(meeting, c.CloseBallot(by=TEACHER)) == ["vote_closed"]
    assert new(meeting, c.Announce(by=TEACHER)) == ["carried" if meeting.ballot.carried else "lost"]

    told = aloud(meeting.assembly)[-1]
    assert told.figures == tuple(meeting.ballot.tally[choice] for choice in s.CHOICES)


def test_a_vote_by_itself_is_never_said():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge"))
    before = aloud(meeting.assembly)

    meeting.vote("s1", "against")

    assert aloud(meeting.assembly) == before


def test_a_tie_is_said_to_wait_for_the_chair():
    assert about(tied(), "tie").key.endswith("-closed")


def test_who_is_called_is_said_name_by_name():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="roll_call", calls="seating"))
    for _ in range(2):
        [kind] = new(meeting, c.CallNext(by=TEACHER))
        assert kind == "called"


def test_a_motion_is_said_once_it_is_seconded_and_when_it_is_admitted():
    meeting = debating()
    assert new(meeting, c.Move(by="s1", kind="main", text="We shall row.")) == []
    assert new(meeting, c.Second(by="s2", motion="m1")) == ["seconded"]
    assert new(meeting, c.AdmitMotion(by=TEACHER, motion="m1")) == ["admitted"]


def test_words_that_were_taken_away_are_not_said():
    meeting = debating()
    motion = meeting.moved("s2", kind="main", text="Something rude.")
    [text] = [id for id, one in meeting.assembly.texts.items() if one.about == motion or one.text]

    meeting.do(c.TakeAway(by=TEACHER, text=text))

    assert "Something rude." not in str(aloud(meeting.assembly))


def test_news_for_all_is_said_and_news_for_some_is_not():
    meeting = debating()
    everybodys, somebodys = mini.scenario().cards[0].id, mini.scenario().cards[-1].id

    assert new(meeting, c.ReleaseCard(by=TEACHER, card=everybodys, to=("all",))) == ["news"]
    assert new(meeting, c.ReleaseCard(by=TEACHER, card=somebodys, to=("s1",))) == []


def test_the_story_is_read_out_frame_by_frame():
    frame = s.StoryFrame(title="The river", text="It rose.", mark="I")
    meeting = lobby(scenario=replace(mini.scenario(), story=(frame,)))

    assert new(meeting, c.PutOnWall(by=TEACHER, what="frame", which="1")) == ["frame"]
    assert about(meeting, "frame") == Sentence(key="frame-1", kind="frame", about="The river. It rose.")


@pytest.mark.parametrize("text", ["Fire drill!", "Please listen."])
def test_a_word_to_all_is_said(text):
    meeting = debating()

    assert new(meeting, c.SayToAll(by=TEACHER, text=text)) == ["word"]
    assert about(meeting, "word").about == text
    assert new(meeting, c.SayToAll(by=TEACHER, text="")) == []


STEPS = (c.Pause, c.Resume, c.AdvanceStage, c.GiveFloor, c.EndTurn, c.PutQuestion, c.CloseBallot, c.Announce)


@given(st.lists(st.sampled_from(STEPS), max_size=12))
def test_no_two_sentences_have_one_key(steps):
    meeting = debating()
    meeting.do(c.RequestFloor(by="s1"))
    for step in steps:
        meeting.wait(1)
        with suppress(Refusal):
            meeting.do(step(by=TEACHER))
        found = [one.key for one in aloud(meeting.assembly)]
        assert len(found) == len(set(found))
