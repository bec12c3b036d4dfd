"""What the chair may do instead of the step that is due, in the order in which it stands beside it.

Each row says when; the rules would take all that is offered.
"""

from collections.abc import Callable

from debate.assembly import Assembly, Status
from debate.guide.next_step import END_LESSON, Due, again, in_parts, next_step
from debate.rules.business.agenda import REOPENED_WITHIN, is_over
from debate.shown.agenda import upcoming


def instead(assembly: Assembly) -> tuple[Due, ...]:
    """What may be done besides the step that is due, and what stands beside that."""
    step = next_step(assembly)
    shown = {(way.step, way.name) for way in (step, step.beside or step) if way.step not in MORE}
    found = (way(assembly) for way in WAYS.get(assembly.status, ()))
    return tuple(way for way in found if way is not None and (way.step, way.name) not in shown)


MORE = ("put_question",)
"""Steps that may be due on one thing and offered on another."""


def _is_tied(assembly: Assembly) -> bool:
    return any(ballot.tied for ballot in assembly.in_order())


def _votes(assembly: Assembly) -> bool:
    return assembly.current is not None and assembly.current.open


def _go_on(assembly: Assembly) -> Due | None:
    later = upcoming(assembly)
    if later is None or _votes(assembly) or _is_tied(assembly):
        return None
    return Due(step="advance_stage", name="stage", value=assembly.stage, about=later.title)


def _part_by_part(assembly: Assembly) -> Due | None:
    ballot = in_parts(assembly)
    return Due(step="reveal", name="ballot", value=ballot) if ballot else None


def _once_more(assembly: Assembly) -> Due | None:
    found = again(assembly)
    if found is None:
        return None
    return Due(
        step="put_question", name="question", value=found.question, about=found.title, places=found.places
    )


def _close_vote(assembly: Assembly) -> Due | None:
    return Due(step="close_ballot", name="ballot", value=assembly.ballot) if _votes(assembly) else None


def _more_time(assembly: Assembly) -> Due | None:
    ballot = assembly.current
    has_clock = ballot is not None and ballot.open and ballot.closes_at is not None
    return Due(step="give_time", name="ballot", value=assembly.ballot) if has_clock else None


def _pause(assembly: Assembly) -> Due | None:
    return Due(step="pause")


def _end_lesson(assembly: Assembly) -> Due | None:
    """Anywhere in the meeting; not twice, nor while a vote is open."""
    return None if assembly.sleeps or _votes(assembly) or is_over(assembly) else END_LESSON


def _close(assembly: Assembly) -> Due | None:
    return None if _votes(assembly) or _is_tied(assembly) else Due(step="close_session")


def _reopen(assembly: Assembly) -> Due | None:
    """For a day. The page follows the clock; the rules say no to who comes later."""
    until = (assembly.closed_at or 0) + REOPENED_WITHIN * 1000
    return Due(step="reopen_session", until=until)


WAYS: dict[Status, tuple[Callable[[Assembly], Due | None], ...]] = {
    "open": (_go_on, _part_by_part, _once_more, _close_vote, _more_time, _pause, _end_lesson, _close),
    "paused": (_end_lesson, _close),
    "closed": (_reopen,),
}
