"""The floor: who speaks, who wants to, and the sentences left for the record."""

from typing import Literal, get_args

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.agenda import permits
from debate.assembly import Assembly, Floor, Request, Speech, Statement
from debate.refusal import Refusal
from debate.topic import Changes, Rules

Purpose = Literal["new_point", "support", "attack", "question", "point_of_order"]
PURPOSES: tuple[str, ...] = get_args(Purpose)
SPEECH_SECONDS = 90
LONGEST_STATEMENT = 500
"""Characters."""
MOST_STATEMENTS = 20
"""Per seat: a record is read by the class, and one pupil must not fill it alone."""


def request(assembly: Assembly, command: c.RequestFloor, at: int) -> list[e.Fact]:
    if command.purpose not in PURPOSES:
        raise Refusal("no_such_purpose")
    if not permits(assembly).floor:
        raise Refusal("no_speeches_now")
    if assembly.floor.speaker == command.by:
        raise Refusal("has_the_floor")
    if _on_list(assembly, command.by):
        raise Refusal("already_on_list")
    return [e.FloorRequested(at=at, seat=command.by, purpose=command.purpose)]


def withdraw(assembly: Assembly, command: c.WithdrawRequest, at: int) -> list[e.Fact]:
    if not _on_list(assembly, command.by):
        raise Refusal("not_on_list")
    return [e.RequestWithdrawn(at=at, seat=command.by)]


def give(assembly: Assembly, command: c.GiveFloor, at: int) -> list[e.Fact]:
    if not permits(assembly).floor:
        raise Refusal("no_speeches_now")
    seat = command.seat or (assembly.floor.requests[0].seat if assembly.floor.requests else "")
    if not seat:
        raise Refusal("nobody_asked")
    if seat not in assembly.seats or assembly.seats[seat].held_by == "nobody":
        raise Refusal("no_such_seat")
    if assembly.floor.speaker == seat:
        raise Refusal("has_the_floor")
    return [
        *_end(assembly, at),
        e.FloorGiven(at=at, seat=seat, ends_at=at + SPEECH_SECONDS * 1000),
    ]


def yield_floor(assembly: Assembly, command: c.YieldFloor, at: int) -> list[e.Fact]:
    if assembly.floor.speaker != command.by:
        raise Refusal("not_speaking")
    return _end(assembly, at)


def end_turn(assembly: Assembly, command: c.EndTurn, at: int) -> list[e.Fact]:
    if not assembly.floor.speaker or command.seat not in ("", assembly.floor.speaker):
        raise Refusal("nobody_speaks")
    return _end(assembly, at)


def state(assembly: Assembly, command: c.LeaveStatement, at: int) -> list[e.Fact]:
    text = " ".join(command.text.split())
    if not text:
        raise Refusal("empty_text")
    if len(text) > LONGEST_STATEMENT:
        raise Refusal("text_too_long", most=LONGEST_STATEMENT, length=len(text))
    if not permits(assembly).statements:
        raise Refusal("no_statements_now")
    if sum(1 for s in assembly.statements.values() if s.seat == command.by) >= MOST_STATEMENTS:
        raise Refusal("too_many_statements", most=MOST_STATEMENTS)
    number = len(assembly.statements) + 1
    return [e.StatementLeft(at=at, statement=f"t{number}", seat=command.by, text=text)]


def hide(assembly: Assembly, command: c.HideStatement, at: int) -> list[e.Fact]:
    statement = assembly.statements.get(command.statement)
    if statement is None:
        raise Refusal("no_such_statement")
    if statement.hidden == command.hidden:
        return []
    return [e.StatementHidden(at=at, statement=statement.id, hidden=command.hidden)]


def _on_list(assembly: Assembly, seat: str) -> bool:
    return any(request.seat == seat for request in assembly.floor.requests)


def _end(assembly: Assembly, at: int) -> list[e.Fact]:
    return [e.TurnEnded(at=at, seat=assembly.floor.speaker)] if assembly.floor.speaker else []


def without(floor: Floor, seat: str) -> Floor:
    """The floor with this seat off the speakers' list."""
    return replace(floor, requests=tuple(r for r in floor.requests if r.seat != seat))


def requested(assembly: Assembly, event: e.FloorRequested) -> Assembly:
    requests = (*assembly.floor.requests, Request(event.seat, event.purpose))
    return replace(assembly, floor=replace(assembly.floor, requests=requests))


def withdrawn(assembly: Assembly, event: e.RequestWithdrawn) -> Assembly:
    return replace(assembly, floor=without(assembly.floor, event.seat))


def given(assembly: Assembly, event: e.FloorGiven) -> Assembly:
    floor = without(assembly.floor, event.seat)
    return replace(
        assembly,
        floor=replace(floor, speaker=event.seat, since=event.at, ends_at=event.ends_at),
    )


def ended(assembly: Assembly, event: e.TurnEnded) -> Assembly:
    speech = Speech(seat=event.seat, began=assembly.floor.since, ended=assembly.clock(event.at))
    return replace(
        assembly,
        floor=replace(assembly.floor, speaker="", since=0, ends_at=0),
        speeches=assembly.speeches.set(len(assembly.speeches), speech),
    )


def stated(assembly: Assembly, event: e.StatementLeft) -> Assembly:
    statement = Statement(id=event.statement, seat=event.seat, text=event.text, at=event.at)
    return replace(assembly, statements=assembly.statements.set(statement.id, statement))


def hidden(assembly: Assembly, event: e.StatementHidden) -> Assembly:
    statement = replace(assembly.statements[event.statement], hidden=event.hidden)
    return replace(assembly, statements=assembly.statements.set(statement.id, statement))


RULES: Rules = {
    c.RequestFloor: request,
    c.WithdrawRequest: withdraw,
    c.GiveFloor: give,
    c.YieldFloor: yield_floor,
    c.EndTurn: end_turn,
    c.LeaveStatement: state,
    c.HideStatement: hide,
}
CHANGES: Changes = {
    e.FloorRequested: requested,
    e.RequestWithdrawn: withdrawn,
    e.FloorGiven: given,
    e.TurnEnded: ended,
    e.StatementLeft: stated,
    e.StatementHidden: hidden,
}
