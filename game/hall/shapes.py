"""The shapes of seats and votes for pictures that stand still: those of `static/game/hall/shapes.js`.

All of one kind are one path, so that a large hall is light."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from debate.afterwards.ribbon import Went
from game.hall.paths import short

FILE = Path(__file__).resolve().parents[1] / "static" / "game" / "hall" / "shapes.js"
SAT = "p"
"""The shape of a seat before anybody has voted."""
OF_VOTE: Mapping[Went, str] = {"for": "f", "against": "a", "abstain": "n", "away": "-"}

_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_PIECE = re.compile(r"([A-Za-z])([^A-Za-z]*)")


def path(shape: str, radius: float, places: Iterable[tuple[float, float]]) -> str:
    """This shape at each of these places."""
    moves = [
        (tuple(map(float, _NUMBER.findall(start))), rest) for start, rest in _moves(shape, round(radius, 1))
    ]
    return "".join(
        f"M{short(x + radius * dx)} {short(y + radius * dy)}{rest}"
        for x, y in places
        for (dx, dy), rest in moves
    )


@cache
def _moves(shape: str, radius: float) -> tuple[tuple[str, str], ...]:
    """Each stroke of a shape: where it begins, for a radius of 1, and what follows, for this radius."""
    strokes = [stroke for stroke in _shapes()[shape].split("M") if stroke]
    found = []
    for stroke in strokes:
        start, *pieces = _PIECE.findall("m" + stroke)
        found.append((start[1], "".join(_scaled(letter, numbers, radius) for letter, numbers in pieces)))
    return tuple(found)


def _scaled(letter: str, numbers: str, radius: float) -> str:
    """A piece of a path, relative to where it begins. Of an arc, three numbers are no lengths."""
    values = _NUMBER.findall(numbers)
    told = [
        value
        if letter == "a" and n % 7 in (2, 3, 4)
        else f"{float(value) * radius:.2f}".rstrip("0").rstrip(".")
        for n, value in enumerate(values)
    ]
    return letter + " ".join(told)


@cache
def _shapes() -> Mapping[str, str]:
    text = FILE.read_text(encoding="utf-8")
    shapes: Mapping[str, str] = json.loads(text[text.index("{") : text.rindex("}") + 1])
    return shapes
