"""What rankings say: hand-worked cases of the literature, a library's second opinion, properties."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from votelib.component.rankscore import Borda
from votelib.convert import RankedToCondorcetVotes, RankedToPositionalVotes
from votelib.evaluate.condorcet import CondorcetWinner, SmithSet

from debate.lab.preferences import circle, condorcet, pairwise, points, top, winners

ABC, ABCD = ("a", "b", "c"), ("a", "b", "c", "d")

FULL = st.dictionaries(st.permutations(ABCD).map(">".join), st.integers(1, 9), min_size=1, max_size=6)
"""Tallies of whole rankings of four alternatives."""

SOME = st.dictionaries(
    st.permutations(ABCD).flatmap(lambda order: st.integers(1, 4).map(lambda n: ">".join(order[:n]))),
    st.integers(1, 9),
    min_size=1,
    max_size=6,
)
"""Tallies of rankings that may leave some out."""


def test_condorcets_paradox_goes_round_in_a_circle():
    """Condorcet 1785: three voters, a>b>c, b>c>a, c>a>b.

    a before b: first and third, 2 to 1. b before c: first and second, 2 to 1. c before a: second and third,
    2 to 1. So each is beaten by another, and nobody can say which the three want.
    """
    tally = {"a>b>c": 1, "b>c>a": 1, "c>a>b": 1}

    pairs = pairwise(tally, ABC)

    assert (pairs["a", "b"], pairs["b", "c"], pairs["c", "a"]) == (2, 2, 2)
    assert condorcet(pairs, ABC) == ""
    assert top(pairs, ABC) == ABC
    assert circle(pairs, ABC) == ("a", "b", "c")
    assert winners(tally, ABC) == {"pairs": (), "points": ABC, "first_places": ABC, "run_off": ABC}


def test_condorcets_81_voters_on_whom_borda_and_he_disagree():
    """Condorcet's own example against Borda (Essai, 1785): 30 a>b>c, 1 a>c>b, 29 b>a>c, 10 b>c>a,
    10 c>a>b, 1 c>b>a.

    Pairs: a before b 30 + 1 + 10 = 41 of 81; a before c 30 + 1 + 29 = 60: a beats both. Points: a 2 x 31 +
    (29 + 10) = 101; b 2 x 39 + (30 + 1) = 109; c 2 x 11 + (1 + 10) = 33. Borda's winner is b.
    """
    tally = {"a>b>c": 30, "a>c>b": 1, "b>a>c": 29, "b>c>a": 10, "c>a>b": 10, "c>b>a": 1}

    pairs = pairwise(tally, ABC)

    assert (pairs["a", "b"], pairs["a", "c"]) == (41, 60)
    assert points(pairs, ABC, 81) == {"a": 101, "b": 109, "c": 33}
    assert winners(tally, ABC)["pairs"] == ("a",)
    assert winners(tally, ABC)["points"] == ("b",)


def test_a_capital_for_tennessee_where_each_rule_has_another_winner():
    """The textbook case: 42 live in Memphis, 26 in Nashville, 15 in Chattanooga, 17 in Knoxville, and all
    rank the four towns by distance.

    First places: Memphis, 42. Run-off: Chattanooga is out (15 go to Knoxville: 32), Nashville is out (26
    go to Knoxville: 58), Knoxville wins. Points: Nashville 2 x 42 + 3 x 26 + 15 + 17 = 194, the most; and it
    beats each of the others: 58, 68 and 68 of 100.
    """
    towns = ("memphis", "nashville", "chattanooga", "knoxville")
    tally = {
        "memphis>nashville>chattanooga>knoxville": 42,
        "nashville>chattanooga>knoxville>memphis": 26,
        "chattanooga>knoxville>nashville>memphis": 15,
        "knoxville>chattanooga>nashville>memphis": 17,
    }

    pairs = pairwise(tally, towns)

    assert [pairs["nashville", other] for other in ("memphis", "chattanooga", "knoxville")] == [58, 68, 68]
    assert points(pairs, towns, 100)["nashville"] == 194
    assert winners(tally, towns) == {
        "pairs": ("nashville",),
        "points": ("nashville",),
        "first_places": ("memphis",),
        "run_off": ("knoxville",),
    }


def test_plinys_letter_where_most_want_what_the_middle_wants():
    """Pliny the Younger, Letters VIII 14 (A.D. 105): acquit the freedmen, banish them, or put them to death?

    Say 10 are for acquittal, 8 for banishment, 7 for death (his letter gives no figures), and those at either
    end like the middle better than the other end. First places: acquittal, as Pliny hoped. One against one,
    banishment beats acquittal 15 to 10 and death 18 to 7: which is what came of it.
    """
    sentences = ("acquit", "banish", "death")
    tally = {"acquit>banish>death": 10, "banish>acquit>death": 8, "death>banish>acquit": 7}

    pairs = pairwise(tally, sentences)

    assert (pairs["banish", "acquit"], pairs["banish", "death"]) == (15, 18)
    assert winners(tally, sentences)["first_places"] == ("acquit",)
    assert winners(tally, sentences)["pairs"] == ("banish",)


def test_what_is_left_out_comes_last_and_shares_its_points():
    """One paper that names only a: a is before b and c, and these two are level.

    Points: a 2; b and c half a point each, for they are level with each other.
    """
    pairs = pairwise({"a": 1}, ABC)

    assert (pairs["a", "b"], pairs["a", "c"], pairs["b", "c"], pairs["c", "b"]) == (1, 1, 0, 0)
    assert points(pairs, ABC, 1) == {"a": 2, "b": Fraction(1, 2), "c": Fraction(1, 2)}


def test_a_tie_at_the_top_is_no_circle():
    pairs = pairwise({"a>b>c": 1, "b>a>c": 1}, ABC)

    assert condorcet(pairs, ABC) == ""
    assert top(pairs, ABC) == ("a", "b")
    assert circle(pairs, ABC) == ()


def test_nobody_wins_where_nobody_voted():
    assert winners({}, ABC) == {"pairs": (), "points": (), "first_places": (), "run_off": ()}


@given(FULL)
def test_a_library_counts_the_same(tally):
    ranked = {tuple(ranking.split(">")): number for ranking, number in tally.items()}
    theirs = RankedToCondorcetVotes().convert(ranked)

    pairs = pairwise(tally, ABCD)

    assert pairs == {pair: theirs.get(pair, 0) for pair in pairs}
    assert [condorcet(pairs, ABCD)] == (CondorcetWinner().evaluate(theirs) or [""])
    assert set(top(pairs, ABCD)) == set(SmithSet().evaluate(theirs))
    borda = RankedToPositionalVotes(Borda(base=0)).convert(ranked)
    assert points(pairs, ABCD, sum(tally.values())) == borda


@given(SOME)
def test_the_points_of_all_are_as_many_as_there_were_to_give(tally):
    voters = sum(tally.values())

    given_out = points(pairwise(tally, ABCD), ABCD, voters)

    assert sum(given_out.values()) == 6 * voters


@given(SOME)
def test_each_of_the_top_beats_everybody_below_it(tally):
    pairs = pairwise(tally, ABCD)

    above = top(pairs, ABCD)

    assert above
    assert all(pairs[a, b] > pairs[b, a] for a in above for b in ABCD if b not in above)
    assert (len(above) == 1) == bool(condorcet(pairs, ABCD))


@given(SOME)
def test_in_a_circle_each_beats_the_next(tally):
    pairs = pairwise(tally, ABCD)

    found = circle(pairs, ABCD)

    assert all(pairs[a, b] > pairs[b, a] for a, b in zip(found, found[1:] + found[:1], strict=True))
    assert len(set(found)) == len(found)
