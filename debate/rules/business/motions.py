"""Motions once they are moved: supporting, admitting, ruling out, ordering, withdrawing.

A motion goes moved > seconded > admitted > carried or lost; on the way it may be withdrawn or ruled out. A
procedural one may be put as soon as it is seconded. What a result does: `effects.py`.
"""

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Motion
from debate.ids import MotionId
from debate.refusal import Refusal
from debate.rules.business.agenda import permits
from debate.rules.business.consequences import admitted, with_motion
from debate.topic import Changes, Rules, seat_of, written

LONGEST_REASON = 300
LONGEST_GROUP = 60
"""Characters."""


def second(assembly: Assembly, command: c.Second, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    if seat in _motion(assembly, command.motion).seconders:
        return []
    motion = _pending(assembly, command.motion)
    if not permits(assembly).motions:
        raise Refusal("no_motions_now")
    if not assembly.seats[seat].votes:
        raise Refusal("no_motions_without_vote")
    if motion.seat == seat:
        raise Refusal("own_motion")
    return [e.MotionSeconded(at=at, motion=motion.id, seat=seat)]


def withdraw(assembly: Assembly, command: c.WithdrawMotion, at: int) -> list[e.Fact]:
    seat = seat_of(assembly, command)
    motion = _motion(assembly, command.motion)
    if motion.seat == seat and motion.state == "withdrawn":
        return []
    motion = _pending(assembly, command.motion)
    if motion.seat != seat:
        raise Refusal("not_your_motion")
    _not_being_voted_on(assembly, motion)
    return [e.MotionWithdrawn(at=at, motion=motion.id)]


def admit(assembly: Assembly, command: c.AdmitMotion, at: int) -> list[e.Fact]:
    given = _motion(assembly, command.motion)
    found = (given.puts_in, given.strikes) == (command.puts_in, command.strikes)
    if given.state in ("carried", "lost") or (given.state == "admitted" and found):
        return []
    motion = _pending(assembly, command.motion)
    enough_support(assembly, motion)
    _not_being_voted_on(assembly, motion)
    known = {clause.id for clause in assembly.scenario.clauses}
    if not known.issuperset((*command.puts_in, *command.strikes)):
        raise Refusal("no_such_clause")
    if (command.puts_in or command.strikes) and motion.kind != "amendment":
        raise Refusal("clauses_of_amendments")
    if set(command.puts_in) & set(command.strikes):
        raise Refusal("in_and_out")
    return [e.MotionAdmitted(at=at, motion=motion.id, puts_in=command.puts_in, strikes=command.strikes)]


def rule_out(assembly: Assembly, command: c.RuleOut, at: int) -> list[e.Fact]:
    if _motion(assembly, command.motion).state == "ruled_out":
        return []
    motion = _to_be_ruled_out(assembly, command.motion)
    reason = written(command.reason, LONGEST_REASON)
    return [e.MotionRuledOut(at=at, motion=motion.id, reason=reason)]


def can_be_ruled_out(assembly: Assembly, id: MotionId) -> bool:
    """Would the chair's ruling against this motion be taken now?"""
    try:
        _to_be_ruled_out(assembly, id)
    except Refusal:
        return False
    return True


def _to_be_ruled_out(assembly: Assembly, id: MotionId) -> Motion:
    motion = _pending(assembly, id)
    _not_being_voted_on(assembly, motion)
    if motion.kind == "appeal":
        raise Refusal("appeal_stands")
    return motion


def enough_support(assembly: Assembly, motion: Motion) -> None:
    """Raises Refusal for a motion that others have not seconded yet."""
    needed = assembly.scenario.standing_orders.seconders
    if motion.state == "moved":
        raise Refusal("not_seconded", needed=needed, have=len(motion.seconders))


def _motion(assembly: Assembly, id: MotionId) -> Motion:
    """The motion, in whatever state. Raises Refusal for none, and for one that was taken away."""
    motion = assembly.motions.get(id)
    if motion is None:
        raise Refusal("no_such_motion")
    if motion.hidden:
        raise Refusal("motion_settled")
    return motion


def _pending(assembly: Assembly, id: MotionId) -> Motion:
    motion = _motion(assembly, id)
    if not motion.pending or id in assembly.settled():
        raise Refusal("motion_settled")
    return motion


def _not_being_voted_on(assembly: Assembly, motion: Motion) -> None:
    if (ballot := assembly.current) and ballot.question == motion.id and not ballot.announced:
        raise Refusal("ballot_open")


def order(assembly: Assembly, command: c.OrderMotions, at: int) -> list[e.Fact]:
    wanted = _known(assembly, command.motions)
    if command.before:
        _known(assembly, (command.before,))
    rest = [id for id in assembly.docket if id not in wanted]
    place = rest.index(command.before) if command.before in rest else 0
    docket = (*rest[:place], *wanted, *rest[place:])
    return [e.MotionsOrdered(at=at, motions=docket)] if docket != assembly.docket else []


def group(assembly: Assembly, command: c.GroupMotions, at: int) -> list[e.Fact]:
    wanted = _known(assembly, command.motions)
    name = written(command.name, LONGEST_GROUP) if command.name.strip() else ""
    if all(assembly.motions[id].group == name for id in wanted):
        return []
    return [e.MotionsGrouped(at=at, motions=wanted, name=name)]


def _known(assembly: Assembly, ids: tuple[MotionId, ...]) -> tuple[MotionId, ...]:
    if not ids or any(id not in assembly.motions for id in ids):
        raise Refusal("no_such_motion")
    return tuple(dict.fromkeys(ids))


def seconded(assembly: Assembly, event: e.MotionSeconded) -> Assembly:
    motion = assembly.motions[event.motion]
    seconders = (*motion.seconders, event.seat)
    enough = len(seconders) >= assembly.scenario.standing_orders.seconders
    state = "seconded" if motion.state == "moved" and enough else motion.state
    return with_motion(assembly, replace(motion, seconders=seconders, state=state))


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
    c.Second: second,
    c.WithdrawMotion: withdraw,
    c.AdmitMotion: admit,
    c.RuleOut: rule_out,
    c.OrderMotions: order,
    c.GroupMotions: group,
}
CHANGES: Changes = {
    e.MotionSeconded: seconded,
    e.MotionAdmitted: admitted,
    e.MotionRuledOut: ruled_out,
    e.MotionWithdrawn: withdrawn,
    e.MotionsOrdered: ordered,
    e.MotionsGrouped: grouped,
}
