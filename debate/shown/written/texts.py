"""What pupils wrote, as each audience may read it: statements, what waits to be read, what was taken away."""

from typing import TypeVar

from immutables import Map
from msgspec import UNSET, Struct, UnsetType

from debate.assembly import Assembly, Line, Statement, Text
from debate.events import MotionMoved, TextKind
from debate.ids import NOBODY, FactionId, SeatId, TextId
from debate.rules.business.agenda import is_over
from debate.rules.business.proposing import as_motion
from debate.shown.audience import Audience, Moment
from debate.shown.motions import MotionRow, motion_row
from debate.shown.people import Named, Person, name_of, who
from debate.shown.written.documents import Cited, cited


class StatementRow(Person, frozen=True, kw_only=True):
    """A sentence for the record."""

    id: TextId
    text: str
    at: Moment
    cites: tuple[Cited, ...]
    """The document it appeals to."""
    hidden: bool
    """Was it taken away? Only the teacher sees such a sentence."""


class TextRow(Named, frozen=True, kw_only=True):
    """A pupil's text. `seat` and `name` are "" where the teacher wrote it, in the chair."""

    faction: FactionId | UnsetType = UNSET
    """Only of a pupil's."""
    id: TextId
    kind: TextKind
    text: str
    at: Moment


class Unread(TextRow, frozen=True, kw_only=True):
    """A text that waits until the teacher has read it."""

    motion: MotionRow | UnsetType = UNSET
    """Of a motion: what it would do."""


class Headline(Struct, frozen=True, kw_only=True):
    """What one of the press made of the meeting."""

    name: str
    text: str


Said = TypeVar("Said", Statement, Line)


def statements(assembly: Assembly, audience: Audience) -> tuple[StatementRow, ...]:
    """The sentences for the record, oldest first; hidden ones only for the teacher."""
    return tuple(
        StatementRow(
            **who(assembly, s.seat),
            id=s.id,
            text=s.text,
            at=s.at,
            cites=cited(assembly.scenario, (s.cites,)),
            hidden=s.hidden,
        )
        for s in as_they_came(assembly.statements)
        if audience == "teach" or not s.hidden
    )


def headlines(assembly: Assembly) -> tuple[Headline, ...]:
    """What the press made of the meeting, for everybody once it is over; before, each is its author's own."""
    written = assembly.headlines.items() if is_over(assembly) else ()
    return tuple(Headline(name=name_of(assembly, seat), text=text) for seat, text in sorted(written))


def to_read(assembly: Assembly, seat: SeatId = NOBODY) -> tuple[Unread, ...]:
    """The texts that wait until the teacher has read them, oldest first; with `seat`, those of one pupil."""
    waiting = [assembly.texts[id] for id in assembly.held if id not in assembly.away]
    return tuple(
        _unread(assembly, text)
        for text in sorted(waiting, key=lambda text: text.seq)
        if seat in ("", text.seat)
    )


def _unread(assembly: Assembly, text: Text) -> Unread:
    event = assembly.held[text.id]
    motion = motion_row(assembly, as_motion(assembly, event)) if isinstance(event, MotionMoved) else UNSET
    return Unread(
        **who(assembly, event.seat), id=text.id, kind=text.kind, text=text.text, at=text.at, motion=motion
    )


def taken_away(assembly: Assembly) -> tuple[TextRow, ...]:
    """The texts the teacher has taken away, the latest first."""
    gone = [(since, assembly.texts[id]) for id, since in assembly.away.items()]
    latest = sorted(gone, key=lambda row: (row[0], row[1].seq), reverse=True)
    return tuple(text_row(assembly, text) for _, text in latest)


def text_row(assembly: Assembly, text: Text) -> TextRow:
    """A pupil's text: its id, kind and words, and who wrote it."""
    return TextRow(
        seat=text.seat,
        name=name_of(assembly, text.seat) if text.seat else "",
        faction=assembly.seats[text.seat].faction if text.seat else UNSET,
        id=text.id,
        kind=text.kind,
        text=text.text,
        at=text.at,
    )


def as_they_came(kept: Map[TextId, Said]) -> list[Said]:
    """Statements, or lines, oldest first."""
    return sorted(kept.values(), key=lambda said: (said.at, int(said.id[1:])))
