"""Long parts of a page taken apart, so that of them only the line or stretch that changed is pushed.

A cut says of which pieces its part is made: among the values of a slice may stand a `Piece` and `Lines`. A
piece is drawn by the same template whether it comes within its part or by itself. What is left of the slice
has to be the same before and after; else the whole part is sent.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from debate.audience import Slice

TEMPLATES = {
    "line": "bits/desk_line.html",
    "figures": "bits/desk_figures.html",
    "house": "bits/desk_house.html",
    "roster": "bits/desk_roster.html",
    "more": "bits/more.html",
    "hall": "bits/hall_block.html",
    "persons": "bits/persons_of.html",
    "speaker": "bits/speaker.html",
    "asking": "bits/desk_speaker.html",
    "speech": "bits/desk_speech.html",
    "put-in": "bits/desk_put_in.html",
    "silent": "bits/desk_silent.html",
    "motion": "bits/motion.html",
    "together": "bits/together.html",
    "text": "bits/text_now.html",
    "waiting": "bits/motions_waiting.html",
    "docketed": "bits/desk_motion.html",
    "settled": "bits/desk_settled.html",
    "entry": "bits/desk_entry.html",
    "support": "bits/support.html",
    "change": "bits/change_text.html",
    "kind": "bits/move_procedural.html",
    "about": "bits/about.html",
    "quote": "bits/quote.html",
    "said": "bits/said.html",
    "recorded": "bits/desk_said.html",
    "reflection": "bits/desk_reflection.html",
    "reflections": "bits/desk_reflections.html",
    "turnout": "bits/desk_turnout.html",
    "missing": "bits/desk_missing.html",
    "room": "bits/desk_room.html",
    "number": "bits/number.html",
    "written": "bits/desk_caucus_line.html",
    "call": "bits/desk_call.html",
    "unread": "bits/desk_unread.html",
    "gone": "bits/desk_gone.html",
}
"""Kind of piece to its template; the outermost element bears the piece's id, or class."""


class Piece(Struct, frozen=True):
    """A stretch of a part. `target`: the id of its element, or `.class` of several that look the same."""

    kind: str
    target: str
    shown: Slice


class Lines(Struct, frozen=True):
    """Any number of pieces, the only children of the element `within`. In "" none comes or goes."""

    within: str
    pieces: tuple[Piece, ...]


class Place(NamedTuple):
    """Where a line goes that was not there: `within` an element, behind its line `after` ("": first)."""

    within: str
    after: str


class Row(NamedTuple):
    """Something to send: ((audience, "me", "voice" or kind of piece), target), what it shows (None: it goes),
    and of a new line its place."""

    key: tuple[str, str]
    shown: Slice | None
    place: Place | None = None


def changed(before: Slice, now: Slice) -> list[Row] | None:
    """The pieces of a part that differ; None when something else does, so that all of it is to be sent."""
    if before.keys() != now.keys():
        return None
    rows: list[Row] = []
    for name, new in now.items():
        old = before[name]
        if old is new or old == new:
            continue
        found = _differs(old, new)
        if found is None:
            return None
        rows += found
    return rows


def _differs(old: object, new: object) -> list[Row] | None:
    if isinstance(old, Piece) and isinstance(new, Piece) and (old.kind, old.target) == (new.kind, new.target):
        return _of_piece(old, new)
    if isinstance(old, Lines) and isinstance(new, Lines) and old.within == new.within:
        return _of_lines(old, new)
    return None


def _of_piece(old: Piece, new: Piece) -> list[Row]:
    inner = changed(old.shown, new.shown)
    return [Row((new.kind, new.target), new.shown)] if inner is None else inner


def _of_lines(old: Lines, new: Lines) -> list[Row] | None:
    """First what goes, then what changes or comes, in order. None when lines have changed places."""
    was, now = ({piece.target: piece for piece in lines.pieces} for lines in (old, new))
    if [target for target in was if target in now] != [target for target in now if target in was]:
        return None
    if not new.within and was.keys() != now.keys():
        return None
    gone = [Row((piece.kind, target), None) for target, piece in was.items() if target not in now]
    return [*gone, *_came_or_changed(was, new)]


def _came_or_changed(was: dict[str, Piece], new: Lines) -> Iterator[Row]:
    after = ""
    for piece in new.pieces:
        old = was.get(piece.target)
        if old is None or old.kind != piece.kind:
            yield Row((piece.kind, piece.target), piece.shown, Place(new.within, after))
        elif old != piece:
            yield from _of_piece(old, piece)
        after = piece.target


def once_each(rows: Iterable[Row]) -> list[Row]:
    """The rows, each target once: what looks the same in several places is sent for all of them."""
    return list({row.key: row for row in rows}.values())
