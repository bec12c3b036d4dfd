"""What the hall calls a seat: the name of its person. Pupils' names are not known here."""

from typing import TypedDict

from msgspec import Struct

from debate.assembly import Assembly, Seat
from debate.ids import FactionId, SeatId
from debate.scenario import Scenario


class Named(Struct, frozen=True, kw_only=True):
    """Somebody in a list."""

    seat: SeatId
    name: str
    """What the hall calls the seat: its person, or a delegate's number; no pupil's name."""


class Person(Named, frozen=True, kw_only=True):
    """A seat named for a list."""

    faction: FactionId


class Who(TypedDict):
    """The fields of a `Person`, for whatever else is told of one."""

    seat: SeatId
    name: str
    faction: FactionId


def name_of(assembly: Assembly, seat: SeatId) -> str:
    """What the hall calls a seat: its person, or "City councils 14" for a delegate (no pupil's name)."""
    return called(assembly.scenario, assembly.seats[seat])


def called(scenario: Scenario, place: Seat) -> str:
    """The same for a seat as it was at some moment: persons may change places."""
    if place.role:
        return scenario.role(place.role).name
    return f"{scenario.delegation(place.delegation).name} {place.id[1:]}"


def who(assembly: Assembly, seat: SeatId) -> Who:
    """A seat named for a list: id, name and faction."""
    return {"seat": seat, "name": name_of(assembly, seat), "faction": assembly.seats[seat].faction}


def person(assembly: Assembly, seat: SeatId) -> Person:
    """The same by itself."""
    return Person(**who(assembly, seat))
