"""Lines over time, with what happened meanwhile."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from game.charts.rows import share

MOST_POINTS = 120
"""Points of one line; more would not be seen."""


class ChartLine(Struct, frozen=True):
    """One line of a timeline. `points` as an SVG polyline takes them, in a field of 1000 by 100; `sign` and
    `colour` as a faction has them. Its sign stands at its end: `last` em down, `shift` em from the edge."""

    label: str
    sign: str
    colour: int
    points: str
    last: float
    shift: float = 0


class Sign(Struct, frozen=True):
    """Something that happened, below the lines: where, of what kind, what it was, and its number."""

    x: float
    kind: str
    label: str
    number: int


class Band(Struct, frozen=True):
    """A stretch of time, behind the lines."""

    x: float
    width: float
    label: str


class Level(Struct, frozen=True):
    """A line across with its label."""

    y: float
    label: str


class Timeline(Struct, frozen=True):
    """Values over time. The field is `field` em high, `top` em down; the signs stand at `rail`."""

    id: str
    title: str
    desc: str
    lines: tuple[ChartLine, ...]
    signs: tuple[Sign, ...]
    bands: tuple[Band, ...]
    levels: tuple[Level, ...]
    top: float
    field: float
    rail: float
    height: float


class Series(Struct, frozen=True):
    """A faction's values: moments (milliseconds) with what holds from then on, oldest first."""

    label: str
    sign: str
    colour: int
    steps: tuple[tuple[int, float], ...]


class ChartMark(Struct, frozen=True):
    """At `at` something of a `kind` happened; until `until` where it lasted."""

    at: int
    kind: str
    label: str
    number: int = 0
    until: int | None = None


class Span(Struct, frozen=True):
    """From when to when (milliseconds), and between which values."""

    begin: int
    end: int
    least: float
    most: float


TOP, FIELD, RAIL = 1.3, 13.0, 1.4
"""Room above the lines, for the lines, and for the signs below them, in em."""
SIGN = 1.3
"""Width and height of the sign of a line, in em."""


def timeline(
    id: str,
    title: str,
    desc: str,
    span: Span,
    series: Iterable[Series],
    happened: Iterable[ChartMark] = (),
    levels: Iterable[tuple[float, str]] = (),
) -> Timeline:
    """Lines that run level and step where a value changes, with what happened below them.

    What lasted is a band behind the lines; what did not is a sign below. `levels`: values with their labels.
    """
    happened = list(happened)
    return Timeline(
        id=id,
        title=title,
        desc=desc,
        lines=_apart([_line(one, span) for one in series if one.steps]),
        signs=tuple(
            Sign(x=_across(h.at, span), kind=h.kind, label=h.label, number=h.number)
            for h in happened
            if h.until is None
        ),
        bands=tuple(_band(h, h.until, span) for h in happened if h.until is not None),
        levels=tuple(Level(y=_down(value, span), label=label) for value, label in levels),
        top=TOP,
        field=FIELD,
        rail=round(TOP + FIELD + RAIL, 2),
        height=round(TOP + FIELD + 2 * RAIL, 2),
    )


def _band(h: ChartMark, until: int, span: Span) -> Band:
    x = _across(h.at, span)
    return Band(x=x, width=round(max(0.0, _across(until, span) - x), 2), label=h.label)


def _line(one: Series, span: Span) -> ChartLine:
    points: list[tuple[float, float]] = []
    for at, value in _thinned(one.steps):
        x, y = 10 * _across(at, span), 100 * _fraction(value, span)
        if points:
            points.append((x, points[-1][1]))
        points.append((x, y))
    points.append((1000.0, points[-1][1]))
    return ChartLine(
        label=one.label,
        sign=one.sign,
        colour=one.colour,
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        last=_down(one.steps[-1][1], span),
    )


def _apart(lines: Iterable[ChartLine]) -> tuple[ChartLine, ...]:
    """Lines that end at the same height with their signs side by side."""
    placed: list[ChartLine] = []
    for line in lines:
        taken = {other.shift for other in placed if abs(other.last - line.last) < SIGN}
        places = (round(SIGN * n, 2) for n in range(len(taken) + 1))
        placed.append(replace(line, shift=next(place for place in places if place not in taken)))
    return tuple(placed)


def _thinned(steps: Sequence[tuple[int, float]]) -> Sequence[tuple[int, float]]:
    """As many steps as a line needs, evenly, and the last one in any case."""
    every = -(-len(steps) // MOST_POINTS)
    return [step for n, step in enumerate(steps) if n % every == 0 or n == len(steps) - 1]


def _across(at: int, span: Span) -> float:
    within = min(max(at, span.begin), span.end) - span.begin
    return share(within, span.end - span.begin)


def _fraction(value: float, span: Span) -> float:
    """How far down a value stands: 0 for the most, 1 for the least."""
    return (span.most - value) / (span.most - span.least)


def _down(value: float, span: Span) -> float:
    return round(TOP + FIELD * _fraction(value, span), 2)
