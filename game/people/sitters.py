"""Who sits where, beside the journal: the pupils of each seat, who was taken out, who looks over the desk.

Plain values, read from the database by `participants.people` and held by the room; a replay has none of it.
"""

from collections.abc import Mapping
from typing import NamedTuple

from debate.ids import SeatId

EXTRA_TIMES = (0, 25, 50, 100)
"""Per cent more for a vote, as a teacher can choose for a pupil."""


class Sitter(NamedTuple):
    """One pupil in a seat. `paper`: without a device. `came`: known to have the key to it, as far as this was
    on disk when it was read. `nameless`: the name was taken away, and only the teacher's own row shows it.
    `extra_time`: per cent."""

    pk: int
    name: str
    resume_code: str = ""
    paper: bool = False
    came: bool = True
    nameless: bool = False
    extra_time: int = 0


class Sitting(NamedTuple):
    """The pupils of one seat: whom it was given to, and the one they share it with. `share`: the code that
    lets a second one in."""

    sitters: tuple[Sitter, ...] = ()
    share: str = ""

    @property
    def name(self) -> str:
        """As the teacher reads it: "Ada and Ben"; "" where there is none, or none any more."""
        return " and ".join(sitter.name for sitter in self.sitters if not sitter.nameless)

    @property
    def on_paper(self) -> bool:
        """Does somebody play this seat without a device?"""
        return any(sitter.paper for sitter in self.sitters)


class Outcast(NamedTuple):
    """A pupil whom the teacher has taken out of the session."""

    pk: int
    name: str
    seat: SeatId


class Invitation(NamedTuple):
    """A second teacher's link, and whether somebody has come by it."""

    pk: int
    may_help: bool
    used: bool


class People(NamedTuple):
    """Everybody around a session whom the journal does not know by name. `version`: goes up with each change
    that stands in no entry; `shown`: the class sees who plays whom; `sounds`: the wall may be heard."""

    seats: Mapping[SeatId, Sitting] = {}
    banned: tuple[Outcast, ...] = ()
    helpers: tuple[Invitation, ...] = ()
    version: int = 0
    shown: bool = False
    sounds: bool = False

    @property
    def names(self) -> "Names":
        """The names alone."""
        return tuple((seat, sitting.name) for seat, sitting in sorted(self.seats.items()) if sitting.name)

    def extra_time(self, seat: SeatId) -> int:
        """Per cent more that somebody in this seat has for a vote."""
        return max((one.extra_time for one in self.seats.get(seat, Sitting()).sitters), default=0)

    def pupils(self) -> set[int]:
        """The numbers of all who own a seat."""
        return {sitter.pk for sitting in self.seats.values() for sitter in sitting.sitters}


Names = tuple[tuple[SeatId, str], ...]
"""(seat, the pupils' names) in the order of seats: what may be handed on where nothing else of people may."""


def by_name_alone(names: Names) -> People:
    """Who sat where, for those who may be told, without what opens a seat or tells of others."""
    return People(shown=True, seats={seat: Sitting((Sitter(0, name),)) for seat, name in names})
