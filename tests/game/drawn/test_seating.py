"""The hall of the print pack: everybody has a seat of their own, with their name where there is room."""

from math import hypot

import pytest

from game.drawn.seating import Seated, seating
from tests.support.rules import mini
from tests.support.rules.meeting import debating


@pytest.mark.parametrize("count", [1, 2, 4, 12, 33, 66, 120, 1100])
def test_nobody_on_paper_sits_on_anothers_lap(count):
    people = [Seated(sign="A", votes=True, name=f"Somebody {n}") for n in range(count)]
    drawn = seating(debating(4, scenario=mini.with_everything()).assembly, people)

    points = [(seat.x, seat.y) for seat in drawn.seats]
    nearest = min(
        (hypot(a - c, b - d) for n, (a, b) in enumerate(points) for c, d in points[:n]), default=100
    )

    assert len(set(points)) == count
    assert nearest > 2 * drawn.radius
    assert all(bool(seat.lines) == (count < 100) for seat in drawn.seats)
