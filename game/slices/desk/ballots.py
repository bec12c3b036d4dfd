"""The vote as the teacher sees it: what may be put, who has not voted yet (never how), and the figures."""

from debate import ballot_view
from debate.assembly import Assembly, Ballot, Seat
from debate.audience import Slice
from debate.ballots import METHODS
from debate.putting import can_be_put
from debate.roll import ORDERS
from debate.subjects import title
from debate.thresholds import THRESHOLDS
from game.pieces import Piece
from game.slices import public
from game.slices.desk.pupils import MOST_LISTED, counted, pupils, roster
from game.standing import Standing

FIGURES = ("cast", "of", "tally", "without_house", "called", "called_name", "roll", "of_roll")
"""What of a ballot changes with every vote, or every name that is called."""


def vote(standing: Standing) -> Slice:
    """The current ballot, who can be entered by hand, and what may be put next."""
    assembly, current = standing.assembly, standing.assembly.current
    seen = ballot_view.ballot(assembly, "teach")
    base: Slice = {
        "code": standing.code,
        "status": assembly.status,
        "puttable": standing.once(puttable) if current is None or not (current.open or current.tied) else [],
        "methods": _methods(assembly),
        "thresholds": list(THRESHOLDS),
        "orders": list(ORDERS),
    }
    if seen is None or current is None:
        return {"asked": False, **base}
    method = METHODS[current.method]
    figures = {key: seen.pop(key) for key in FIGURES if key in seen}
    by_hand = {"by_hand": method.by_hand, "open": current.open, "bars": public.bars({**seen, **figures})}
    return {
        "asked": True,
        **base,
        **seen,
        "sealed": method.sealed,
        "by_hand": method.by_hand,
        "counted": current.counted,
        "turnout": Piece("turnout", "turnout", {**figures, **by_hand}),
        **(_to_enter(standing, current) if current.open else {}),
        **_without_house({**seen, **figures}),
    }


def puttable(standing: Standing) -> list[Slice]:
    """Questions and motions that the rules would let be put now, in the order of business."""
    assembly = standing.assembly
    rows = [
        {"id": q.id, "title": q.title, "straw": q.straw}
        for q in assembly.scenario.questions
        if can_be_put(assembly, q.id)
    ]
    return rows + [
        {"id": id, "title": title(assembly, id), "kind": assembly.motions[id].kind}
        for id in assembly.docket
        if id in assembly.motions and can_be_put(assembly, id)
    ]


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
    method, votes = METHODS[ballot.method], ballot.votes
    if method.by_hand:
        return {"entry": False}
    waiting = [row for row in pupils(standing, ballot.weights) if row["seat"] not in votes]
    called = set(ballot.calls[: ballot.roll] if ballot.calls else ballot.weights)

    def to_enter(seat: Seat) -> bool:
        return seat.id in called if seat.id not in votes else not method.sealed and seat.id in ballot.weights

    def marked(seat: str) -> Slice:
        return {"voted": seat in votes, "called": seat == ballot.called}

    entry = roster(standing, "entry", to_enter, marked)
    return {
        "entry": any(block.shown["rows"] for block in entry.pieces),
        "whose": entry,
        "missing": Piece("missing", "waiting", {"waiting": waiting[:MOST_LISTED], **counted(waiting)}),
    }


def _without_house(seen: Slice) -> Slice:
    """The count of the pupils alone, as bars."""
    if "without_house" not in seen:
        return {}
    return {"pupils_alone": public.bars({**seen, "tally": seen["without_house"]})}
