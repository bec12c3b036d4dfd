"""What each audience may see of votes: the ballot at hand, a pupil's own part in it, and what was decided.

Beside `view.py`, which it serves: figures, choices and the record are filtered here and nowhere else.
"""

from debate.agenda import AFTER_THE_MEETING
from debate.assembly import Assembly, Ballot
from debate.audience import Audience, Slice
from debate.ballots import METHODS


def paper(assembly: Assembly) -> Slice:
    """What is asked in the current ballot, and how, and until when; {} before the first."""
    current = assembly.current
    if current is None:
        return {}
    question = assembly.scenario.question(current.question)
    return {
        "id": current.id,
        "question": question.id,
        "title": question.title,
        "text": question.text,
        "for_means": question.for_means,
        "against_means": question.against_means,
        "method": current.method,
        "threshold": current.threshold,
        "open": current.open,
        "announced": current.announced,
        "put_at": current.put_at,
        "closes_at": current.closes_at if current.open else None,
        "paused_at": assembly.paused_at,
    }


def ballot(assembly: Assembly, audience: Audience) -> Slice | None:
    """The current ballot: the question always; the figures as its method and the chair allow."""
    current = assembly.current
    if current is None:
        return None
    seen: Slice = {**paper(assembly), **turnout(assembly, current)}
    if figures_shown(current, audience):
        seen["tally"] = current.tally
    if not current.open and (audience == "teach" or current.announced):
        seen["carried"] = current.carried
    return seen


def turnout(assembly: Assembly, current: Ballot) -> Slice:
    """How many have voted and of how many who could: seats that pupils hold, or have voted from."""
    cast = len(current.votes) - len(current.house)
    waiting = sum(
        1
        for seat in current.weights
        if assembly.seats[seat].held_by == "pupil" and (seat not in current.votes or seat in current.house)
    )
    return {"cast": cast, "of": cast + waiting}


def figures_shown(current: Ballot, audience: Audience) -> bool:
    """May this audience see the count now?"""
    if current.open:
        return METHODS[current.method].tally_shown
    return current.announced or audience == "teach"


def choices_shown(current: Ballot) -> bool:
    """May everybody see who chose what?"""
    if current.method == "secret":
        return False
    return current.announced or METHODS[current.method].names_shown


def divisions(assembly: Assembly, audience: Audience) -> list[Slice]:
    """Decided questions, oldest first; beside the record once the meeting is over (the teacher: at once)."""
    return [
        division(assembly, b, with_record=audience == "teach" or is_over(assembly))
        for b in assembly.in_order()
        if not b.open and (b.announced or audience == "teach")
    ]


def division(assembly: Assembly, b: Ballot, with_record: bool) -> Slice:
    """One decided question. `votes` (seat to choice) only where the vote was by name and is announced."""
    question = assembly.scenario.question(b.question)
    seen: Slice = {
        "ballot": b.id,
        "question": b.question,
        "title": question.title,
        "text": question.text,
        "method": b.method,
        "threshold": b.threshold,
        "tally": b.tally,
        "carried": b.carried,
        "announced": b.announced,
        "closed_at": b.closed_at,
    }
    if choices_shown(b):
        seen["votes"] = dict(b.votes)
    if with_record and question.record:
        record = question.record
        seen["record"] = {
            **record.figures,
            "carried": record.carried,
            "held": record.held,
            "note": record.note,
            "sources": list(record.sources),
            "marks": {choice: record.marks.get(choice, "D") for choice in record.figures},
        }
    return seen


def my_vote(assembly: Assembly, seat: str) -> Slice:
    """A pupil's own part in the current ballot: may they vote, with how many behind them, what they chose."""
    current = assembly.current
    if current is None:
        return {}
    seen: Slice = {
        "ballot": current.id,
        "entitled": seat in current.weights,
        "weight": current.weights.get(seat, 0),
        "open": current.open,
    }
    if seat in current.votes:
        seen |= {"choice": current.votes[seat], "by_house": seat in current.house}
        seen["final"] = current.method == "secret" or not current.open
    return seen


def is_over(assembly: Assembly) -> bool:
    """Has the meeting itself ended, so that the record and what followed may be shown?"""
    now = assembly.now
    return assembly.status == "closed" or (now is not None and now.kind in AFTER_THE_MEETING)
