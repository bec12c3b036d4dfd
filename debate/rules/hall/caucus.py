"""The rooms of the factions, and of their envoys. Members read their own; the teacher reads all."""

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Line
from debate.ids import FactionId, RoomId, SeatId, TextId
from debate.refusal import Refusal
from debate.rules.business.agenda import permits
from debate.topic import Changes, Rules, following, seat_of, written

LONGEST_LINE = 300
"""Characters."""
MOST_LINES = e.CaucusSaid.most
"""Per seat."""


def room_of(one: FactionId, other: FactionId | None = None) -> RoomId:
    """The room of a faction, or the one in which two factions' envoys meet."""
    return RoomId("+".join(sorted((one, other))) if other else one)


def rooms(assembly: Assembly, seat: SeatId) -> tuple[RoomId, ...]:
    """The rooms this seat may enter: its faction's, and as its envoy those with other factions' envoys."""
    faction = assembly.seats[seat].faction
    if assembly.envoys.get(faction) != seat:
        return (room_of(faction),)
    others = (other for other in assembly.envoys if other != faction)
    return (room_of(faction), *(room_of(faction, other) for other in sorted(others)))


def say(assembly: Assembly, command: c.CaucusSay, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    text = written(command.text, LONGEST_LINE)
    if not permits(assembly).caucus:
        raise Refusal("no_caucus_now")
    room = room_of(assembly.seats[seat].faction, command.to)
    if room not in rooms(assembly, seat):
        raise Refusal("not_an_envoy")
    if assembly.done.get((seat, e.CaucusSaid.__name__), 0) >= MOST_LINES:
        raise Refusal("too_many_lines", most=MOST_LINES)
    number = following(assembly.lines, assembly, e.CaucusSaid)
    return [e.CaucusSaid(at=at, line=TextId(f"c{number}"), room=room, seat=seat, text=text)]


def name_envoy(assembly: Assembly, command: c.NameEnvoy, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    if not assembly.scenario.standing_orders.envoys:
        raise Refusal("no_envoys_here")
    faction = assembly.seats[seat].faction
    envoy = assembly.seats.get(command.envoy)
    if command.envoy and (envoy is None or envoy.faction != faction or envoy.held_by != "pupil"):
        raise Refusal("not_of_your_faction")
    if assembly.envoys.get(faction, "") == command.envoy:
        return []
    return [e.EnvoyNamed(at=at, faction=faction, seat=command.envoy)]


def said(assembly: Assembly, event: e.CaucusSaid) -> Assembly:
    line = Line(id=event.line, room=event.room, seat=event.seat, text=event.text, at=event.at)
    return replace(assembly, lines=assembly.lines.set(line.id, line))


def envoy_named(assembly: Assembly, event: e.EnvoyNamed) -> Assembly:
    if event.seat:
        return replace(assembly, envoys=assembly.envoys.set(event.faction, event.seat))
    return replace(assembly, envoys=assembly.envoys.delete(event.faction))


RULES: Rules = {c.CaucusSay: say, c.NameEnvoy: name_envoy}
CHANGES: Changes = {e.CaucusSaid: said, e.EnvoyNamed: envoy_named}
