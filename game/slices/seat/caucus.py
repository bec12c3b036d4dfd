"""The rooms of a pupil's group."""

from collections.abc import Sequence

from msgspec import Struct

from debate.ids import NOBODY, FactionId, SeatId
from debate.rules.business.agenda import permits
from debate.rules.hall.caucus import LONGEST_LINE
from debate.rules.hall.caucus import rooms as rooms_of
from debate.shown import caucus as caucus_view
from debate.shown.caucus import LineRow
from debate.shown.people import Named, Person, name_of
from game.standing import Standing

MOST_LINES = 60
"""The latest lines of a room that are shown."""


class MyCaucusLine(Named, frozen=True, kw_only=True):
    """A line of a room as a pupil reads it."""

    id: str
    text: str
    own: bool


class MyCaucusRoom(Struct, frozen=True, kw_only=True):
    """A room as a pupil sees it. `to`: the other faction, in a room of two envoys."""

    id: str
    names: tuple[str, ...]
    any: bool
    lines: tuple[MyCaucusLine, ...]
    to: str


class MyCaucus(Struct, frozen=True, kw_only=True):
    """The rooms a pupil may write in, and who speaks for the group."""

    code: str
    open: bool
    rooms: tuple[MyCaucusRoom, ...]
    shown: bool
    may_name: bool
    is_envoy: bool
    envoy: SeatId
    envoy_name: str
    members: tuple[Person, ...]
    longest: int


def caucus(standing: Standing, seat: SeatId) -> MyCaucus:
    """The rooms this pupil may write in, and who speaks for the group. Shown when open, or written in."""
    assembly = standing.assembly
    faction, is_open = assembly.seats[seat].faction, permits(assembly).caucus
    written = standing.once(_written)
    rooms = tuple(
        _room(standing, written.get(room) or caucus_view.caucus_room(assembly, room, []), seat)
        for room in rooms_of(assembly, seat)
    )
    may_name = assembly.scenario.standing_orders.envoys and is_open
    envoy = assembly.envoys.get(faction, NOBODY)
    return MyCaucus(
        code=standing.code,
        open=is_open,
        rooms=rooms,
        shown=is_open or any(room.any for room in rooms),
        may_name=may_name,
        is_envoy=envoy == seat,
        envoy=envoy,
        envoy_name=name_of(assembly, envoy) if envoy else "",
        members=standing.once(_members).get(faction, ()) if may_name else (),
        longest=LONGEST_LINE,
    )


def _written(standing: Standing) -> dict[str, caucus_view.CaucusRoom]:
    """Room to its latest lines, without those that were hidden."""
    assembly = standing.assembly
    return {
        room: caucus_view.caucus_room(assembly, room, caucus_view.to_members(lines)[-MOST_LINES:])
        for room, lines in caucus_view.by_room(assembly).items()
    }


def _members(standing: Standing) -> dict[FactionId, tuple[Person, ...]]:
    return caucus_view.members(standing.assembly)


def _room(standing: Standing, room: caucus_view.CaucusRoom, seat: SeatId) -> MyCaucusRoom:
    """A room as this pupil sees it."""
    return MyCaucusRoom(
        id=room.id,
        names=room.names,
        any=bool(room.lines),
        lines=tuple(_line(line, seat) for line in room.lines),
        to=_other(room.factions, standing.assembly.seats[seat].faction),
    )


def _line(line: LineRow, seat: SeatId) -> MyCaucusLine:
    return MyCaucusLine(id=line.id, seat=line.seat, name=line.name, text=line.text, own=line.seat == seat)


def _other(factions: Sequence[str], own: str) -> str:
    return next((faction for faction in factions if faction != own), "")
