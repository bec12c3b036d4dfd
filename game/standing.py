"""How a session stands for those who look at it: the assembly, and beside it what the journal does not hold.

Names and presence come from the server, everything else from the fold; a replay stands without them.
"""

from typing import Literal

from msgspec import Struct

from debate.assembly import Assembly
from debate.audience import Audience, Slice
from debate.view import view

Presence = Literal["here", "away", "gone"]


class Standing(Struct, frozen=True, kw_only=True):
    """`names` and `presence` by seat; `code` is the session's join code; `base` the server's own address."""

    code: str
    assembly: Assembly
    names: dict[str, str] = {}
    presence: dict[str, Presence] = {}


def seen_by(standing: Standing, audience: Audience, seat: str = "") -> Slice:
    """The view of an audience with the code and presence, and for the teacher the pupils' names."""
    seen = {"code": standing.code, **view(standing.assembly, audience, seat)}
    for row in seen["seats"]:
        if row["held_by"] == "pupil":
            row["presence"] = standing.presence.get(row["id"], "gone")
        if audience == "teach" and row["id"] in standing.names:
            row["pupil"] = standing.names[row["id"]]
    return seen
