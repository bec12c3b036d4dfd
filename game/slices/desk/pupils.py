"""Pupils for lists and forms at the desk: who sits where, by both names.

A list to choose from is made of blocks of seats: whoever comes in late changes one block, in all lists at
once, and not every list whole.
"""

from collections.abc import Callable, Iterable

from debate.assembly import Seat
from debate.audience import Slice
from debate.naming import person
from game.pieces import Lines, Piece
from game.standing import Standing

MOST_LISTED = 80
"""Seats listed by name at the desk; a lecture hall's other seats are counted."""
SEATS_A_BLOCK = 50


def pupils(standing: Standing, seats: Iterable[str] | None = None) -> list[Slice]:
    """Seats that pupils hold, each with its person's and its pupil's name; of `seats`, or of all."""
    known = standing.once(_known)
    if seats is None:
        return list(known.values())
    return [known[seat] for seat in seats if seat in known]


def _known(standing: Standing) -> dict[str, Slice]:
    assembly, names = standing.assembly, standing.names
    return {
        id: {**person(assembly, id), "pupil": names.get(id, "")}
        for id in assembly.order
        if assembly.seats[id].held_by == "pupil"
    }


def counted(rows: list[Slice]) -> Slice:
    """How many there are, and how many more than are listed by name."""
    return {"n": len(rows), "more": max(0, len(rows) - MOST_LISTED)}


def everybody(standing: Standing) -> Lines:
    """All pupils to choose from."""
    return roster(standing, "roster", lambda seat: True)


def voters(standing: Standing) -> Lines:
    """Those whose person has a vote."""
    return roster(standing, "voters", lambda seat: seat.votes)


def roster(
    standing: Standing,
    name: str,
    wanted: Callable[[Seat], bool],
    marked: Callable[[str], Slice] = lambda seat: {},
) -> Lines:
    """Pupils of the seats that are wanted, block by block; `name` tells lists of different people apart.

    `marked`: what is special about somebody: `voted` already, or `called` now and so chosen at first.
    """
    assembly, known = standing.assembly, standing.once(_known)
    starts = range(0, len(assembly.order), SEATS_A_BLOCK)
    return Lines(
        "",
        tuple(
            Piece(
                "roster",
                f".{name}-{n}",
                {
                    "block": f"{name}-{n}",
                    "first": start + 1 if len(starts) > 1 else 0,
                    "last": min(start + SEATS_A_BLOCK, len(assembly.order)),
                    "rows": [
                        known[id] | marked(id)
                        for id in assembly.order[start : start + SEATS_A_BLOCK]
                        if id in known and wanted(assembly.seats[id])
                    ],
                },
            )
            for n, start in enumerate(starts)
        ),
    )
