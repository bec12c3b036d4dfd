"""Contrast of every pair of colours that meet on a page, read from the tokens in app.css, light and dark.

`python -m tests.docs.test_contrast` prints the table that stands in docs/design.md.
"""

import re
from pathlib import Path
from typing import get_args

import pytest

from debate.scenario import Ink

STYLESHEET = Path(__file__).resolve().parents[2] / "game" / "static" / "game" / "app.css"
TOKEN = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
COLOURS = {name: (light, dark) for name, light, dark in TOKEN.findall(STYLESHEET.read_text(encoding="utf-8"))}

TEXT, SHAPE = 4.5, 3.0  # least contrast of text, and of a sign or a field's edge (WCAG 2.2 AA)
FACTIONS = [f"faction-{place}" for place in range(1, 7)]
INKS = ["prussian", "oxide"]
PAIRS = [
    *(
        (text, ground, TEXT)
        for text in ("ink", "ink-soft", *INKS, "alarm", "good")
        for ground in ("paper", "sheet")
    ),
    *((text, f"{ink}-tint", TEXT) for ink in INKS for text in ("ink", "ink-soft", ink)),
    *(("ink", ground, TEXT) for ground in ("good-tint", "alarm-tint")),
    *(("paper", ground, TEXT) for ground in ("ink", *INKS, "alarm")),
    *(("on-faction", faction, TEXT) for faction in FACTIONS),
    *((faction, ground, SHAPE) for faction in FACTIONS for ground in ("paper", "sheet")),
    *(("field-line", ground, SHAPE) for ground in ("paper", "sheet")),
]


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb", 0 to 1, as WCAG defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def measured(upper: str, lower: str) -> tuple[float, float]:
    """Contrast of two tokens in the light and in the dark scheme."""
    light, dark = zip(COLOURS[upper], COLOURS[lower], strict=True)
    return contrast(*light), contrast(*dark)


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("upper", "lower", "least"), PAIRS, ids=lambda value: str(value))
def test_a_pair_has_contrast_enough_in_both_schemes(upper, lower, least):
    assert min(measured(upper, lower)) >= least


def test_every_colour_is_measured_but_the_hairline():
    paired = {name for upper, lower, _ in PAIRS for name in (upper, lower)}

    assert set(COLOURS) - paired == {"line"}, "a hairline only decorates; every other colour belongs in PAIRS"


def test_every_ink_that_a_meeting_may_name_is_measured():
    assert list(get_args(Ink)) == INKS


if __name__ == "__main__":
    print("| on top | below | at least | light | dark |\n| --- | --- | --- | --- | --- |")
    for upper, lower, least in PAIRS:
        light, dark = measured(upper, lower)
        print(f"| `{upper}` | `{lower}` | {least} | {light:.1f} | {dark:.1f} |")
