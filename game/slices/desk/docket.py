"""Motions at the desk: those that wait, with what the chair may do about each, and those dealt with."""

from debate import motion_view
from debate.agenda import permits
from debate.assembly import Assembly
from debate.audience import Slice
from debate.motions import LONGEST_GROUP, LONGEST_REASON
from debate.procedure import PROCEDURE
from debate.subjects import title
from debate.timetable import to_come
from debate.wording import HOWS
from game.slices import motions as shared
from game.slices.desk.pupils import pupils
from game.standing import Standing


def motions(standing: Standing) -> Slice:
    """The docket, and what is needed to enter a motion for a pupil without a device."""
    assembly = standing.assembly
    may, names = permits(assembly), standing.names
    rows = motion_view.docket(assembly)
    ids = [row["id"] for row in rows if row["waits"]]
    waiting = [
        {
            **row,
            "pupil": names.get(row["seat"], ""),
            "may_admit": row["state"] == "seconded" and not row["procedural"],
            "may_put": (may.motions and row["state"] != "moved")
            if row["procedural"]
            else (may.questions and row["state"] == "admitted"),
            "up": _up(ids, row["id"]),
        }
        for row in rows
        if row["waits"]
    ]
    return {
        "code": standing.code,
        "status": assembly.status,
        "waiting": waiting,
        "settled": [row for row in rows if not row["waits"]],
        "longest_reason": LONGEST_REASON,
        "longest_group": LONGEST_GROUP,
        "entry": _entry(standing) if may.motions else None,
    }


def _up(ids: list[str], id: str) -> str:
    """The order of all that wait with this one a place further up; "" for the first."""
    place = ids.index(id)
    return ",".join([*ids[: place - 1], id, ids[place - 1], *ids[place + 1 :]]) if place else ""


def _entry(standing: Standing) -> Slice:
    """Who may move, what kinds of motion are known here, and what each could be about."""
    assembly = standing.assembly
    orders = assembly.scenario.standing_orders
    return {
        "seats": pupils(standing, (id for id in assembly.order if assembly.seats[id].votes)),
        "main": orders.motions,
        "texts": _texts(assembly) if orders.amendments else [],
        "hows": list(HOWS),
        "procedural": [kind for kind in PROCEDURE if kind in orders.procedural],
        "about": _subjects(assembly),
    }


def _texts(assembly: Assembly) -> list[Slice]:
    """Texts that are not decided yet: of questions, and of main motions."""
    decided = assembly.results()
    mains = [
        {"id": m.id, "title": title(assembly, m.id), "wording": m.text}
        for m in assembly.motions.values()
        if m.kind == "main" and m.pending
    ]
    return [row for row in (*shared.texts(assembly), *mains) if row["id"] not in decided]


def _subjects(assembly: Assembly) -> list[Slice]:
    """Whatever a procedural motion can be about; which of them suits which kind, the rules say."""
    ahead = {stage.question for stage in to_come(assembly)}
    questions = [q.id for q in assembly.scenario.questions if q.id in ahead or q.id in assembly.results()]
    now = assembly.now
    here = [now.question] if now and now.question else []
    ids = dict.fromkeys([*here, *questions, *assembly.docket])
    return [{"id": id, "title": title(assembly, id)} for id in ids]
