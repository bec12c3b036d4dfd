"""What the hall calls a seat: the name of its person. Pupils' names are not known here."""

from debate.assembly import Assembly
from debate.audience import Slice


def name_of(assembly: Assembly, seat: str) -> str:
    """What the hall calls a seat: its person, or "City councils 14" for a delegate (no pupil's name)."""
    place = assembly.seats[seat]
    if place.role:
        return assembly.scenario.role(place.role).name
    return f"{assembly.scenario.delegation(place.delegation).name} {seat[1:]}"


def person(assembly: Assembly, seat: str) -> Slice:
    """A seat named for a list: id, name and faction."""
    return {
        "seat": seat,
        "name": name_of(assembly, seat),
        "faction": assembly.seats[seat].faction,
    }
