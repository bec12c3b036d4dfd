"""What topic modules share: their shape, rules that decide its commands and changes that fold its events; for
whom a command is given; and texts as they are kept."""

from collections.abc import Callable, Sized
from typing import Any

from debate.assembly import Assembly
from debate.commands import HELPER, TEACHER, Command, ForSeat
from debate.events import Event, Fact
from debate.ids import SeatId
from debate.refusal import Refusal
from debate.text import is_blank, tidy, tidy_lines

Rules = dict[type[Command], Callable[[Assembly, Any, int], list[Fact]]]
Changes = dict[type[Event], Callable[[Assembly, Any], Assembly]]


def seat_of(assembly: Assembly, command: ForSeat) -> SeatId:
    """The seat that acts. Raises Refusal: a pupil can't act for another, a teacher has to say for whom."""
    if command.by not in (TEACHER, HELPER):
        if command.seat not in ("", command.by):
            raise Refusal("not_yours")
        return SeatId(command.by)
    if not command.seat:
        raise Refusal("which_seat")
    if command.seat not in assembly.seats:
        raise Refusal("no_such_seat")
    if assembly.seats[command.seat].held_by != "pupil":
        raise Refusal("seat_not_taken")
    return command.seat


def written(text: str, most: int, in_lines: bool = False) -> str:
    """A text as it is kept: tidied, its lines put together unless it is written `in_lines`.

    Raises Refusal for none, or one of over `most` characters."""
    kept = tidy_lines(text) if in_lines else tidy(text)
    if is_blank(kept):
        raise Refusal("empty_text")
    if len(kept) > most:
        raise Refusal("text_too_long", most=most, length=len(kept))
    return kept


def following(made: Sized, assembly: Assembly, kind: type[Event]) -> int:
    """The number of the next one of a kind: after those that were made, and those that wait to be read."""
    return len(made) + sum(isinstance(event, kind) for event in assembly.held.values()) + 1
