"""The vote as the teacher sees it: what may be put, who has not voted yet (never how), and the figures."""

from debate import ballot_view
from debate.agenda import permits
from debate.assembly import Assembly, Ballot
from debate.audience import Slice
from debate.ballots import METHODS
from debate.procedure import PROCEDURE
from debate.roll import ORDERS
from debate.subjects import title
from debate.thresholds import THRESHOLDS
from game.slices import public
from game.slices.desk.pupils import pupils
from game.standing import Standing

MOST_LISTED = 80
"""Seats listed by name at the desk; a lecture hall's other seats are counted."""


def vote(standing: Standing) -> Slice:
    """The current ballot, who can be entered by hand, and what may be put next."""
    assembly, current = standing.assembly, standing.assembly.current
    seen = ballot_view.ballot(assembly, "teach")
    base: Slice = {
        "code": standing.code,
        "status": assembly.status,
        "puttable": _puttable(assembly) if current is None or not (current.open or current.tied) else [],
        "methods": _methods(assembly),
        "thresholds": list(THRESHOLDS),
        "orders": list(ORDERS),
    }
    if seen is None or current is None:
        return {"asked": False, **base}
    method = METHODS[current.method]
    return {
        "asked": True,
        **base,
        **seen,
        "sealed": method.sealed,
        "by_hand": method.by_hand,
        "counted": current.counted,
        "bars": public.bars(seen),
        **(_to_enter(standing, current) if current.open else {}),
        **_without_house(seen),
    }


def _puttable(assembly: Assembly) -> list[Slice]:
    """Questions and motions that the meeting could vote on now, in the order of business."""
    may, decided = permits(assembly), assembly.results()
    rows = [
        {"id": q.id, "title": q.title, "straw": q.straw}
        for q in assembly.scenario.questions
        if q.id not in decided and (may.questions or (may.straw_polls and q.straw))
    ]
    for id in assembly.docket:
        motion = assembly.motions.get(id)
        if motion is None or not motion.pending or id in decided:
            continue
        procedural = motion.kind in PROCEDURE and motion.state != "moved"
        if (may.motions and procedural) or (may.questions and motion.state == "admitted"):
            rows.append({"id": id, "title": title(assembly, id), "kind": motion.kind})
    return rows


def _methods(assembly: Assembly) -> Slice:
    """The ways of voting that fit a yes or no, and those that fit a choice among several."""
    offered = any(q.alternatives for q in assembly.scenario.questions)
    plain = any(not q.alternatives for q in assembly.scenario.questions) or bool(assembly.motions)
    return {
        "yes_or_no": [name for name, m in METHODS.items() if plain and not m.alternatives],
        "among_several": [name for name, m in METHODS.items() if offered and m.alternatives],
    }


def _to_enter(standing: Standing, ballot: Ballot) -> Slice:
    """Pupils who have not voted, and those whose vote could still be changed by hand."""
    method = METHODS[ballot.method]
    entitled = pupils(standing, ballot.weights)
    waiting = [row for row in entitled if row["seat"] not in ballot.votes]
    called = ballot.calls[: ballot.roll] if ballot.calls else tuple(ballot.weights)
    answering = [row for row in waiting if row["seat"] in called]
    if method.by_hand:
        return {"waiting": [], "enterable": [], "changeable": []}
    return {
        "waiting": waiting[:MOST_LISTED],
        "enterable": sorted(answering, key=lambda row: row["seat"] != ballot.called),
        "changeable": [] if method.sealed else [row for row in entitled if row["seat"] in ballot.votes],
    }


def _without_house(seen: Slice) -> Slice:
    """The count of the pupils alone, as bars."""
    if "without_house" not in seen:
        return {}
    return {"pupils_alone": public.bars({**seen, "tally": seen["without_house"]})}
