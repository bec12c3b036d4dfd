"""Proposing: what a main motion, an amendment or a procedural motion has to be to come before the meeting.

What could be moved now is asked of the same rules: `movable.py`.
"""

from typing import get_args

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Ballot, Motion
from debate.ballots import METHODS
from debate.ids import NOBODY, MotionId, QuestionId, SeatId, motion_id
from debate.refusal import Refusal
from debate.rules.business.agenda import permits
from debate.rules.business.consequences import with_new
from debate.rules.business.documents import may_cite
from debate.rules.business.procedure import PROCEDURE, About
from debate.rules.business.subjects import subject
from debate.rules.business.timetable import to_come
from debate.rules.business.wording import HOWS, amended, divided, text_of
from debate.scenario import PROCEDURAL_KINDS, ProceduralKind
from debate.text import tidy
from debate.topic import Changes, Rules, seat_of, written

LONGEST_MOTION = 600
"""Characters."""
MOST_PENDING = 3
"""Motions one seat may have before the meeting at a time."""
MOST_MOTIONS = 200
SHORTEST_RECESS, LONGEST_RECESS = 30, 1800
"""Seconds."""


def move(assembly: Assembly, command: c.Move, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    takes_motions(assembly)
    may_cite(assembly, seat, command.cites)
    moved = replace(proposed(assembly, command, seat, at), cites=command.cites)
    if says(moved) in waiting(assembly, seat) or says(moved) in map(says, to_be_read(assembly, seat)):
        return []
    may_move(assembly, seat)
    if moved.motion_kind == "reconsider":
        was_on_winning_side(assembly, moved.about, seat)
    if says(moved) in waiting(assembly):
        raise Refusal("already_moved")
    return [moved]


def still_proposed(assembly: Assembly, moved: e.MotionMoved) -> None:
    """Raises Refusal for a motion that has waited so long that it could not be moved any more."""
    command = c.Move(
        by=moved.seat,
        kind=moved.motion_kind,
        text=moved.text,
        amends=moved.amends,
        how=moved.how,
        passage=moved.passage,
        about=moved.about,
        seconds=moved.seconds,
    )
    proposed(assembly, command, moved.seat, moved.at)
    if says(moved) in waiting(assembly):
        raise Refusal("already_moved")


def takes_motions(assembly: Assembly) -> None:
    """Raises Refusal when the meeting takes no motion of anybody."""
    if not permits(assembly).motions:
        raise Refusal("no_motions_now")
    if assembly.motions_moved >= MOST_MOTIONS:
        raise Refusal("too_many_motions_here", most=MOST_MOTIONS)


def may_move(assembly: Assembly, seat: SeatId) -> None:
    """Raises Refusal for a seat that may move nothing, whatever it is."""
    if not assembly.seats[seat].votes:
        raise Refusal("no_motions_without_vote")
    pending = sum(1 for m in assembly.motions.values() if m.seat == seat and m.pending)
    if pending + len(to_be_read(assembly, seat)) >= MOST_PENDING:
        raise Refusal("too_many_motions", most=MOST_PENDING)


def to_be_read(assembly: Assembly, seat: SeatId) -> list[e.MotionMoved]:
    """The motions of a seat that wait until the teacher has read them."""
    held = (event for id, event in assembly.held.items() if id not in assembly.away)
    return [event for event in held if isinstance(event, e.MotionMoved) and event.seat == seat]


def proposed(assembly: Assembly, command: c.Move, seat: SeatId, at: int) -> e.MotionMoved:
    """The motion, as far as it is the same for whoever moves it. Raises Refusal."""
    if command.kind in PROCEDURAL_KINDS:
        return _procedural(assembly, command, seat, at)
    if command.kind not in ("", "main", "amendment"):
        raise Refusal("no_such_motion_kind")
    if command.amends or command.kind == "amendment":
        return _amendment(assembly, command, seat, at)
    return _main(assembly, command, seat, at)


def waiting(assembly: Assembly, seat: SeatId = NOBODY) -> set[tuple[str, ...]]:
    """What the motions (of this seat) say that are to be dealt with: none is moved twice."""
    return {
        (motion.kind, motion.text, motion.amends, motion.how, motion.passage, motion.about)
        for motion in assembly.motions.values()
        if motion.pending and seat in ("", motion.seat)
    }


def says(moved: e.MotionMoved) -> tuple[str, ...]:
    """What makes a motion another one."""
    return (moved.motion_kind, moved.text, moved.amends, moved.how, moved.passage, moved.about)


def _next(assembly: Assembly) -> MotionId:
    return motion_id(assembly.motions_moved + 1)


def _main(assembly: Assembly, command: c.Move, seat: SeatId, at: int) -> e.MotionMoved:
    if not assembly.scenario.standing_orders.motions:
        raise Refusal("no_main_motions")
    text = written(command.text, LONGEST_MOTION)
    return e.MotionMoved(at=at, motion=_next(assembly), seat=seat, motion_kind="main", text=text)


def _amendment(assembly: Assembly, command: c.Move, seat: SeatId, at: int) -> e.MotionMoved:
    if not assembly.scenario.standing_orders.amendments:
        raise Refusal("no_amendments")
    target = assembly.motions.get(command.amends)
    if target and target.kind == "amendment":
        raise Refusal("no_amendment_to_amendment")
    text = open_text(assembly, command.amends)
    how = command.how or "insert"
    if how not in HOWS:
        raise Refusal("no_such_how")
    words = "" if how == "strike" else written(command.text, LONGEST_MOTION)
    passage = tidy(command.passage)
    if how != "insert" and not passage:
        raise Refusal("which_passage")
    if not amended(text, how, passage, words):
        raise Refusal("nothing_left")
    return e.MotionMoved(
        at=at,
        motion=_next(assembly),
        seat=seat,
        motion_kind="amendment",
        text=words,
        amends=command.amends,
        how=how,
        passage=passage,
    )


def open_text(assembly: Assembly, id: QuestionId) -> str:
    """The text of a question or main motion that is not decided yet. Raises Refusal."""
    found, motion = subject(assembly, id), assembly.motions.get(id)
    text = text_of(assembly, id)
    if found is None or not text or (motion and motion.kind != "main"):
        raise Refusal("no_text_to_change")
    if id in assembly.settled() or (motion and not motion.pending):
        raise Refusal("already_decided")
    if (ballot := assembly.current) and ballot.open and ballot.question == id:
        raise Refusal("ballot_open")
    return text


def _procedural(assembly: Assembly, command: c.Move, seat: SeatId, at: int) -> e.MotionMoved:
    kind = _kind(command.kind)
    if kind not in assembly.scenario.standing_orders.procedural:
        raise Refusal("not_known_here")
    HAS_TO_BE[PROCEDURE[kind].about](assembly, command)
    if kind == "adjourn" and not SHORTEST_RECESS <= command.seconds <= LONGEST_RECESS:
        raise Refusal("recess_length", least=SHORTEST_RECESS, most=LONGEST_RECESS)
    return e.MotionMoved(
        at=at,
        motion=_next(assembly),
        seat=seat,
        motion_kind=kind,
        about=command.about if PROCEDURE[kind].about else QuestionId(""),
        passage=tidy(command.passage) if kind == "divide" else "",
        seconds=command.seconds if kind == "adjourn" else 0,
    )


def _kind(name: str) -> ProceduralKind:
    return next(kind for kind in PROCEDURAL_KINDS if kind == name)


def _about_nothing(assembly: Assembly, command: c.Move) -> None:
    pass


def _about_text(assembly: Assembly, command: c.Move) -> None:
    divided(open_text(assembly, command.about), tidy(command.passage))


def _about_subject(assembly: Assembly, command: c.Move) -> None:
    found, motion = subject(assembly, command.about), assembly.motions.get(command.about)
    if found is None:
        raise Refusal("which_question")
    # By unit everybody votes by name already; and who has a veto is seen.
    is_hidden = command.kind == "in_secret" and bool(found.veto)
    if found.alternatives or METHODS[found.method].of_units or is_hidden:
        raise Refusal("wrong_method")
    if command.about in assembly.settled() or (motion and not motion.pending):
        raise Refusal("already_decided")


def _about_decided(assembly: Assembly, command: c.Move) -> None:
    ballot = decided_in(assembly, command.about)
    if ballot is None or not ballot.announced:
        raise Refusal("not_decided")
    motion = assembly.motions.get(command.about)
    if motion and (motion.kind != "main" or motion.hidden):
        raise Refusal("not_decided")
    if any(b.question == command.about and b.reconsidered for b in assembly.in_order()):
        raise Refusal("reconsidered_once")


def was_on_winning_side(assembly: Assembly, about: QuestionId, seat: SeatId) -> None:
    """Raises Refusal: whoever lost may not ask for another try at what the meeting has decided."""
    ballot = decided_in(assembly, about)
    if ballot is None:
        raise Refusal("not_decided")
    method = METHODS[ballot.method]
    if method.sealed or method.by_hand:
        return  # Nobody can tell.
    voter = next((head for head, seats in ballot.behind.items() if seat in seats), seat)
    shares = method.shares(ballot.votes[voter], 1) if voter in ballot.votes else {}
    if not shares.get("for" if ballot.carried else "against"):
        raise Refusal("was_on_losing_side")


def _about_business(assembly: Assembly, command: c.Move) -> None:
    if any(not ballot.announced for ballot in assembly.in_order()):
        raise Refusal("result_unread")  # What lies ahead would tell it.
    ahead = [stage for stage in to_come(assembly) if stage.question == command.about]
    if not command.about or not ahead:
        raise Refusal("not_ahead")
    if not all(assembly.decisions.holds(stage.when) for stage in ahead):
        raise Refusal("hangs_on_another")


def _about_ruling(assembly: Assembly, command: c.Move) -> None:
    motion = assembly.motions.get(command.about)
    if motion is None or motion.state != "ruled_out" or motion.hidden:
        raise Refusal("no_such_ruling")
    appeals = [m for m in assembly.motions.values() if m.kind == "appeal" and m.about == command.about]
    if any(appeal.pending or appeal.state == "lost" for appeal in appeals):
        raise Refusal("appealed_once")


HAS_TO_BE = {
    "": _about_nothing,
    "text": _about_text,
    "subject": _about_subject,
    "decided": _about_decided,
    "business": _about_business,
    "ruling": _about_ruling,
}
assert set(HAS_TO_BE) == set(get_args(About))


def decided_in(assembly: Assembly, id: QuestionId) -> Ballot | None:
    """The ballot in which a question or motion was decided, unless it is open again."""
    found = [
        b for b in assembly.in_order() if b.question == id and b.carried is not None and not b.reconsidered
    ]
    return found[-1] if found else None


def as_motion(assembly: Assembly, event: e.MotionMoved) -> Motion:
    """The motion as it is at first."""
    return Motion(
        id=event.motion,
        seat=event.seat,
        kind=event.motion_kind,
        at=event.at,
        text=event.text,
        amends=event.amends,
        how=event.how,
        passage=event.passage,
        about=event.about,
        seconds=event.seconds,
        cites=event.cites,
        state="moved" if assembly.scenario.standing_orders.seconders else "seconded",
    )


def moved(assembly: Assembly, event: e.MotionMoved) -> Assembly:
    return with_new(assembly, (as_motion(assembly, event),))


RULES: Rules = {c.Move: move}
CHANGES: Changes = {e.MotionMoved: moved}
