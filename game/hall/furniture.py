"""What stands in a hall beside its seats, in hairlines and ink: paths for each plan, round what is placed."""

from math import cos, pi, sin
from typing import NamedTuple

from game.hall.paths import circle, short
from game.hall.places import CENTRE, FLOOR_LINE, HEIGHT, MIDDLE, ROOM, TABLE, WIDTH, Place, Placed

BOXES = 30
TIERS = (89.5, 93.0, 96.5)
WALL = 95.5
"""Round a half-circle without boxes."""


class Furniture(NamedTuple):
    """Two paths: what is drawn in hairlines, and what is filled with ink."""

    lines: str
    solid: str


def furniture(hall: Placed) -> Furniture:
    """What stands round these seats."""
    if hall.plan == "table":
        x, y = MIDDLE
        chairs = "".join(_chair(place, hall.radius * 0.75) for place in hall.chairs)
        return Furniture(_room() + chairs, circle(x, y, 1.6))
    if hall.plan == "theatre":
        return Furniture(_boxes() + _stage(), _presidium(FLOOR_LINE))
    return Furniture(_bow(WALL) + _rostrum(), _presidium(HEIGHT - 10))


def _point(r: float, part: float) -> str:
    return f"{short(CENTRE - r * cos(pi * part))} {short(FLOOR_LINE - r * sin(pi * part))}"


def _bow(r: float) -> str:
    return f"M{_point(r, 0)}A{short(r)} {short(r)} 0 0 1 {_point(r, 1)}"


def _boxes() -> str:
    """Boxes in two tiers round the whole house."""
    low, _, high = TIERS
    walls = (f"M{_point(low, n / BOXES)}L{_point(high, n / BOXES)}" for n in range(BOXES + 1))
    return "".join(map(_bow, TIERS)) + "".join(walls)


def _stage() -> str:
    """The stage with its footlights, and the two sides of the opening."""
    front, foot = FLOOR_LINE - 10, HEIGHT - 2
    boards = f"M{short(CENTRE - 24)} {short(front)}h48l6 {short(foot - front)}h-60z"
    opening = f"M{short(CENTRE - 97)} {foot}h67m60 0h67"
    lights = "".join(
        f"M{short(CENTRE + x - 1.5)} {short(front)}a1.5 1.5 0 0 1 3 0" for x in range(-18, 19, 6)
    )
    return boards + opening + lights


def _rostrum() -> str:
    foot = HEIGHT - 2
    return f"M{short(CENTRE - 24)} {foot}v-14h48v14M{short(CENTRE - 97)} {foot}h194"


def _presidium(y: float) -> str:
    """The table of those who preside."""
    return f"M{short(CENTRE - 14)} {short(y)}h28v3h-28z"


def _room() -> str:
    """A room with a door, a table with its cloth and papers, and a lamp."""
    left, top, right, bottom = ROOM
    (x, y), (half, bow) = MIDDLE, TABLE
    walls = (
        f"M{short(CENTRE - 12)} {bottom}H{left}V{top}H{right}V{bottom}H{short(CENTRE + 12)}a24 24 0 0 0-24-14"
    )
    cloth = "".join(
        f"M{short(x - half)} {short(y - r)}h{short(2 * half)}a{short(r)} {short(r)} 0 0 1 0 {short(2 * r)}"
        f"h{short(-2 * half)}a{short(r)} {short(r)} 0 0 1 0 {short(-2 * r)}z"
        for r in (bow, bow - 2)
    )
    rays = "".join(
        f"M{short(x + 6 * cos(n * pi / 4))} {short(y + 6 * sin(n * pi / 4))}"
        f"L{short(x + 8.5 * cos(n * pi / 4))} {short(y + 8.5 * sin(n * pi / 4))}"
        for n in range(8)
    )
    papers = "".join(
        f"M{short(x + at)} {short(y - 5 + n % 2 * 3)}h5v7h-5z" for n, at in enumerate((-38, -24, 20, 34))
    )
    return walls + cloth + circle(x, y, 4.5) + rays + papers


def _chair(place: Place, r: float) -> str:
    """A chair with its back to the nearest wall."""
    x, y = place
    wide = short(2 * r)
    seat = f"M{short(x - r)} {short(y - r)}h{wide}v{wide}h-{wide}z"
    if y < ROOM[1] + 12:
        return f"{seat}M{short(x - r)} {short(y - r - 1.5)}h{wide}"
    back = x - r - 1.5 if x < WIDTH / 2 else x + r + 1.5
    return f"{seat}M{short(back)} {short(y - r)}v{wide}"
