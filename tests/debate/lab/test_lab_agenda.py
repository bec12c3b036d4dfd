"""Which order makes which alternative win: cases of the literature, and every order tried for small halls."""

from collections import Counter
from itertools import permutations
from math import factorial

from hypothesis import given
from hypothesis import strategies as st

from debate.lab.agenda import MOST, foreseen, ways, ways_ahead, winner
from debate.lab.preferences import condorcet, pairwise

ABC, ABCD = ("a", "b", "c"), ("a", "b", "c", "d")
TALLIES = st.dictionaries(
    st.permutations(ABCD).flatmap(lambda order: st.integers(1, 4).map(lambda n: ">".join(order[:n]))),
    st.integers(1, 9),
    max_size=6,
)


def test_in_condorcets_paradox_whatever_comes_last_wins():
    """a beats b, b beats c, c beats a, each 2 to 1. a against b leaves a, which c beats: c. a against c
    leaves c, which b beats: b. b against c leaves b, which a beats: a. So each wins in 2 of 6 orders."""
    pairs = pairwise({"a>b>c": 1, "b>c>a": 1, "c>a>b": 1}, ABC)

    found = ways(pairs, ABC)

    assert [winner(pairs, order) for order in (("a", "b", "c"), ("a", "c", "b"), ("b", "c", "a"))] == list(
        "cba"
    )
    assert {a: way.orders for a, way in found.items()} == {"a": 2, "b": 2, "c": 2}
    assert all(way.example[-1] == a for a, way in found.items())


def test_an_agenda_can_lead_to_what_everybody_likes_less():
    """After Plott and McKelvey: three voters, x>y>b>a, a>x>y>b, b>a>x>y. All three like x better than y.

    a beats x (second and third voter), b beats a (first and third), y beats b (first and second). In the
    order x, a, b, y: x falls to a, a to b, b to y. y is left, though x against y would have been 3 to 0.
    """
    pairs = pairwise({"x>y>b>a": 1, "a>x>y>b": 1, "b>a>x>y": 1}, ("a", "b", "x", "y"))

    assert pairs["x", "y"] == 3
    assert winner(pairs, ("x", "a", "b", "y")) == "y"
    assert set(ways(pairs, ("a", "b", "x", "y"))) == {"a", "b", "x", "y"}


def test_in_a_tie_what_stood_before_stands():
    """a and b are level, 1 to 1: whichever of them comes first stays, in 1 of 2 orders each."""
    pairs = pairwise({"a>b": 1, "b>a": 1}, ("a", "b"))

    found = ways(pairs, ("a", "b"))

    assert {a: (way.orders, way.example) for a, way in found.items()} == {
        "a": (1, ("a", "b")),
        "b": (1, ("b", "a")),
    }


def test_too_many_alternatives_are_not_tried():
    many = tuple(f"x{n}" for n in range(MOST + 1))

    assert ways(pairwise({}, many), many) == {}


@given(TALLIES)
def test_all_orders_tried_one_by_one_come_to_the_same(tally):
    pairs = pairwise(tally, ABCD)

    found = ways(pairs, ABCD)

    tried = Counter(winner(pairs, order) for order in permutations(ABCD))
    assert {a: way.orders for a, way in found.items()} == tried
    assert sum(way.orders for way in found.values()) == factorial(4)
    assert all(winner(pairs, way.example) == a for a, way in found.items())


@given(TALLIES)
def test_who_beats_all_others_wins_in_every_order(tally):
    pairs = pairwise(tally, ABCD)

    if best := condorcet(pairs, ABCD):
        assert {winner(pairs, order) for order in permutations(ABCD)} == {best}


def test_who_thinks_ahead_votes_on_the_ends():
    """Condorcet's paradox in the order a, b, c (Farquharson 1969). If a wins the first vote, c beats it in
    the second; if b wins, b beats c. So the first vote is really one between c and b, and b wins it 2 to 1:
    the second and the first voter. Those who just follow their papers end with c.
    """
    pairs = pairwise({"a>b>c": 1, "b>c>a": 1, "c>a>b": 1}, ABC)

    assert winner(pairs, ABC) == "c"
    assert foreseen(pairs, "a", ("b", "c")) == "b"
    assert ways_ahead(pairs, ABC) == {"a": 2, "b": 2, "c": 2}


def test_a_longer_list_is_not_thought_through():
    assert ways_ahead(pairwise({}, tuple("abcdef")), tuple("abcdef")) == {}
    assert ways_ahead({}, ()) == {}


def by_shepsle_and_weingast(pairs, order):
    """Their shortcut (1984), for halls without ties: from the last on, an alternative takes the place of what
    is known to be the end if it beats every end found so far."""
    ends = [order[-1]]
    for alternative in reversed(order[:-1]):
        beaten = all(pairs[alternative, end] > pairs[end, alternative] for end in ends if end != alternative)
        ends.append(alternative if beaten else ends[-1])
    return ends[-1]


@given(
    st.lists(st.permutations(ABCD).map(">".join), min_size=1, max_size=9).filter(lambda many: len(many) % 2)
)
def test_thinking_ahead_comes_to_what_the_known_shortcut_finds(rankings):
    pairs = pairwise(Counter(rankings), ABCD)

    for order in permutations(ABCD):
        assert foreseen(pairs, order[0], order[1:]) == by_shepsle_and_weingast(pairs, order)


@given(TALLIES)
def test_who_beats_all_others_wins_also_when_people_think_ahead(tally):
    pairs = pairwise(tally, ABCD)

    if best := condorcet(pairs, ABCD):
        assert ways_ahead(pairs, ABCD) == {best: factorial(4)}
