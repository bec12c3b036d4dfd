"""A hall with its seats placed and its room drawn: all that a page needs of it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from debate.scenario import Faction
from debate.shown.hall import Built
from game.hall.furniture import Furniture, furniture
from game.hall.paths import short
from game.hall.places import Placed, placed


class Drawing(NamedTuple):
    """Where everybody sits, and what stands round them."""

    placed: Placed
    room: Furniture

    def as_told(self) -> "Told":
        """As `<seat-map>` is told of it."""
        hall = self.placed
        return Told(
            places=" ".join(f"{short(x)} {short(y)}" for x, y in hall.places),
            radius=f"{hall.radius:.2f}",
            rim=" ".join(f"{sign} {short(x)} {short(y)}" for sign, x, y in hall.rim),
            lines=self.room.lines,
            solid=self.room.solid,
        )


class Told(NamedTuple):
    """The same as attributes of an element."""

    places: str
    radius: str
    rim: str
    lines: str
    solid: str


def drawing(signs: str, factions: Iterable[Faction], built: Built) -> Drawing:
    """The hall for seats with these factions' signs, as it is built."""
    return _drawing(signs, "".join(faction.sign for faction in factions), built)


@lru_cache(maxsize=64)
def _drawing(signs: str, order: str, built: Built) -> Drawing:
    hall = placed(signs, order, built.plan, built.behind, built.empty)
    return Drawing(hall, furniture(hall))
