"""What a pupil writes that has no place elsewhere: texts still to be read first, a reflection, a call for
help."""

from msgspec import Struct

from debate.afterwards.debrief import LONGEST_REFLECTION, may_reflect
from debate.assembly import HelpCall
from debate.events import TextKind
from debate.ids import SeatId
from debate.rules.hall.notes import LONGEST_CALL
from debate.rules.hall.texts import READABLE
from debate.shown.written import texts
from debate.shown.written.texts import Unread
from game.standing import Standing


class ToBeRead(Struct, frozen=True, kw_only=True):
    """A pupil's texts that wait until the teacher has read them, and the kinds of those that would."""

    waiting: tuple[Unread, ...]
    kinds: tuple[TextKind, ...]


def to_be_read(standing: Standing, seat: SeatId) -> ToBeRead:
    """This pupil's texts that wait until the teacher has read them, and what else would."""
    assembly = standing.assembly
    closed = assembly.status == "closed"
    kinds = () if closed else tuple(kind for kind in READABLE if kind in assembly.read_first)
    return ToBeRead(waiting=texts.to_read(assembly, seat), kinds=kinds)


class MyReflection(Struct, frozen=True, kw_only=True):
    """What a pupil takes away."""

    code: str
    may: bool
    text: str
    longest: int


def reflection(standing: Standing, seat: SeatId) -> MyReflection:
    """What this pupil takes away, for the teacher's eyes; written when the meeting is over."""
    return MyReflection(
        code=standing.code,
        may=may_reflect(standing.assembly),
        text=standing.assembly.reflections.get(seat, ""),
        longest=LONGEST_REFLECTION,
    )


class Help(Struct, frozen=True, kw_only=True):
    """The call for the teacher."""

    code: str
    may: bool
    waits: bool
    text: str
    longest: int


def help(standing: Standing, seat: SeatId) -> Help:
    """The call for the teacher, and whether one is waiting."""
    waiting = standing.once(_calls).get(seat)
    return Help(
        code=standing.code,
        may=standing.assembly.status != "closed",
        waits=waiting is not None,
        text=waiting.text if waiting else "",
        longest=LONGEST_CALL,
    )


def _calls(standing: Standing) -> dict[str, HelpCall]:
    return {call.seat: call for call in standing.assembly.help}
