"""The hall on paper: the hall of the live pages, with names in it."""

from collections.abc import Sequence
from textwrap import wrap

from msgspec import Struct

from debate.assembly import Assembly
from debate.shown.hall import built
from game.hall.furniture import Furniture, furniture
from game.hall.places import SEAT, placed

WIDEST = 26.0
"""Between seats of a small hall: further apart than on a screen, so that there is room for names."""
ROOM_FOR_NAMES = 10.0
"""Seats that stand closer bear their faction's sign alone: the letters of a name would be too small."""
CIRCLE = 0.2
"""A seat's radius as a part of the distance to the next: smaller than on a screen, for the names."""


class NameLine(Struct, frozen=True):
    """A part of a name: where, and how high its letters are."""

    text: str
    y: float
    letters: float


class DrawnSeat(Struct, frozen=True):
    """A seat, with its faction's sign and whoever's it is."""

    sign: str
    x: float
    y: float
    lines: tuple[NameLine, ...]


class Seating(Struct, frozen=True):
    """All seats, the radius of one, and what stands round them."""

    radius: float
    seats: tuple[DrawnSeat, ...]
    room: Furniture


class Seated(Struct, frozen=True, kw_only=True):
    """Whoever sits there. `name`: as it stands at the seat."""

    sign: str
    votes: bool
    name: str


def seating(assembly: Assembly, people: Sequence[Seated]) -> Seating:
    """The hall of a session with these people, who are some of it or all."""
    everybody = built(assembly.scenario, ((seat.role, seat.votes) for seat in assembly.seats.values()))
    at_table = everybody.plan == "table"
    hall = placed(
        "".join(one.sign for one in people),
        "".join(faction.sign for faction in assembly.scenario.factions),
        everybody.plan,
        "".join("." if one.votes else "b" for one in people) if at_table else "",
        everybody.empty,
        WIDEST,
    )
    gap = hall.radius / SEAT
    return Seating(
        radius=round(gap * CIRCLE, 2),
        seats=tuple(
            DrawnSeat(
                sign=one.sign, x=x, y=y, lines=_lines(one.name, y, gap) if gap >= ROOM_FOR_NAMES else ()
            )
            for one, (x, y) in zip(people, hall.places, strict=True)
        ),
        room=furniture(hall),
    )


def _lines(name: str, y: float, gap: float) -> tuple[NameLine, ...]:
    """A name below its seat, in letters that keep it clear of its neighbours."""
    lines = wrap(name, 11, break_long_words=False)
    letters = round(gap * min(0.2, 0.45 / len(lines), 1.8 / max(map(len, lines))), 2)
    return tuple(
        NameLine(text=line, y=round(y + gap * 0.24 + letters * (n + 0.8), 2), letters=letters)
        for n, line in enumerate(lines)
    )
