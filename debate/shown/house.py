"""What is told of a closed vote beside its figures: who of the house went with the pupils of their side, and
which pupils said nothing and were counted as their persons believed.

Nothing of either is in a vote that is secret or counted in the room; who sees single votes sees this.
"""

from collections import Counter

from msgspec import Struct

from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS
from debate.ids import FactionId
from debate.shown.people import Named, name_of

HOUSE_IS_TOLD = 2
"""So many parts of a result are told when that of the house is (`debate/rules/voting/reveal.py`)."""


class WentAlong(Struct, frozen=True, kw_only=True):
    """How many persons of a side, whom the house plays, voted with the pupils of their side."""

    faction: FactionId
    side: str
    """What it is called."""
    persons: int


def went_along(assembly: Assembly, b: Ballot) -> tuple[WentAlong, ...]:
    """Side by side, in the scenario's order; nothing where nobody did."""
    if not is_by_name(b):
        return ()
    numbers = Counter(b.seating[seat].faction for seat in b.followed)
    return tuple(
        WentAlong(faction=side.id, side=side.name, persons=numbers[side.id])
        for side in assembly.scenario.factions
        if numbers[side.id]
    )


def silent(assembly: Assembly, b: Ballot) -> tuple[Named, ...]:
    """The pupils who said nothing and were counted, in the order of seating."""
    if not is_by_name(b):
        return ()
    return tuple(Named(seat=seat, name=name_of(assembly, seat)) for seat in b.weights if seat in b.silent)


def is_by_name(b: Ballot) -> bool:
    """Does every vote in it bear a name?"""
    method = METHODS[b.method]
    return not (method.sealed or method.by_hand)


def house_is_told(b: Ballot) -> bool:
    """Was the part of the house told, or the whole?"""
    return b.announced or b.revealed >= HOUSE_IS_TOLD
