"""Pupils for lists and forms at the desk: who sits where, by both names.

A list to choose from is made of blocks of seats: whoever comes in late changes one block, in all lists at
once, and not every list whole.
"""

from collections.abc import Callable, Iterable, Sequence

from debate.assembly import Seat
from debate.shown.people import Person, who
from game.pieces import Bit, Lines, Piece
from game.standing import Standing

MOST_LISTED = 80
"""Seats listed by name at the desk; a lecture hall's other seats are counted."""
SEATS_A_BLOCK = 50


class SeatedPupil(Person, frozen=True, kw_only=True):
    """A seat that a pupil holds, by both names. In some lists: have they `voted` already, are they `called`
    now and so chosen at first?"""

    pupil: str
    voted: bool = False
    called: bool = False


class Roster(Bit, frozen=True, kw_only=True, tag="roster"):
    """Pupils to choose from, of the seats `first` to `last` (0: the list is one block)."""

    block: str
    first: int
    last: int
    rows: tuple[SeatedPupil, ...]


def pupils(standing: Standing, seats: Iterable[str] | None = None) -> list[SeatedPupil]:
    """Seats that pupils hold, each with its person's and its pupil's name; of `seats`, or of all."""
    known = standing.once(_known)
    if seats is None:
        return list(known.values())
    return [known[seat] for seat in seats if seat in known]


def _known(standing: Standing) -> dict[str, SeatedPupil]:
    assembly, names = standing.assembly, standing.names
    return {
        id: SeatedPupil(**who(assembly, id), pupil=names.get(id, ""))
        for id in assembly.order
        if assembly.seats[id].held_by == "pupil"
    }


def unlisted(rows: Sequence[SeatedPupil]) -> int:
    """How many more there are than are listed by name."""
    return max(0, len(rows) - MOST_LISTED)


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
    marked: Callable[[SeatedPupil], SeatedPupil] = lambda pupil: pupil,
) -> Lines:
    """Pupils of the seats that are wanted, block by block; `name` tells lists of different people apart.

    `marked`: somebody with what is special about them.
    """
    assembly, known = standing.assembly, standing.once(_known)
    starts = range(0, len(assembly.order), SEATS_A_BLOCK)
    return Lines(
        "",
        tuple(
            Piece(
                f".{name}-{n}",
                Roster(
                    block=f"{name}-{n}",
                    first=start + 1 if len(starts) > 1 else 0,
                    last=min(start + SEATS_A_BLOCK, len(assembly.order)),
                    rows=tuple(
                        marked(known[id])
                        for id in assembly.order[start : start + SEATS_A_BLOCK]
                        if id in known and wanted(assembly.seats[id])
                    ),
                ),
            )
            for n, start in enumerate(starts)
        ),
    )
