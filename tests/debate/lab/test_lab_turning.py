"""How few papers could have turned a poll: hand-worked, and against trying everything."""

from collections import Counter
from itertools import combinations, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debate.lab import turning
from debate.lab.preferences import COUNTED_BY, winners

ABC = ("a", "b", "c")
PAPERS = [">".join(order) for length in (1, 2, 3) for order in permutations(ABC, length)]


def fewest(tally):
    return turning.fewest(tally, ABC, winners(tally, ABC))


def test_a_lead_of_four_first_places_takes_two_papers():
    """7 and 3: two papers of the seven given to the three make 5 and 5."""
    found = fewest({"a>b>c": 7, "b>a>c": 3})

    assert found["first_places"] == 2
    assert found["pairs"] == 2


def test_points_are_moved_furthest_by_papers_that_have_the_winner_first_and_the_rival_last():
    """a has 10 points, b 5, c 0. A paper on which a leads b by one, turned into "b>c>a", moves that lead of
    five by three: two papers are enough, one is not."""
    assert fewest({"a>b>c": 5})["points"] == 2


def test_where_nobody_wins_nobody_can_be_turned():
    """Condorcet's circle has no winner one against one."""
    found = fewest({"a>b>c": 1, "b>c>a": 1, "c>a>b": 1})

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


def test_of_a_run_off_it_is_not_asked():
    """There papers depend on each other: who drops out first decides where the papers of others go."""
    assert fewest({"a>b>c": 9, "b>a>c": 1})["run_off"] is None


@pytest.mark.parametrize("rule", [rule for rule in COUNTED_BY if rule != "run_off"])
@settings(deadline=None, max_examples=50)
@given(papers=st.lists(st.sampled_from(PAPERS), min_size=1, max_size=4))
def test_no_smaller_set_turns_it_and_one_of_that_size_does(rule, papers):
    tally = Counter(papers)
    found = fewest(tally)[rule]

    if len(winners(tally, ABC)[rule]) != 1:
        assert found is None
    else:
        assert found is not None
        assert turned_by(papers, found, rule)
        assert found == 1 or not turned_by(papers, found - 1, rule)
