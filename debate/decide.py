"""`decide(assembly, command, at)`: which facts a command causes, or why it is refused.

Who may give a command stands with it (`commands.py`); what it does is in the topic modules. A refused command
has changed nothing: deciding only reads.
"""

from debate import commands
from debate.afterwards import debrief
from debate.assembly import Assembly
from debate.commands import ANY_PUPIL, CLOCK, DOOR, HELPER, TEACHER, WATCHER, Actor, Command
from debate.events import Fact
from debate.ids import SeatId
from debate.refusal import Refusal
from debate.rules import limits, undo
from debate.rules.business import agenda, motions, proposing
from debate.rules.hall import bargains, caucus, floor, mood, notes, seating, study, texts, wall
from debate.rules.voting import credit, guesses, opening, reveal, votes
from debate.topic import Rules

RULES: Rules = {
    **agenda.RULES,
    **bargains.RULES,
    **caucus.RULES,
    **debrief.RULES,
    **floor.RULES,
    **mood.RULES,
    **motions.RULES,
    **proposing.RULES,
    **notes.RULES,
    **opening.RULES,
    **seating.RULES,
    **study.RULES,
    **undo.RULES,
    **texts.RULES,
    **votes.RULES,
    **credit.RULES,
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
    seat = assembly.seats.get(SeatId(by))
    if seat is None:
        return None
    if seat.held_by != "pupil":
        return "absent"
    if by == assembly.chair:
        return "chair"
    role = assembly.role_of(seat.id)
    return (role.office if role else "") or "pupil"


def decide(assembly: Assembly, command: Command, at: int) -> list[Fact]:
    """The facts this command causes, in order; none when everything is already as asked: whoever presses in a
    second tab what was done in the first is told that it is done.

    `at`: milliseconds since the epoch. Raises Refusal.
    """
    kind = type(command)
    asks = actor(assembly, command.by)
    if asks not in kind.may:
        if asks == "absent" and "pupil" in kind.may:
            raise Refusal("seat_at_house")
        raise Refusal("not_yours")
    if assembly.status == "new" and kind is not commands.CreateSession:
        raise Refusal("no_such_session")
    if assembly.status == "closed" and not kind.after_close:
        raise Refusal("session_closed")
    # A pause stops the meeting, not the teacher's hands, nor the door.
    if assembly.status == "paused" and not (kind.in_a_pause or kind.may.isdisjoint(ANY_PUPIL)):
        raise Refusal("paused")
    limits.has_room(assembly, command)
    facts = texts.held_back(assembly, command, RULES[kind](assembly, command, at))
    return limits.within(assembly, command, undo.marked(command, facts, at))
