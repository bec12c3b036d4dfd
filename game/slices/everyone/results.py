"""What the meeting has decided so far."""

from msgspec import Struct, UnsetType

from debate.events import MotionKind
from debate.ids import QuestionId
from debate.shown import ballots
from debate.shown.ballots import Counting, Division, Offered
from debate.shown.house import WentAlong
from debate.shown.people import Named
from debate.shown.units import NamedAway, UnitShown
from game.slices.everyone.bars import ChoiceBar, bars_of
from game.standing import Standing


class ResultRow(Struct, frozen=True, kw_only=True):
    """Something that was decided. `kind`: what to write before the title of a motion."""

    question: QuestionId
    title: str
    carried: bool | UnsetType | None
    tied: bool | UnsetType
    straw: bool | UnsetType
    alternatives: tuple[Offered, ...] | UnsetType
    winners: tuple[str, ...] | UnsetType
    reconsidered: bool
    elected: tuple[Offered, ...] | UnsetType
    counting: Counting | UnsetType
    went_along: tuple[WentAlong, ...] | UnsetType
    silent: tuple[Named, ...] | UnsetType
    units: tuple[UnitShown, ...] | UnsetType
    stopped_by: tuple[str, ...] | UnsetType
    absent: tuple[NamedAway, ...] | UnsetType
    kind: MotionKind | str
    bars: tuple[ChoiceBar, ...]


class Results(Struct, frozen=True, kw_only=True):
    """What the meeting has decided so far."""

    divisions: tuple[ResultRow, ...]


def results(standing: Standing) -> Results:
    """What the meeting has decided so far, as announced."""
    return standing.once(_results)


def _results(standing: Standing) -> Results:
    return Results(divisions=tuple(_result(row) for row in ballots.divisions(standing.assembly, "screen")))


def _result(row: Division) -> ResultRow:
    motion = row.motion
    return ResultRow(
        question=row.question,
        title=row.title,
        carried=row.carried,
        tied=row.tied,
        straw=row.straw,
        alternatives=row.alternatives,
        winners=row.winners,
        reconsidered=row.reconsidered,
        elected=row.elected,
        counting=row.counting,
        went_along=row.went_along,
        silent=row.silent,
        units=row.units,
        stopped_by=row.stopped_by,
        absent=row.absent,
        # A procedural one's title says it already.
        kind=motion.kind if motion and not motion.procedural else "",
        bars=bars_of(row),
    )
