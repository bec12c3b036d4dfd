"""What pupils write, at the desk: what waits to be read, what has been taken away, and what is read first."""

from msgspec import Struct, UnsetType
from msgspec.structs import asdict

from debate.assembly import Status, Text
from debate.events import TextKind
from debate.rules.hall.study import about_key
from debate.rules.hall.texts import READABLE, can_let_through
from debate.shown.motions import MotionRow
from debate.shown.written import texts as text_view
from debate.shown.written.texts import TextRow
from game.pieces import Bit, Lines, Piece
from game.standing import Standing


class Earlier(TextRow, frozen=True, kw_only=True):
    """A text that may have been written anew since. `about`: the motion of a ruling; `away`: taken away."""

    about: str
    away: bool


class KindRow(Struct, frozen=True, kw_only=True):
    """A kind of text: is it read first?"""

    kind: TextKind
    on: bool


class Texts(Struct, frozen=True, kw_only=True):
    """Texts that were taken away, and the kinds that are read first."""

    code: str
    status: Status
    reading: tuple[TextKind, ...]
    kinds: tuple[KindRow, ...]
    earlier: tuple[Earlier, ...]
    any_gone: bool
    gone: Lines


class GoneRow(TextRow, frozen=True, kw_only=True):
    """A text that was taken away, and the pupil who wrote it."""

    pupil: str


class UnreadRow(GoneRow, frozen=True, kw_only=True):
    """A text that waits, and the pupil who wrote it."""

    motion: MotionRow | UnsetType


class UnreadText(Bit, frozen=True, kw_only=True, tag="unread"):
    """One that waits."""

    code: str
    row: UnreadRow
    may_let_through: bool


class Gone(Bit, frozen=True, kw_only=True, tag="gone"):
    """One that was taken away."""

    code: str
    row: GoneRow


def texts(standing: Standing) -> Texts:
    """Texts that were taken away, the latest first, and the kinds that are read first."""
    assembly = standing.assembly
    gone = text_view.taken_away(assembly)
    return Texts(
        code=standing.code,
        status=assembly.status,
        reading=tuple(kind for kind in READABLE if kind in assembly.read_first),
        kinds=tuple(KindRow(kind=kind, on=kind in assembly.read_first) for kind in READABLE),
        earlier=tuple(row for row in _earlier(standing) if not row.away),
        any_gone=bool(gone),
        gone=Lines("all-gone", tuple(_gone(standing, row) for row in gone)),
    )


def unread(standing: Standing) -> tuple[Piece, ...]:
    """Texts that wait until the teacher has read them, oldest first."""
    return tuple(_unread(standing, row) for row in text_view.to_read(standing.assembly))


def _earlier(standing: Standing) -> list[Earlier]:
    """Words of the chair that stand nowhere any more, but in a replay: of what was undone or done anew."""
    motions = standing.assembly.motions.values()
    standing_now = {word for motion in motions for word in (motion.reason, motion.group)}
    rows = of_kind(standing, "ruling") + of_kind(standing, "group")
    return [row for row in rows if row.text not in standing_now]


def _unread(standing: Standing, row: text_view.Unread) -> Piece:
    named = UnreadRow(**asdict(row), pupil=standing.names.get(row.seat, ""))
    may = standing.assembly.status != "closed" and can_let_through(standing.assembly, row.id)
    return Piece(f"unread-{row.id}", UnreadText(code=standing.code, row=named, may_let_through=may))


def _gone(standing: Standing, row: TextRow) -> Piece:
    named = GoneRow(**asdict(row), pupil=standing.names.get(row.seat, ""))
    return Piece(f"gone-{row.id}", Gone(code=standing.code, row=named))


def of_kind(standing: Standing, kind: TextKind) -> tuple[Earlier, ...]:
    """All texts of this kind, oldest first, also those written anew since."""
    assembly = standing.assembly
    found = [text for text in standing.once(_texts) if text.kind == kind and text.id not in assembly.held]
    return tuple(
        Earlier(**asdict(text_view.text_row(assembly, text)), about=text.about, away=text.id in assembly.away)
        for text in found
    )


def _texts(standing: Standing) -> list[Text]:
    return sorted(standing.assembly.texts.values(), key=lambda text: text.seq)


def latest(standing: Standing, kind: TextKind, whose: str, words: str) -> tuple[str, bool]:
    """The id of the text in these words, and whether it was taken away; `whose`: a seat, the motion of a
    ruling, or the seat and task of written work; ("", False) for none."""
    id = standing.once(_by_words).get((kind, whose, words), "")
    return id, bool(id) and id in standing.assembly.away


def _by_words(standing: Standing) -> dict[tuple[TextKind, str, str], str]:
    """(kind, whose it is, words) to the latest text in them."""
    return {(text.kind, _whose(text), text.text): text.id for text in standing.once(_texts)}


def _whose(text: Text) -> str:
    """As `latest` is asked for it. A group's name is nobody's."""
    match text.kind:
        case "group":
            return ""
        case "ruling":
            return text.about
        case "work":
            return about_key(text.seat, text.about)
    return text.seat
