"""One list of what waits for the teacher: calls for help, motions, texts to read first, who is not there."""

from collections.abc import Iterator

from msgspec import Struct

from debate.ballots import METHODS
from debate.events import MotionKind
from debate.shown.people import Named
from game.pieces import Bit, Lines, Piece
from game.slices import motions as shared
from game.slices.desk.pupils import SeatedPupil, pupils
from game.slices.desk.written import latest, unread
from game.standing import Presence, Standing

MOST_NAMED = 6
"""Of those who are not there; the list of people has them all."""


class Calls(Struct, frozen=True, kw_only=True):
    """What waits for the teacher."""

    any: bool
    calls: Lines
    motions: tuple["Seconded", ...]
    unread: Lines
    gone: Piece
    unseen: Piece


class CallRow(Named, frozen=True, kw_only=True):
    """One who waits, what for, the `id` of the text, and whether that was taken `away`."""

    pupil: str
    text: str
    id: str
    away: bool


class HelpWanted(Bit, frozen=True, kw_only=True, tag="call"):
    """One who waits."""

    code: str
    row: CallRow


class Seconded(Struct, frozen=True, kw_only=True):
    """A motion that the chair has to admit, or to rule out."""

    id: str
    kind: MotionKind
    text: str


class NotThere(Bit, frozen=True, kw_only=True, tag="not-there"):
    """`n` pupils whose device is gone, or who are asked for a vote that theirs does not show: `vote`."""

    target: str
    vote: bool
    n: int
    names: tuple[str, ...]
    more: int


def calls(standing: Standing) -> Calls:
    """What waits for the teacher; of those who call for help the longest first."""
    help, texts, motions = tuple(_help(standing)), unread(standing), tuple(_motions(standing))
    gone, unseen = _gone(standing), _unseen(standing)
    return Calls(
        any=bool(help or texts or motions or gone or unseen),
        calls=Lines("all-calls", help),
        motions=motions,
        unread=Lines("to-read", texts),
        gone=_not_there("all-gone-away", gone, vote=False),
        unseen=_not_there("all-unseen", unseen, vote=True),
    )


def _help(standing: Standing) -> Iterator[Piece]:
    if standing.assembly.status == "closed":
        return
    texts = {call.seat: call.text for call in standing.assembly.help}
    for row in pupils(standing, texts):
        text = texts[row.seat]
        id, away = latest(standing, "help", row.seat, text)
        shown = CallRow(seat=row.seat, name=row.name, pupil=row.pupil, text=text, id=id, away=away)
        yield Piece(f"call-{row.seat}", HelpWanted(code=standing.code, row=shown))


def _motions(standing: Standing) -> Iterator[Seconded]:
    for row in standing.once(shared.rows):
        if row.waits and row.state == "seconded" and not row.procedural:
            yield Seconded(id=row.id, kind=row.kind, text=row.text)


def _gone(standing: Standing) -> list[SeatedPupil]:
    """Whose device is gone while the meeting goes on."""
    return _present_as(standing, "gone") if standing.assembly.status == "open" else []


def _unseen(standing: Standing) -> list[SeatedPupil]:
    """Who is asked for a vote and has the page not before them."""
    ballot = standing.assembly.current
    if ballot is None or not ballot.open or METHODS[ballot.method].by_hand:
        return []
    asked = set(ballot.calls[: ballot.roll] if ballot.calls else ballot.weights) - set(ballot.votes)
    return [pupil for pupil in _present_as(standing, "away") if pupil.seat in asked]


def _present_as(standing: Standing, presence: Presence) -> list[SeatedPupil]:
    """Nobody where nobody knows: in a replay."""
    if standing.looking is None and not standing.presence:
        return []
    present = standing.present()
    return [pupil for pupil in pupils(standing) if present.get(pupil.seat, "gone") == presence]


def _not_there(target: str, rows: list[SeatedPupil], vote: bool) -> Piece:
    names = tuple(row.pupil or row.name for row in rows[:MOST_NAMED])
    more = max(0, len(rows) - MOST_NAMED)
    return Piece(target, NotThere(target=target, vote=vote, n=len(rows), names=names, more=more))
