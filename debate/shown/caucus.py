"""The rooms of the factions: what a seat may read of them, and all of them for the teacher."""

from msgspec import Struct

from debate.assembly import Assembly, Line
from debate.ids import NOBODY, FactionId, RoomId, SeatId, factions_of
from debate.rules.business.agenda import permits
from debate.rules.hall.caucus import room_of, rooms
from debate.shown.audience import Moment
from debate.shown.people import Person, person, who
from debate.shown.written.texts import as_they_came


class LineRow(Person, frozen=True, kw_only=True):
    """Something said in a room."""

    id: str
    text: str
    at: Moment
    hidden: bool
    """Was it taken away? Only the teacher sees such a line."""


class CaucusRoom(Struct, frozen=True, kw_only=True):
    """The room of a faction, or of two whose envoys talk."""

    id: str
    factions: tuple[FactionId, ...]
    names: tuple[str, ...]
    """What the factions are called."""
    lines: tuple[LineRow, ...]


class Caucus(Struct, frozen=True, kw_only=True):
    """What a pupil sees of the caucus."""

    open: bool
    rooms: tuple[CaucusRoom, ...]
    """Those the pupil may read."""
    envoy: SeatId
    """The seat that speaks for the pupil's faction, if one does."""
    members: tuple[Person, ...]
    """The pupils of the faction."""


def caucus(assembly: Assembly, seat: SeatId) -> Caucus:
    """The rooms this seat may read, whether they are open, and who speaks for whom."""
    faction, written = assembly.seats[seat].faction, by_room(assembly)
    return Caucus(
        open=permits(assembly).caucus,
        rooms=tuple(
            caucus_room(assembly, room, to_members(written.get(room, []))) for room in rooms(assembly, seat)
        ),
        envoy=assembly.envoys.get(faction, NOBODY),
        members=members(assembly).get(faction, ()),
    )


def to_members(lines: list[Line]) -> list[Line]:
    """What those in a room may read of it: not what was taken away."""
    return [line for line in lines if not line.hidden]


def members(assembly: Assembly) -> dict[FactionId, tuple[Person, ...]]:
    """Faction to the pupils in it."""
    found: dict[FactionId, list[Person]] = {}
    for seat in (assembly.seats[id] for id in assembly.order):
        if seat.held_by == "pupil":
            found.setdefault(seat.faction, []).append(person(assembly, seat.id))
    return {faction: tuple(persons) for faction, persons in found.items()}


def all_rooms(assembly: Assembly) -> tuple[CaucusRoom, ...]:
    """Every room with its lines, for the teacher; also those that are still empty."""
    written = by_room(assembly)
    known = written.keys() | {room_of(f.id) for f in assembly.scenario.factions}
    envoys = sorted(assembly.envoys)
    known |= {room_of(one, other) for n, one in enumerate(envoys) for other in envoys[n + 1 :]}
    return tuple(caucus_room(assembly, room, written.get(room, [])) for room in sorted(known))


def by_room(assembly: Assembly) -> dict[RoomId, list[Line]]:
    """CaucusRoom to its lines, oldest first; hidden ones too."""
    found: dict[RoomId, list[Line]] = {}
    for line in as_they_came(assembly.lines):
        found.setdefault(line.room, []).append(line)
    return found


def caucus_room(assembly: Assembly, room: RoomId, lines: list[Line]) -> CaucusRoom:
    """One room with these lines of it."""
    factions = {f.id: f.name for f in assembly.scenario.factions}
    ids = factions_of(room)
    return CaucusRoom(
        id=room,
        factions=ids,
        names=tuple(factions[id] for id in ids),
        lines=tuple(
            LineRow(**who(assembly, line.seat), id=line.id, text=line.text, at=line.at, hidden=line.hidden)
            for line in lines
        ),
    )
