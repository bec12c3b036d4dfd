"""The half circle of the print pack: everybody has a seat of their own."""

import pytest

from game.drawn import half_circle


@pytest.mark.parametrize("count", [1, 2, 4, 12, 33, 66, 120, 1100])
def test_nobody_in_the_half_circle_sits_on_anothers_lap(count):
    points, _gap = half_circle.places(count)
    hall = half_circle.drawn([("A", "Somebody")] * count)

    nearest = min(
        (abs(complex(*one) - complex(*other)) for n, one in enumerate(points) for other in points[:n]),
        default=100,
    )

    assert len(points) == len(set(points)) == count
    assert nearest > 2 * hall.radius
    assert all(-92 < x < 92 and -92 < y < 0 for x, y in points)
