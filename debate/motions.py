"""Motions: moving, supporting, admitting, ruling out, ordering, withdrawing. What they then do: `effects.py`.

A motion goes moved > seconded > admitted > carried or lost; on the way it may be withdrawn or ruled out. A
procedural one may be put as soon as it is seconded.
"""

from typing import get_args

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.acting import seat_of, written
from debate.agenda import permits
from debate.assembly import Assembly, Ballot, Motion
from debate.ballots import METHODS
from debate.consequences import with_motion, with_new
from debate.procedure import PROCEDURE, About
from debate.refusal import Refusal
from debate.scenario import PROCEDURAL_KINDS, ProceduralKind
from debate.subjects import subject
from debate.timetable import holds, to_come
from debate.topic import Changes, Rules
from debate.typed import tidy
from debate.wording import HOWS, amended, divided, text_of

LONGEST_MOTION = 600
LONGEST_REASON = 300
LONGEST_GROUP = 60
"""Characters."""
MOST_PENDING = 3
"""Motions one seat may have before the meeting at a time."""
MOST_MOTIONS = 200
SHORTEST_RECESS, LONGEST_RECESS = 30, 1800
"""Seconds."""


def move(assembly: Assembly, command: c.Move, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    if not permits(assembly).motions:
        raise Refusal("no_motions_now")
    if not assembly.seats[seat].votes:
        raise Refusal("no_motions_without_vote")
    if sum(1 for m in assembly.motions.values() if m.seat == seat and m.pending) >= MOST_PENDING:
        raise Refusal("too_many_motions", most=MOST_PENDING)
    if assembly.motions_moved >= MOST_MOTIONS:
        raise Refusal("too_many_motions_here", most=MOST_MOTIONS)
    if command.kind in PROCEDURAL_KINDS:
        moved = _procedural(assembly, command, seat, at)
    elif command.kind not in ("", "main", "amendment"):
        raise Refusal("no_such_motion_kind")
    elif command.amends or command.kind == "amendment":
        moved = _amendment(assembly, command, seat, at)
    else:
        moved = _main(assembly, command, seat, at)
    for other in assembly.motions.values():
        if other.pending and _says(other) == (
            moved.motion_kind,
            moved.text,
            moved.amends,
            moved.how,
            moved.passage,
            moved.about,
        ):
            raise Refusal("already_moved")
    return [moved]


def _says(motion: Motion) -> tuple[str, ...]:
    return (motion.kind, motion.text, motion.amends, motion.how, motion.passage, motion.about)


def _next(assembly: Assembly) -> str:
    return f"m{assembly.motions_moved + 1}"


def _main(assembly: Assembly, command: c.Move, seat: str, at: int) -> e.MotionMoved:
    if not assembly.scenario.standing_orders.motions:
        raise Refusal("no_main_motions")
    text = written(command.text, LONGEST_MOTION)
    return e.MotionMoved(at=at, motion=_next(assembly), seat=seat, motion_kind="main", text=text)


def _amendment(assembly: Assembly, command: c.Move, seat: str, at: int) -> e.MotionMoved:
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


def open_text(assembly: Assembly, id: str) -> str:
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


def _procedural(assembly: Assembly, command: c.Move, seat: str, at: int) -> e.MotionMoved:
    kind = _kind(command.kind)
    if kind not in assembly.scenario.standing_orders.procedural:
        raise Refusal("not_known_here")
    CHECKS[PROCEDURE[kind].about](assembly, command, seat)
    if kind == "adjourn" and not SHORTEST_RECESS <= command.seconds <= LONGEST_RECESS:
        raise Refusal("recess_length", least=SHORTEST_RECESS, most=LONGEST_RECESS)
    return e.MotionMoved(
        at=at,
        motion=_next(assembly),
        seat=seat,
        motion_kind=kind,
        about=command.about if PROCEDURE[kind].about else "",
        passage=tidy(command.passage) if kind == "divide" else "",
        seconds=command.seconds if kind == "adjourn" else 0,
    )


def _kind(name: str) -> ProceduralKind:
    return next(kind for kind in PROCEDURAL_KINDS if kind == name)


def _about_nothing(assembly: Assembly, command: c.Move, seat: str) -> None:
    pass


def _about_text(assembly: Assembly, command: c.Move, seat: str) -> None:
    divided(open_text(assembly, command.about), tidy(command.passage))


def _about_subject(assembly: Assembly, command: c.Move, seat: str) -> None:
    found, motion = subject(assembly, command.about), assembly.motions.get(command.about)
    if found is None:
        raise Refusal("which_question")
    if found.alternatives:
        raise Refusal("wrong_method")
    if command.about in assembly.settled() or (motion and not motion.pending):
        raise Refusal("already_decided")


def _about_decided(assembly: Assembly, command: c.Move, seat: str) -> None:
    """Whoever lost may not ask for another try: the mover must have been with the side that won."""
    ballot = decided_in(assembly, command.about)
    if ballot is None or not ballot.announced:
        raise Refusal("not_decided")
    motion = assembly.motions.get(command.about)
    if motion and motion.kind != "main":
        raise Refusal("not_decided")
    if any(b.question == command.about and b.reconsidered for b in assembly.in_order()):
        raise Refusal("reconsidered_once")
    method = METHODS[ballot.method]
    if method.sealed or method.by_hand:
        return  # Nobody can tell.
    voter = next((head for head, seats in ballot.behind.items() if seat in seats), seat)
    shares = method.shares(ballot.votes[voter], 1) if voter in ballot.votes else {}
    if not shares.get("for" if ballot.carried else "against"):
        raise Refusal("was_on_losing_side")


def _about_business(assembly: Assembly, command: c.Move, seat: str) -> None:
    if any(not ballot.announced for ballot in assembly.in_order()):
        raise Refusal("result_unread")  # What lies ahead would tell it.
    results = assembly.results()
    ahead = [stage for stage in to_come(assembly) if stage.question == command.about]
    if not command.about or not ahead:
        raise Refusal("not_ahead")
    if not all(holds(stage.when, results) for stage in ahead):
        raise Refusal("hangs_on_another")


def _about_ruling(assembly: Assembly, command: c.Move, seat: str) -> None:
    motion = assembly.motions.get(command.about)
    if motion is None or motion.state != "ruled_out":
        raise Refusal("no_such_ruling")
    appeals = [m for m in assembly.motions.values() if m.kind == "appeal" and m.about == command.about]
    if any(appeal.pending or appeal.state == "lost" for appeal in appeals):
        raise Refusal("appealed_once")


CHECKS = {
    "": _about_nothing,
    "text": _about_text,
    "subject": _about_subject,
    "decided": _about_decided,
    "business": _about_business,
    "ruling": _about_ruling,
}
assert set(CHECKS) == set(get_args(About))


def decided_in(assembly: Assembly, id: str) -> Ballot | None:
    """The ballot in which a question or motion was decided, unless it is open again."""
    found = [
        b for b in assembly.in_order() if b.question == id and b.carried is not None and not b.reconsidered
    ]
    return found[-1] if found else None


def second(assembly: Assembly, command: c.Second, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    motion = _pending(assembly, command.motion)
    if not permits(assembly).motions:
        raise Refusal("no_motions_now")
    if not assembly.seats[seat].votes:
        raise Refusal("no_motions_without_vote")
    if motion.seat == seat:
        raise Refusal("own_motion")
    if seat in motion.seconders:
        raise Refusal("seconded_already")
    return [e.MotionSeconded(at=at, motion=motion.id, seat=seat)]


def withdraw(assembly: Assembly, command: c.WithdrawMotion, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    motion = _pending(assembly, command.motion)
    if motion.seat != seat:
        raise Refusal("not_your_motion")
    _not_being_voted_on(assembly, motion)
    return [e.MotionWithdrawn(at=at, motion=motion.id)]


def admit(assembly: Assembly, command: c.AdmitMotion, at: int) -> list[e.Fact]:
    motion = _pending(assembly, command.motion)
    if motion.state == "admitted":
        return []
    enough_support(assembly, motion)
    return [e.MotionAdmitted(at=at, motion=motion.id)]


def rule_out(assembly: Assembly, command: c.RuleOut, at: int) -> list[e.Fact]:
    motion = _pending(assembly, command.motion)
    _not_being_voted_on(assembly, motion)
    if motion.kind == "appeal":
        raise Refusal("appeal_stands")
    reason = written(command.reason, LONGEST_REASON)
    return [e.MotionRuledOut(at=at, motion=motion.id, reason=reason)]


def enough_support(assembly: Assembly, motion: Motion) -> None:
    """Raises Refusal for a motion that others have not seconded yet."""
    needed = assembly.scenario.standing_orders.seconders
    if motion.state == "moved":
        raise Refusal("not_seconded", needed=needed, have=len(motion.seconders))


def _pending(assembly: Assembly, id: str) -> Motion:
    motion = assembly.motions.get(id)
    if motion is None:
        raise Refusal("no_such_motion")
    if not motion.pending or id in assembly.settled():
        raise Refusal("motion_settled")
    return motion


def _not_being_voted_on(assembly: Assembly, motion: Motion) -> None:
    if (ballot := assembly.current) and ballot.question == motion.id and not ballot.announced:
        raise Refusal("ballot_open")


def order(assembly: Assembly, command: c.OrderMotions, at: int) -> list[e.Fact]:
    wanted = _known(assembly, command.motions)
    docket = (*wanted, *(id for id in assembly.docket if id not in wanted))
    return [e.MotionsOrdered(at=at, motions=docket)] if docket != assembly.docket else []


def group(assembly: Assembly, command: c.GroupMotions, at: int) -> list[e.Fact]:
    wanted = _known(assembly, command.motions)
    name = written(command.name, LONGEST_GROUP) if command.name.strip() else ""
    if all(assembly.motions[id].group == name for id in wanted):
        return []
    return [e.MotionsGrouped(at=at, motions=wanted, name=name)]


def _known(assembly: Assembly, ids: tuple[str, ...]) -> tuple[str, ...]:
    if not ids or any(id not in assembly.motions for id in ids):
        raise Refusal("no_such_motion")
    return tuple(dict.fromkeys(ids))


def moved(assembly: Assembly, event: e.MotionMoved) -> Assembly:
    motion = Motion(
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
        state="moved" if assembly.scenario.standing_orders.seconders else "seconded",
    )
    return with_new(assembly, (motion,))


def seconded(assembly: Assembly, event: e.MotionSeconded) -> Assembly:
    motion = assembly.motions[event.motion]
    seconders = (*motion.seconders, event.seat)
    enough = len(seconders) >= assembly.scenario.standing_orders.seconders
    state = "seconded" if motion.state == "moved" and enough else motion.state
    return with_motion(assembly, replace(motion, seconders=seconders, state=state))


def admitted(assembly: Assembly, event: e.MotionAdmitted) -> Assembly:
    motion = assembly.motions[event.motion]
    return with_motion(assembly, replace(motion, state="admitted", reason=""))


def ruled_out(assembly: Assembly, event: e.MotionRuledOut) -> Assembly:
    motion = assembly.motions[event.motion]
    return with_motion(assembly, replace(motion, state="ruled_out", reason=event.reason))


def withdrawn(assembly: Assembly, event: e.MotionWithdrawn) -> Assembly:
    return with_motion(assembly, replace(assembly.motions[event.motion], state="withdrawn"))


def ordered(assembly: Assembly, event: e.MotionsOrdered) -> Assembly:
    return replace(assembly, docket=event.motions)


def grouped(assembly: Assembly, event: e.MotionsGrouped) -> Assembly:
    motions = {id: replace(assembly.motions[id], group=event.name) for id in event.motions}
    return replace(assembly, motions=assembly.motions.update(motions))


RULES: Rules = {
    c.Move: move,
    c.Second: second,
    c.WithdrawMotion: withdraw,
    c.AdmitMotion: admit,
    c.RuleOut: rule_out,
    c.OrderMotions: order,
    c.GroupMotions: group,
}
CHANGES: Changes = {
    e.MotionMoved: moved,
    e.MotionSeconded: seconded,
    e.MotionAdmitted: admitted,
    e.MotionRuledOut: ruled_out,
    e.MotionWithdrawn: withdrawn,
    e.MotionsOrdered: ordered,
    e.MotionsGrouped: grouped,
}
