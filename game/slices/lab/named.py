"""Names for what the lab speaks of: questions and motions, and persons as they sat when a vote was taken."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from debate.assembly import Assembly, Ballot
from debate.ids import QuestionId, SeatId
from debate.rules.business.procedure import PROCEDURE
from debate.rules.business.subjects import title
from debate.shown.people import name_of


class Subject(Struct, frozen=True, kw_only=True):
    """A question or motion for a heading. `kind`: what to write before the title of a motion; that of a
    procedural one says what it is already."""

    id: str
    title: str
    kind: str


def subject(assembly: Assembly, question: QuestionId) -> Subject:
    """A question or motion for a heading."""
    motion = assembly.motions.get(question)
    kind = motion.kind if motion and motion.kind not in PROCEDURE else ""
    return Subject(id=question, title=title(assembly, question), kind=kind)


def names(assembly: Assembly, ballot: Ballot | None, seats: Sequence[SeatId]) -> tuple[str, ...]:
    """What the hall called these seats when the ballot was taken."""
    if ballot is None:
        return ()
    then = replace(assembly, seats=ballot.seating)
    return tuple(name_of(then, seat) for seat in seats)
