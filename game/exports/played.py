"""A session read once from the database, for whatever is made of it."""

from typing import NamedTuple

from debate import codec
from debate.assembly import Assembly
from debate.events import AnyEvent
from debate.evolve import fold
from debate.shown.outward import outward
from game.models import Session
from game.scenarios import versions


class PlayedOnDisk(NamedTuple):
    """`entries`: version and JSON text of each; `events`: the same, read; `assembly`: what they come to,
    without what the teacher has taken away."""

    session: Session
    entries: list[tuple[int, str]]
    events: list[AnyEvent]
    assembly: Assembly

    @classmethod
    def of(cls, session: Session) -> "PlayedOnDisk":
        """The session as it stands on disk."""
        entries = list(session.entries.order_by("seq").values_list("version", "data"))
        events = [codec.decode(data, version) for version, data in entries]
        assembly = outward(fold(versions.version(session.scenario_id), events))
        return cls(session, entries, events, assembly)
