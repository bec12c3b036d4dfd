"""Pupils for lists and forms at the desk: who sits where, by both names."""

from collections.abc import Iterable

from debate.audience import Slice
from debate.naming import person
from game.standing import Standing


def pupils(standing: Standing, seats: Iterable[str] | None = None) -> list[Slice]:
    """Seats that pupils hold, each with its person's and its pupil's name; of `seats`, or of all."""
    assembly, names = standing.assembly, standing.names
    return [
        {**person(assembly, id), "pupil": names.get(id, "")}
        for id in (assembly.order if seats is None else seats)
        if assembly.seats[id].held_by == "pupil"
    ]
