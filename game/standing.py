"""How a session stands for those who look at it: the assembly, and beside it what the journal does not hold.

Names and presence come from the server, everything else from the fold; a replay stands without them.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Literal, TypeVar

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict, replace

from debate.assembly import Assembly
from debate.ids import NOBODY, SeatId, TextId
from debate.shown.audience import Audience
from debate.shown.hall import SeatRow
from debate.shown.outward import outward
from debate.view import View, view
from game.people.sitters import People

Presence = Literal["here", "away", "gone", "paper"]
Made = TypeVar("Made")


class Standing(Struct, frozen=True, kw_only=True, dict=True):
    """`code` is the session's join code; `presence` by seat ("paper": a pupil without a device), or
    `looking` gives it: it changes while assembly and people stay as they are. `reactions`: what each seat has
    pressed during the speech that goes on; so do they. `gone`: the texts that are away by the end of the
    journal, for a state within it.

    What many slices need is worked out once (`once`): no row, seat or viewer pays for the whole class.
    """

    code: str
    assembly: Assembly
    presence: Mapping[str, Presence] = {}
    people: People = People()
    looking: Callable[[], Mapping[str, Presence]] | None = None
    reactions: Mapping[str, str] = {}
    gone: frozenset[TextId] = frozenset()

    def shown_to(self, audience: Audience) -> "Standing":
        """As this audience may see it: all but the desk without what the teacher has taken away."""
        if audience == "teach":
            return self
        return self._on_the_wall if audience == "screen" else self._to_pupils

    @cached_property
    def _to_pupils(self) -> "Standing":
        return self._of(outward(self.assembly, self.gone))

    @cached_property
    def _on_the_wall(self) -> "Standing":
        return self._of(outward(self.assembly, self.gone, wall=True))

    def _of(self, assembly: Assembly) -> "Standing":
        return self if assembly is self.assembly else replace(self, assembly=assembly)

    @cached_property
    def names(self) -> dict[str, str]:
        """Seat to the names of the pupils in it."""
        return {seat: sitting.name for seat, sitting in self.people.seats.items() if sitting.name}

    @cached_property
    def known(self) -> dict[str, str]:
        """The same where the class sees who plays whom; else nobody is named."""
        return self.names if self.people.shown else {}

    def present(self) -> Mapping[str, Presence]:
        """Presence as it is at this moment, of everybody: to be asked once for all rows."""
        return self.looking() if self.looking else self.presence

    def at_rest(self) -> "Standing":
        """The same with presence as it is at this moment, to be handed to another thread."""
        return replace(self, presence=self.present(), looking=None)

    @cached_property
    def _made(self) -> dict[Callable[..., Any], Any]:
        return {}

    def once(self, work: Callable[["Standing"], Made]) -> Made:
        """What `work` makes of this standing, worked out when it is first asked for; not to be changed."""
        if work not in self._made:
            self._made[work] = work(self)
        made: Made = self._made[work]
        return made


class SeatSeen(SeatRow, frozen=True, kw_only=True):
    """One seat of `/state/`, with what the journal does not know."""

    presence: Presence | UnsetType = UNSET
    """Only of a pupil's."""
    pupil: str | UnsetType = UNSET
    """For the teacher: the names of the pupils in it."""


class SessionState(View, frozen=True, kw_only=True):
    """Everything that one audience may see of a session."""

    code: str
    seats: tuple[SeatSeen, ...]


def seen_by(standing: Standing, audience: Audience, seat: SeatId = NOBODY) -> SessionState:
    """The view of an audience with the code and presence, and for the teacher the pupils' names."""
    standing = standing.shown_to(audience)
    seen = asdict(view(standing.assembly, audience, seat))
    present, names = standing.present(), standing.names if audience == "teach" else {}
    seen["seats"] = tuple(
        SeatSeen(
            id=row.id,
            role=row.role,
            name=row.name,
            faction=row.faction,
            held_by=row.held_by,
            votes=row.votes,
            delegation=row.delegation,
            weight=row.weight,
            presence=present.get(row.id, "gone") if row.held_by == "pupil" else UNSET,
            pupil=names.get(row.id, UNSET),
        )
        for row in seen["seats"]
    )
    return SessionState(code=standing.code, **seen)
