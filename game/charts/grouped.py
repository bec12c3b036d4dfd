"""Bars in groups: a row of figures is a group, each of its bars on a line of its own."""

from collections.abc import Sequence

from msgspec import Struct

from game.charts.rows import GAP, LINE, BarRow, Key, share

WIDEST = 84
"""Of a bar of a group, per cent: its number stands behind it."""
THIN = 0.9
"""Height of a bar of a group, in em."""


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
            top, width = len(found) * step, WIDEST / 100 * share(number, most)
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
