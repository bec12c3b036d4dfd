"""The secret ballot: who has voted is known, what was voted is in the box, and nothing joins the two."""

import pytest

from debate import commands as c
from debate import events as e
from debate.afterwards.compare import beside_history
from debate.codec import encode
from debate.commands import TEACHER
from debate.refusal import Refusal
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.twin import seen


def secretly(pupils: int = 9) -> Meeting:
    meeting = debating(pupils)
    meeting.do(c.PutQuestion(by=TEACHER, method="secret"))
    return meeting


def test_a_slip_bears_no_seat_and_no_time():
    handed_in, slip = secretly().vote("s1", "against")

    assert type(slip).__struct_fields__ == ("ballot", "choice")
    assert "against" not in encode(handed_in)


def test_the_state_knows_that_a_seat_has_voted_and_nothing_more():
    meeting = secretly()

    meeting.vote("s1", "against")

    assert meeting.ballot.votes["s1"] == "sealed"
    assert meeting.ballot.tally == {"for": 0, "against": 0, "abstain": 0}


def test_two_meetings_that_differ_only_in_slips_cannot_be_told_apart_by_anybody():
    one, other = secretly(), secretly()
    for meeting, first, second in ((one, "for", "against"), (other, "against", "for")):
        meeting.vote("s1", first)
        meeting.vote("s2", second)
        meeting.close()
        meeting.do(c.Announce(by=TEACHER))
        meeting.reach("debrief")

    assert one.journal == other.journal
    assert beside_history(one.assembly) == beside_history(other.assembly)
    for audience, seat in (("teach", ""), ("screen", ""), ("seat", "s1"), ("seat", "s2")):
        assert seen(one.assembly, audience, seat) == seen(other.assembly, audience, seat)


def test_a_slip_cannot_be_changed():
    meeting = secretly()
    meeting.vote("s1", "for")

    assert meeting.refusal(c.CastVote(by="s1", ballot="b1", choice="for")) == "already_voted"
    assert meeting.refusal(c.CastVote(by="s1", ballot="b1", choice="against")) == "already_voted"
    assert meeting.refusal(c.EnterVote(by=TEACHER, seat="s1", choice="for")) == "already_voted"


def test_everybody_has_one_vote_also_where_others_count_by_blocs():
    meeting = secretly()
    assert meeting.assembly.weighting == "bloc"

    for seat, choice in {"s1": "for", "s2": "against", "s3": "against"}.items():
        meeting.vote(seat, choice)

    assert set(meeting.ballot.weights.values()) == {1}
    assert meeting.close().tally == {"for": 1, "against": 2, "abstain": 0}
    assert meeting.ballot.carried is False


def test_the_house_adds_one_vote_for_each_of_its_seats():
    meeting = secretly(pupils=4)
    meeting.vote("s1", "against")

    # The house plays gardener, cooper, dyer, potter and hunter.
    assert meeting.close().tally == {"for": 2, "against": 3, "abstain": 1}


@pytest.mark.parametrize("slips", [{}, {"for": 1}, {"for": 2, "against": 1}])
def test_a_box_that_does_not_hold_what_was_handed_in_is_not_counted(slips):
    meeting = secretly()
    meeting.vote("s1", "for")
    meeting.vote("s2", "against")

    with pytest.raises(Refusal, match="box_lost"):
        meeting.do(c.CloseBallot(by=TEACHER, slips=slips))

    assert meeting.ballot.open


def test_slips_have_no_place_in_an_open_vote():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, method="show"))

    with pytest.raises(Refusal, match="box_lost"):
        meeting.do(c.CloseBallot(by=TEACHER, slips={"for": 1}))


def test_the_journal_of_a_secret_ballot_names_no_choice_of_a_pupil():
    meeting = secretly()
    for n, choice in enumerate(("for", "against", "abstain") * 3, 1):
        meeting.vote(f"s{n}", choice)
    meeting.close()

    for event in meeting.happened(e.SlipHandedIn):
        assert not any(choice in encode(event) for choice in ('"for"', '"against"', '"abstain"'))
    assert meeting.happened(e.VoteCast) == []
