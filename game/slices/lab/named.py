"""Names for what the lab speaks of: questions and motions, and persons as they sat when a vote was taken."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
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
    """What the hall called these seats when the ballot was taken, and of whom it counted though they said
    nothing."""
    if ballot is None:
        return ()
    then = replace(assembly, seats=ballot.seating)
    return tuple(_called(name_of(then, seat), seat in ballot.silent) for seat in seats)


def _called(name: str, silent: bool) -> str:
    return _("%(name)s (said nothing; counted as believed)") % {"name": name} if silent else name
