"""When a question is carried, and when there are enough to vote: each rule at its edge."""

import pytest

from debate.ballots.thresholds import THRESHOLDS, carried, level, needed, quorate
from debate.scenario import Quorum


@pytest.mark.parametrize(
    ("threshold", "figures", "present", "members", "result"),
    [
        # A majority of those who voted for or against: abstentions are left out, a tie fails.
        ("majority_of_cast", (51, 49, 0), 100, 100, True),
        ("majority_of_cast", (50, 50, 0), 100, 100, False),
        ("majority_of_cast", (1, 0, 99), 100, 100, True),
        ("majority_of_cast", (0, 0, 100), 100, 100, False),
        ("majority_of_cast", (0, 0, 0), 0, 100, False),
        # A majority of those present: abstaining is as good as voting against.
        ("majority_of_present", (51, 0, 49), 100, 200, True),
        ("majority_of_present", (50, 0, 50), 100, 200, False),
        ("majority_of_present", (50, 0, 49), 99, 200, True),
        # A majority of all members: staying away is as good as voting against.
        ("majority_of_members", (101, 0, 0), 101, 200, True),
        ("majority_of_members", (100, 0, 0), 100, 200, False),
        ("majority_of_members", (100, 0, 0), 100, 199, True),
        # Two thirds of those who voted: exactly two thirds are enough.
        ("two_thirds_of_cast", (66, 33, 0), 99, 99, True),
        ("two_thirds_of_cast", (66, 34, 0), 100, 100, False),
        ("two_thirds_of_cast", (67, 33, 0), 100, 100, True),
        ("two_thirds_of_cast", (2, 1, 97), 100, 100, True),
        ("two_thirds_of_cast", (0, 0, 5), 5, 5, False),
        ("two_thirds_of_cast", (1, 0, 0), 1, 1, True),
        ("plurality", (3, 2, 2), 7, 7, True),
        ("plurality", (3, 2, 3), 8, 8, False),
        ("plurality", (0, 0, 0), 8, 8, False),
        # Nobody is against; who abstains does not stand in the way, and somebody is for it.
        ("unanimous", (1, 0, 9), 10, 10, True),
        ("unanimous", (99, 1, 0), 100, 100, False),
        ("unanimous", (0, 0, 5), 5, 5, False),
        # A share is reached by exactly so much; as a fraction or with a point.
        ("3/5 of cast", (60, 40, 9), 109, 109, True),
        ("3/5 of cast", (59, 40, 0), 99, 99, False),
        ("0.6 of cast", (3, 2, 0), 5, 5, True),
        ("3/5 of cast", (0, 0, 4), 4, 4, False),
        ("3/4 of present", (75, 0, 25), 100, 200, True),
        ("3/4 of present", (74, 0, 25), 99, 200, False),
        ("3/5 of members", (60, 30, 0), 90, 100, True),
        ("3/5 of members", (59, 0, 0), 59, 100, False),
    ],
)
def test_a_threshold_at_its_edge(threshold, figures, present, members, result):
    tally = dict(zip(("for", "against", "abstain"), figures, strict=True))

    assert carried(threshold, tally, present, members) is result


def test_every_threshold_was_tried():
    assert set(THRESHOLDS) == {
        "majority_of_cast",
        "majority_of_present",
        "majority_of_members",
        "two_thirds_of_cast",
        "plurality",
        "unanimous",
    }


@pytest.mark.parametrize(
    ("threshold", "figures", "least"),
    [
        ("3/5 of cast", (50, 50, 0), 60),
        ("3/5 of cast", (0, 0, 7), 1),
        ("0.6 of members", (1, 1, 0), 72),
        ("2/3 of present", (1, 1, 0), 74),
        ("unanimous", (7, 2, 1), 9),
    ],
)
def test_it_says_how_many_are_needed(threshold, figures, least):
    tally = dict(zip(("for", "against", "abstain"), figures, strict=True))

    assert needed(threshold, tally, 110, 120) == least


def test_what_half_of_the_votes_carry_is_no_tie():
    tally = {"for": 5, "against": 5, "abstain": 0}

    assert level("1/2 of cast", tally, 10, 10) == ()
    assert level("majority_of_cast", tally, 10, 10) == ("for", "against")


@pytest.mark.parametrize(
    ("quorum", "present", "members", "enough"),
    [
        (None, 0, 100, True),
        (Quorum(), 50, 100, True),
        (Quorum(), 49, 100, False),
        (Quorum(numerator=2, denominator=3), 66, 99, True),
        (Quorum(numerator=2, denominator=3), 66, 100, False),
        (Quorum(numerator=1, denominator=1), 100, 100, True),
    ],
)
def test_a_quorum_at_its_edge(quorum, present, members, enough):
    assert quorate(quorum, present, members) is enough
