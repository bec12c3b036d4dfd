"""How a session stands for those who look at it: the assembly, and beside it what the journal does not hold.

Names and presence come from the server, everything else from the fold; a replay stands without them.
"""

from typing import Literal

from msgspec import Struct

from debate.assembly import Assembly
from debate.audience import Audience, Slice
from debate.view import view
from game.sitting import People

Presence = Literal["here", "away", "gone", "paper"]


class Standing(Struct, frozen=True, kw_only=True):
    """`code` is the session's join code; `presence` by seat ("paper": a pupil without a device)."""

    code: str
    assembly: Assembly
    presence: dict[str, Presence] = {}
    people: People = People()

    @property
    def names(self) -> dict[str, str]:
        """Seat to the names of the pupils in it."""
        return {seat: sitting.name for seat, sitting in self.people.seats.items()}


def seen_by(standing: Standing, audience: Audience, seat: str = "") -> Slice:
    """The view of an audience with the code and presence, and for the teacher the pupils' names."""
    seen = {"code": standing.code, **view(standing.assembly, audience, seat)}
    for row in seen["seats"]:
        if row["held_by"] == "pupil":
            row["presence"] = standing.presence.get(row["id"], "gone")
        if audience == "teach" and row["id"] in standing.names:
            row["pupil"] = standing.names[row["id"]]
    return seen
