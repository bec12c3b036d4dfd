"""`decide(assembly, command, at)`: which facts a command causes, or why it is refused.

Who may ask for what is the table MAY; what a command does is in the topic modules. A refused command has
changed nothing: deciding only reads.
"""

from typing import Literal

from debate import agenda, commands, floor, seating, voting
from debate.assembly import Assembly
from debate.commands import CLOCK, DOOR, TEACHER, Command
from debate.events import Fact
from debate.refusal import Refusal
from debate.topic import Rules

Actor = Literal["teacher", "chair", "pupil", "absent", "door", "clock"]

TEACHER_ONLY: frozenset[Actor] = frozenset({"teacher"})
THE_CHAIR: frozenset[Actor] = frozenset({"teacher", "chair"})
ANY_PUPIL: frozenset[Actor] = frozenset({"pupil", "chair"})

MAY: dict[type[Command], frozenset[Actor]] = {
    commands.CreateSession: TEACHER_ONLY,
    commands.OpenSession: TEACHER_ONLY,
    commands.CloseSession: TEACHER_ONLY,
    commands.FreeSeat: TEACHER_ONLY,
    commands.AssignRole: TEACHER_ONLY,
    commands.GiveChair: TEACHER_ONLY,
    commands.LockDoors: TEACHER_ONLY,
    commands.ReleaseCard: TEACHER_ONLY,
    commands.HideStatement: TEACHER_ONLY,
    commands.EnterVote: TEACHER_ONLY,
    commands.SayToAll: TEACHER_ONLY,
    commands.AdvanceStage: THE_CHAIR,
    commands.GiveFloor: THE_CHAIR,
    commands.EndTurn: THE_CHAIR,
    commands.PutQuestion: THE_CHAIR,
    commands.CloseBallot: THE_CHAIR | {"clock"},
    commands.Announce: THE_CHAIR,
    commands.Pause: THE_CHAIR,
    commands.Resume: THE_CHAIR,
    commands.TakeSeat: frozenset({"door"}),
    commands.ReturnToSeat: ANY_PUPIL | {"absent"},
    commands.CastVote: ANY_PUPIL,
    commands.RequestFloor: ANY_PUPIL,
    commands.WithdrawRequest: ANY_PUPIL,
    commands.YieldFloor: ANY_PUPIL,
    commands.LeaveStatement: ANY_PUPIL,
}

WHILE_PAUSED: frozenset[type[Command]] = frozenset(
    {command for command, actors in MAY.items() if actors == TEACHER_ONLY}
    | {commands.Resume, commands.Pause, commands.TakeSeat, commands.ReturnToSeat}
)
"""A pause stops the meeting, not the teacher's hands, nor the door."""

RULES: Rules = {
    **agenda.RULES,
    **floor.RULES,
    **seating.RULES,
    **voting.RULES,
}


def actor(assembly: Assembly, by: str) -> Actor | None:
    """What kind of person `by` is; None for somebody who has no part in this assembly.

    "absent": a pupil whose seat went back to the house; they may only return to it.
    """
    if by == TEACHER:
        return "teacher"
    if by == DOOR:
        return "door"
    if by == CLOCK:
        return "clock"
    seat = assembly.seats.get(by)
    if seat is None:
        return None
    if seat.held_by != "pupil":
        return "absent"
    return "chair" if by == assembly.chair else "pupil"


def decide(assembly: Assembly, command: Command, at: int) -> list[Fact]:
    """The facts this command causes, in order; none when everything is already as asked.

    `at`: milliseconds since the epoch. Raises Refusal.
    """
    kind = type(command)
    asks = actor(assembly, command.by)
    if asks not in MAY[kind]:
        if asks == "absent" and "pupil" in MAY[kind]:
            raise Refusal("seat_at_house")
        raise Refusal("not_yours")
    if assembly.status == "new" and kind is not commands.CreateSession:
        raise Refusal("no_such_session")
    if assembly.status == "closed":
        raise Refusal("session_closed")
    if assembly.status == "paused" and kind not in WHILE_PAUSED:
        raise Refusal("paused")
    return RULES[kind](assembly, command, at)
