"""How a session stands for those who look at it: the assembly, and beside it what the journal does not hold.

Names and presence come from the server, everything else from the fold; a replay stands without them.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from debate.assembly import Assembly
from debate.audience import Audience, Slice
from debate.outward import outward
from debate.view import view
from game.sitting import People

Presence = Literal["here", "away", "gone", "paper"]
Made = TypeVar("Made")


class Standing(Struct, frozen=True, kw_only=True, dict=True):
    """`code` is the session's join code; `presence` by seat ("paper": a pupil without a device), or
    `looking` gives it: it changes while assembly and people stay as they are. `gone`: the texts that are away
    by the end of the journal, for a state within it.

    What many cuts need is worked out once (`once`), so that no row, seat or viewer pays for the whole class.
    """

    code: str
    assembly: Assembly
    presence: Mapping[str, Presence] = {}
    people: People = People()
    looking: Callable[[], Mapping[str, Presence]] | None = None
    gone: frozenset[str] = frozenset()

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
        return {seat: sitting.name for seat, sitting in self.people.seats.items()}

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


def seen_by(standing: Standing, audience: Audience, seat: str = "") -> Slice:
    """The view of an audience with the code and presence, and for the teacher the pupils' names."""
    standing = standing.shown_to(audience)
    seen = {"code": standing.code, **view(standing.assembly, audience, seat)}
    present, names = standing.present(), standing.names
    for row in seen["seats"]:
        if row["held_by"] == "pupil":
            row["presence"] = present.get(row["id"], "gone")
        if audience == "teach" and row["id"] in names:
            row["pupil"] = names[row["id"]]
    return seen
