"""How few papers could have turned a poll: hand-worked, and against trying everything."""

from collections import Counter
from itertools import combinations, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debate.lab.preferences import RULES, winners
from debate.lab.turning import fewest
from tests.debate.test_run_off import oracle

ABC = ("a", "b", "c")
PAPERS = [">".join(order) for length in (1, 2, 3) for order in permutations(ABC, length)]


def test_a_lead_of_four_first_places_takes_two_papers():
    """7 and 3: two papers of the seven given to the three make 5 and 5."""
    found = fewest({"a>b>c": 7, "b>a>c": 3}, ABC)

    assert found["first_places"] == 2
    assert found["pairs"] == 2


def test_points_are_moved_furthest_by_papers_that_have_the_winner_first_and_the_rival_last():
    """a has 10 points, b 5, c 0. A paper on which a leads b by one, turned into "b>c>a", moves that lead of
    five by three: two papers are enough, one is not."""
    assert fewest({"a>b>c": 5}, ABC)["points"] == 2


def test_in_a_run_off_one_paper_may_decide_who_drops_out():
    """4 a, 3 b, 2 c with c's papers going to b: b wins 5 to 4. One paper from b to c makes 4, 2 and 3: then b
    drops out, and a has the most."""
    assert fewest({"a>b>c": 4, "b>a>c": 3, "c>b>a": 2}, ABC)["run_off"] == 1


def test_in_a_run_off_of_two_half_the_lead_is_enough():
    """9 to 1: with four papers it is 5 to 5, and nobody has won."""
    assert fewest({"a>b>c": 9, "b>a>c": 1}, ABC)["run_off"] == 4


def test_the_closest_way_may_not_lead_through_the_last_count():
    """40 a, 31 b, 29 c; c's papers go to a, who beats b 69 to 31 at the last. But b's go to c: two papers
    from b to c: b drops out, c has 60 to 40. One makes it 30 to 30: both drop out, and a has won."""
    tally = {"a>c>b": 40, "b>c>a": 31, "c>a>b": 29}

    assert winners(tally, ABC)["run_off"] == ("a",)
    assert winners({"a>c>b": 40, "b>c>a": 30, "c>a>b": 30}, ABC)["run_off"] == ("a",)
    assert winners({"a>c>b": 40, "b>c>a": 29, "c>a>b": 31}, ABC)["run_off"] == ("c",)
    assert fewest(tally, ABC)["run_off"] == 2


def test_where_nobody_wins_nobody_can_be_turned():
    """Condorcet's circle has no winner one against one."""
    found = fewest({"a>b>c": 1, "b>c>a": 1, "c>a>b": 1}, ABC)

    assert set(found.values()) == {None}


def turned_by(papers: list[str], number: int, rule: str) -> bool:
    """Is there a set of so many papers with which another result comes out? Tried one by one."""
    won = winners(Counter(papers), ABC)[rule]
    for places in combinations(range(len(papers)), number):
        for others in product(PAPERS, repeat=number):
            after = list(papers)
            for place, other in zip(places, others, strict=True):
                after[place] = other
            if winners(Counter(after), ABC)[rule] != won:
                return True
    return False


@pytest.mark.parametrize("rule", RULES)
@settings(deadline=None, max_examples=50)
@given(papers=st.lists(st.sampled_from(PAPERS), min_size=1, max_size=4))
def test_no_smaller_set_turns_it_and_one_of_that_size_does(rule, papers):
    tally = Counter(papers)
    found = fewest(tally, ABC)[rule]

    if len(winners(tally, ABC)[rule]) != 1:
        assert found is None
    else:
        assert found is not None
        assert turned_by(papers, found, rule)
        assert found == 1 or not turned_by(papers, found - 1, rule)


@pytest.mark.parametrize("times", [1, 7, 50])
@settings(deadline=None, max_examples=20)
@given(papers=st.lists(st.sampled_from(PAPERS), min_size=1, max_size=6), more=st.integers(0, 3))
def test_in_a_large_hall_no_single_kind_of_change_does_it_with_fewer(times, papers, more):
    """Against every change of one kind of paper into one other."""
    tally = {paper: number * times + more for paper, number in Counter(papers).items()}
    won = winners(tally, ABC)["run_off"]
    found = fewest(tally, ABC)["run_off"]

    if len(won) != 1:
        assert found is None
        return
    for paper, other in product(tally, PAPERS):
        for number in range(1, min(tally[paper], found - 1) + 1):
            after = Counter(tally)
            after[paper] -= number
            after[other] += number
            assert winners(after, ABC)["run_off"] == won


def test_one_at_a_time_a_lot_that_could_fall_otherwise_counts_as_turned():
    """40 a, 31 b, 29 c, as above: with one paper from b to c the two are level, and a lot may keep c."""
    tally = {"a>c>b": 40, "b>c>a": 31, "c>a>b": 29}

    assert fewest(tally, ABC, "one_by_one")["run_off"] == 1


def test_whoever_has_won_by_a_lot_needs_no_paper_to_lose():
    assert fewest({"a": 5, "b>c>a": 3, "c>b>a": 3}, ABC, "one_by_one", 1)["run_off"] == 0


def may_be_turned_by(papers: list[str], number: int, won: set[frozenset[str]]) -> bool:
    """Is there a set of so many papers with which, in some order of elimination, somebody else is ahead?"""
    for places in combinations(range(len(papers)), number):
        for others in product(PAPERS, repeat=number):
            after = list(papers)
            for place, other in zip(places, others, strict=True):
                after[place] = other
            if oracle(Counter(after), ABC) != won:
                return True
    return False


@settings(deadline=None, max_examples=50)
@given(papers=st.lists(st.sampled_from(PAPERS), min_size=1, max_size=4), seed=st.integers(0, 999))
def test_one_at_a_time_no_smaller_set_could_have_turned_it(papers, seed):
    tally = Counter(papers)
    won = winners(tally, ABC, "one_by_one", seed)["run_off"]
    found = fewest(tally, ABC, "one_by_one", seed)["run_off"]

    if len(won) != 1:
        assert found is None
    else:
        assert found is not None
        assert may_be_turned_by(papers, found, {frozenset(won)})
        assert found == 0 or not may_be_turned_by(papers, found - 1, {frozenset(won)})
