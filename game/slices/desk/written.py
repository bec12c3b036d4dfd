"""What pupils write, at the desk: what waits to be read, what has been taken away, and what is read first."""

from debate import view
from debate.assembly import Text
from debate.audience import Slice
from debate.events import TextKind
from debate.texts import READABLE
from game.pieces import Lines, Piece
from game.standing import Standing


def texts(standing: Standing) -> Slice:
    """Texts that wait, oldest first; those taken away, the latest first; the kinds that are read first."""
    assembly = standing.assembly
    unread, gone = view.to_read(assembly), view.taken_away(assembly)
    return {
        "code": standing.code,
        "status": assembly.status,
        "waiting": bool(unread),
        "unread": Lines("to-read", tuple(_line(standing, "unread", row) for row in unread)),
        "reading": [kind for kind in READABLE if kind in assembly.read_first],
        "kinds": [{"kind": kind, "on": kind in assembly.read_first} for kind in READABLE],
        "earlier": [row for row in _earlier(standing) if not row["away"]],
        "any_gone": bool(gone),
        "gone": Lines("all-gone", tuple(_line(standing, "gone", row) for row in gone)),
    }


def _earlier(standing: Standing) -> list[Slice]:
    """Words of the chair that stand nowhere any more, but in a replay: of what was undone or done anew."""
    motions = standing.assembly.motions.values()
    standing_now = {word for motion in motions for word in (motion.reason, motion.group)}
    rows = of_kind(standing, "ruling") + of_kind(standing, "group")
    return [row for row in rows if row["text"] not in standing_now]


def _line(standing: Standing, kind: str, row: Slice) -> Piece:
    named = {**row, "pupil": standing.names.get(row["seat"], "")}
    return Piece(kind, f"{kind}-{row['id']}", {"code": standing.code, "row": named})


def of_kind(standing: Standing, kind: TextKind) -> list[Slice]:
    """All texts of this kind, oldest first, also those written anew since; `away`: taken away."""
    assembly = standing.assembly
    found = [text for text in standing.once(_texts) if text.kind == kind and text.id not in assembly.held]
    return [
        {**view.text_row(assembly, text), "about": text.about, "away": text.id in assembly.away}
        for text in found
    ]


def _texts(standing: Standing) -> list[Text]:
    return sorted(standing.assembly.texts.values(), key=lambda text: text.seq)


def latest(standing: Standing, kind: TextKind, whose: str, words: str) -> Slice:
    """`id` and `away` of the text in these words; `whose`: a seat, or the motion of a ruling; {} for none."""
    id = standing.once(_by_words).get((kind, whose, words))
    return {"id": id, "away": id in standing.assembly.away} if id else {}


def _by_words(standing: Standing) -> dict[tuple[TextKind, str, str], str]:
    """(kind, whose it is, words) to the latest text in them. A group's name is nobody's."""
    return {
        (text.kind, "" if text.kind == "group" else text.about or text.seat, text.text): text.id
        for text in standing.once(_texts)
    }
