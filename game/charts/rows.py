"""What a chart of bars is made of: its keys, and a row of numbers for each bar."""

from collections.abc import Mapping

from msgspec import Struct

LINE = 1.35
"""Height of a line of text above a bar, in em."""
GAP = 0.7
"""Between a bar and the next label, in em."""


class Key(Struct, frozen=True):
    """One part of a stacked bar: its id, which is also the name of its pattern, and its label."""

    id: str
    label: str


class BarRow(Struct, frozen=True):
    """What one bar shows: a label, a number per key (None: not known), and a word at its end."""

    label: str
    numbers: Mapping[str, int | None]
    note: str = ""


def share(number: float, whole: float) -> float:
    """Per cent of the whole; none of nothing."""
    return round(100 * number / whole, 2) if whole else 0
