"""Numbers as somebody typed them, or put them into an address: their length is checked before they are read.

A thousand digits are no number to anybody, but much work for whatever reads them; past 4,300 Python refuses
with an exception of its own. What is typed as text is `debate/text.py`.
"""

import re

MOST_DIGITS = 15
"""Enough for a moment in milliseconds, and for every number of a row."""
FARTHEST = 10**MOST_DIGITS
WHOLE = re.compile(rf"[+-]?[0-9]{{1,{MOST_DIGITS}}}")
HALF = re.compile("[\ud800-\udfff]")
"""Half a character: no frame, no page and no database can hold it."""


def whole_number(typed: str | None, least: int, most: int) -> int | None:
    """The whole number from `least` to `most` that was typed, blanks around it allowed; None for all else.

    Only the digits 0 to 9: other scripts' have no business in an address, and "²" is a digit, but no number.
    """
    if typed is None or len(typed) > 2 * MOST_DIGITS or not WHOLE.fullmatch(text := typed.strip()):
        return None
    number = int(text)
    return number if least <= number <= most else None


def row_number(typed: str | None) -> int:
    """The number of a row in the database; 0, which no row has, for anything else."""
    return whole_number(typed, 0, FARTHEST) or 0
