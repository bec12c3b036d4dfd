"""`decide(assembly, command, at)`: which facts a command causes, or why it is refused.

Who may ask for what is the table MAY; what a command does is in the topic modules. A refused command has
changed nothing: deciding only reads.
"""

from typing import Literal

from debate import commands
from debate.afterwards import debrief
from debate.assembly import Assembly
from debate.commands import CLOCK, DOOR, HELPER, TEACHER, WATCHER, Command
from debate.events import Fact
from debate.refusal import Refusal
from debate.rules import limits, undo
from debate.rules.business import agenda, motions, proposing
from debate.rules.hall import caucus, floor, mood, notes, seating, texts, wall
from debate.rules.voting import guesses, opening, reveal, votes
from debate.topic import Rules

Actor = Literal[
    "teacher", "helper", "watcher", "chair", "secretary", "press", "pupil", "absent", "door", "clock"
]

THE_TEACHER: frozenset[Actor] = frozenset({"teacher"})
TEACHERS: frozenset[Actor] = frozenset({"teacher", "helper"})
THE_CHAIR: frozenset[Actor] = frozenset({"teacher", "helper", "chair"})
ANY_PUPIL: frozenset[Actor] = frozenset({"pupil", "chair", "secretary", "press"})
FOR_A_PUPIL: frozenset[Actor] = ANY_PUPIL | TEACHERS

MAY: dict[type[Command], frozenset[Actor]] = {
    commands.CreateSession: THE_TEACHER,
    commands.OpenSession: THE_TEACHER,
    commands.CloseSession: THE_TEACHER,
    commands.ReopenSession: THE_TEACHER,
    commands.FreeSeat: TEACHERS | {"clock"},
    commands.AssignRole: TEACHERS,
    commands.GiveChair: TEACHERS,
    commands.LockDoors: TEACHERS,
    commands.ReleaseCard: TEACHERS,
    commands.HideStatement: TEACHERS,
    commands.TakeAway: TEACHERS,
    commands.TakeNameAway: TEACHERS,
    commands.ReadFirst: TEACHERS,
    commands.LetThrough: TEACHERS,
    commands.EnterVote: TEACHERS | {"secretary"},
    commands.EnterCount: TEACHERS,
    commands.SayToAll: TEACHERS,
    commands.SetGrace: TEACHERS,
    commands.AnswerHelp: TEACHERS,
    commands.PlanDebrief: TEACHERS,
    commands.ShowQuestion: TEACHERS,
    commands.ShowChapter: TEACHERS,
    commands.AdvanceStage: THE_CHAIR,
    commands.GiveFloor: THE_CHAIR,
    commands.GiveIntervention: THE_CHAIR,
    commands.EndTurn: THE_CHAIR | {"clock"},
    commands.SetFloor: THE_CHAIR,
    commands.AdmitMotion: THE_CHAIR,
    commands.RuleOut: THE_CHAIR,
    commands.OrderMotions: THE_CHAIR,
    commands.GroupMotions: THE_CHAIR,
    commands.EndRecess: THE_CHAIR | {"clock"},
    commands.PutQuestion: THE_CHAIR,
    commands.CallNext: THE_CHAIR | {"secretary"},
    commands.GiveTime: THE_CHAIR,
    commands.CloseBallot: THE_CHAIR | {"clock"},
    commands.GiveCastingVote: THE_CHAIR,
    commands.Reveal: THE_CHAIR,
    commands.Announce: THE_CHAIR,
    commands.PutOnWall: THE_CHAIR,
    commands.Pause: THE_CHAIR,
    commands.Resume: THE_CHAIR,
    commands.GiveTimeBack: frozenset({"clock"}),
    commands.TakeMood: frozenset({"clock"}),
    commands.Undo: THE_CHAIR,
    commands.TakeSeat: TEACHERS | {"door"},
    commands.ReturnToSeat: ANY_PUPIL | {"absent"},
    commands.CastVote: ANY_PUPIL,
    commands.YieldFloor: ANY_PUPIL,
    commands.React: ANY_PUPIL,
    commands.RequestFloor: FOR_A_PUPIL,
    commands.WithdrawRequest: FOR_A_PUPIL,
    commands.LeaveStatement: FOR_A_PUPIL,
    commands.Move: FOR_A_PUPIL,
    commands.Second: FOR_A_PUPIL,
    commands.WithdrawMotion: FOR_A_PUPIL,
    commands.SetLeaning: FOR_A_PUPIL,
    commands.CaucusSay: FOR_A_PUPIL,
    commands.NameEnvoy: FOR_A_PUPIL,
    commands.CallHelp: FOR_A_PUPIL,
    commands.Reflect: FOR_A_PUPIL,
    commands.Guess: FOR_A_PUPIL,
    commands.WriteMinutes: TEACHERS | {"secretary", "chair"},
    commands.WriteHeadline: TEACHERS | {"press", "chair"},
}

WHILE_PAUSED: frozenset[type[Command]] = frozenset(
    {command for command, actors in MAY.items() if actors.isdisjoint(ANY_PUPIL)}
    | {
        commands.CallHelp,
        commands.EnterVote,
        commands.Pause,
        commands.Resume,
        commands.ReturnToSeat,
        commands.Undo,
    }
)
"""A pause stops the meeting, not the teacher's hands, nor the door."""

AFTER_THE_CLOSE: tuple[type[Command], ...] = (
    commands.TakeAway,
    commands.TakeNameAway,
    commands.HideStatement,
    commands.CloseSession,
    commands.ReopenSession,
)
"""What a text says may be found out long after the lesson; what is closed may be closed again; and a close
can be taken back for a day."""

RULES: Rules = {
    **agenda.RULES,
    **caucus.RULES,
    **debrief.RULES,
    **floor.RULES,
    **mood.RULES,
    **motions.RULES,
    **proposing.RULES,
    **notes.RULES,
    **opening.RULES,
    **seating.RULES,
    **undo.RULES,
    **texts.RULES,
    **votes.RULES,
    **guesses.RULES,
    **reveal.RULES,
    **wall.RULES,
}

FIXED_ACTORS: dict[str, Actor] = {
    TEACHER: "teacher",
    HELPER: "helper",
    WATCHER: "watcher",
    DOOR: "door",
    CLOCK: "clock",
}


def actor(assembly: Assembly, by: str) -> Actor | None:
    """What kind of person `by` is; None for somebody who has no part in this assembly.

    "absent": a pupil whose seat went back to the house; they may only return to it.
    """
    if by in FIXED_ACTORS:
        return FIXED_ACTORS[by]
    seat = assembly.seats.get(by)
    if seat is None:
        return None
    if seat.held_by != "pupil":
        return "absent"
    if by == assembly.chair:
        return "chair"
    role = assembly.role_of(by)
    return (role.office if role else "") or "pupil"


def decide(assembly: Assembly, command: Command, at: int) -> list[Fact]:
    """The facts this command causes, in order; none when everything is already as asked: whoever presses in a
    second tab what was done in the first is told that it is done.

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
    if assembly.status == "closed" and kind not in AFTER_THE_CLOSE:
        raise Refusal("session_closed")
    if assembly.status == "paused" and kind not in WHILE_PAUSED:
        raise Refusal("paused")
    limits.has_room(assembly, command)
    facts = texts.held_back(assembly, command, RULES[kind](assembly, command, at))
    return limits.within(assembly, command, undo.marked(command, facts, at))
