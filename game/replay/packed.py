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
from msgspec.structs import fields

from debate.assembly import Assembly
from debate.evolve import evolve
from game.replay.scene import Shown, Watched, drawn

UNSEEN = {
    "seq", "steps", "done", "leanings", "lines", "help", "grace", "texts", "held", "read_first",
}  # fmt: skip
"""What the hall never sees of an assembly."""
SEEN = [field.name for field in fields(Assembly) if field.name not in UNSEEN]

Version = tuple[int, int, str]
"""(characters kept at the beginning, at the end, what stands between)."""


class PartHistory:
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


def histories(watched: Watched, language: str) -> dict[str, PartHistory]:
    """Part of the hall to its history, over all steps of the tape."""
    found: dict[str, PartHistory] = {}
    shown: Shown = {}
    assembly = Assembly(scenario=watched.tape.scenario)
    for event in watched.tape.events:
        before, assembly = assembly, evolve(assembly, event)
        if looks_alike(before, assembly):
            continue
        old, shown = shown, watched.cut(assembly)
        for key, part in shown.items():
            if key not in old or old[key] != part:
                found.setdefault(key[1], PartHistory()).add(assembly.seq, drawn(key, part, language))
    return found


def looks_alike(one: Assembly, other: Assembly) -> bool:
    """Does the hall see no difference for sure? Much of what happens only a pupil or a group sees."""
    return all(getattr(one, name) is getattr(other, name) for name in SEEN)


def as_text(content: dict[str, Any]) -> str:
    """Plain values as JSON, gzipped, as text that can stand in a page."""
    return base64.b64encode(gzip.compress(msgspec.json.encode(content), mtime=0)).decode()
