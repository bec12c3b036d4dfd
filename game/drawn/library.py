"""What can be played, drawn once: a page about a meeting is the same for everybody."""

from game import catalogue
from game.drawn.played import drawn


def scenario(language: str, version: int) -> bytes:
    """All about one meeting, in the version with this number.

    No record, outcome or later life is told here: pupils read this page before they play.
    """
    found = catalogue.version(version)
    people = [(faction, [r for r in found.roles if r.faction == faction.id]) for faction in found.factions]
    return drawn("pages/scenario.html", {"scenario": found, "people": people}, language).encode()
