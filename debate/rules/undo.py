"""Undo: the steps of the chair and the teacher, and how one is taken back.

A step is marked in the journal by the entry that goes before it (`StepTaken`). Beside it the assembly keeps
how it stood before and after, which costs next to nothing, since unchanged parts are shared. To undo it, what
the step has changed is put back, and what others have done since stays (a merge of three states). Where both
touched the same thing, it is too late to undo.
"""

from functools import cache
from typing import Any

from immutables import Map
from msgspec import Struct
from msgspec.structs import fields, replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Ballot, Notice, Step
from debate.ballots import METHODS
from debate.commands import Command
from debate.ids import BallotId, SeatId
from debate.refusal import Refusal
from debate.rules.business.agenda import resumed
from debate.rules.business.consequences import CHANGES as CONSEQUENCES
from debate.rules.hall.floor import without as off_the_list
from debate.topic import Changes, Rules

MOST_STEPS = 12
"""So many steps can be undone, one after the other."""

NAMES = {kind: name for name, kind in c.COMMANDS.items() if kind.is_step}
"""The commands that are steps. Taking a text away is none: else who wants to undo the step before it would
have to show the text to all again. It has its own way back."""

ABOUT = ("question", "ballot", "stage", "motion", "seat", "card", "chapter", "id")
"""What a step concerns: the first of these that one of its entries names."""

BESIDE: tuple[type[e.Event], ...] = (
    e.CardReleased,
    e.PutOnTheWall,
    *(CONSEQUENCES.keys() - {e.ResultAnnounced}),
)
"""What comes with a step and is not what it is about."""

BY_ITSELF = {c.EndRecess, c.EndTurn}
"""What its clock has ended would end again at once, so that is nobody's step. (A vote loses its clock.)"""

KEPT = {"seq", "steps", "lately", "ballots_put", "motions_moved", "pauses", "nights", "done", "texts"}
"""Fields that stay when a step is undone: counters only grow; what was heard, written and waited, was."""

MOMENTS = {"opened_at", "stage_since", "stage_ends", "recess_ends", "since", "ends_at", "closes_at"}
"""Fields of clocks. A pause, or a word put in, moves them on; all other numbers count things."""


class TooLate(Exception):
    """Others have changed since what the step had changed."""


def marked(command: Command, facts: list[e.Fact], at: int) -> list[e.Fact]:
    """The facts of a command, with the mark of a step in front if it is one."""
    name = NAMES.get(type(command))
    events = [fact for fact in facts if isinstance(fact, e.Event)]
    if name is None or not events or _happens_by_itself(command):
        return facts
    main = next((event for event in reversed(events) if not isinstance(event, BESIDE)), events[-1])
    about = next((getattr(main, field) for field in ABOUT if getattr(main, field, "")), "")
    return [e.StepTaken(at=at, step=name, about=about, by=command.by, events=len(events)), *facts]


def _happens_by_itself(command: Command) -> bool:
    """Is it nobody's step? That nobody came to a seat is no decision that somebody could take back."""
    nobody_came = isinstance(command, c.FreeSeat) and command.never_came
    return nobody_came or (command.by == c.CLOCK and type(command) in BY_ITSELF)


def can_be_undone(assembly: Assembly, step: Step) -> bool:
    """Has nothing happened since that would have to be undone with it?"""
    try:
        _taken_back(assembly, step, assembly.paused_at)
    except TooLate:
        return False
    return True


def undo(assembly: Assembly, command: c.Undo, at: int) -> list[e.Fact]:
    if _is_undone(assembly, command.step):
        return []
    if not assembly.steps:
        raise Refusal("nothing_to_undo")
    last = assembly.steps[-1]
    if command.step not in (0, last.number):
        raise Refusal("not_the_last_step")
    if command.by not in (c.TEACHER, c.HELPER) and last.by != command.by:
        raise Refusal("not_your_step")
    try:
        _taken_back(assembly, last, at)
    except TooLate:
        raise Refusal("too_late_to_undo") from None
    return [e.StepUndone(at=at, step=last.step, about=last.about)]


def _is_undone(assembly: Assembly, number: int) -> bool:
    """Was the step of this number taken back? One so old that nobody remembers it was not."""
    known = [step.number for step in assembly.steps]
    return (known[0] if known else 0) < number <= assembly.seq and number not in known


def _taken_back(assembly: Assembly, step: Step, at: int | None) -> None:
    """Can it be undone at this moment, or at any (None)? Raises TooLate.

    What is asked here and not in `without` came later than journals that `without` still has to read.
    """
    undone = without(assembly, step, at or 0)
    floor, now, ballot = undone.floor, undone.paused_at or at, undone.current
    # A word that comes back has missed the time that all clocks were given since. When it ended, its speaker
    # would get that once more, and end before they began.
    if floor.intervention:
        now = floor.intervention.since
    if floor.speaker and now is not None and floor.since > now:
        raise TooLate
    # Whoever was passed over and has answered since can't be called as if they had not.
    if ballot and ballot.open and _to_be_called(ballot).intersection(ballot.votes):
        raise TooLate


