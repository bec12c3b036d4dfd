"""States that vote as one, a veto, a threshold of three fifths, and who was away: Philadelphia, 1787."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate.ballots import units
from debate.ballots.lot import drawn
from debate.commands import TEACHER
from debate.ids import QuestionId
from debate.prover.playout import play
from debate.rules.voting.credit import crossed
from debate.scenario import Quorum, Scenario
from tests.support.rules import mini, philadelphia
from tests.support.rules.meeting import Meeting, debating, lobby

RECORD = {"compromise": (5, 4, 1), "journal": (11, 7, 1), "doors": (15, 6, 1)}


def hall(pupils: int = 24, scenario: Scenario | None = None) -> Meeting:
    """The first debate; with 24 pupils everybody has a seat."""
    meeting = lobby(pupils, scenario=scenario or philadelphia.scenario(), expected=24)
    meeting.do(c.OpenSession(by=TEACHER))
    meeting.reach("debate-compromise")
    return meeting


def seat_of(meeting: Meeting, role: str) -> str:
    return next(seat.id for seat in meeting.assembly.seats.values() if seat.role == role)


def put(meeting: Meeting, question: str, **how: object) -> None:
    meeting.do(c.PutQuestion(by=TEACHER, question=question, **how))


def vote(meeting: Meeting, **choices: str) -> None:
    for role, choice in choices.items():
        meeting.vote(seat_of(meeting, role), choice)


def changed(**fields: object) -> Scenario:
    """The meeting with other fields of the question of the compromise."""
    found = philadelphia.scenario()
    first = replace(found.questions[0], **fields)
    return replace(found, questions=(first, *found.questions[1:]))


@pytest.mark.parametrize("pupils", [0, 4, 12, 24])
def test_where_nobody_is_persuaded_the_record_stands_state_by_state(pupils):
    played = play(philadelphia.scenario(), pupils=pupils).assembly

    found = {b.question: tuple(b.tally.values()) for b in played.in_order()}
    assert found == RECORD
    [compromise] = [b for b in played.in_order() if b.units]
    assert units.sides(compromise.units, compromise.votes) == philadelphia.UNITS


@pytest.mark.parametrize(
    ("votes", "side"),
    [
        (("for", "for", "against"), "for"),
        (("against", "for", "against"), "against"),
        (("for", "against"), "divided"),
        # Who abstains is there, and on neither side.
        (("for", "abstain", "abstain"), "for"),
        (("abstain",), "divided"),
        ((), "absent"),
    ],
)
def test_a_state_is_on_the_side_of_most_of_its_people(votes, side):
    seats = tuple(f"s{n}" for n in range(1, 4))
    given = dict(zip(seats, votes, strict=False))

    assert units.sides({"georgia": seats}, given) == {"georgia": side}


def test_the_count_is_of_states_as_votes_come_and_as_they_change():
    meeting = hall()
    put(meeting, "compromise")

    vote(meeting, king="against", gorham="against", gerry="for")
    assert meeting.ballot.tally == {"for": 0, "against": 1, "abstain": 0}

    vote(meeting, strong="for")
    assert meeting.ballot.tally == {"for": 0, "against": 0, "abstain": 1}

    vote(meeting, king="for")
    assert meeting.ballot.tally == {"for": 1, "against": 0, "abstain": 0}


@pytest.mark.parametrize("seed", range(4))
def test_a_lot_decides_where_as_many_states_are_for_as_against(seed):
    meeting = hall()
    put(meeting, "compromise", tie="lot")
    there = [seats for seats in meeting.ballot.units.values() if seats]
    assert len(there) == 10
    for number, seats in enumerate(there):
        for seat in seats:
            meeting.vote(seat, "for" if number % 2 else "against")

    meeting.do(c.CloseBallot(by=TEACHER, seed=seed))

    assert meeting.ballot.level == ("for", "against")
    assert meeting.ballot.carried is (drawn(seed, ("for", "against"))[0] == "for")


def test_whoever_was_away_has_no_vote_and_is_told_of():
    meeting = hall()
    put(meeting, "compromise")
    away = {seat_of(meeting, role): "absent" for role in ("yates", "lansing", "jenifer")}

    assert meeting.ballot.absent == away
    assert set(away).isdisjoint(meeting.ballot.weights)
    assert (meeting.ballot.present, meeting.ballot.members) == (10, 11)
    yates = seat_of(meeting, "yates")
    assert meeting.refusal(c.CastVote(by=yates, ballot="b1", choice="for")) == "no_vote"


def test_whoever_was_paired_has_no_vote_either_and_all_of_them_are_members():
    meeting = hall()
    put(meeting, "journal")

    assert sorted(meeting.ballot.absent.values()) == ["absent", "absent", "paired", "paired"]
    assert len(meeting.ballot.weights) == 20
    assert (meeting.ballot.present, meeting.ballot.members) == (20, 24)


def test_of_whom_nothing_is_known_the_house_votes_nothing_and_a_pupil_as_they_like():
    alone = hall(4)
    put(alone, "journal")
    unknown = seat_of(alone, "williamson")
    assert unknown not in alone.close().votes

    meeting = hall()
    put(meeting, "journal")
    vote(meeting, williamson="against")
    ballot = meeting.close()
    meeting.do(c.Announce(by=TEACHER))

    assert ballot.votes[seat_of(meeting, "williamson")] == "against"
    assert crossed(meeting.assembly, meeting.ballot) == ()


@pytest.mark.parametrize(("ayes", "noes", "carried"), [(3, 2, True), (5, 4, False)])
def test_three_fifths_of_the_votes_cast_are_needed(ayes, noes, carried):
    meeting = hall()
    put(meeting, "journal")
    voters = list(meeting.ballot.weights)

    for seat in voters[:ayes]:
        meeting.vote(seat, "for")
    for seat in voters[ayes : ayes + noes]:
        meeting.vote(seat, "against")

    assert meeting.close().carried is carried


def test_one_with_a_veto_stops_what_all_others_want():
    meeting = hall()
    put(meeting, "doors", tie="chair")
    for seat in meeting.ballot.weights:
        meeting.vote(seat, "for")
    vote(meeting, washington="against")

    ballot = meeting.close()

    assert (ballot.tally["against"], ballot.carried, ballot.tied) == (1, False, False)


@pytest.mark.parametrize(
    ("votes", "carried"),
    [
        ({"gerry": "against", "king": "against", "strong": "for"}, False),
        ({"gerry": "against", "strong": "for"}, True),
        ({"washington": "abstain"}, True),
    ],
)
def test_a_state_stops_it_where_most_of_its_people_are_against(votes, carried):
    meeting = hall()
    put(meeting, "doors")
    vote(meeting, madison="for", wilson="for", morris="for", **votes)

    assert meeting.close().carried is carried


def test_with_a_veto_nobody_votes_in_secret():
    meeting = hall()

    refused = c.PutQuestion(by=TEACHER, question="doors", method="secret")

    assert meeting.refusal(refused) == "wrong_method"


@pytest.mark.parametrize(
    ("kind", "about"), [("in_secret", "doors"), ("in_secret", "compromise"), ("by_roll_call", "compromise")]
)
def test_nobody_moves_a_way_of_voting_in_which_it_could_not_be_put(kind, about):
    meeting = hall()

    assert meeting.refusal(c.Move(by="s1", kind=kind, about=about)) == "wrong_method"


def test_only_a_meeting_that_says_so_votes_by_unit():
    meeting = debating(scenario=mini.scenario())

    assert meeting.refusal(c.PutQuestion(by=TEACHER, question="bridge", method="by_unit")) == "wrong_method"


def test_a_quorum_is_of_states():
    enough = Quorum(numerator=10, denominator=11)
    assert hall(scenario=changed(quorum=enough)).do(c.PutQuestion(by=TEACHER, question="compromise"))

    all_of_them = hall(scenario=changed(quorum=Quorum(numerator=1, denominator=1)))
    assert all_of_them.refusal(c.PutQuestion(by=TEACHER, question="compromise")) == "no_quorum"


@pytest.mark.parametrize(
    ("threshold", "carried"), [("majority_of_cast", True), ("majority_of_members", False)]
)
def test_a_threshold_of_members_counts_states_that_are_not_there(threshold, carried):
    meeting = hall(4, changed(threshold=threshold))
    put(meeting, "compromise")

    ballot = meeting.close()

    assert (ballot.tally["for"], ballot.carried) == (5, carried)


def test_the_roll_is_called_by_name_and_the_states_count():
    meeting = hall(4)
    put(meeting, "compromise", calls="seating")

    while meeting.ballot.roll < len(meeting.ballot.calls):
        meeting.do(c.CallNext(by=TEACHER))
        if meeting.ballot.called:
            meeting.vote(meeting.ballot.called, "for")

    assert meeting.ballot.method == "by_unit"
    assert sum(meeting.ballot.tally.values()) == 10


def test_what_the_class_moves_is_put_by_state_as_well():
    meeting = hall()
    motion = meeting.admitted(text="That we sit on Sundays.")
    meeting.do(c.PutQuestion(by=TEACHER, motion=motion))

    assert meeting.ballot.method == "by_unit"
    assert meeting.ballot.absent == {}
    assert QuestionId(motion) == meeting.ballot.question
    assert meeting.ballot.present == 11
