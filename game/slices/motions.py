"""Motions as everybody sees them, and what one pupil may do about them: move, second, withdraw.

What is offered to a pupil is what the rules would accept from them now; so a form never leads to a refusal
that could have been foreseen.
"""

from collections.abc import Iterable

from debate import commands as c
from debate import motion_view
from debate.agenda import permits
from debate.assembly import Assembly, Motion
from debate.audience import Slice
from debate.moving import LONGEST_MOTION, move
from debate.procedure import PROCEDURE
from debate.refusal import Refusal
from debate.subjects import title
from debate.wording import text_of
from game.standing import Standing

PROBE = "…"
"""Words to try a motion with."""


def docket(standing: Standing) -> Slice:
    """All motions, those debated together side by side, and the texts that they change."""
    rows = motion_view.docket(standing.assembly)
    return {"groups": _grouped(rows), "texts": texts(standing.assembly)}


def before_the_meeting(standing: Standing) -> Slice:
    """For the wall: motions that are not dealt with yet, and the text that is talked about now."""
    assembly = standing.assembly
    rows = [row for row in motion_view.docket(assembly) if row["waits"]]
    here = {assembly.now.question} if assembly.now else set()
    about = here | {row.get("on_id") for row in rows}
    return {
        "waiting": len(rows),
        "groups": _grouped(sorted(rows, key=lambda row: row["state"] == "moved")),
        "texts": [row for row in texts(assembly) if row["id"] in about],
    }


def _grouped(rows: Iterable[Slice]) -> list[Slice]:
    """The rows in their order; those of a group come together, where its first one stands."""
    groups: dict[str, Slice] = {}
    for row in rows:
        key = row["group"] or row["id"]
        groups.setdefault(key, {"name": row["group"], "motions": []})["motions"].append(row)
    return list(groups.values())


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


def mine(standing: Standing, seat: str) -> Slice:
    """What this pupil may second, take back and move."""
    assembly = standing.assembly
    pending = [m for id in assembly.docket if (m := assembly.motions.get(id)) and _open(assembly, m)]
    may = permits(assembly).motions and assembly.seats[seat].votes
    return {
        "code": standing.code,
        "may": may,
        "voiceless": not assembly.seats[seat].votes,
        "longest": LONGEST_MOTION,
        "own": [_named(assembly, m) for m in pending if m.seat == seat],
        "second": [
            _named(assembly, m) for m in pending if may and m.seat != seat and seat not in m.seconders
        ],
        **(_movable(assembly, seat) if may else {"main": False, "texts": [], "procedural": []}),
    }


def _open(assembly: Assembly, motion: Motion) -> bool:
    return motion.pending and bool(motion.seat) and motion.id not in assembly.results()


def _named(assembly: Assembly, motion: Motion) -> Slice:
    keep = ("id", "kind", "text", "state", "name", "on", "pieces", "passage")
    row = motion_view.motion_row(assembly, motion)
    return {key: row[key] for key in keep if key in row}


def _movable(assembly: Assembly, seat: str) -> Slice:
    """What this seat could move now."""
    of_meeting = [q.id for q in assembly.scenario.questions]
    found: Slice = {
        "main": _accepted(assembly, c.Move(by=seat, text=PROBE)),
        "texts": [
            {"id": id, "title": title(assembly, id), "wording": text_of(assembly, id)}
            for id in (*of_meeting, *assembly.docket)
            if _accepted(assembly, c.Move(by=seat, amends=id, text=PROBE))
        ],
        "procedural": [],
    }
    for kind, row in PROCEDURE.items():
        if kind not in assembly.scenario.standing_orders.procedural:
            continue
        if row.about == "text":
            about = found["texts"]
        elif row.about:
            about = [
                {"id": id, "title": title(assembly, id)}
                for id in (*of_meeting, *assembly.docket)
                if _accepted(assembly, c.Move(by=seat, kind=kind, about=id))
            ]
        else:
            about = []
        if about if row.about else _accepted(assembly, c.Move(by=seat, kind=kind)):
            threshold = motion_threshold(assembly, kind)
            asks = {"kind": kind, "threshold": threshold, "debatable": row.debatable}
            found["procedural"].append(asks | {"needs": row.about, "about": about})
    return found


def motion_threshold(assembly: Assembly, kind: str) -> str:
    """The majority a procedural motion needs here."""
    own = {str(k): threshold for k, threshold in assembly.scenario.standing_orders.thresholds.items()}
    return own.get(kind) or next(row.threshold for k, row in PROCEDURE.items() if k == kind)


def _accepted(assembly: Assembly, command: c.Move) -> bool:
    """Would the rules take this motion now?"""
    try:
        return bool(move(assembly, command, 0))
    except Refusal:
        return False
