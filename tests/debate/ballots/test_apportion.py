"""Sharing out whole numbers: examples worked out by hand, and what must hold for all."""

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debate.ballots.apportion import huntington_hill, largest_remainder

shares = st.lists(st.integers(0, 1000), min_size=1, max_size=12)
fixed = settings(derandomize=True, database=None, deadline=None)


def seats(sizes: dict[str, int], number: int) -> dict[str, int]:
    order = list(islice(huntington_hill(sizes), number))
    return {party: order.count(party) for party in sizes}


def test_largest_remainder_ten_seats_for_four_parties():
    """Votes 4,160 : 3,380 : 1,540 : 920, ten seats, so a seat costs 1,000 votes.

    Whole seats 4, 3, 1, 0 leave two over. Remainders .16, .38, .54, .92: they go to the fourth and the third.
    """
    assert largest_remainder(10, [4160, 3380, 1540, 920]) == [4, 3, 2, 1]


def test_largest_remainder_the_alabama_paradox():
    """Shares 6 : 6 : 2. With ten seats the quotas are 4.29, 4.29, 1.43: the small party gets the last seat
    (.43 beats .29). With eleven they are 4.71, 4.71, 1.57: both seats go to the large ones. One more seat in
    the hall costs the small party one: this is why seats are dealt by Huntington-Hill instead.
    """
    assert largest_remainder(10, [6, 6, 2]) == [4, 4, 2]
    assert largest_remainder(11, [6, 6, 2]) == [5, 5, 1]


def test_largest_remainder_ties_go_to_the_earlier():
    assert largest_remainder(10, [1, 1, 1]) == [4, 3, 3]
    assert largest_remainder(1, [5, 5]) == [1, 0]


def test_largest_remainder_with_nothing_to_share_among():
    assert largest_remainder(7, []) == []
    assert largest_remainder(7, [0, 0]) == [0, 0]
    assert largest_remainder(0, [3, 4]) == [0, 0]


@fixed
@given(total=st.integers(0, 5000), shares=shares)
def test_largest_remainder_gives_out_everything_and_stays_within_one_of_the_quota(total, shares):
    parts = largest_remainder(total, shares)

    whole = sum(shares)
    assert sum(parts) == (total if whole else 0)
    for part, share in zip(parts, shares, strict=True):
        quota = total * share / whole if whole else 0
        assert quota - 1 < part < quota + 1


def test_huntington_hill_seven_seats_for_three_states():
    """Populations 600, 300, 100. Each has one seat first; the next go by size / sqrt(n (n + 1)):

    A 600/1.414 = 424.3, then B 300/1.414 = 212.1 against A 600/2.449 = 244.9: A; now A 600/3.464 = 173.2
    against B 212.1: B; then A 173.2 against B 300/2.449 = 122.5: A. So A, B, C, A, A, B, A: four, two, one.
    """
    order = list(islice(huntington_hill({"A": 600, "B": 300, "C": 100}), 7))

    assert order == ["A", "B", "C", "A", "A", "B", "A"]
    assert seats({"A": 600, "B": 300, "C": 100}, 7) == {"A": 4, "B": 2, "C": 1}


def test_huntington_hill_rounds_up_from_the_geometric_mean():
    """A : B = 355 : 145, five seats, quotas 3.55 and 1.45. The bar for a second seat is sqrt(1 x 2) = 1.414,
    not 1.5, so B gets it: A's fourth seat asks with 355 / sqrt(12) = 102.48, B's second with
    145 / sqrt(2) = 102.53. Rounding at the half would have given A four and B one.
    """
    assert seats({"A": 355, "B": 145}, 5) == {"A": 3, "B": 2}


def test_huntington_hill_seats_everybody_once_before_size_counts():
    assert list(islice(huntington_hill({"small": 1, "none": 0, "large": 1000}), 4)) == [
        "small",
        "none",
        "large",
        "large",
    ]


def test_huntington_hill_without_parties_ends():
    assert list(huntington_hill({})) == []


@fixed
@given(parties=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 9)), max_size=8))
def test_huntington_hill_ends_when_each_has_what_it_can_take_and_the_order_stays(parties):
    sizes = {str(n): size for n, (size, _) in enumerate(parties)}
    most = {str(n): number for n, (_, number) in enumerate(parties)}

    order = list(huntington_hill(sizes, most))

    assert {party: order.count(party) for party in sizes} == most
    endless = islice(huntington_hill({party: size for party, size in sizes.items() if size}), 2000)
    so_far: dict[str, int] = {}
    expected = []
    for party in endless:
        so_far[party] = so_far.get(party, 0) + 1
        if so_far[party] <= most[party]:
            expected.append(party)
    assert [party for party in order if sizes[party]][: len(expected)] == expected


@fixed
@given(sizes=st.lists(st.integers(1, 2000), min_size=1, max_size=8), seats_more=st.integers(0, 80))
def test_huntington_hill_never_gives_a_larger_party_fewer_seats(sizes, seats_more):
    given_out = seats({str(n): size for n, size in enumerate(sizes)}, len(sizes) + seats_more)

    for n, size in enumerate(sizes):
        for m, other in enumerate(sizes):
            assert size <= other or given_out[str(n)] >= given_out[str(m)]


@pytest.mark.parametrize("hall", range(4, 61))
def test_huntington_hill_one_seat_more_costs_nobody_a_seat(hall):
    sizes = {"left": 688, "centre": 183, "right": 583}

    before, after = seats(sizes, hall), seats(sizes, hall + 1)

    assert all(before[party] <= after[party] for party in sizes)
    assert sum(after.values()) == hall + 1
