"""Cuts for what one pupil does beside the meeting: the own group's room, leanings, an office, help, and what
a latecomer has missed."""

from collections.abc import Sequence

from msgspec import Struct

from debate.afterwards.debrief import LONGEST_REFLECTION, may_reflect
from debate.assembly import Assembly, HelpCall, MotionState
from debate.events import MotionKind, TextKind
from debate.rules.business.agenda import is_over, permits
from debate.rules.business.subjects import title
from debate.rules.hall.caucus import LONGEST_LINE
from debate.rules.hall.caucus import rooms as rooms_of
from debate.rules.hall.notes import LEAST, LONGEST_CALL, LONGEST_ENTRY, LONGEST_HEADLINE, MOST, leaning_key
from debate.rules.hall.texts import READABLE
from debate.scenario import CHOICES, Choice
from debate.shown import caucus as caucus_view
from debate.shown import texts
from debate.shown.caucus import LineRow
from debate.shown.people import Named, Person, name_of, who
from debate.shown.texts import Unread
from game.slices import everyone, motions
from game.slices.everyone.results import ResultRow
from game.standing import Standing

MOST_LINES = 60
"""The latest lines of a room that are shown."""
AT_HAND = 2
"""Leanings shown at once; the others are folded away."""


class LineHere(Named, frozen=True, kw_only=True):
    """A line of a room as a pupil reads it."""

    id: str
    text: str
    own: bool


class Room(Struct, frozen=True, kw_only=True):
    """A room as a pupil sees it. `to`: the other faction, in a room of two envoys."""

    id: str
    names: tuple[str, ...]
    any: bool
    lines: tuple[LineHere, ...]
    to: str


class Caucus(Struct, frozen=True, kw_only=True):
    """The rooms a pupil may write in, and who speaks for the group."""

    code: str
    open: bool
    rooms: tuple[Room, ...]
    shown: bool
    may_name: bool
    is_envoy: bool
    envoy: str
    envoy_name: str
    members: tuple[Person, ...]
    longest: int


def caucus(standing: Standing, seat: str) -> Caucus:
    """The rooms this pupil may write in, and who speaks for the group. Shown when open, or written in."""
    assembly = standing.assembly
    faction, is_open = assembly.seats[seat].faction, permits(assembly).caucus
    written = standing.once(_written)
    rooms = tuple(
        _room(standing, written.get(room) or caucus_view.caucus_room(assembly, room, []), seat)
        for room in rooms_of(assembly, seat)
    )
    may_name = assembly.scenario.standing_orders.envoys and is_open
    envoy = assembly.envoys.get(faction, "")
    return Caucus(
        code=standing.code,
        open=is_open,
        rooms=rooms,
        shown=is_open or any(room.any for room in rooms),
        may_name=may_name,
        is_envoy=envoy == seat,
        envoy=envoy,
        envoy_name=name_of(assembly, envoy) if envoy else "",
        members=standing.once(_members).get(faction, ()) if may_name else (),
        longest=LONGEST_LINE,
    )


def _written(standing: Standing) -> dict[str, caucus_view.Room]:
    """Room to its latest lines, without those that were hidden."""
    assembly = standing.assembly
    return {
        room: caucus_view.caucus_room(
            assembly, room, [line for line in lines if not line.hidden][-MOST_LINES:]
        )
        for room, lines in caucus_view.by_room(assembly).items()
    }


def _members(standing: Standing) -> dict[str, tuple[Person, ...]]:
    return caucus_view.members(standing.assembly)


def _room(standing: Standing, room: caucus_view.Room, seat: str) -> Room:
    """A room as this pupil sees it."""
    return Room(
        id=room.id,
        names=room.names,
        any=bool(room.lines),
        lines=tuple(_line(line, seat) for line in room.lines),
        to=_other(room.factions, standing.assembly.seats[seat].faction),
    )


def _line(line: LineRow, seat: str) -> LineHere:
    return LineHere(id=line.id, seat=line.seat, name=line.name, text=line.text, own=line.seat == seat)


def _other(factions: Sequence[str], own: str) -> str:
    return next((faction for faction in factions if faction != own), "")


class LeaningOn(Struct, frozen=True, kw_only=True):
    """Where a pupil leans on a question, -2 to 2; None for nowhere yet."""

    id: str
    title: str
    text: str
    value: int | None


class Leaning(Struct, frozen=True, kw_only=True):
    """Where a pupil leans: on what is `at_hand`, and folded away on the `others`."""

    code: str
    may: bool
    values: tuple[int, ...]
    at_hand: tuple[LeaningOn, ...]
    others: tuple[LeaningOn, ...]