def _to_be_called(ballot: Ballot) -> set[SeatId]:
    """Those whose answer a roll waits for, now or later; nobody without a roll."""
    return {ballot.called, *ballot.calls[ballot.roll :]} - {""}


def without(assembly: Assembly, step: Step, at: int) -> Assembly:
    """The assembly as if the step had not been taken. Raises TooLate."""
    if step.after is None:
        raise TooLate
    if step.step == NAMES[c.Pause]:
        return resumed(assembly, e.Resumed(at=at))  # As if: the clocks must not have run meanwhile.
    changed = {}
    for name in (name for name in _names(Assembly) if name not in KEPT):
        changed[name] = _merge(name, *(getattr(state, name) for state in (step.before, step.after, assembly)))
    return _sound(replace(assembly, **changed))


def _sound(assembly: Assembly) -> Assembly:
    """Without what can't be together: a speaker who asks to speak, an envoy of others. Raises TooLate."""
    floor, seats = assembly.floor, assembly.seats
    if floor.intervention and not floor.speaker:
        raise TooLate
    envoys = {faction: seat for faction, seat in assembly.envoys.items() if seats[seat].faction == faction}
    return replace(assembly, floor=off_the_list(floor, floor.speaker), envoys=Map(envoys))


def _merge(name: str, before: Any, after: Any, now: Any) -> Any:
    """`now` without what led from `before` to `after`, in a field of this name. Raises TooLate."""
    if before is after or before == after or now == before:
        return now
    if now == after:
        return before
    if name in MOMENTS and type(after) is type(now) is int:
        return before and before + now - after  # Its clock has stood still for a while since.
    if isinstance(before, Struct) and type(before) is type(after) is type(now):
        inner = _names(type(before))
        return replace(now, **{n: _merge(n, *(getattr(x, n) for x in (before, after, now))) for n in inner})
    if isinstance(before, Map):
        return _merge_maps(before, after, now)
    if isinstance(before, tuple):
        return _merge_lists(before, after, now)
    raise TooLate


@cache
def _names(kind: type[Struct]) -> tuple[str, ...]:
    """The fields of a type: to find them takes longer than all that is done with them here."""
    return tuple(field.name for field in fields(kind))


def _merge_maps(before: Map[Any, Any], after: Map[Any, Any], now: Map[Any, Any]) -> Map[Any, Any]:
    for key, made in after.items():
        if key not in before:
            now = now.delete(key) if key in now else now  # What the step made goes, whatever became of it.
        elif key in now and before[key] is not made:
            now = now.set(key, _merge("", before[key], made, now[key]))
    lost = {key: before[key] for key in before if key not in after and key not in now}
    return now.update(lost)


def _merge_lists(before: tuple[Any, ...], after: tuple[Any, ...], now: tuple[Any, ...]) -> tuple[Any, ...]:
    """What the step took out comes back in its place, unless the same pupil has asked again; what it added
    goes; what came since stays behind."""
    since = [item for item in now if item not in after]
    again = {_whose(item) for item in since}
    back = [item for item in before if (item in now if item in after else _whose(item) not in again)]
    return (*back, *since)


def _whose(item: Any) -> Any:
    return getattr(item, "seat", item)


def taken(assembly: Assembly, event: e.StepTaken) -> Assembly:
    step = Step(
        number=assembly.seq + 1,
        step=event.step,
        about=event.about,
        by=event.by,
        left=event.events,
        before=replace(assembly, steps=()),
    )
    return replace(assembly, steps=(*assembly.steps, step)[-MOST_STEPS:])


def recorded(assembly: Assembly) -> Assembly:
    """After each entry: a step that is under way has come one entry further."""
    if not assembly.steps or not (last := assembly.steps[-1]).left:
        return assembly
    after = replace(assembly, steps=()) if last.left == 1 else None
    step = replace(last, left=last.left - 1, after=after)
    return replace(assembly, steps=(*assembly.steps[:-1], step))


def undone(assembly: Assembly, event: e.StepUndone) -> Assembly:
    assembly = replace(without(assembly, assembly.steps[-1], event.at), steps=assembly.steps[:-1])
    if event.step == "close_ballot":
        assembly = _opened_again(assembly, assembly.ballots[BallotId(event.about)])
    return assembly.noticed(Notice("undone", event.step, event.at))


def _opened_again(assembly: Assembly, ballot: Ballot) -> Assembly:
    """A vote that is open again has no clock any more: its own may have run out.

    A secret one goes altogether: its count has been seen, and the next count would tell who voted since.
    """
    if not METHODS[ballot.method].sealed:
        return replace(assembly, ballots=assembly.ballots.set(ballot.id, replace(ballot, closes_at=None)))
    assembly = replace(assembly, ballots=assembly.ballots.delete(ballot.id))
    left = assembly.in_order()
    return replace(assembly, ballot=left[-1].id if left else "")


RULES: Rules = {c.Undo: undo}
CHANGES: Changes = {e.StepTaken: taken, e.StepUndone: undone}
