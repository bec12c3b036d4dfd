"""Somebody on the wall, with their side."""

from msgspec import Struct

from debate.ids import SeatId
from debate.scenario import Faction
from debate.shown.people import name_of
from game.standing import Standing


class WallPerson(Struct, frozen=True, kw_only=True):
    """Somebody, with their side's sign and colour; `pupil`: who plays them, if the class is told."""

    name: str
    pupil: str = ""
    side: str
    sign: str
    colour: int


def person(standing: Standing, seat: SeatId) -> WallPerson:
    assembly = standing.assembly
    side = assembly.scenario.faction(assembly.seats[seat].faction)
    return WallPerson(
        name=name_of(assembly, seat),
        pupil=standing.known.get(seat, ""),
        side=side.name,
        sign=side.sign,
        colour=side.colour,
    )


def side_of(side: Faction) -> WallPerson:
    return WallPerson(name=side.name, side=side.name, sign=side.sign, colour=side.colour)
