"""Through whose eyes a replay is looked at, and who may look through which.

Nobody sees more than that audience saw at that time: a pupil sees their own seat from the moment they sat
down in it, and before that only what all pupils could see.
"""

from typing import NamedTuple

from debate.ids import NOBODY, SeatId
from debate.refusal import Refusal
from debate.shown.audience import Audience
from game.replay.tape import Tape

SOME_SEAT = SeatId("own")
"""In place of a seat where it does not matter which; no seat is called so."""


class Onlooker(NamedTuple):
    """Whoever looks: at the desk, or in a seat of their own, or neither. `owns`: not only asked to help;
    `told`: of a class that is told who plays whom."""

    teaches: bool = False
    seat: SeatId = NOBODY
    owns: bool = False
    told: bool = False

    def looking(self, wanted: str) -> "Onlooker":
        """Whoever looks through `wanted`. Who has a seat and does not look through it sees what all of them
        see: the same for all, so that it is drawn once."""
        return self._replace(seat=SOME_SEAT) if self.seat and wanted in ("", "screen") else self


class Lens(NamedTuple):
    """An audience; of a seat, from entry `since` on. `names`: with the pupils' names."""

    audience: Audience = "screen"
    seat: SeatId = NOBODY
    since: int = 1
    names: bool = False

    @property
    def word(self) -> str:
        """As the address has it: `screen`, `teach` or the seat."""
        return self.seat or self.audience


def chosen(wanted: str, viewer: Onlooker, tape: Tape, names: bool = False) -> Lens:
    """The lens somebody asks for: "screen", "seat" (their own), "teach", or a seat. Raises Refusal."""
    names = names and (viewer.teaches or viewer.told)
    seat = viewer.seat if wanted == "seat" else SeatId(wanted)
    if wanted in ("", "screen"):
        return Lens(names=names)
    if wanted == "teach" and viewer.teaches:
        return Lens("teach", names=names)
    if seat and seat == viewer.seat:
        return Lens("seat", seat, since=tape.sat.get(seat, 1), names=names)
    if viewer.teaches and seat in tape.end.seats:
        return Lens("seat", seat, names=names)
    raise Refusal("not_yours")
