"""The vote as the teacher sees it: what may be put, who has not voted yet (never how), and the figures."""

from typing import get_args

from debate import ballot_view
from debate.assembly import Assembly, Ballot, Seat
from debate.audience import Slice
from debate.ballots import METHODS
from debate.putting import can_be_put, methods
from debate.roll import ORDERS
from debate.scenario import TieRule
from debate.subjects import subject
from debate.thresholds import THRESHOLDS
from game.pieces import Piece
from game.slices import public
from game.slices.desk.pupils import MOST_LISTED, counted, pupils, roster
from game.standing import Standing

TIES = get_args(TieRule)
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
        "thresholds": list(THRESHOLDS),
        "ties": TIES,
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
    """Questions and motions that the rules would let be put now, in the order of business, each with the ways
    in which it can be voted on."""
    assembly = standing.assembly
    ids = [q.id for q in assembly.scenario.questions] + [
        id for id in assembly.docket if id in assembly.motions
    ]
    return [_puttable(assembly, id) for id in ids if can_be_put(assembly, id)]


def _puttable(assembly: Assembly, id: str) -> Slice:
    """`method`: the one it is put in if nothing else is said; `others`: those that may be chosen instead."""
    question, motion = subject(assembly, id), assembly.motions.get(id)
    assert question is not None
    fixed = assembly.methods.get(id)
    fitting = [fixed] if fixed else methods(assembly, question)
    usual = fixed or question.method
    before = assembly.left_open(id)
    return {
        "id": id,
        "title": question.title,
        "kind": motion.kind if motion else "",
        "straw": question.straw,
        "places": before.places if before else 0,
        "yes_or_no": not question.alternatives,
        "method": usual,
        "others": [name for name in fitting if name != usual],
        "by_name": "roll_call" in fitting,
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
