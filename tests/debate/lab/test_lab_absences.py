"""Votes with the absent present, and without a person who was there."""

from debate.assembly import Seat
from debate.lab.absences import joined_by, left_by, missed, without
from debate.lab.divisions import DivisionFigures, of_class, of_record
from debate.scenario import CHOICES
from tests.support.rules import mini, shipped
from tests.support.rules.meeting import Meeting, debating

VOTES = {"s1": "for", "s2": "against", "s3": "for", "s4": "for"}


def voted(votes=None, put=None, **created) -> tuple[Meeting, DivisionFigures]:
    meeting = debating(4, **created)
    meeting.divide(votes or VOTES, **(put or {}))
    return meeting, of_class(meeting.assembly)["bridge"]


def figures(found) -> tuple[int, ...]:
    return tuple(found.figures[choice] for choice in CHOICES)


def test_with_the_ten_absent_it_would_have_been_sixteen_to_six():
    """Ten to two; of the ten who were away the sheets infer six for and four against."""
    scenario = shipped.scenario("central-committee-10-october")
    (option,) = scenario.options

    found = joined_by(scenario, of_record(scenario)["rising"], option)

    assert (figures(found), found.carried, found.otherwise) == ((16, 6, 0), True, False)


def test_the_absent_are_added_to_a_secret_ballot_too_for_only_its_sum_is_needed():
    meeting, division = voted(scenario=mini.with_travellers(), put={"method": "secret"})
    (option,) = meeting.scenario.options

    found = joined_by(meeting.scenario, division, option)

    assert figures(division) == (5, 3, 1)
    assert figures(found) == (5, 3, 2)


def test_of_a_motion_nobody_knows_what_the_absent_would_have_thought():
    meeting = debating(4, scenario=mini.with_travellers())
    motion = meeting.admitted(text="More light.")
    meeting.decide(motion)
    (option,) = meeting.scenario.options

    assert joined_by(meeting.scenario, of_class(meeting.assembly)[motion], option) is None


def test_without_those_whom_a_what_if_brought():
    """Tinker, who abstains by her sheet, is one of three who share the ten abstentions of the record."""
    meeting, division = voted(options=("travellers",))
    (option,) = meeting.scenario.options
    (tinker,) = [id for id, seat in meeting.assembly.seats.items() if seat.role == "tinker"]

    found = left_by(division, option)

    assert found.figures["abstain"] == division.figures["abstain"] - meeting.ballot.weights[tinker]


def test_a_person_who_is_taken_away_takes_the_bloc_along():
    meeting, division = voted()
    archer = meeting.assembly.seats["s1"]

    found = without(division, archer)

    assert (figures(division), figures(found)) == ((60, 30, 10), (48, 30, 10))
    assert not found.otherwise


def test_one_person_less_can_be_one_majority_less():
    """36 to 30 with everybody; 24 to 30 without archer."""
    meeting, division = voted({**VOTES, "s3": "abstain", "s4": "abstain"})

    found = without(division, meeting.assembly.seats["s1"])

    assert (figures(found), found.carried, found.otherwise) == ((24, 30, 34), False, True)


def test_who_did_not_vote_is_missed_by_nobody():
    meeting, division = voted({"s1": "for"})

    found = without(division, meeting.assembly.seats["s2"])

    assert found.figures == division.figures


def test_in_secret_nobody_can_be_taken_away():
    meeting, division = voted(put={"method": "secret"})

    assert without(division, meeting.assembly.seats["s1"]) is None


def test_who_had_no_seat_then_cannot_be_taken_away():
    _, division = voted()
    stranger = Seat(id="s99", role="", delegation="guilds", faction="builders", votes=True, kept=False,
                    held_by="pupil")  # fmt: skip

    assert without(division, stranger) is None


def test_those_without_whom_it_would_have_gone_otherwise():
    """36 to 30: without any of the three blocs of 12 for, 24 to 30; without others, as it was."""
    meeting, division = voted({**VOTES, "s3": "abstain", "s4": "abstain"})

    assert {meeting.ballot.votes[seat] for seat in missed(division)} == {"for"}
    assert len(missed(division)) == 3


def test_a_secret_ballot_misses_nobody_by_name():
    assert missed(voted(put={"method": "secret"})[1]) == []
