"""A list that is cut where it gets too long."""

from game.pieces import Bit, Piece


class More(Bit, frozen=True, kw_only=True, tag="more"):
    """So many more there are than the lines above it."""

    id: str
    more: int


def more(target: str, number: int) -> Piece:
    """So many more there are than the lines above it."""
    return Piece(target, More(id=target, more=max(0, number)))
