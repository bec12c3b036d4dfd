"""Motions as everybody sees them, and what pupils may do about them: move, second, withdraw.

What is before the meeting and what may be moved is the same for all who have a vote, asked of the rules once.
Of one pupil there are only the motions they have moved themself and the ids of those they have seconded.
"""

from collections.abc import Iterable
from typing import NamedTuple

from debate import motion_view
from debate.agenda import permits
from debate.assembly import Assembly, Motion
from debate.audience import Slice
from debate.movable import Movable, barred, movable
from debate.moving import LONGEST_MOTION, MOST_PENDING
from debate.procedure import PROCEDURE
from debate.scenario import ProceduralKind
from debate.subjects import title
from debate.wording import text_of
from game.pieces import Lines, Piece
from game.standing import Standing


def rows(standing: Standing) -> list[Slice]:
    """All motions as everybody sees them, in the order in which they come."""
    return motion_view.docket(standing.assembly)


def docket(standing: Standing) -> Slice:
    """All motions, those debated together side by side, and the texts that they change."""
    groups, texts = _grouped(standing.once(rows)), _texts(standing.assembly)
    return {"any": bool(groups or texts), "docket": _lines(groups), "texts": Lines("", tuple(texts))}


def before_the_meeting(standing: Standing) -> Slice:
    """For the wall: motions that are not dealt with yet, and the text that is talked about now."""
    assembly, waiting = standing.assembly, standing.once(still_waiting)
    here = {assembly.now.question} if assembly.now else set()
    about = here | {row.get("on_id") for row in waiting}
    texts = [piece for piece in _texts(assembly) if piece.shown["text"]["id"] in about]
    return {
        "any": bool(waiting or texts),
        "waiting": Piece("waiting", "motions-title", {"waiting": len(waiting)}),
        "docket": Lines("docket", tuple(_motion(row, most=8) for row in waiting)),
        "texts": Lines("texts-now", tuple(texts)),
    }


def still_waiting(standing: Standing) -> list[Slice]:
    """The motions that are not dealt with yet: first those with support, group by group."""
    waiting = sorted(
        (row for row in standing.once(rows) if row["waits"]), key=lambda row: row["state"] == "moved"
    )
    return [row for group in _grouped(waiting) for row in group["motions"]]


def _grouped(rows: Iterable[Slice]) -> list[Slice]:
    """The rows in their order; those of a group come together, where its first one stands."""
    groups: dict[str, Slice] = {}
    for row in rows:
        key = row["group"] or row["id"]
        groups.setdefault(key, {"name": row["group"], "motions": []})["motions"].append(row)
    return list(groups.values())


def _lines(groups: list[Slice]) -> Lines:
    """The docket line by line; what is debated together is one line with lines of its own."""
    return Lines("docket", tuple(_together(g) if g["name"] else _motion(g["motions"][0]) for g in groups))


def _motion(row: Slice, most: int = 30) -> Piece:
    return Piece("motion", f"motion-{row['id']}", {"motion": row, "most": most})


def _together(group: Slice) -> Piece:
    id = f"together-{group['motions'][0]['id']}"
    inner = Lines(f"in-{id}", tuple(_motion(row) for row in group["motions"]))
    return Piece("together", id, {"id": id, "name": group["name"], "motions": inner})


def texts(assembly: Assembly) -> list[Slice]:
    """Questions with a text that is adopted or not: how it reads now, and whether it was changed."""
    return [
        {
            "id": q.id,
            "title": q.title,
            "wording": text_of(assembly, q.id),
            "changed": q.id in assembly.wordings,
        }
        for q in assembly.scenario.questions
        if q.wording
    ]


def _texts(assembly: Assembly) -> list[Piece]:
    return [Piece("text", f"text-{text['id']}", {"text": text}) for text in texts(assembly)]


def support(standing: Standing) -> Slice:
    """For those who have a vote: the motions that somebody has moved, to be seconded."""
    assembly = standing.assembly
    if not permits(assembly).motions:
        return {"may": False}
    pending = [m for id in assembly.docket if (m := assembly.motions.get(id)) and _open(assembly, m)]
    return {
        "may": True,
        "any": bool(pending),
        "rows": Lines(
            "to-second",
            tuple(
                Piece("support", f"support-{m.id}", {"code": standing.code, "m": _named(assembly, m)})
                for m in pending
            ),
        ),
    }


