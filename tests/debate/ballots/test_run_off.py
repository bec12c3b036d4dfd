"""The run-off by single eliminations: against an oracle of its own that tries every order in which those who
come last may go, and its rule for ties by cases worked by hand."""

import hashlib
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debate.ballots.lot import drawn
from debate.ballots.ranked import rounds, run_off

NAMES = ("ann", "bob", "cy", "dot", "eve", "fay")
SEEDS = st.integers(0, 10**9 - 1)


@st.composite
def polls(draw, least: int = 2, most: int = 6):
    """Alternatives, and the papers that were handed in, some of them blank."""
    offered = NAMES[: draw(st.integers(least, most))]
    papers = st.permutations(offered).flatmap(
        lambda order: st.integers(0, len(order)).map(lambda n: ">".join(order[:n]))
    )
    few = draw(st.lists(papers, min_size=1, max_size=7))
    handed_in = draw(st.lists(st.sampled_from(few), max_size=60))
    return offered, Counter(handed_in)


def ends(papers: list[list[str]], left: frozenset[str]) -> set[frozenset[str]]:
    """Every set of people who may be ahead at the end, whoever of those that come last goes each time."""
    tops = Counter(next(name for name in paper if name in left) for paper in papers if left & set(paper))
    if not tops:
        return {frozenset()}
    first, number = tops.most_common(1)[0]
    if number * 2 > sum(tops.values()):
        return {frozenset((first,))}
    if len(left) == 2:
        return {left}
    fewest = min(tops[name] for name in left)
    found: set[frozenset[str]] = set()
    for name in left:
        if tops[name] == fewest:
            found |= ends(papers, left - {name})
    return found


def oracle(tally: Counter[str], offered: tuple[str, ...]) -> set[frozenset[str]]:
    papers = [paper.split(">") for paper in tally.elements() if paper]
    return ends(papers, frozenset(offered))


def elected(tally, offered, elimination, seed) -> frozenset[str]:
    last = run_off(tally, offered, elimination, seed)[-1].figures
    return frozenset(name for name in last if last[name] == max(last.values()) > 0)


def prefer(tally: Counter[str], one: str, other: str) -> int:
    """How many place the first before the second."""
    order = [(paper.split(">"), number) for paper, number in tally.items()]
    return sum(
        number
        for paper, number in order
        if one in paper and (other not in paper or paper.index(one) < paper.index(other))
    )


@given(polls(), SEEDS)
def test_whoever_wins_wins_in_some_order_of_single_eliminations(poll, seed):
    offered, tally = poll

    assert elected(tally, offered, "one_by_one", seed) in oracle(tally, offered)


@given(polls(), SEEDS)
def test_who_loses_to_every_other_is_never_among_the_first(poll, seed):
    """Nobody who is ahead at the end, alone or level with another, has lost to all others one by one."""
    offered, tally = poll

    for name in elected(tally, offered, "one_by_one", seed):
        others = [other for other in offered if other != name]
        assert any(prefer(tally, name, other) >= prefer(tally, other, name) for other in others)


@given(polls(), SEEDS)
def test_without_ties_both_rules_come_to_the_same(poll, seed):
    offered, tally = poll
    counts = run_off(tally, offered, "one_by_one", seed)

    if not any(count.level for count in counts):
        assert [count.figures for count in counts] == rounds(tally, offered, "together")


@given(polls(), SEEDS)
def test_one_drops_out_at_a_time_and_the_figures_are_those_of_the_papers(poll, seed):
    offered, tally = poll
    counts = run_off(tally, offered, "one_by_one", seed)

    for before, after in zip(counts, counts[1:], strict=False):
        assert set(before.figures) - set(after.figures) == set(before.out)
        assert len(before.out) == 1
        assert before.figures[before.out[0]] == min(before.figures.values())
        assert 2 * max(before.figures.values()) <= sum(before.figures.values())
    assert counts[-1].out == ()
    assert sum(counts[0].figures.values()) == sum(tally.values()) - tally[""]


@given(polls(), SEEDS, st.integers(1, 40))
def test_blank_papers_count_for_nobody_and_for_no_majority(poll, seed, blank):
    offered, tally = poll

    assert run_off(tally + Counter({"": blank}), offered, "one_by_one", seed) == run_off(
        Counter({paper: n for paper, n in tally.items() if paper}), offered, "one_by_one", seed
    )


