"""For somebody who comes late: what has happened so far."""

from msgspec import Struct

from debate.assembly import MotionState
from debate.events import MotionKind
from debate.ids import SeatId
from debate.rules.business.subjects import title
from debate.shown.hall import has_missed_something
from game.slices import everyone, motions
from game.slices.everyone.results import ResultRow
from game.standing import Standing


class NotLate(Struct, frozen=True, kw_only=True):
    """This pupil has missed nothing."""

    late: bool = False


class MotionPending(Struct, frozen=True, kw_only=True):
    """A motion that is not dealt with yet."""

    title: str
    kind: MotionKind
    name: str
    state: MotionState


class SoFar(Struct, frozen=True, kw_only=True):
    """What the meeting has done up to now. `voting`: the title of what a vote is on."""

    late: bool = True
    stages: tuple[str, ...]
    divisions: tuple[ResultRow, ...]
    motions: tuple[MotionPending, ...]
    voting: str


def so_far(standing: Standing, seat: SeatId) -> SoFar | NotLate:
    """For somebody who came, or came back, after the beginning: what the meeting has done up to now."""
    assembly = standing.assembly
    if not has_missed_something(assembly, seat):
        return NotLate()
    return standing.once(_so_far)


def _so_far(standing: Standing) -> SoFar:
    """The same for everybody who came late."""
    assembly = standing.assembly
    voting = assembly.current if assembly.current and assembly.current.open else None
    return SoFar(
        stages=tuple(assembly.scenario.stage(id).title for id in assembly.path),
        divisions=everyone.results(standing).divisions,
        motions=tuple(
            MotionPending(title=title(assembly, row.id), kind=row.kind, name=row.name, state=row.state)
            for row in standing.once(motions.still_waiting)
        ),
        voting=title(assembly, voting.question) if voting else "",
    )
