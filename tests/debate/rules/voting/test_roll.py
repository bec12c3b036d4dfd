"""The roll call seat by seat: a stated order, an answer aloud or by a button, the house at once."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.commands import TEACHER
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import hall, my_vote, view

# Pupils hold s1 to s6; Cooper, in s6, keeps the minutes. The house holds s7 to s9.


def calling(calls: str = "seating", **put: object) -> Meeting:
    played = debating(6, scenario=mini.with_everything(), weighting="seat")
    played.do(c.PutQuestion(by=TEACHER, question="bridge", method="roll_call", calls=calls, **put))
    return played


def call(played: Meeting, seat: str = "", by: str = TEACHER) -> None:
    played.do(c.CallNext(by=by, seat=seat))


def answers(played: Meeting, **choices: str) -> None:
    for seat, choice in choices.items():
        played.vote(seat, choice)


@pytest.mark.parametrize(
    ("order", "seats"),
    [
        ("seating", "s1 s2 s3 s4 s5 s6 s7 s8 s9"),
        ("name", "s1 s4 s6 s2 s5 s3 s7 s9 s8"),
        ("faction", "s1 s4 s6 s2 s5 s3 s7 s9 s8"),
    ],
)
def test_the_order_is_stated_and_the_house_comes_last(order, seats):
    assert calling(order).ballot.calls == tuple(seats.split())


def test_the_roll_by_name_goes_by_the_short_name_of_a_person():
    scenario = mini.with_everything()
    roles = tuple(
        replace(role, short="zeno" if role.id == "archer" else role.short) for role in scenario.roles
    )
    played = debating(6, scenario=replace(scenario, roles=roles))

    played.do(c.PutQuestion(by=TEACHER, question="bridge", method="roll_call", calls="name"))

    assert played.ballot.calls == ("s4", "s6", "s2", "s5", "s3", "s1", "s7", "s9", "s8")


def test_delegates_without_a_name_are_called_last():
    played = debating(14, expected=14, scenario=mini.with_everything(), weighting="seat")
    played.do(c.PutQuestion(by=TEACHER, question="bridge", method="roll_call", calls="name"))

    assert not any(played.assembly.seats[seat].role for seat in played.ballot.calls[9:])
    assert all(played.assembly.seats[seat].role for seat in played.ballot.calls[:9])


def test_the_roll_is_called_in_a_known_order_and_in_roll_calls_only():
    played = debating(6, scenario=mini.with_everything())

    assert played.refusal(c.PutQuestion(by=TEACHER, method="roll_call", calls="luck")) == "no_such_order"
    assert played.refusal(c.PutQuestion(by=TEACHER, method="show", calls="name")) == "roll_call_only"
    assert played.refusal(c.CallNext(by=TEACHER)) == "no_roll"


def test_nobody_answers_before_they_are_called():
    played = calling()
    assert played.refusal(c.CastVote(by="s1", ballot="b1", choice="for")) == "not_called_yet"
    assert played.refusal(c.EnterVote(by=TEACHER, seat="s1", choice="for")) == "not_called_yet"
    assert my_vote(played.assembly, "s1")["may_answer"] is False

    call(played)

    assert my_vote(played.assembly, "s1")["may_answer"] is True
    assert my_vote(played.assembly, "s2")["may_answer"] is False
    assert played.refusal(c.CastVote(by="s2", ballot="b1", choice="for")) == "not_called_yet"
    assert played.vote("s1", "for")


def test_an_answer_calls_the_next():
    played = calling()
    call(played)

    answers(played, s1="for", s2="against")

    assert (played.ballot.called, played.ballot.roll) == ("s3", 3)
    assert hall(played.assembly)["marks"].startswith("fa.")
    assert view(played.assembly, "screen")["ballot"]["called_name"] == "Ann Mason"


def test_the_house_answers_at_once_and_the_roll_ends():
    played = calling()
    call(played)

    answers(played, s1="for", s2="for", s3="for", s4="for", s5="for", s6="against")

    ballot = played.ballot
    assert ballot.called == ""
    assert ballot.roll == len(ballot.calls)
    assert {seat: ballot.votes[seat] for seat in ballot.house} == {
        "s7": "for",
        "s8": "abstain",
        "s9": "against",
    }
    assert ballot.tally == {"for": 6, "against": 2, "abstain": 1}
    assert played.refusal(c.CallNext(by=TEACHER)) == "roll_ended"
    assert played.close().tally == {"for": 6, "against": 2, "abstain": 1}


def test_the_roll_is_called_to_its_end_once_and_everybody_in_it_once():
    played = calling("name")
    call(played)
    while played.ballot.called:
        played.vote(played.ballot.called, "abstain")

    called = [event.seat for event in played.happened(e.SeatCalled)]

    assert called == [*played.ballot.calls, ""]


def test_one_who_does_not_answer_is_passed_over_and_may_answer_later():
    played = calling()
    call(played)
    call(played, "s1")
    assert played.ballot.called == "s2"

    played.vote("s1", "against")

    assert played.ballot.called == "s2"
    assert played.ballot.tally["against"] == 1


def test_a_double_click_passes_over_nobody_else():
    played = calling()
    call(played)
    call(played, "s1")

    assert played.do(c.CallNext(by=TEACHER, seat="s1")) == []
    assert played.refusal(c.CallNext(by=TEACHER, seat="s3")) == "another_called"


def test_an_answer_can_be_changed_until_the_close_and_calls_nobody_again():
    played = calling()
    call(played)
    answers(played, s1="for", s2="for")

    played.vote("s1", "against")

    assert played.ballot.called == "s3"
    assert played.ballot.tally == {"for": 1, "against": 1, "abstain": 0}


def test_one_who_never_answers_does_not_vote():
    played = calling()
    for seat in ("", "s1", "s2", "s3", "s4", "s5", "s6"):
        call(played, seat)

    ballot = played.close()

    assert set(ballot.votes) == {"s7", "s8", "s9"}
    assert ballot.tally == {"for": 1, "against": 1, "abstain": 1}


def test_one_who_is_called_and_leaves_does_not_stop_the_roll():
    played = calling()
    call(played)
    played.do(c.FreeSeat(by=TEACHER, seat="s1"))

    call(played, "s1")

    assert played.ballot.called == "s2"
    # The house votes for them at the close.
    assert played.close().votes["s1"] == "for"


def test_a_pupil_who_takes_a_seat_from_the_house_may_answer_for_themself():
    played = calling()
    call(played)
    answers(played, s1="for", s2="for", s3="for", s4="for", s5="for", s6="for")
    assert played.ballot.votes["s9"] == "against"

    played.do(c.TakeSeat(by="door", seat="s9"))
    played.vote("s9", "for")

    assert "s9" not in played.ballot.house
    assert played.close().tally == {"for": 8, "against": 0, "abstain": 1}


def test_the_secretary_calls_and_keys_in_what_is_answered_aloud():
    played = calling()
    call(played, by="s6")

    played.do(c.EnterVote(by="s6", seat="s1", choice="against"))

    assert played.ballot.votes["s1"] == "against"
    assert played.ballot.called == "s2"


@pytest.mark.parametrize("method", ["show", "secret"])
def test_the_secretary_keys_in_nothing_but_answers_to_the_roll(method):
    played = debating(6, scenario=mini.with_everything())
    played.do(c.PutQuestion(by=TEACHER, question="bridge", method=method))

    assert played.refusal(c.EnterVote(by="s6", seat="s1", choice="against")) == "roll_call_only"


def test_where_all_answer_at_once_the_secretary_changes_nobodys_vote():
    played = debating(6, scenario=mini.with_everything())
    played.do(c.PutQuestion(by=TEACHER, question="bridge", method="roll_call"))
    played.vote("s1", "for")

    assert played.refusal(c.EnterVote(by="s6", seat="s1", choice="against")) == "roll_call_only"


def test_a_roll_has_no_clock():
    assert calling(seconds=60).ballot.closes_at is None


def test_a_silent_record_is_no_answer():
    scenario = mini.with_everything()
    roles = tuple(replace(role, beliefs={}) if role.id == "dyer" else role for role in scenario.roles)
    played = debating(6, scenario=replace(scenario, roles=roles), weighting="seat")
    played.do(c.PutQuestion(by=TEACHER, question="bridge", method="roll_call", calls="seating"))
    call(played)

    answers(played, s1="for", s2="for", s3="for", s4="for", s5="for", s6="for")

    assert played.ballot.house == {"s8", "s9"}


def test_the_roll_of_an_empty_hall_calls_itself():
    played = debating(0, scenario=mini.with_everything(), weighting="seat")
    played.do(c.PutQuestion(by=TEACHER, question="bridge", method="roll_call", calls="faction"))

    call(played)

    assert played.ballot.called == ""
    assert played.close().tally == {"for": 5, "against": 3, "abstain": 1}


def test_whoever_was_passed_over_and_has_answered_since_is_not_called_once_more():
    """They would have voted before the roll has begun, and the same answer again would call nobody."""
    played = calling()
    call(played)
    call(played, seat="s1")
    answers(played, s1="for")

    assert played.refusal(c.Undo(by=TEACHER)) == "too_late_to_undo"
    assert (played.ballot.called, played.ballot.roll) == ("s2", 2)


def test_whoever_was_passed_over_and_has_not_answered_is_called_once_more():
    played = calling()
    call(played)
    call(played, seat="s1")

    played.do(c.Undo(by=TEACHER))

    assert (played.ballot.called, played.ballot.roll) == ("s1", 1)
