"""When a question is carried, and when there are enough to vote: each rule at its edge."""

import pytest

from debate.ballots.thresholds import THRESHOLDS, carried, quorate
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
    }


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
