"""The smallest set of voters that could have turned a vote: against every set of voters there is."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from debate.ballots.thresholds import carried
from debate.lab.divisions import DivisionFigures, of_class, of_record
from debate.lab.pivots import SUMS, pivot, voters
from debate.scenario import CHOICES, NAMED_THRESHOLDS
from tests.support.rules import shipped
from tests.support.rules.meeting import debating


def division(threshold, figures, more_present=0, more_members=0) -> DivisionFigures:
    present = sum(figures.values()) + more_present
    members = present + more_members
    return DivisionFigures(
        question="bridge",
        threshold=threshold,
        tie="fails",
        figures=figures,
        present=present,
        members=members,
        carried=carried(threshold, figures, present, members),
    )


def test_the_39_of_the_766():
    """766 to 688. If 39 change sides it is 727 to 727, and a tie is lost; with 38 it is 728 to 726."""
    record = of_record(shipped.scenario("democratic-conference"))

    assert {question: pivot(each).fewest for question, each in record.items()} == {
        "coalition": 39,
        "without-kornilov": 329,
        "without-kadets": 51,
        "whole": 316,
        "assist": 362,
    }


def test_the_four_of_the_committee():
    """Ten to two: with four changing sides it is six to six, which is lost."""
    record = of_record(shipped.scenario("central-committee-10-october"))

    assert pivot(record["rising"]).fewest == 4


def test_by_blocs_the_heaviest_come_first_and_are_named():
    """60 to 30 by blocs of 12: two blocs that change sides leave 36 to 54; one leaves 48 to 42."""
    meeting = debating(4)
    meeting.divide({"s1": "for", "s2": "against", "s3": "for", "s4": "for"})

    found = pivot(of_class(meeting.assembly)["bridge"])

    assert (found.fewest, found.weight, found.alone) == (2, 24, ())
    assert all(meeting.ballot.votes[seat] == "for" for seat in found.who)


def test_one_who_alone_could_have_turned_it_is_named():
    """36 to 30: whoever of the 12s changes sides leaves 24 to 42; so would one who abstained."""
    meeting = debating(4)
    meeting.divide({"s1": "for", "s2": "against", "s3": "abstain", "s4": "abstain"})

    found = pivot(of_class(meeting.assembly)["bridge"])

    assert found.fewest == 1
    assert {"s3", "s4"} < set(found.alone)
    assert not set(found.alone) & {seat for seat, vote in meeting.ballot.votes.items() if vote == "against"}


def test_of_a_secret_ballot_the_number_is_known_and_nobody_named():
    meeting = debating(4)
    meeting.divide({"s1": "for", "s2": "against"}, method="secret")

    found = pivot(of_class(meeting.assembly)["bridge"])

    assert found.fewest == 1
    assert (found.who, found.alone) == ((), ())


def test_where_the_chair_decided_the_chair_turned_it():
    tied = division("majority_of_cast", {"for": 3, "against": 3, "abstain": 0})

    assert pivot(replace(tied, tie="chair", carried=True)).chair
    assert pivot(replace(tied, tie="chair", carried=None)) is None


def test_to_carry_by_plurality_both_rivals_have_to_be_passed():
    """2 for, 4 against, 6 abstaining: three of those who abstain make it 5 to 4 to 3. Two are not enough:
    that is 4 to 4 to 4, 4 to 3 to 5 or 4 to 2 to 6."""
    assert pivot(division("plurality", {"for": 2, "against": 4, "abstain": 6})).fewest == 3
    assert pivot(division("plurality", {"for": 4, "against": 2, "abstain": 3})).fewest == 1


def test_no_division_is_left_without_an_answer():
    assert set(SUMS) == set(NAMED_THRESHOLDS)


def test_where_nobody_voted_nobody_could_turn_it():
    assert pivot(division("majority_of_cast", {"for": 0, "against": 0, "abstain": 0}, 9)).fewest is None


EVERY = (*SUMS, "3/5 of cast", "0.7 of cast", "2/3 of present", "1/2 of members")


@pytest.mark.parametrize("threshold", EVERY)
@given(
    figures=st.fixed_dictionaries({choice: st.integers(0, 3) for choice in CHOICES}),
    more_present=st.integers(0, 3),
    more_members=st.integers(0, 3),
)
def test_no_smaller_set_of_voters_turns_it(threshold, figures, more_present, more_members):
    asked = division(threshold, figures, more_present, more_members)

    assert pivot(asked).fewest == tried(asked, [(vote, 1) for vote in each_by_itself(figures)])


@given(
    given_votes=st.lists(st.tuples(st.sampled_from(CHOICES), st.integers(1, 900)), min_size=1, max_size=40),
    threshold=st.sampled_from(EVERY),
)
def test_it_is_worked_out_wherever_nobody_splits_their_vote(given_votes, threshold):
    figures = {choice: sum(n for vote, n in given_votes if vote == choice) for choice in CHOICES}
    people = [
        (str(at), {c: n if c == vote else 0 for c in CHOICES}) for at, (vote, n) in enumerate(given_votes)
    ]

    assert pivot_of(division(threshold, figures), people).known


def each_by_itself(figures: dict[str, int]) -> list[str]:
    return [choice for choice in CHOICES for _ in range(figures[choice])]


@pytest.mark.parametrize("threshold", EVERY)
@given(
    given_votes=st.lists(st.tuples(st.sampled_from(CHOICES), st.integers(1, 6)), min_size=1, max_size=5),
    more=st.integers(0, 6),
)
def test_no_smaller_set_of_blocs_turns_it(threshold, given_votes, more):
    figures = {choice: sum(n for vote, n in given_votes if vote == choice) for choice in CHOICES}
    asked = division(threshold, figures, more)
    people = [
        (str(at), {c: n if c == vote else 0 for c in CHOICES}) for at, (vote, n) in enumerate(given_votes)
    ]

    found = pivot_of(asked, people)

    assert found.fewest == tried(asked, given_votes)


def pivot_of(asked, people):
    """The pivot of a division whose voters are these, as in a vote by name."""
    meeting = debating(4)
    ballot = meeting.divide({})
    named = replace(
        ballot,
        votes=ballot.votes.__class__({name: next(c for c in CHOICES if given[c]) for name, given in people}),
        weights={name: sum(given.values()) for name, given in people},
        method="show",
    )
    asked = replace(asked, ballot=named)
    assert dict(voters(asked)) == dict(people)
    return pivot(asked)


def tried(asked: DivisionFigures, given_votes: list[tuple[str, int]]) -> int | None:
    """The size of the smallest set that turns it, by trying every set and every other vote of its members."""
    for size in range(1, len(given_votes) + 1):
        for members in combinations(range(len(given_votes)), size):
            for votes in product(CHOICES, repeat=size):
                figures = dict(asked.figures)
                for at, vote in zip(members, votes, strict=True):
                    figures[given_votes[at][0]] -= given_votes[at][1]
                    figures[vote] += given_votes[at][1]
                if carried(asked.threshold, figures, asked.present, asked.members) != asked.carried:
                    return size
    return None
