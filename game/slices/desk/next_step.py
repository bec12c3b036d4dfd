"""The large button of the desk, what may be done instead, and what can be undone."""

from msgspec import Struct

from debate.assembly import Status
from debate.guide.instead import instead
from debate.guide.next_step import Due
from debate.guide.next_step import next_step as step_of
from debate.rules.hall.floor import next_speaker
from game.slices.motions import Tick, ticks
from game.slices.undoing import Undoable, undoable
from game.standing import Standing

RARE = ("close_session", "sleeps")
"""What a lesson needs once at most is in the drawer: by its step, or what that is about."""


class NextStep(Struct, frozen=True, kw_only=True):
    """The large button, what may be done instead, and what can be undone. `ticks`: of a motion to be
    admitted."""

    code: str
    status: Status
    due: Due
    ticks: tuple[Tick, ...]
    instead: tuple[Due, ...]
    last: Undoable | None


class LastSteps(Struct, frozen=True, kw_only=True):
    """The last steps, and how the session is closed before its time."""

    code: str
    rare: tuple[Due, ...]
    undoable: tuple[Undoable, ...]


def next_step(standing: Standing) -> NextStep:
    """The large button, what may be done instead, and what can be undone."""
    assembly = standing.assembly
    return NextStep(
        code=standing.code,
        status=assembly.status,
        due=(due := standing.once(is_due)),
        ticks=ticks(standing, due.value) if due.step == "admit_motion" else (),
        instead=tuple(way for way in standing.once(_instead) if not _is_rare(way)),
        last=next(iter(standing.once(_undoable)), None),
    )


def last_steps(standing: Standing) -> LastSteps:
    """The last steps, and how the session is closed before its time."""
    return LastSteps(
        code=standing.code,
        rare=tuple(way for way in standing.once(_instead) if _is_rare(way)),
        undoable=standing.once(_undoable),
    )


def _is_rare(way: Due) -> bool:
    return way.step in RARE or way.name in RARE


def is_due(standing: Standing) -> Due:
    """The step that is due, worked out once for all who ask."""
    return step_of(standing.assembly)


def _instead(standing: Standing) -> tuple[Due, ...]:
    return instead(standing.assembly)


def _undoable(standing: Standing) -> tuple[Undoable, ...]:
    return undoable(standing.assembly)


class InReach(Struct, frozen=True, kw_only=True):
    """What a teacher who walks about has at the thumb. `ticks`: is there something to tick first?
    `waiting`: may somebody be called, who is not due? `last`: what can be undone."""

    code: str
    due: Due
    ticks: bool
    waiting: bool
    last: Undoable | None


def bar(standing: Standing) -> InReach:
    """What a teacher who walks about has at the thumb."""
    step = standing.once(is_due)
    return InReach(
        code=standing.code,
        due=step,
        ticks=bool(step.step == "admit_motion" and ticks(standing, step.value)),
        waiting=step.step != "give_floor" and bool(next_speaker(standing.assembly)),
        last=next(iter(standing.once(_undoable)), None),
    )
