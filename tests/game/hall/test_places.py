"""The hall: where seats stand by its plan, for four seats or a thousand."""

from itertools import combinations
from math import atan2, hypot

import pytest

from game.hall.furniture import furniture
from game.hall.places import CENTRE, FLOOR_LINE, HEIGHT, WIDTH, placed

ORDER = "LCR"
SIZES = [*range(4, 60), *range(60, 1001, 188)]


def of(count: int, plan: str, empty: int):
    signs = "".join("LCRRL"[n % 5] for n in range(count))
    behind = "".join("." if n % 3 else "b" for n in range(count)) if empty else ""
    return signs, placed(signs, ORDER, plan, behind, empty)


@pytest.mark.parametrize(("plan", "empty"), [("half-circle", 0), ("theatre", 0), ("table", 0), ("table", 10)])
def test_from_four_to_a_thousand_seats_each_has_a_place_of_its_own(plan, empty):
    for count in SIZES:
        _, hall = of(count, plan, empty)
        everybody = [*hall.places, *hall.chairs]

        assert len(hall.places) == count
        assert len(hall.chairs) == (empty if hall.plan == "table" else 0)
        assert all(min(x, WIDTH - x, y, HEIGHT - y) >= hall.radius for x, y in everybody), count
        nearest = min(hypot(a.x - b.x, a.y - b.y) for a, b in combinations(everybody, 2))
        assert nearest >= 2 * hall.radius, count


@pytest.mark.parametrize("plan", ["half-circle", "theatre"])
def test_a_side_sits_together_and_the_first_at_the_left(plan):
    for count in SIZES:
        signs, hall = of(count, plan, 0)
        part = [atan2(FLOOR_LINE - y, CENTRE - x) for x, y in hall.places]
        left, middle, right = ([at for at, s in zip(part, signs, strict=True) if s == sign] for sign in ORDER)

        assert max(left) <= min(middle) + 0.01
        assert max(middle) <= min(right) + 0.01


@pytest.mark.parametrize(("plan", "empty"), [("half-circle", 0), ("theatre", 0), ("table", 0), ("table", 10)])
def test_every_side_that_is_seated_has_its_sign_clear_of_the_others(plan, empty):
    for count in SIZES:
        _, hall = of(count, plan, empty)

        assert sorted(one.sign for one in hall.rim) == sorted(ORDER)
        assert min(hypot(a.x - b.x, a.y - b.y) for a, b in combinations(hall.rim, 2)) > 9, count


def test_at_a_table_whoever_has_no_vote_sits_at_the_wall():
    hall = placed("LLLCCC", ORDER, "table", "..b..b", 2)
    at_wall = [n for n, (_, y) in enumerate(hall.places) if y < 20]

    assert at_wall == [2, 5]
    assert len(hall.chairs) == 2


def test_more_than_find_room_at_a_table_sit_in_a_half_circle():
    assert of(12, "table", 9)[1].plan == "table"
    assert of(300, "table", 9)[1].plan == "half-circle"


@pytest.mark.parametrize("plan", ["half-circle", "theatre", "table"])
def test_every_plan_has_a_room_round_it(plan):
    drawn = [furniture(of(12, plan, empty)[1]) for empty in (0, 9)]

    assert all(room.lines.startswith("M") and room.solid.startswith("M") for room in drawn)
    assert (drawn[0] != drawn[1]) == (plan == "table")
