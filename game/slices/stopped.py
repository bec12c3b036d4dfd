"""Where the meeting stopped at the end of a lesson: what is decided, what the text says, what comes next."""

from msgspec import UNSET, Struct

from debate.shown import clauses
from debate.shown.agenda import upcoming
from debate.shown.ballots import Division, divisions
from debate.shown.clauses import ClauseRow
from game.standing import Standing

MOST = 4
"""The latest decisions are shown; all of them stand under Texts."""


class DecidedRow(Struct, frozen=True, kw_only=True):
    """One decision. `chosen`: where alternatives were offered; `figures`: for and against, elsewhere."""

    title: str
    carried: bool | None
    chosen: tuple[str, ...]
    figures: tuple[int, int] | None


class Stopped(Struct, frozen=True, kw_only=True):
    """`decided`: the latest last; `next`: the stage with which the next lesson goes on, "" for the same."""

    decided: tuple[DecidedRow, ...]
    clauses: tuple[ClauseRow, ...]
    next: str


def stopped(standing: Standing) -> Stopped:
    """The same for all who look on: worked out once."""
    assembly = standing.assembly
    rows = _counted(standing)
    later = upcoming(assembly)
    return Stopped(
        decided=tuple(map(_decided, rows[-MOST:])),
        clauses=clauses.held(assembly),
        next=later.title if later else "",
    )


def recap(standing: Standing) -> tuple[DecidedRow, ...] | None:
    """In a later lesson, what was decided when the one before it ended; None in the first."""
    assembly = standing.assembly
    if not assembly.nights:
        return None
    fell, _woke = assembly.nights[-1]
    rows = [row for row in _counted(standing) if row.closed_at is not None and row.closed_at <= fell]
    return tuple(map(_decided, rows[-MOST:]))


def _counted(standing: Standing) -> list[Division]:
    """Decisions that stand."""
    return [row for row in divisions(standing.assembly, "screen") if not row.straw and not row.reconsidered]


def _decided(row: Division) -> DecidedRow:
    offered = {one.id: one.text for one in row.alternatives or ()}
    return DecidedRow(
        title=row.title,
        carried=None if row.carried is UNSET else row.carried,
        chosen=tuple(offered[id] for id in row.winners or ()),
        figures=None if offered else (row.tally["for"], row.tally["against"]),
    )
