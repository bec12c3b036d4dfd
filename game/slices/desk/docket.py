"""Motions at the desk: those that wait, with what the chair may do about each, and those dealt with."""

from debate.agenda import permits
from debate.audience import Slice
from debate.motions import LONGEST_GROUP, LONGEST_REASON
from debate.subjects import title
from debate.wording import HOWS, text_of
from game.pieces import Lines, Piece
from game.slices import motions as shared
from game.slices.desk.ballots import puttable
from game.slices.desk.pupils import pupils, voters
from game.slices.desk.written import latest
from game.standing import Standing


def motions(standing: Standing) -> Slice:
    """The docket, and what is needed to enter a motion for a pupil without a device."""
    assembly = standing.assembly
    rows = standing.once(shared.rows)
    current = assembly.current
    voted_on = current.question if current and current.open else ""
    can_be_put = {row["id"] for row in standing.once(puttable)} if not voted_on else set()
    before = ""
    waiting = []
    for row in (row for row in rows if row["waits"]):
        waiting.append(_line(standing, row, row["id"] in can_be_put, before, row["id"] == voted_on))
        before = row["id"]
    settled = [row for row in rows if not row["waits"]]
    return {
        "code": standing.code,
        "status": assembly.status,
        "shown": bool(rows) or permits(assembly).motions,
        "any": bool(waiting),
        "several": len(waiting) > 1,
        "waiting": Lines("desk-docket", tuple(waiting)),
        "settled": Piece(
            "settled",
            "settled",
            {"code": standing.code, "settled": [_brief(standing, row) for row in settled]},
        ),
        "longest_group": LONGEST_GROUP,
        "entry": Piece("entry", "enter-motion", _entry(standing)),
    }


def _line(standing: Standing, row: Slice, may_put: bool, before: str, voted_on: bool) -> Piece:
    """A motion that waits. `up`: the one it would go before; `written`: a pupil's own words, not a part of
    another text."""
    motion = {
        **row,
        "pupil": standing.names.get(row["seat"], ""),
        "may_admit": row["state"] == "seconded" and not row["procedural"],
        "may_put": may_put,
        "may_rule_out": row["kind"] != "appeal" and not voted_on,
        "written": row["id"] in standing.assembly.texts,
        "up": before,
        **_of_it("group", latest(standing, "group", "", row["group"])),
    }
    shown = {"code": standing.code, "motion": motion, "most": 60, "longest_reason": LONGEST_REASON}
    return Piece("docketed", f"motion-{row['id']}", shown)


def _brief(standing: Standing, row: Slice) -> Slice:
    keep = ("id", "kind", "text", "seat", "name", "state", "reason", "hidden")
    ruling = latest(standing, "ruling", row["id"], row["reason"])
    return {**{key: row[key] for key in keep}, **_of_it("reason", ruling)}


def _of_it(what: str, text: Slice) -> Slice:
    """The words beside a motion: the id of their text, and whether that was taken away."""
    return {f"{what}_text": text.get("id", ""), f"{what}_away": text.get("away", False)}


def _entry(standing: Standing) -> Slice:
    """For a pupil without a device: what may be seconded, what the rules would take now, and about what."""
    assembly, found = standing.assembly, standing.once(shared.may_be_moved)
    if not permits(assembly).motions or not pupils(standing):
        return {"may": False}
    voting = assembly.current if assembly.current and assembly.current.open else None
    about = dict.fromkeys(id for ids in found.procedural.values() for id in ids)
    return {
        "may": True,
        "code": standing.code,
        "waiting": [
            {key: row[key] for key in ("id", "kind", "text")}
            for row in standing.once(shared.rows)
            if row["waits"] and not (voting and row["id"] == voting.question)
        ],
        "voters": standing.once(voters),
        "main": found.main,
        "texts": [
            {"id": id, "title": title(assembly, id), "wording": text_of(assembly, id)} for id in found.texts
        ],
        "hows": list(HOWS),
        "procedural": list(found.procedural),
        "about": [{"id": id, "title": title(assembly, id)} for id in about],
    }
