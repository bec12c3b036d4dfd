"""What a push shows: the parts that are new, drawn. One that cannot be drawn is left out, logged, and owed.

Only what was drawn counts as shown, so the next round finds by itself what is missing. As long as nothing
fails all parts of a group are drawn in one go.
"""

import asyncio
import logging
import time
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import NamedTuple

from msgspec import Struct

from game import parts
from game.live.viewers.viewer import Viewer
from game.parts import Slices
from game.standing import Standing

log = logging.getLogger(__name__)


TURN = 0.005
"""Seconds that are drawn before others on this loop have their turn."""


class Drawn(NamedTuple):
    """`shown`: what whoever gets this HTML has seen then. Not `is_whole`: some of it has to come later."""

    html: str
    shown: Slices
    is_whole: bool


def shared(language: str, before: Slices, now: Slices) -> Drawn:
    """What is new for those who were shown `before`."""
    try:
        return Drawn(parts.push_html(parts.changed(before, now), language), now, is_whole=True)
    except Exception:
        # Found out below which part it is; the others are drawn.
        log.exception("Not all that is new can be drawn.")
    return _one_by_one(now, language, before)


async def ahead(language: str, before: Slices, now: Slices) -> None:
    """Draw what is new for those who were shown `before`. It is kept: `shared` finds it there."""
    began = time.perf_counter()
    for key, shown, _place in parts.changed(before, now):
        if shown is None:
            continue
        with suppress(Exception):  # `shared` meets it again, and says so.
            parts.render(key, shown, language)
        if time.perf_counter() - began > TURN:
            await asyncio.sleep(0)
            began = time.perf_counter()


def _one_by_one(slices: Slices, language: str, before: Slices) -> Drawn:
    html, shown = "", dict[tuple[str, str], Struct]()
    for key, now in slices.items():
        old = {key: before[key]} if key in before else {}
        try:
            html += parts.push_html(parts.changed(old, {key: now}), language)
            shown[key] = now
        except Exception:
            # Logged by the caller, for all of them.
            shown |= old
    return Drawn(html, shown, is_whole=False)


def personal(standing: Standing, viewer: Viewer, targets: AbstractSet[str]) -> tuple[str, frozenset[str]]:
    """The personal parts of these that look different for this viewer now; and those that are owed."""
    try:
        return _new_for(standing, viewer, targets), frozenset()
    except Exception:
        # The viewer's other parts, and the other viewers, must not wait for it.
        log.exception("Not all of session %s can be drawn for seat %s.", standing.code, viewer.seat)
    html, owed = "", set()
    for target in targets:
        try:
            html += _new_for(standing, viewer, {target})
        except Exception:
            # Logged above.
            owed.add(target)
    return html, frozenset(owed)


def _new_for(standing: Standing, viewer: Viewer, targets: AbstractSet[str]) -> str:
    drawn = [
        (key[1], parts.push_html([(key, shown)], viewer.language))
        for key, shown in parts.personal_slices(standing, viewer.seat, targets)
    ]
    return "".join(html for target, html in drawn if viewer.is_news(target, html))
