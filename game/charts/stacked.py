"""Bars whose parts follow each other, or face each other."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from game.charts.rows import GAP, LINE, BarRow, Key, share

THICK = 1.5
"""Height of a bar, in em."""
STEP = LINE + THICK + GAP
"""From one bar to the next."""


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
        bars.append(replace(bar, segments=shifted, line=share(enough, whole) if enough else None))
    return Stacked(id, title, desc, tuple(keys[:2]), tuple(bars), round(len(bars) * STEP, 2), lines=lines)


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
    at = (share(mark[0], whole), mark[1]) if mark and whole else None
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
        x, width = share(before, total), share(number, total)
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
