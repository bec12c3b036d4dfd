"""Integer programs of the lab: against every solution there is, and one worked by hand."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from debate.lab.programs import cheapest


def test_rounding_what_is_best_in_fractions_would_be_wrong():
    """Twice the first and five times the second come to 7: in fractions 1.4 of the second would be enough, in
    whole numbers it takes one of each. That costs 2, as two of the second do."""
    assert sum(cheapest([1, 1], [([2, 5], 7), ([0, -1], -1)], [9, 9], 99) or ()) == 2
    assert cheapest([1, 1], [([2, 5], 7), ([0, -1], -1)], [9, 9], 99) == (1, 1)


def test_what_can_not_be_is_none():
    assert cheapest([1], [([2], 3), ([-2], -3)], [9], 99) is None, "twice a whole number is never 3"
    assert cheapest([1], [([1], 5)], [4], 99) is None, "beyond its bound"
    assert cheapest([1], [([1], 5)], [9], 5) is None, "not cheaper than what is known"
    assert cheapest([1], [([1], 5)], [9], 6) == (5,)


UNKNOWNS = 4


@given(
    costs=st.lists(st.integers(0, 3), min_size=UNKNOWNS, max_size=UNKNOWNS),
    most=st.lists(st.integers(0, 4), min_size=UNKNOWNS, max_size=UNKNOWNS),
    rows=st.lists(
        st.tuples(st.lists(st.integers(-3, 4), min_size=UNKNOWNS, max_size=UNKNOWNS), st.integers(-4, 9)),
        max_size=5,
    ),
    below=st.integers(0, 40),
)
def test_nothing_cheaper_keeps_to_the_rows(costs, most, rows, below):
    def total(factors, numbers):
        return sum(factor * number for factor, number in zip(factors, numbers, strict=True))

    every = product(*(range(number + 1) for number in most))
    kept = [numbers for numbers in every if all(total(factors, numbers) >= reach for factors, reach in rows)]
    known = [cost for cost in (total(costs, numbers) for numbers in kept) if cost < below]

    found = cheapest(costs, rows, most, below)

    if not known:
        assert found is None
    else:
        assert found in kept
        assert total(costs, found) == min(known)