@given(polls(least=3), st.permutations(NAMES), SEEDS)
def test_the_order_on_the_list_makes_no_difference(poll, order, seed):
    offered, tally = poll
    turned = tuple(name for name in order if name in offered)

    one, other = (run_off(tally, order, "one_by_one", seed) for order in (turned, offered))
    assert [(count.figures, count.out, count.by) for count in one] == [
        (count.figures, count.out, count.by) for count in other
    ]


def test_whom_everybody_else_beats_is_not_elected_because_two_rivals_are_level():
    """Five for a; three each for b and c, who like the other one better than a. When b and c drop out
    together a has all 11; one at a time, whoever of them stays beats a 6 to 5."""
    tally = {"a": 5, "b>c>a": 3, "c>b>a": 3}

    assert rounds(tally, ("a", "b", "c"), "together")[-1] == {"a": 11}
    for seed in range(50):
        last = rounds(tally, ("a", "b", "c"), "one_by_one", seed)[-1]
        assert sorted(last.values()) == [5, 6]
        assert last["a"] == 5


def test_an_earlier_count_decides_before_a_lot_does():
    """a 6, b 4, c 3, d 1: d's paper goes to c; b and c have four each, and c had fewer before."""
    tally = {"a": 6, "b": 4, "c>b": 3, "d>c": 1}

    for seed in range(20):
        counts = run_off(tally, ("a", "b", "c", "d"), "one_by_one", seed)
        assert [(count.out, count.by) for count in counts] == [(("d",), ""), (("c",), "earlier"), ((), "")]
        assert counts[1].level == ("b", "c")
        assert counts[-1].figures == {"a": 6, "b": 7}


def test_of_the_earlier_counts_the_latest_that_differs_decides():
    """b was ahead of c at first (5 to 4); then e's papers put c ahead (5 to 6); then d's make them level (7
    each). The latest count that tells them apart is the second one: b drops out."""
    tally = {"a": 9, "b": 5, "c": 4, "d>b": 2, "d>c": 1, "e>c": 2}

    counts = run_off(tally, ("a", "b", "c", "d", "e"), "one_by_one", 1)

    assert [count.figures.get("b") for count in counts[:3]] == [5, 5, 7]
    assert [count.figures.get("c") for count in counts[:3]] == [4, 6, 7]
    assert (counts[2].out, counts[2].by) == (("b",), "earlier")


def test_a_lot_falls_both_ways_and_each_way_as_the_number_says():
    tally = {"a": 5, "b>c>a": 3, "c>b>a": 3}

    gone = {}
    for seed in range(40):
        first, *_ = run_off(tally, ("a", "b", "c"), "one_by_one", seed)
        assert (first.level, first.by) == (("b", "c"), "lot")
        by_hand = {name: hashlib.sha256(f"{seed} {name}".encode()).hexdigest() for name in "bc"}
        assert first.out == (max(by_hand, key=lambda name: by_hand[name]),)
        gone.setdefault(first.out, seed)
    assert set(gone) == {("b",), ("c",)}


def test_the_lot_of_a_number_is_the_same_for_ever():
    """Whoever changes how lots are drawn changes the counts of sessions that were played."""
    assert drawn(1917, ("north", "south", "west")) == ("south", "north", "west")
    assert drawn(7, ("ann", "bob", "cy")) == ("ann", "cy", "bob")


@given(SEEDS, st.permutations(NAMES))
def test_a_lot_does_not_hang_on_who_stands_where_or_who_else_is_in_it(seed, order):
    whole = drawn(seed, NAMES)

    assert drawn(seed, order) == whole
    for some in combinations(NAMES, 3):
        assert drawn(seed, some) == tuple(name for name in whole if name in some)


def test_lots_are_fair():
    """Each of three is drawn first in about a third of ten thousand numbers."""
    first = Counter(drawn(seed, NAMES[:3])[0] for seed in range(10_000))

    assert all(3_100 < first[name] < 3_570 for name in NAMES[:3])


@pytest.mark.parametrize("number", [2, 3, 7, 12, 20])
def test_a_run_off_of_any_size_ends(number):
    offered = tuple(f"n{n}" for n in range(number))

    assert len(run_off({">".join(offered): 1, ">".join(offered[::-1]): 1}, offered, "one_by_one", 5)) == (
        number - 1
    )
    assert len(run_off({"": 3}, offered, "one_by_one", 5)) == 1
