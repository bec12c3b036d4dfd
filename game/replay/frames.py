"""Every step of a session as the hall saw it, small enough to put into a file.

Each part is a row of versions, and each version only what differs from the one before it: how many characters
at the beginning and at the end are the same, and what stands between. A second row says from which step on
which version is shown. Packed, a lesson takes a few hundred kilobytes.
"""

import base64
import gzip
import os.path
from typing import Any

import msgspec

from game.replay.scene import Shown, Watched, drawn

Version = tuple[int, int, str]
"""(characters kept at the beginning, at the end, what stands between)."""


class Row:
    """One part through the whole session. `versions`; `shows`: (step, version) where it changes."""

    def __init__(self) -> None:
        self.versions: list[Version] = []
        self.shows: list[tuple[int, int]] = []
        self._known: dict[str, int] = {}
        self._last = ""

    def add(self, step: int, html: str) -> None:
        """The part looks so from this step on."""
        if html not in self._known:
            self._known[html] = len(self.versions)
            self.versions.append(difference(self._last, html))
            self._last = html
        self.shows.append((step, self._known[html]))


def difference(old: str, new: str) -> Version:
    """What makes the new text of the old one."""
    start = len(os.path.commonprefix([old, new]))
    most = min(len(old), len(new)) - start
    end = len(os.path.commonprefix([old[::-1][:most], new[::-1][:most]]))
    return start, end, new[start : len(new) - end]


def rows(watched: Watched, language: str) -> dict[str, Row]:
    """Part to its row, over all steps of the tape."""
    found: dict[str, Row] = {}
    before: Shown = {}
    for step in range(1, watched.tape.head + 1):
        shown = watched.shown(step)
        for key, part in shown.items():
            if step == 1 or before[key] != part:
                found.setdefault(key[1], Row()).add(step, drawn(key, part, language))
        before = shown
    return found


def packed(content: dict[str, Any]) -> str:
    """Plain values as JSON, gzipped, as text that can stand in a page."""
    return base64.b64encode(gzip.compress(msgspec.json.encode(content), mtime=0)).decode()
