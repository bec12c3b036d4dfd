"""A result told in parts: pupils, the house, the verdict."""

import pytest

from debate import commands as c
from debate.commands import TEACHER
from debate.rules.voting.reveal import parts
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating


def closed(**put: object) -> Meeting:
    meeting = debating(scenario=mini.with_everything())
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge") if not put else c.PutQuestion(by=TEACHER, **put))
    meeting.close()
    return meeting


def test_each_press_tells_one_part_and_the_last_one_announces():
    meeting = closed()
    told = []
    while not meeting.ballot.announced:
        meeting.do(c.Reveal(by=TEACHER))
        told.append(meeting.ballot.revealed)

    assert told == [1, 2, 2]


def test_announcing_tells_all_at_once():
    meeting = closed()
    meeting.do(c.Announce(by=TEACHER))

    assert meeting.ballot.announced
    assert meeting.do(c.Reveal(by=TEACHER)) == []


def test_a_second_click_tells_no_second_part():
    meeting = closed()
    meeting.do(c.Reveal(by=TEACHER, step=1))

    assert meeting.do(c.Reveal(by=TEACHER, step=1)) == []
    assert meeting.ballot.revealed == 1


def test_nothing_is_told_of_an_open_vote_or_of_none():
    meeting = debating()
    assert meeting.refusal(c.Reveal(by=TEACHER)) == "no_such_ballot"
    meeting.do(c.PutQuestion(by=TEACHER, question="bridge"))

    assert meeting.refusal(c.Reveal(by=TEACHER)) == "ballot_open"


@pytest.mark.parametrize(
    "put",
    [
        {"question": "bridge", "method": "secret"},
        {"question": "bridge", "method": "paper"},
        {"question": "way"},
        {"question": "board"},
    ],
)
def test_what_is_secret_counted_by_hand_or_among_alternatives_is_told_at_once(put):
    meeting = closed(**put)
    assert parts(meeting.ballot) == ()

    meeting.do(c.Reveal(by=TEACHER, step=1))

    assert meeting.ballot.announced


def test_a_part_that_was_told_can_be_taken_back():
    meeting = closed()
    meeting.do(c.Reveal(by=TEACHER))
    meeting.do(c.Undo(by=TEACHER))

    assert meeting.ballot.revealed == 0
