"""The door: the code, and whether it still lets anybody in."""

from msgspec.structs import asdict

from debate.assembly import Status
from game.slices import everyone
from game.standing import Standing


class Doors(everyone.Doors, frozen=True, kw_only=True):
    """The code, how many are in, and whether the doors are locked."""

    locked: bool
    status: Status


def doors(standing: Standing) -> Doors:
    """The code, how many are in, and whether the doors are locked."""
    assembly = standing.assembly
    return Doors(**asdict(everyone.doors(standing)), locked=assembly.locked, status=assembly.status)
