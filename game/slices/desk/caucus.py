"""All rooms of the factions and their envoys, which the teacher reads."""

from debate import view
from debate.agenda import permits
from debate.audience import Slice
from game.standing import Standing

MOST_LINES = 60
"""The latest lines of a room that are shown."""


def caucus(standing: Standing) -> Slice:
    """The rooms in which something was written, the latest line first, and whether they are open now."""
    names = standing.names
    rooms = [
        {
            **room,
            "more": max(0, len(room["lines"]) - MOST_LINES),
            "lines": [
                {**line, "pupil": names.get(line["seat"], "")}
                for line in room["lines"][: -MOST_LINES - 1 : -1]
            ],
        }
        for room in view.all_rooms(standing.assembly)
        if room["lines"]
    ]
    return {"code": standing.code, "open": permits(standing.assembly).caucus, "rooms": rooms}
