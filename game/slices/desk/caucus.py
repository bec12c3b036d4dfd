"""All rooms of the factions and their envoys, which the teacher reads; and the bargains that are made."""

from msgspec import Struct

from debate.rules.business.agenda import permits
from debate.shown import caucus as caucus_view
from debate.shown.bargains import BargainRow
from debate.shown.caucus import LineRow
from debate.shown.people import Named
from game.pieces import Bit, Lines, Piece
from game.slices import everyone
from game.slices import persuasion as shared
from game.standing import Standing

MOST_LINES = 60
"""The latest lines of a room that are shown."""


class CaucusRooms(Struct, frozen=True, kw_only=True):
    """The rooms in which something was written, and whether they are open now."""

    open: bool
    any: bool
    rooms: Lines


class CaucusRoomRead(Bit, frozen=True, kw_only=True, tag="room"):
    """One of them. `n`: how many lines it has."""

    id: str
    names: tuple[str, ...]
    n: Piece
    lines: Lines
    more: Piece


class Number(Bit, frozen=True, kw_only=True, tag="number"):
    """A number by itself."""

    id: str
    n: int


class CaucusLine(Named, frozen=True, kw_only=True):
    """A line of a room, and who wrote it."""

    id: str
    text: str
    hidden: bool
    pupil: str


class CaucusLineRead(Bit, frozen=True, kw_only=True, tag="written"):
    """Such a line."""

    code: str
    line: CaucusLine


def caucus(standing: Standing) -> CaucusRooms:
    """The rooms in which something was written, the latest line first, and whether they are open now."""
    rooms = tuple(
        _room(standing, room, f"room-{n}")
        for n, room in enumerate(caucus_view.all_rooms(standing.assembly), 1)
        if room.lines
    )
    return CaucusRooms(
        open=permits(standing.assembly).caucus, any=bool(rooms), rooms=Lines("all-rooms", rooms)
    )


def _room(standing: Standing, room: caucus_view.CaucusRoom, id: str) -> Piece:
    lines = tuple(_line(standing, line) for line in room.lines[: -MOST_LINES - 1 : -1])
    number = len(room.lines)
    shown = CaucusRoomRead(
        id=id,
        names=room.names,
        n=Piece(f"n-{id}", Number(id=f"n-{id}", n=number)),
        lines=Lines(f"lines-{id}", lines),
        more=everyone.more(f"more-{id}", number - MOST_LINES),
    )
    return Piece(id, shown)


def _line(standing: Standing, line: LineRow) -> Piece:
    shown = CaucusLine(
        seat=line.seat,
        name=line.name,
        id=line.id,
        text=line.text,
        hidden=line.hidden,
        pupil=standing.names.get(line.seat, ""),
    )
    return Piece(f"line-{line.id}", CaucusLineRead(code=standing.code, line=shown))


MOST_BARGAINS = 40
"""The latest bargains that are shown."""


class DeskBargain(Struct, frozen=True, kw_only=True):
    """One bargain; `waits`: can it still be answered?"""

    row: BargainRow
    waits: bool


class DeskBargains(Struct, frozen=True, kw_only=True):
    """The latest bargains first, and how many more there are."""

    code: str
    rows: tuple[DeskBargain, ...]
    more: int


def bargains(standing: Standing) -> DeskBargains:
    """All bargains for the teacher: who with whom, and how they stand."""
    waiting, rows = standing.once(shared.waiting), standing.once(shared.rows)
    return DeskBargains(
        code=standing.code,
        rows=tuple(DeskBargain(row=row, waits=row.id in waiting) for row in rows[: -MOST_BARGAINS - 1 : -1]),
        more=max(0, len(rows) - MOST_BARGAINS),
    )
