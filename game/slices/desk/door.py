"""The door: the code, and whether it still lets anybody in."""

from debate.audience import Slice
from game.slices import public
from game.standing import Standing


def doors(standing: Standing) -> Slice:
    """The code, how many are in, and whether the doors are locked."""
    return {**public.doors(standing), "locked": standing.assembly.locked, "status": standing.assembly.status}
