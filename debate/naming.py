"""What the hall calls a seat: the name of its person. Pupils' names are not known here."""

from debate.assembly import Assembly, Seat
from debate.audience import Slice
from debate.scenario import Scenario


def name_of(assembly: Assembly, seat: str) -> str:
    """What the hall calls a seat: its person, or "City councils 14" for a delegate (no pupil's name)."""
    return called(assembly.scenario, assembly.seats[seat])


def called(scenario: Scenario, place: Seat) -> str:
    """The same for a seat as it was at some moment: persons may change places."""
    if place.role:
        return scenario.role(place.role).name
    return f"{scenario.delegation(place.delegation).name} {place.id[1:]}"


def person(assembly: Assembly, seat: str) -> Slice:
    """A seat named for a list: id, name and faction."""
    return {
        "seat": seat,
        "name": name_of(assembly, seat),
        "faction": assembly.seats[seat].faction,
    }
