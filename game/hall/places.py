"""Where seats stand, by the plan of the hall. Pure arithmetic: from the signs of the factions to places.

What is drawn round them is in `furniture.py`. Factions sit side by side, in the order given, from left to
right."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from math import cos, pi, sin
from typing import NamedTuple

from msgspec import Struct

from debate.scenario import Plan

WIDTH, HEIGHT = 220, 124
"""Of the drawing, as `<seat-map>` and the stylesheet have it."""
CENTRE, FLOOR_LINE = WIDTH / 2, 108.0
"""The middle, and the line on which a half-circle stands."""
ROOM = (5, 3, WIDTH - 5, HEIGHT - 2)
"""The walls of a table's room: left, top, right, bottom."""
MIDDLE = (CENTRE, 68.0)
"""Of a table."""
TABLE = (44.0, 16.0)
"""Half of its straight side, and the bow at either end."""
RIM = 102.0
"""Round a half-circle: where the factions' signs stand."""
ROWS: Mapping[Plan, tuple[float, float]] = {"half-circle": (88, 38), "theatre": (81, 38)}
"""From the outer row to the inner."""
WIDEST, AT_TABLE, CLOSEST = 15.0, 18.0, 5.0
"""Between seats of a small hall, and at a table; seats of a larger hall move closer together. Where they
would have to sit closer than that at a table, the meeting needs a hall."""
SEAT = 0.4
"""A seat's radius as a part of the distance to the next."""
FROM_WALL = 9.0
"""The middle of a chair."""
LETTER = 11.0
"""How high the factions' signs are at most, for their room."""


class Place(NamedTuple):
    """A place in the drawing, from its upper left corner."""

    x: float
    y: float


class Sign(NamedTuple):
    """Where a faction's sign stands."""

    sign: str
    x: float
    y: float


class Placed(Struct, frozen=True, kw_only=True):
    """A hall with everybody in it. `plan`: another than was asked for where a table has no room for so many;
    `places`: in the order of the seats; `chairs`: those that stay empty; `rim`: a sign for each faction that
    is seated."""

    plan: Plan
    places: tuple[Place, ...]
    radius: float
    chairs: tuple[Place, ...]
    rim: tuple[Sign, ...]


class Line(NamedTuple):
    """A line that seats stand on: how long it is, where a part of it lies, whether its end is its beginning.
    `after`: where it comes among the walls of a room."""

    length: float
    at: Callable[[float], Place]
    closed: bool = False
    after: int | None = None


class Point(NamedTuple):
    """A place on a line: how far along, and how long that line is."""

    along: float
    length: float
    place: Place


@lru_cache(maxsize=64)
def placed(
    signs: str, order: str, plan: Plan, behind: str = "", empty: int = 0, widest: float = WIDEST
) -> Placed:
    """The places for seats with these `signs`; `order`: the factions' signs from left to right.

    `behind`: a character a seat, "b" for one at the wall of a table's room; `empty`: so many chairs there for
    those who are away; `widest`: how far apart seats may stand in rows."""
    seated = _by_side(signs, order)
    at_table = _at_table(signs, seated, order, behind, empty) if plan == "table" else None
    return at_table or _in_rows(signs, seated, order, plan if plan in ROWS else "half-circle", widest)


def _by_side(signs: str, order: str) -> list[int]:
    """The seats' numbers, side by side; who is of no side comes last."""
    rank = {sign: n for n, sign in enumerate(order)}
    return sorted(range(len(signs)), key=lambda seat: rank.get(signs[seat], len(order)))


def _in_rows(signs: str, seated: list[int], order: str, plan: Plan, widest: float) -> Placed:
    outer, inner = ROWS[plan]

    def arcs(gap: float) -> list[Line]:
        return [_arc(r) for r in _steps(outer, inner, -gap)]

    gap = _spacing(len(signs), arcs, widest)
    points = _fill(seated, arcs(gap), gap)
    rim = _arc(RIM)
    return Placed(
        plan=plan,
        places=tuple(points[seat].place for seat in range(len(signs))),
        radius=gap * SEAT,
        chairs=(),
        rim=tuple(Sign(sign, *rim.at(t)) for sign, t in _shared(signs, points, order, LETTER / rim.length)),
    )