def moving(standing: Standing) -> Slice:
    """For those who have a vote: what the rules would take from them now."""
    assembly, found = standing.assembly, standing.once(may_be_moved)
    if not permits(assembly).motions:
        return {"may": False}
    return {
        "may": True,
        "code": standing.code,
        "longest": LONGEST_MOTION,
        "nothing": found == Movable(),
        "main": found.main,
        "texts": Lines(
            "texts-to-change",
            tuple(
                Piece("change", f"change-{row['id']}", {"code": standing.code, "text": row})
                for row in _named_texts(assembly, found.texts)
            ),
        ),
        "any_procedural": bool(found.procedural),
        "procedural": Lines(
            "move-kinds",
            tuple(_procedural(standing, kind, about) for kind, about in found.procedural.items()),
        ),
    }


def may_be_moved(standing: Standing) -> Movable:
    """What whoever has a vote may move now, as the rules say."""
    return movable(standing.assembly)


def _named_texts(assembly: Assembly, ids: Iterable[str]) -> list[Slice]:
    return [{"id": id, "title": title(assembly, id), "wording": text_of(assembly, id)} for id in ids]


def _procedural(standing: Standing, kind: ProceduralKind, ids: tuple[str, ...]) -> Piece:
    """One kind of motion on procedure; what it can be about, line by line."""
    assembly, row = standing.assembly, PROCEDURE[kind]
    about = tuple(_about(kind, {"id": id, "title": title(assembly, id)}) for id in ids)
    quotes = _named_texts(assembly, ids) if row.about == "text" else []
    shown = {
        "code": standing.code,
        "kind": kind,
        "threshold": motion_threshold(assembly, kind),
        "debatable": row.debatable,
        "needs": row.about,
        "about": Lines(f"about-{kind}", about),
        "quotes": Lines(f"quotes-{kind}", tuple(_quote(kind, text) for text in quotes)),
    }
    return Piece("kind", f"move-{kind}", shown)


def _about(kind: ProceduralKind, subject: Slice) -> Piece:
    return Piece("about", f"about-{kind}-{subject['id']}", {"kind": kind, "a": subject})


def _quote(kind: ProceduralKind, text: Slice) -> Piece:
    return Piece("quote", f"quote-{kind}-{text['id']}", {"kind": kind, "a": text})


def mine(standing: Standing, seat: str) -> Slice:
    """This pupil's own motions, and the ids of what they have seconded and may not ask to vote on again."""
    assembly, found = standing.assembly, standing.once(may_be_moved)
    votes = assembly.seats[seat].votes
    here = standing.once(by_seat).get(seat, Own())
    return {
        "code": standing.code,
        "votes": votes,
        "own": [_named(assembly, m) for m in here.moved],
        "seconded": list(here.seconded),
        "barred": list(barred(assembly, seat, found)) if votes else [],
        "enough": MOST_PENDING if here.pending >= MOST_PENDING else 0,
    }


class Own(NamedTuple):
    """Of one seat: the motions it has moved and the ids of those it has seconded, as far as they can still be
    withdrawn or seconded; and how many of its own count as waiting."""

    moved: tuple[Motion, ...] = ()
    seconded: tuple[str, ...] = ()
    pending: int = 0


def by_seat(standing: Standing) -> dict[str, Own]:
    """Every seat that has to do with a motion still to be dealt with."""
    assembly = standing.assembly
    found: dict[str, Own] = {}
    for motion in (assembly.motions[id] for id in assembly.docket if id in assembly.motions):
        if not motion.pending:
            continue
        one = found.get(motion.seat, Own())
        found[motion.seat] = one._replace(pending=one.pending + 1)
        if not _open(assembly, motion):
            continue
        found[motion.seat] = found[motion.seat]._replace(moved=(*one.moved, motion))
        for seat in motion.seconders:
            second = found.get(seat, Own())
            found[seat] = second._replace(seconded=(*second.seconded, motion.id))
    return found


def _open(assembly: Assembly, motion: Motion) -> bool:
    return motion.pending and bool(motion.seat) and motion.id not in assembly.results()


def _named(assembly: Assembly, motion: Motion) -> Slice:
    keep = ("id", "kind", "text", "state", "name", "on", "pieces", "passage")
    row = motion_view.motion_row(assembly, motion)
    return {key: row[key] for key in keep if key in row}


def motion_threshold(assembly: Assembly, kind: str) -> str:
    """The majority a procedural motion needs here."""
    own = {str(k): threshold for k, threshold in assembly.scenario.standing_orders.thresholds.items()}
    return own.get(kind) or next(row.threshold for k, row in PROCEDURE.items() if k == kind)
