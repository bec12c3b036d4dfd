"""What an office brings with it: the press writes headlines, the secretary minutes and the roll."""

from msgspec import Struct

from debate.assembly import Assembly
from debate.ids import BallotId, SeatId
from debate.rules.hall.notes import LONGEST_ENTRY, LONGEST_HEADLINE
from debate.scenario import CHOICES, Choice
from debate.shown.hall import office_of
from debate.shown.people import Person, who
from game.standing import Standing


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


class RollToCall(Struct, frozen=True, kw_only=True):
    """A roll that is being called."""

    ballot: BallotId
    begun: bool
    done: bool
    called: Called | None


class Secretary(Struct, frozen=True, kw_only=True):
    """The desk of a secretary."""

    office: str = "secretary"
    code: str
    longest: int
    minutes: tuple[EntryRow, ...]
    roll: RollToCall | None
    choices: tuple[Choice, ...]


def office(standing: Standing, seat: SeatId) -> Secretary | Press | NoOffice:
    """The desk of a secretary or of the press; nothing for anybody else."""
    assembly = standing.assembly
    held = office_of(assembly, seat)
    if not held:
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


def _roll(assembly: Assembly) -> RollToCall | None:
    """Whose answer the secretary writes down now; None when no roll is being called."""
    current = assembly.current
    if current is None or not current.open or not current.calls:
        return None
    called = current.called
    return RollToCall(
        ballot=current.id,
        begun=current.roll > 0,
        done=current.roll == len(current.calls) and not called,
        called=Called(**who(assembly, called), answered=called in current.votes) if called else None,
    )
