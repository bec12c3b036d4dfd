"""Voting by show of hands and roll call: putting the question, voting, changing, closing, announcing."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.commands import CLOCK, DOOR, TEACHER
from debate.rules.clocks import rings
from debate.rules.voting.opening import LONGEST_BALLOT
from debate.scenario import Quorum, Scenario
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating


def voting(pupils: int = 4, scenario: Scenario | None = None, **put) -> Meeting:
    """A meeting in which one seat is one vote and the question `bridge` has just been put."""
    meeting = debating(pupils, weighting="seat", scenario=scenario)
    meeting.do(c.PutQuestion(by=TEACHER, **put))
    return meeting


def with_question(**changes) -> Scenario:
    scenario = mini.scenario()
    bridge, *others = scenario.questions
    return replace(scenario, questions=(replace(bridge, **changes), *others))


def tally(meeting: Meeting) -> tuple[int, ...]:
    return tuple(meeting.ballot.tally.values())


def test_a_question_is_put_as_the_scenario_says_unless_the_chair_says_otherwise():
    ballot = voting().ballot
    assert (ballot.question, ballot.method, ballot.threshold) == ("bridge", "roll_call", "majority_of_cast")
    assert ballot.closes_at == ballot.put_at + 120_000

    ballot = voting(question="toll", method="show", threshold="two_thirds_of_cast", seconds=30).ballot
    assert (ballot.question, ballot.method, ballot.threshold) == ("toll", "show", "two_thirds_of_cast")
    assert ballot.closes_at == ballot.put_at + 30_000


def test_a_ballot_without_a_clock_waits_for_the_chair():
    meeting = voting(seconds=0)
    meeting.wait(86_400)

    assert meeting.ballot.closes_at is None
    assert meeting.refusal(c.CloseBallot(by=CLOCK)) == "too_early"
    assert meeting.vote("s1", "for")


@pytest.mark.parametrize("seconds", [-1, LONGEST_BALLOT + 1])
def test_a_ballot_has_a_sensible_length(seconds):
    assert debating().refusal(c.PutQuestion(by=TEACHER, seconds=seconds)) == "ballot_length"


def test_only_questions_of_this_meeting_are_put_one_at_a_time_and_once():
    meeting = debating()
    assert meeting.refusal(c.PutQuestion(by=TEACHER, question="war")) == "no_such_question"

    meeting.do(c.PutQuestion(by=TEACHER))
    assert meeting.refusal(c.PutQuestion(by=TEACHER, question="ferry")) == "ballot_open"

    meeting.close()
    assert meeting.refusal(c.PutQuestion(by=TEACHER)) == "already_decided"


def test_a_stage_without_a_question_asks_which():
    scenario = mini.scenario()
    agenda = tuple(replace(s, question=None) if s.id == "first-debate" else s for s in scenario.agenda)
    meeting = debating(scenario=replace(scenario, agenda=agenda))

    assert meeting.refusal(c.PutQuestion(by=TEACHER)) == "which_question"


def test_votes_are_counted_as_they_come():
    meeting = voting()

    meeting.vote("s1", "for")
    meeting.vote("s2", "against")
    meeting.vote("s3", "abstain")
    meeting.vote("s4", "for")

    assert tally(meeting) == (2, 1, 1)


def test_a_vote_may_be_changed_until_the_close_and_counts_once():
    meeting = voting()
    meeting.vote("s1", "for")

    meeting.vote("s1", "against")
    meeting.vote("s1", "abstain")

    assert tally(meeting) == (0, 0, 1)
    assert meeting.ballot.votes["s1"] == "abstain"


def test_the_same_vote_again_is_no_event():
    meeting = voting()
    meeting.vote("s1", "for")

    assert meeting.vote("s1", "for") == []


def test_after_the_close_nothing_is_changed():
    meeting = voting()
    meeting.vote("s1", "for")
    counted = meeting.close()

    assert meeting.refusal(c.CastVote(by="s1", ballot="b1", choice="against")) == "ballot_closed"
    assert meeting.refusal(c.EnterVote(by=TEACHER, seat="s1", choice="against")) == "ballot_closed"
    assert meeting.do(c.CloseBallot(by=TEACHER)) == []
    assert meeting.ballot == counted


def test_when_the_time_is_up_votes_come_too_late_even_before_the_bell_has_rung():
    meeting = voting(seconds=60)
    meeting.wait(59.999)
    meeting.vote("s1", "for")

    meeting.wait(0.001)

    assert meeting.refusal(c.CastVote(by="s2", ballot="b1", choice="for")) == "ballot_closed"


def test_the_clock_closes_at_its_time_and_not_before():
    meeting = voting(seconds=60)
    meeting.wait(59.999)
    assert meeting.refusal(c.CloseBallot(by=CLOCK)) == "too_early"

    meeting.wait(0.001)
    meeting.close(by=CLOCK)

    (closed,) = meeting.happened(e.BallotClosed)
    assert (closed.by, closed.at) == (CLOCK, meeting.at)


def test_a_clock_that_warns_closes_nothing_and_keeps_nobody_from_voting():
    meeting = voting(seconds=60, closes=False)
    meeting.wait(61)

    assert rings(meeting.assembly) is None
    assert meeting.refusal(c.CloseBallot(by=CLOCK)) == "too_early"
    assert meeting.vote("s1", "for")
    meeting.close()
    assert meeting.refusal(c.CastVote(by="s2", ballot="b1", choice="for")) == "ballot_closed"


def test_more_time_counts_from_when_it_would_be_up():
    meeting = voting(seconds=60)
    meeting.wait(50)

    meeting.do(c.GiveTime(by=TEACHER))

    assert meeting.ballot.closes_at == meeting.ballot.put_at + 90_000
    meeting.wait(30)
    assert meeting.vote("s1", "for")
    meeting.wait(10)
    meeting.close(by=CLOCK)


def test_more_time_after_it_is_up_counts_from_now():
    meeting = voting(seconds=60, closes=False)
    meeting.wait(100)

    meeting.do(c.GiveTime(by=TEACHER, seconds=45))

    assert meeting.ballot.closes_at == meeting.at + 45_000


def test_more_time_is_for_a_vote_with_a_clock_and_not_without_end():
    meeting = voting(seconds=0)
    assert meeting.refusal(c.GiveTime(by=TEACHER)) == "no_clock"

    meeting = voting(seconds=60)
    for seconds in (0, -30, LONGEST_BALLOT):
        assert meeting.refusal(c.GiveTime(by=TEACHER, seconds=seconds)) == "ballot_length"
    assert meeting.refusal(c.GiveTime(by="s1")) == "not_yours"
    meeting.close()
    assert meeting.refusal(c.GiveTime(by=TEACHER)) == "ballot_closed"


def test_whoever_closes_second_is_too_late():
    meeting = voting(seconds=60)
    meeting.wait(60)
    meeting.close()

    assert meeting.do(c.CloseBallot(by=CLOCK)) == []
    assert len(meeting.happened(e.BallotClosed)) == 1


def test_votes_belong_to_the_ballot_they_name():
    meeting = voting()

    assert meeting.refusal(c.CastVote(by="s1", ballot="b2", choice="for")) == "no_such_ballot"
    meeting.close()
    meeting.do(c.PutQuestion(by=TEACHER, question="ferry", method="show"))
    assert meeting.refusal(c.CastVote(by="s1", ballot="b1", choice="for")) == "ballot_closed"


def test_without_a_ballot_there_is_nothing_to_vote_on_close_or_announce():
    meeting = debating()

    for command in (
        c.CastVote(by="s1", ballot="b1", choice="for"),
        c.EnterVote(by=TEACHER, seat="s1", choice="for"),
        c.CloseBallot(by=TEACHER),
        c.Announce(by=TEACHER),
    ):
        assert meeting.refusal(command) == "no_such_ballot"


def test_a_person_with_a_voice_but_no_vote_does_not_vote():
    scenario = mini.scenario()
    roles = tuple(replace(r, votes=False) if r.id == "archer" else r for r in scenario.roles)
    meeting = voting(pupils=9, scenario=replace(scenario, roles=roles))
    (archer,) = [seat.id for seat in meeting.assembly.seats.values() if seat.role == "archer"]

    assert meeting.refusal(c.CastVote(by=archer, ballot="b1", choice="for")) == "no_vote"


def test_the_teacher_enters_the_vote_of_a_pupil_without_a_device():
    meeting = voting()

    meeting.do(c.EnterVote(by=TEACHER, seat="s2", choice="against"))

    (cast,) = meeting.happened(e.VoteCast)
    assert (cast.seat, cast.by) == ("s2", TEACHER)
    assert tally(meeting) == (0, 1, 0)


def test_the_teacher_does_not_vote_for_the_house():
    meeting = voting()

    assert meeting.refusal(c.EnterVote(by=TEACHER, seat="s9", choice="for")) == "house_votes_itself"
    assert meeting.refusal(c.EnterVote(by=TEACHER, seat="s99", choice="for")) == "no_such_seat"


def test_at_the_close_the_house_votes_for_its_seats_and_for_nobody_elses():
    meeting = voting(pupils=4)
    meeting.vote("s1", "against")

    ballot = meeting.close()

    # s2, s3 and s4 are pupils who did not vote; s5 to s9: gardener, cooper, dyer, potter, hunter.
    assert ballot.house == {"s5", "s6", "s7", "s8", "s9"}
    assert tally(meeting) == (2, 3, 1)


def test_a_vote_stays_when_its_pupil_leaves_and_the_house_adds_none():
    meeting = voting(pupils=4)
    meeting.vote("s1", "against")

    meeting.do(c.FreeSeat(by=TEACHER, seat="s1"))
    ballot = meeting.close()

    assert ballot.votes["s1"] == "against"
    assert "s1" not in ballot.house


def test_a_latecomer_votes_in_the_ballot_that_is_open():
    meeting = voting(pupils=4)
    meeting.do(c.TakeSeat(by=DOOR))

    meeting.vote("s5", "for")

    assert meeting.close().votes["s5"] == "for"


def test_a_result_is_announced_once_and_after_the_close():
    meeting = voting()
    assert meeting.refusal(c.Announce(by=TEACHER)) == "ballot_open"

    meeting.close()
    meeting.do(c.Announce(by=TEACHER))

    assert meeting.ballot.announced
    assert meeting.do(c.Announce(by=TEACHER)) == []


def test_a_vote_needs_its_quorum():
    scenario = with_question(quorum=Quorum(numerator=1, denominator=1))

    meeting = debating(4, weighting="seat", scenario=scenario)

    # The optional seat is empty: nine of ten.
    assert meeting.refusal(c.PutQuestion(by=TEACHER)) == "no_quorum"

    meeting.do(c.TakeSeat(by=DOOR, seat="s10"))
    assert meeting.do(c.PutQuestion(by=TEACHER))


def test_the_chair_sets_the_threshold_and_the_same_votes_fail():
    votes = {"s1": "for", "s2": "against", "s3": "for", "s4": "for"}

    by_majority = debating(9, weighting="seat").divide(votes)
    of_members = debating(9, weighting="seat").divide(votes, threshold="majority_of_members")

    assert by_majority.tally == of_members.tally == {"for": 3, "against": 1, "abstain": 0}
    assert (by_majority.carried, of_members.carried) == (True, False)
