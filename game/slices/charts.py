"""Charts as plain geometry: what stands where, in per cent across and in lines of text (em) down.

No colours, no words, no markup here: callers bring labels that are translated, the templates in
`templates/charts/` draw what these values say, and the stylesheet gives the ink. Lengths across are per cent
of the picture, so that it fits any width while its text stays readable.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

LINE = 1.35
"""Height of a line of text above a bar, in em."""
THICK = 1.5
"""Height of a bar, in em."""
GAP = 0.7
"""Between a bar and the next label, in em."""
STEP = LINE + THICK + GAP
"""From one bar to the next."""
MOST_POINTS = 120
"""Points of one line; more would not be seen."""


class Key(Struct, frozen=True):
    """One part of a stacked bar: its id, which is also the name of its pattern, and its label."""

    id: str
    label: str


class BarRow(Struct, frozen=True):
    """What one bar shows: a label, a number per key (None: not known), and a word at its end."""

    label: str
    numbers: Mapping[str, int | None]
    note: str = ""


class Segment(Struct, frozen=True):
    """A piece of a bar. `middle`: where its number stands, `tag`: the width of the number in em, 0 where
    there is no room for it."""

    key: str
    number: int
    x: float
    width: float
    middle: float
    tag: float

    @property
    def half(self) -> float:
        """From the middle of the number to its edge."""
        return self.tag / 2


class Bar(Struct, frozen=True):
    """A bar with its label above it. `cells`: the numbers in the order of the keys, for the table; `line`: a
    place across where a line is drawn through this bar alone."""

    label: str
    note: str
    y: float
    base: float
    segments: tuple[Segment, ...]
    cells: tuple[int | None, ...]
    line: float | None = None


class Stacked(Struct, frozen=True):
    """Bars below each other. `mark`: a place across where a line is drawn, with its label; `lines`: what the
    lines through single bars mean."""

    id: str
    title: str
    desc: str
    keys: tuple[Key, ...]
    bars: tuple[Bar, ...]
    height: float
    mark: tuple[float, str] | None = None
    thick: float = THICK
    lines: str = ""

    @property
    def over(self) -> float:
        """How far a line through a bar stands out, in em."""
        return self.thick + 0.6


def facing(
    id: str, title: str, desc: str, keys: Sequence[Key], rows: Iterable[tuple[BarRow, int | None]], lines: str
) -> Stacked:
    """Bars of two kinds that face each other: the first key begins at the left, the second ends at the right.

    Each row with the number that would just have been enough, at which a line is drawn; a bar is as wide as
    what was given, or as that number where it is more.
    """
    bars = []
    for n, (row, enough) in enumerate(rows):
        left, right = (row.numbers.get(key.id) or 0 for key in keys[:2])
        whole = max(left + right, enough or 0)
        bar = _bar(n, row, keys, order=[key.id for key in keys[:2]], whole=whole)
        # What is missing to the number that is needed lies between the two.
        apart = round(100 * (whole - left - right) / whole, 2) if whole else 0
        shifted = tuple(_moved(s, apart) if s.key == keys[1].id else s for s in bar.segments)
        bars.append(replace(bar, segments=shifted, line=_share(enough, whole) if enough else None))
    return Stacked(id, title, desc, tuple(keys[:2]), tuple(bars), round(len(bars) * STEP, 2), lines=lines)


class OneBar(Struct, frozen=True):
    """A bar on a line of its own: its name above it, its number behind it. `base`, `y`: where name and bar
    begin, in em; `width`, `behind`: where the bar and its number end and begin, across."""

    name: str
    number: int
    base: float
    y: float
    width: float
    behind: float


class BarGroup(Struct, frozen=True):
    """What one row of figures says, drawn by itself, so that groups stand beside each other where there is
    room. `missing`: of what nothing is known; `cells`: all of it in the order of the keys, for the table."""

    label: str
    note: str
    bars: tuple[OneBar, ...]
    missing: tuple[str, ...]
    cells: tuple[int | None, ...]
    height: float

    @property
    def told(self) -> str:
        """The same in words."""
        return f"{self.label}: {', '.join(f'{bar.name} {bar.number}' for bar in self.bars)}"


class Grouped(Struct, frozen=True):
    """Bars in groups, all on one scale that begins at nought. `unit`: of all its numbers."""

    title: str
    unit: str
    keys: tuple[Key, ...]
    bars: tuple[BarGroup, ...]


WIDEST = 84
"""Of a bar of a group, per cent: its number stands behind it."""
THIN = 0.9
"""Height of a bar of a group, in em."""


def grouped(title: str, unit: str, keys: Sequence[Key], rows: Sequence[BarRow]) -> Grouped:
    """A group of bars for each row, as long as their numbers. What is not known has no bar."""
    known = [number for row in rows for number in row.numbers.values() if number is not None]
    most = max(known, default=0)
    return Grouped(title, unit, tuple(keys), tuple(_group(row, keys, most) for row in rows))


def _group(row: BarRow, keys: Sequence[Key], most: int) -> BarGroup:
    step = LINE + THIN + GAP / 2
    found: list[OneBar] = []
    for key in keys:
        if (number := row.numbers.get(key.id)) is not None:
            top, width = len(found) * step, WIDEST / 100 * _share(number, most)
            found.append(
                OneBar(
                    name=key.label,
                    number=number,
                    base=round(top + 1, 2),
                    y=round(top + LINE, 2),
                    width=round(width, 2),
                    behind=round(width + 1.5, 2),
                )
            )
    return BarGroup(
        label=row.label,
        note=row.note,
        bars=tuple(found),
        missing=tuple(key.label for key in keys if row.numbers.get(key.id) is None),
        cells=tuple(row.numbers.get(key.id) for key in keys),
        height=round(len(found) * step, 2),
    )


def _moved(segment: Segment, by: float) -> Segment:
    return replace(segment, x=round(segment.x + by, 2), middle=round(segment.middle + by, 2))


def _bar(n: int, row: BarRow, keys: Sequence[Key], order: Sequence[str], whole: int | None) -> Bar:
    return Bar(
        label=row.label,
        note=row.note,
        base=round(n * STEP + 1, 2),
        y=round(n * STEP + LINE, 2),
        segments=_segments(row, order, whole),
        cells=tuple(row.numbers.get(key.id) for key in keys),
    )


def stacked(
    id: str,
    title: str,
    desc: str,
    keys: Sequence[Key],
    rows: Iterable[BarRow],
    whole: int | None = None,
    order: Sequence[str] = (),
    mark: tuple[int, str] | None = None,
) -> Stacked:
    """Bars in which the keys follow each other.

    `whole`: the number that fills the width, the same for all bars; None: each bar fills it with its own
    sum. `order`: of the keys within a bar, where it is not that of the legend. `mark`: a number with its
    label, for which a line is drawn; needs `whole`.
    """
    bars = tuple(_bar(n, row, keys, order or [key.id for key in keys], whole) for n, row in enumerate(rows))
    at = (_share(mark[0], whole), mark[1]) if mark and whole else None
    return Stacked(
        id=id,
        title=title,
        desc=desc,
        keys=tuple(keys),
        bars=bars,
        height=round(len(bars) * STEP, 2),
        mark=at,
    )


def _segments(row: BarRow, order: Sequence[str], whole: int | None) -> tuple[Segment, ...]:
    known = [(key, number) for key in order if (number := row.numbers.get(key))]
    total, found, before = whole or sum(number for _, number in known), [], 0
    for key, number in known:
        x, width = _share(before, total), _share(number, total)
        digits = len(str(number))
        found.append(
            Segment(
                key=key,
                number=number,
                x=x,
                width=width,
                middle=round(x + width / 2, 2),
                # On the narrowest phone a figure takes about three per cent of the width.
                tag=round(0.7 * digits + 0.4, 2) if width > 3 + 3 * digits else 0,
            )
        )
        before += number
    return tuple(found)


def _share(number: float, whole: float) -> float:
    return round(100 * number / whole, 2) if whole else 0


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
    return _share(within, span.end - span.begin)


def _fraction(value: float, span: Span) -> float:
    """How far down a value stands: 0 for the most, 1 for the least."""
    return (span.most - value) / (span.most - span.least)


def _down(value: float, span: Span) -> float:
    return round(TOP + FIELD * _fraction(value, span), 2)
