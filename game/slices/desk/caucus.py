"""All rooms of the factions and their envoys, which the teacher reads."""

from debate import view
from debate.agenda import permits
from debate.audience import Slice
from game.pieces import Lines, Piece
from game.slices import public
from game.standing import Standing

MOST_LINES = 60
"""The latest lines of a room that are shown."""


def caucus(standing: Standing) -> Slice:
    """The rooms in which something was written, the latest line first, and whether they are open now."""
    rooms = tuple(
        _room(standing, room, f"room-{n}")
        for n, room in enumerate(view.all_rooms(standing.assembly), 1)
        if room["lines"]
    )
    return {
        "open": permits(standing.assembly).caucus,
        "any": bool(rooms),
        "rooms": Lines("all-rooms", rooms),
    }


def _room(standing: Standing, room: Slice, id: str) -> Piece:
    lines = tuple(_line(standing, line) for line in room["lines"][: -MOST_LINES - 1 : -1])
    number = len(room["lines"])
    shown = {
        "id": id,
        "names": room["names"],
        "n": Piece("number", f"n-{id}", {"id": f"n-{id}", "n": number}),
        "lines": Lines(f"lines-{id}", lines),
        "more": public.more(f"more-{id}", number - MOST_LINES),
    }
    return Piece("room", id, shown)


def _line(standing: Standing, line: Slice) -> Piece:
    pupil = standing.names.get(line["seat"], "")
    return Piece("written", f"line-{line['id']}", {"code": standing.code, "line": {**line, "pupil": pupil}})
