"""Counted in the room: raised hands or paper, and the teacher enters the heads."""

import pytest

from debate import commands as c
from debate.commands import TEACHER
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import view


def counting(pupils: int = 5, **put: object) -> Meeting:
    played = debating(pupils, scenario=mini.with_everything(), **put)
    played.do(c.PutQuestion(by=TEACHER, question="toll", method="paper"))
    return played


def heads(**given: int) -> c.EnterCount:
    """`For` is a word of the language."""
    return c.EnterCount(by=TEACHER, for_=given.pop("aye", 0), **given)


def test_the_count_is_entered_and_the_house_adds_its_own():
    played = counting()

    played.do(heads(aye=3, against=1, abstain=1))

    # The house holds cooper (for), dyer and hunter (against), potter (for).
    assert played.close().tally == {"for": 5, "against": 3, "abstain": 1}
    assert played.ballot.carried is True


def test_every_head_counts_once_also_where_seats_stand_for_blocs():
    assert set(counting().ballot.weights.values()) == {1}


def test_a_second_count_stands_in_place_of_the_first():
    played = counting()
    played.do(heads(aye=3))

    played.do(heads(against=2))

    assert played.ballot.counted == {"for": 0, "against": 2, "abstain": 0}
    assert played.do(heads(against=2)) == []


def test_a_count_without_figures_takes_nothing_away_from_the_one_before():
    played = counting()
    played.do(heads(aye=3, against=1))

    assert played.refusal(c.EnterCount(by=TEACHER)) == "no_count"
    assert played.ballot.counted == {"for": 3, "against": 1, "abstain": 0}


def test_nobody_votes_by_button_in_a_count_of_hands():
    played = counting()

    assert played.refusal(c.CastVote(by="s1", ballot="b1", choice="for")) == "count_on_paper"
    assert played.refusal(c.EnterVote(by=TEACHER, seat="s1", choice="for")) == "count_on_paper"


def test_not_more_hands_than_pupils_are_counted_and_not_fewer_than_none():
    played = counting()

    assert played.refusal(heads(aye=3, against=3)) == "count_too_high"
    assert played.refusal(heads(aye=-1)) == "count_below_zero"
    assert played.do(heads(aye=3, against=2))


def test_an_empty_chair_raises_no_hand():
    played = debating(4, scenario=mini.scenario(), weighting="seat")
    assert played.assembly.seats["s10"].held_by == "nobody"
    played.do(c.PutQuestion(by=TEACHER, question="toll", method="paper"))

    assert played.refusal(heads(aye=5)) == "count_too_high"


def test_only_what_is_counted_by_hand_takes_a_count_and_only_while_it_is_open():
    played = counting()
    played.close()
    assert played.refusal(heads(aye=1)) == "ballot_closed"

    played.do(c.PutQuestion(by=TEACHER, question="bridge", method="show"))
    assert played.refusal(heads(aye=1)) == "not_on_paper"
    assert played.refusal(c.EnterCount(by=TEACHER, ballot="b9")) == "no_such_ballot"


def test_a_count_may_be_entered_while_the_meeting_is_paused():
    played = counting()
    played.do(c.Pause(by=TEACHER))

    assert played.do(heads(aye=1))


@pytest.mark.parametrize("audience", ["screen", "teach", "seat"])
def test_how_many_were_counted_is_seen_and_the_figures_when_they_are_announced(audience):
    played = counting()
    played.do(heads(aye=2, against=1))
    ballot = view(played.assembly, audience)["ballot"]
    assert (ballot["cast"], ballot["of"]) == (3, 5)
    assert "tally" not in ballot

    played.close()
    played.do(c.Announce(by=TEACHER))

    told = view(played.assembly, audience)
    assert told["ballot"]["tally"] == {"for": 4, "against": 3, "abstain": 0}
    assert "votes" not in told["divisions"][0]
