"""The next step: the one thing that is due now, which the desk's large button does.

The rules stand in the order of their urgency; the first that applies wins, so that nothing is skipped.
"""

from collections.abc import Callable

from debate import view
from debate.agenda import permits
from debate.assembly import Assembly, Ballot, Motion
from debate.audience import Slice
from debate.ballot_view import asked
from debate.ballots import METHODS
from debate.ballots.method import to_choose_from
from debate.floor import is_open
from debate.naming import name_of
from debate.procedure import PROCEDURE
from debate.putting import can_be_put
from debate.queue import queue
from debate.subjects import title
from debate.timetable import to_come
from game.slices.desk.undoing import undoable
from game.standing import Standing

Due = Slice
"""`step`: the command the button gives; `name`, `value`: what it acts on, so that a late click does nothing
to what came after; `about`: the title that goes into its label."""


def next_step(standing: Standing) -> Slice:
    """The large button, what may be done instead, and what can be undone."""
    assembly = standing.assembly
    now = assembly.now
    return {
        "code": standing.code,
        "status": assembly.status,
        "stage": now.id if now else "",
        "advice": now.teacher if now else "",
        "upcoming": view.upcoming(assembly),
        "due": due(assembly),
        "again": again(assembly),
        "clock": _clock(assembly),
        "undoable": standing.once(_undoable),
        "ballot_open": bool(assembly.current and assembly.current.open),
    }


def _undoable(standing: Standing) -> list[Slice]:
    return undoable(standing.assembly)


def bar(standing: Standing) -> Slice:
    """What a teacher who walks about has at the thumb."""
    assembly = standing.assembly
    return {
        "code": standing.code,
        "due": due(assembly),
        "waiting": bool(queue(assembly)) and is_open(assembly),
        "last": next(iter(standing.once(_undoable)), None),
    }


def _clock(assembly: Assembly) -> str:
    """The open vote that can be given more time; "" where none is."""
    ballot = assembly.current
    return ballot.id if ballot and ballot.open and ballot.closes_at is not None else ""


def due(assembly: Assembly) -> Due:
    """The first thing that is due."""
    return next(step for rule in RULES if (step := rule(assembly)) is not None)


def _nothing(assembly: Assembly) -> Due | None:
    return {"step": "none"} if assembly.status in ("new", "closed") else None


def _resume(assembly: Assembly) -> Due | None:
    return {"step": "resume"} if assembly.status == "paused" else None


def _begin(assembly: Assembly) -> Due | None:
    return {"step": "open_session"} if assembly.status == "lobby" else None


def _open_ballot(assembly: Assembly) -> Due | None:
    """Call the roll, enter what was counted, or close."""
    ballot = assembly.current
    if ballot is None or not ballot.open:
        return None
    of_it = {"name": "ballot", "value": ballot.id, "about": title(assembly, ballot.question)}
    if METHODS[ballot.method].by_hand and not ballot.counted:
        return {"step": "enter_count", **of_it}
    if ballot.calls and (ballot.called or ballot.roll < len(ballot.calls)):
        return {"step": "call_next", "name": "seat", "value": ballot.called, **_roll(assembly, ballot)}
    return {"step": "close_ballot", **of_it}


def _roll(assembly: Assembly, ballot: Ballot) -> Slice:
    """Whose name comes next; `waits_for`: who was called and has not answered."""
    rest = (seat for seat in ballot.calls[ballot.roll :] if assembly.seats[seat].held_by == "pupil")
    following = next(rest, "")
    unanswered = ballot.called if ballot.called and ballot.called not in ballot.votes else ""
    return {
        "about": name_of(assembly, following) if following else "",
        "waits_for": name_of(assembly, unanswered) if unanswered else "",
    }


def _end_recess(assembly: Assembly) -> Due | None:
    return {"step": "end_recess"} if assembly.recess_ends is not None else None


def _unread(assembly: Assembly) -> Due | None:
    """A tie is the chair's to decide; a result has to be read out, unless the next stage is for that."""
    later = view.upcoming(assembly)
    waits_for_its_stage = later is not None and later["kind"] == "announcement"
    for ballot in assembly.in_order():
        of_it = {"name": "ballot", "value": ballot.id, "about": title(assembly, ballot.question)}
        if ballot.tied:
            return {
                "step": "give_casting_vote",
                **of_it,
                "choices": _choices(assembly, ballot),
                "places": ballot.places,
            }
        if not ballot.announced and (ballot.question in assembly.motions or not waits_for_its_stage):
            return {"step": "announce", **of_it}
    return None


def _choices(assembly: Assembly, ballot: Ballot) -> list[Slice]:
    """What the chair may decide for in a tie; an alternative has a `label`."""
    labels = {a["id"]: a["text"] for a in asked(assembly, ballot).get("alternatives", ())}
    return [{"id": id, "label": labels.get(id, "")} for id in to_choose_from(ballot)]


def again(assembly: Assembly) -> Slice | None:
    """The question that was voted on last, if it was announced, has places open and can be put again for
    them."""
    ballot = assembly.current
    if ballot is None or not ballot.announced or assembly.left_open(ballot.question) is not ballot:
        return None
    if not can_be_put(assembly, ballot.question):
        return None
    return {"question": ballot.question, "title": title(assembly, ballot.question), "places": ballot.places}


def _motions(assembly: Assembly) -> Due | None:
    """Procedural ones first, then those that wait for the chair, then those no later stage will bring."""
    if not permits(assembly).motions:
        return None
    settled = assembly.settled()
    pending = [assembly.motions[id] for id in assembly.docket if id not in settled]
    for motion in pending:
        if motion.kind in PROCEDURE and can_be_put(assembly, motion.id):
            return _on_motion(assembly, "put_question", motion)
    for motion in pending:
        if motion.pending and motion.state == "seconded" and motion.kind not in PROCEDURE:
            return _on_motion(assembly, "admit_motion", motion)
    ahead = {stage.question for stage in to_come(assembly) if stage.kind == "division"}
    due_now = [m for m in pending if m.amends not in ahead and can_be_put(assembly, m.id)]
    # Whatever changes a text comes before the text itself.
    return next((_on_motion(assembly, "put_question", m) for m in due_now if m.amends), None) or next(
        (_on_motion(assembly, "put_question", m) for m in due_now), None
    )


def _on_motion(assembly: Assembly, step: str, motion: Motion) -> Due:
    words = {"kind": motion.kind, "about": title(assembly, motion.id)}
    return {"step": step, "name": "motion", "value": motion.id, **words}


def _question(assembly: Assembly) -> Due | None:
    now = assembly.now
    if now is None or now.kind != "division" or not now.question or now.question in assembly.results():
        return None
    about = title(assembly, now.question)
    return {"step": "put_question", "name": "question", "value": now.question, "about": about}


def _go_on(assembly: Assembly) -> Due | None:
    later = view.upcoming(assembly)
    if later is None:
        return None
    return {"step": "advance_stage", "name": "stage", "value": assembly.stage, "about": later["title"]}


def _close(assembly: Assembly) -> Due | None:
    return {"step": "close_session"}


RULES: tuple[Callable[[Assembly], Due | None], ...] = (
    _nothing,
    _resume,
    _begin,
    _open_ballot,
    _end_recess,
    _unread,
    _motions,
    _question,
    _go_on,
    _close,
)
