"""A hall on paper: seats in a half-circle, filled from left to right. In millimetres; the chair is at (0, 0).

The screen's hall (`static/game/hall/hall.js`) shows votes in as little room as it gets; this one has names
in it.
"""

from math import cos, pi, sin
from textwrap import wrap

from msgspec import Struct

RIM, WELL = 82.0, 24.0
"""Radii of the outer row and of the empty space round the chair."""
ROOM_FOR_NAMES = 8.5
"""Seats that stand closer bear their faction's sign alone: the letters of a name would be too small."""


class NameLine(Struct, frozen=True):
    """A part of a name: where, and how high its letters are."""

    text: str
    y: float
    letters: float


class DrawnSeat(Struct, frozen=True):
    """A seat, with its faction's sign and whoever's it is."""

    sign: str
    x: float
    y: float
    lines: tuple[NameLine, ...]


class HalfCircle(Struct, frozen=True):
    """All seats, and the radius of one."""

    radius: float
    seats: tuple[DrawnSeat, ...]


def drawn(seats: list[tuple[str, str]]) -> HalfCircle:
    """Seats as (sign, name), from left to right."""
    points, gap = places(len(seats))
    return HalfCircle(
        radius=round(gap * 0.2, 2),
        seats=tuple(
            DrawnSeat(sign=sign, x=x, y=y, lines=_lines(name, y, gap) if gap >= ROOM_FOR_NAMES else ())
            for (sign, name), (x, y) in zip(seats, points, strict=True)
        ),
    )


def _lines(name: str, y: float, gap: float) -> tuple[NameLine, ...]:
    """A name below its seat, in letters that keep it clear of its neighbours."""
    lines = wrap(name, 11, break_long_words=False)
    letters = round(gap * min(0.2, 0.45 / len(lines), 1.8 / max(map(len, lines))), 2)
    return tuple(
        NameLine(text=line, y=round(y + gap * 0.24 + letters * (n + 0.8), 2), letters=letters)
        for n, line in enumerate(lines)
    )


def places(count: int) -> tuple[list[tuple[float, float]], float]:
    """(x, y) of so many places from left to right, and how near two of them come."""
    rows = max(range(1, 30), key=lambda rows: _gap(rows, count))
    radii = _radii(rows)
    points: list[tuple[float, float]] = []
    before = 0.0
    for radius in radii:
        before += radius
        here = round(count * before / sum(radii)) - len(points)
        points += [(pi * (n + 0.5) / here, radius) for n in range(here)]
    points.sort(key=lambda point: (-point[0], -point[1]))
    return [(round(r * cos(angle), 2), round(-r * sin(angle), 2)) for angle, r in points], _gap(rows, count)


def _radii(rows: int) -> list[float]:
    return [RIM - (RIM - WELL) * row / rows for row in range(rows)]


def _gap(rows: int, count: int) -> float:
    """The distance along a row or from row to row, whichever is less."""
    return min(pi * sum(_radii(rows)) / max(count, 1), (RIM - WELL) / rows)