def _at_table(signs: str, seated: list[int], order: str, behind: str, empty: int) -> Placed | None:
    """Some sit round the table; the others, and chairs for those who are away, stand at the walls."""
    at_wall = {seat for seat in seated if behind[seat : seat + 1] == "b"}
    near, back = (
        [seat for seat in seated if seat not in at_wall],
        [seat for seat in seated if seat in at_wall],
    )
    chairs = list(range(len(signs), len(signs) + empty))
    half = len(back) // 2
    walled = [*back[:half], *chairs, *back[half:]]

    def rings(gap: float) -> list[Line]:
        return [_ring(away) for away in _steps(8, 13 if walled else 30, gap)]

    all_walls = _walls()
    lines = all_walls if len(walled) * AT_TABLE > all_walls[1].length else [all_walls[1]]
    gap = min(_spacing(len(near), rings, AT_TABLE), _spacing(len(walled), lambda gap: lines, AT_TABLE))
    if gap < CLOSEST:
        return None
    inside = _fill(near, rings(gap), gap)
    points = inside | _fill(walled, lines, gap)
    signed = _ring(8 + gap * (len(rings(gap)) - 1) + gap * SEAT + LETTER * 0.7)
    rim = [Sign(sign, *signed.at(t)) for sign, t in _shared(signs, inside, order, LETTER / signed.length)]
    for sign in order:
        alone = [points[seat].place for seat in back if signs[seat] == sign]
        if alone and sign not in {one.sign for one in rim}:
            rim.append(_before(sign, alone[len(alone) // 2]))
    return Placed(
        plan="table",
        places=tuple(points[seat].place for seat in range(len(signs))),
        radius=gap * SEAT,
        chairs=tuple(points[seat].place for seat in chairs),
        rim=tuple(rim),
    )


def _before(sign: str, seat: Place) -> Sign:
    """A side that sits at the walls alone has its sign before its middle seat."""
    if seat.y < ROOM[1] + AT_TABLE:
        return Sign(sign, seat.x, seat.y + AT_TABLE)
    return Sign(sign, seat.x + (AT_TABLE if seat.x < CENTRE else -AT_TABLE), seat.y)


def _arc(r: float) -> Line:
    return Line(pi * r, lambda t: _at(CENTRE - r * cos(pi * t), FLOOR_LINE - r * sin(pi * t)))


def _ring(away: float) -> Line:
    """Round the table, so far from its edge: from the middle of its lower side by the left."""
    half, r = TABLE[0], TABLE[1] + away
    bow = pi * r
    length = 4 * half + 2 * bow

    def on(x: float, y: float) -> Place:
        return _at(MIDDLE[0] + x, MIDDLE[1] + y)

    def at(t: float) -> Place:
        far = t * length
        if far < half:
            return on(-far, r)
        if far < half + bow:
            angle = (far - half) / r
            return on(-half - r * sin(angle), r * cos(angle))
        if far < 3 * half + bow:
            return on(far - 2 * half - bow, -r)
        if far < 3 * half + 2 * bow:
            angle = pi - (far - 3 * half - bow) / r
            return on(half + r * sin(angle), r * cos(angle))
        return on(length - far, r)

    return Line(length, at, closed=True)


def _walls() -> list[Line]:
    """Along the left wall, the upper one and the right one."""
    left, top, right, bottom = (
        ROOM[0] + FROM_WALL,
        ROOM[1] + FROM_WALL,
        ROOM[2] - FROM_WALL,
        ROOM[3] - FROM_WALL,
    )
    high = top + AT_TABLE
    return [
        Line(bottom - high, lambda t: _at(left, bottom - t * (bottom - high)), after=0),
        Line(right - left, lambda t: _at(left + t * (right - left), top), after=1),
        Line(bottom - high, lambda t: _at(right, high + t * (bottom - high)), after=2),
    ]


def _fill(seats: Sequence[int], lines: list[Line], gap: float) -> dict[int, Point]:
    """Gives the seats, in their order, points on as few rows as hold them, shared out by length."""
    used = lines
    while len(used) > 1 and used[0].after is None and _room(used[:-1], gap) >= len(seats):
        used = used[:-1]
    whole = sum(line.length for line in used)
    done, before = 0, 0.0
    points: list[Point] = []
    for line in used:
        before += line.length
        count = round(len(seats) * before / whole) - done
        done += count
        points += [Point((line.after or 0) + t, line.length, line.at(t)) for t in _spread(count, line.closed)]
    points.sort(key=lambda point: point[:2])
    return dict(zip(seats, points, strict=True))


def _spread(count: int, closed: bool) -> list[float]:
    if closed:
        return [(n + 0.5) / count for n in range(count)]
    return [n / (count - 1) for n in range(count)] if count > 1 else [0.5] * count


def _spacing(count: int, lines: Callable[[float], list[Line]], widest: float) -> float:
    """The widest distance at which so many seats find room."""
    gap = widest
    while _room(lines(gap), gap) < count:
        gap *= 0.985
    return gap


def _room(lines: Iterable[Line], gap: float) -> int:
    return sum(int(line.length / gap) + (not line.closed) for line in lines)


def _steps(first: float, last: float, step: float) -> list[float]:
    return [first + n * step for n in range(int((last - first) / step) + 1)]


def _shared(signs: str, points: Mapping[int, Point], order: str, gap: float) -> list[tuple[str, float]]:
    """Each faction that is seated: the middle of its seats, but each at least `gap` after the last."""
    along: dict[str, list[float]] = {}
    for seat, point in points.items():
        along.setdefault(signs[seat], []).append(point.along)
    found = [sign for sign in order if sign in along]
    middles = [sum(along[sign]) / len(along[sign]) for sign in found]
    least = min(gap, 1 / max(1, len(found)))
    for n in range(1, len(middles)):
        middles[n] = max(middles[n], middles[n - 1] + least)
    last = 1 + least
    for n in reversed(range(len(middles))):
        last = middles[n] = min(middles[n], last - least)
    return list(zip(found, middles, strict=True))


def _at(x: float, y: float) -> Place:
    return Place(round(x, 1), round(y, 1))