def leaning(standing: Standing, seat: str) -> Leaning:
    """Where this pupil leans on the question at hand and, folded away, on the others that are open."""
    assembly = standing.assembly
    decided = assembly.results()
    rows = [
        LeaningOn(id=q.id, title=q.title, text=q.text, value=assembly.leanings.get(leaning_key(seat, q.id)))
        for q in assembly.scenario.questions
        if not q.alternatives and q.id not in decided
    ]
    here = assembly.now.question if assembly.now else None
    rows.sort(key=lambda row: row.id != here)
    at_hand = rows[:1] if here and rows and rows[0].id == here else rows[:AT_HAND]
    return Leaning(
        code=standing.code,
        may=permits(assembly).leanings,
        values=tuple(range(LEAST, MOST + 1)),
        at_hand=tuple(at_hand),
        others=tuple(rows[len(at_hand) :]),
    )


class NoOffice(Struct, frozen=True, kw_only=True):
    """This pupil holds none, or it is not the time for it."""

    office: str = ""


class Press(Struct, frozen=True, kw_only=True):
    """The desk of the press."""

    office: str = "press"
    code: str
    headline: str
    longest: int


class EntryRow(Struct, frozen=True, kw_only=True):
    """An entry of the secretary's minutes."""

    text: str


class Called(Person, frozen=True, kw_only=True):
    """Who is called. `answered`: have they?"""

    answered: bool


class Roll(Struct, frozen=True, kw_only=True):
    """A roll that is being called."""

    ballot: str
    begun: bool
    done: bool
    called: Called | None


class Secretary(Struct, frozen=True, kw_only=True):
    """The desk of a secretary."""

    office: str = "secretary"
    code: str
    longest: int
    minutes: tuple[EntryRow, ...]
    roll: Roll | None
    choices: tuple[Choice, ...]


def office(standing: Standing, seat: str) -> Secretary | Press | NoOffice:
    """The desk of a secretary or of the press; nothing for anybody else."""
    assembly = standing.assembly
    role = assembly.role_of(seat)
    held = role.office if role else ""
    if not held or assembly.status in ("lobby", "closed"):
        return NoOffice()
    if held == "press":
        headline = assembly.headlines.get(seat, "")
        return Press(code=standing.code, headline=headline, longest=LONGEST_HEADLINE)
    return Secretary(
        code=standing.code,
        longest=LONGEST_ENTRY,
        minutes=tuple(EntryRow(text=entry.text) for entry in assembly.minutes_written[::-1]),
        roll=_roll(assembly),
        choices=CHOICES,
    )


def _roll(assembly: Assembly) -> Roll | None:
    """Whose answer the secretary writes down now; None when no roll is being called."""
    current = assembly.current
    if current is None or not current.open or not current.calls:
        return None
    called = current.called
    return Roll(
        ballot=current.id,
        begun=current.roll > 0,
        done=current.roll == len(current.calls) and not called,
        called=Called(**who(assembly, called), answered=called in current.votes) if called else None,
    )


class ToBeRead(Struct, frozen=True, kw_only=True):
    """A pupil's texts that wait until the teacher has read them, and the kinds of those that would."""

    waiting: tuple[Unread, ...]
    kinds: tuple[TextKind, ...]


def to_be_read(standing: Standing, seat: str) -> ToBeRead:
    """This pupil's texts that wait until the teacher has read them, and what else would."""
    assembly = standing.assembly
    closed = assembly.status == "closed"
    kinds = () if closed else tuple(kind for kind in READABLE if kind in assembly.read_first)
    return ToBeRead(waiting=texts.to_read(assembly, seat), kinds=kinds)


class Reflection(Struct, frozen=True, kw_only=True):
    """What a pupil takes away."""

    code: str
    may: bool
    text: str
    longest: int


def reflection(standing: Standing, seat: str) -> Reflection:
    """What this pupil takes away, for the teacher's eyes; written when the meeting is over."""
    return Reflection(
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


def help(standing: Standing, seat: str) -> Help:
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


class NotLate(Struct, frozen=True, kw_only=True):
    """This pupil has missed nothing."""

    late: bool = False


class Pending(Struct, frozen=True, kw_only=True):
    """A motion that is not dealt with yet."""

    title: str
    kind: MotionKind
    name: str
    state: MotionState


class SoFar(Struct, frozen=True, kw_only=True):
    """What the meeting has done up to now. `voting`: the title of what a vote is on."""

    late: bool = True
    stages: tuple[str, ...]
    divisions: tuple[ResultRow, ...]
    motions: tuple[Pending, ...]
    voting: str


def so_far(standing: Standing, seat: str) -> SoFar | NotLate:
    """For somebody who came, or came back, after the beginning: what the meeting has done up to now."""
    assembly = standing.assembly
    if not assembly.seats[seat].late or is_over(assembly):
        return NotLate()
    return standing.once(_so_far)


def _so_far(standing: Standing) -> SoFar:
    """The same for everybody who came late."""
    assembly = standing.assembly
    voting = assembly.current if assembly.current and assembly.current.open else None
    return SoFar(
        stages=tuple(assembly.scenario.stage(id).title for id in assembly.path),
        divisions=everyone.results(standing).divisions,
        motions=tuple(
            Pending(title=title(assembly, row.id), kind=row.kind, name=row.name, state=row.state)
            for row in standing.once(motions.still_waiting)
        ),
        voting=title(assembly, voting.question) if voting else "",
    )
