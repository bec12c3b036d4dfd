"""Names for what the lab speaks of: questions and motions, and persons as they sat when a vote was taken."""

from msgspec.structs import replace

from debate.assembly import Assembly, Ballot
from debate.audience import Slice
from debate.naming import name_of
from debate.procedure import PROCEDURE
from debate.subjects import title


def subject(assembly: Assembly, question: str) -> Slice:
    """A question or motion for a heading: `title`, and what to write before the title of a motion. A
    procedural one's title says what it is already."""
    motion = assembly.motions.get(question)
    kind = motion.kind if motion and motion.kind not in PROCEDURE else ""
    return {"id": question, "title": title(assembly, question), "kind": kind}


def names(assembly: Assembly, ballot: Ballot | None, seats: tuple[str, ...] | list[str]) -> list[str]:
    """What the hall called these seats when the ballot was taken."""
    if ballot is None:
        return []
    then = replace(assembly, seats=ballot.seating)
    return [name_of(then, seat) for seat in seats]
