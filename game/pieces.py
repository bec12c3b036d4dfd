"""Long parts of a page taken apart, so that of them only the line or stretch that changed is pushed.

A slice says of which pieces its part is made: a field of it may be a `Piece` or `Lines`. A piece is drawn by
the same template whether it comes within its part or by itself. The other fields of the slice have to be the
same before and after; else the whole part is sent.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

TEMPLATES = {
    "line": "bits/desk/crowd/line.html",
    "figures": "bits/desk/crowd/figures.html",
    "house": "bits/desk/crowd/house.html",
    "roster": "bits/desk/crowd/roster.html",
    "more": "bits/more.html",
    "hall": "bits/hall_block.html",
    "persons": "bits/people/persons_of.html",
    "speaker": "bits/people/speaker.html",
    "asking": "bits/desk/floor/speaker.html",
    "speech": "bits/desk/floor/speech.html",
    "put-in": "bits/desk/floor/put_in.html",
    "silent": "bits/desk/floor/silent.html",
    "motion": "bits/motions/motion.html",
    "together": "bits/motions/together.html",
    "text": "bits/motions/text_now.html",
    "clauses": "bits/motions/clauses_now.html",
    "waiting": "bits/motions/motions_waiting.html",
    "docketed": "bits/desk/docket/motion.html",
    "settled": "bits/desk/docket/settled.html",
    "entry": "bits/desk/docket/entry.html",
    "support": "bits/motions/support.html",
    "change": "bits/motions/change_text.html",
    "kind": "bits/motions/move_procedural.html",
    "about": "bits/sources/about.html",
    "quote": "bits/people/quote.html",
    "said": "bits/people/said.html",
    "recorded": "bits/desk/written/said.html",
    "reflection": "bits/desk/written/reflection.html",
    "reflections": "bits/desk/written/reflections.html",
    "turnout": "bits/desk/vote/turnout.html",
    "missing": "bits/desk/vote/missing.html",
    "room": "bits/desk/written/room.html",
    "number": "bits/ballot/number.html",
    "written": "bits/desk/written/caucus_line.html",
    "call": "bits/desk/crowd/call.html",
    "not-there": "bits/desk/crowd/not_there.html",
    "unread": "bits/desk/written/unread.html",
    "gone": "bits/desk/written/gone.html",
    "wall-lobby": "parts/wall/meeting/lobby.html",
    "wall-telling": "parts/wall/meeting/telling.html",
    "wall-stage": "parts/wall/meeting/stage.html",
    "wall-sides": "parts/wall/meeting/sides.html",
    "wall-debate": "parts/wall/meeting/debate.html",
    "wall-news": "parts/wall/meeting/news.html",
    "wall-document": "parts/wall/meeting/document.html",
    "document": "bits/documents/folded.html",
    "wall-question": "parts/wall/meeting/question.html",
    "wall-voting": "parts/wall/votes/voting.html",
    "wall-roll": "parts/wall/votes/roll.html",
    "wall-held": "parts/wall/votes/held.html",
    "wall-reveal": "parts/wall/votes/reveal.html",
    "wall-text": "parts/wall/meeting/text.html",
    "wall-paused": "parts/wall/meeting/paused.html",
    "wall-stopped": "parts/wall/meeting/stopped.html",
    "wall-debrief": "parts/wall/afterwards/debrief.html",
    "wall-end": "parts/wall/afterwards/end.html",
}
"""Kind of piece to its template; the outermost element bears the piece's id, or class."""


class Bit(Struct, frozen=True, kw_only=True, tag_field="bit"):
    """What a piece shows. Its tag is the kind of the piece, which says by which template it is drawn."""


class Piece(Struct, frozen=True):
    """A stretch of a part. `target`: the id of its element, or `.class` of several that look the same."""

    target: str
    shown: Bit

    @property
    def kind(self) -> str:
        """The kind of what it shows."""
        return str(self.shown.__struct_config__.tag)


class Lines(Struct, frozen=True):
    """Any number of pieces, the only children of the element `within`. In "" none comes or goes."""

    within: str
    pieces: tuple[Piece, ...]


class LinePlace(NamedTuple):
    """Where a line goes that was not there: `within` an element, behind its line `after` ("": first)."""

    within: str
    after: str


class PieceChange(NamedTuple):
    """Something to send: ((audience, "me", "voice" or kind of piece), target), what it shows (None: it goes),
    and of a new line its place."""

    key: tuple[str, str]
    shown: Struct | None
    place: LinePlace | None = None


def changed(before: Struct, now: Struct) -> list[PieceChange] | None:
    """The pieces of a part that differ; None when something else does, so that all of it is to be sent."""
    if type(before) is not type(now):
        return None
    rows: list[PieceChange] = []
    for name in now.__struct_fields__:
        old, new = getattr(before, name), getattr(now, name)
        if old is new or old == new:
            continue
        found = _differs(old, new)
        if found is None:
            return None
        rows += found
    return rows


def _differs(old: object, new: object) -> list[PieceChange] | None:
    if isinstance(old, Piece) and isinstance(new, Piece) and _same_place(old, new):
        return _of_piece(old, new)
    if isinstance(old, Lines) and isinstance(new, Lines) and old.within == new.within:
        return _of_lines(old, new)
    return None


def _same_place(old: Piece, new: Piece) -> bool:
    return old.target == new.target and type(old.shown) is type(new.shown)


def _of_piece(old: Piece, new: Piece) -> list[PieceChange]:
    inner = changed(old.shown, new.shown)
    return [PieceChange((new.kind, new.target), new.shown)] if inner is None else inner


def _of_lines(old: Lines, new: Lines) -> list[PieceChange] | None:
    """First what goes, then what changes or comes, in order. None when lines have changed places."""
    was, now = ({piece.target: piece for piece in lines.pieces} for lines in (old, new))
    if [target for target in was if target in now] != [target for target in now if target in was]:
        return None
    if not new.within and was.keys() != now.keys():
        return None
    gone = [PieceChange((piece.kind, target), None) for target, piece in was.items() if target not in now]
    return [*gone, *_came_or_changed(was, new)]


def _came_or_changed(was: dict[str, Piece], new: Lines) -> Iterator[PieceChange]:
    after = ""
    for piece in new.pieces:
        old = was.get(piece.target)
        if old is None or not _same_place(old, piece):
            yield PieceChange((piece.kind, piece.target), piece.shown, LinePlace(new.within, after))
        elif old != piece:
            yield from _of_piece(old, piece)
        after = piece.target


def once_each(rows: Iterable[PieceChange]) -> list[PieceChange]:
    """The rows, each target once: what looks the same in several places is sent for all of them."""
    return list({row.key: row for row in rows}.values())
