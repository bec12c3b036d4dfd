"""What each audience may see of votes: the ballot at hand, a pupil's own part in it, and what was decided.

Beside `view.py`, which it serves: figures, choices and the record are filtered here and nowhere else.
"""

from collections import Counter

from debate.assembly import Assembly, Ballot
from debate.audience import Audience, Slice
from debate.ballots import METHODS
from debate.ballots.lot import drawn
from debate.ballots.method import BLANK
from debate.ballots.ranked import Count, counts
from debate.motion_view import motion_row
from debate.naming import name_of
from debate.subjects import subject
from debate.timetable import AFTER_THE_MEETING
from debate.wording import text_of


def paper(assembly: Assembly) -> Slice:
    """What is asked in the current ballot, and how, and until when; {} before the first."""
    current = assembly.current
    if current is None:
        return {}
    return {
        "id": current.id,
        **asked(assembly, current),
        "method": current.method,
        "threshold": current.threshold,
        "tie": current.tie,
        "hidden": current.hidden,
        **roll(assembly, current),
        "open": current.open,
        "announced": current.announced,
        "put_at": current.put_at,
        "closes_at": current.closes_at if current.open else None,
        "warns": current.warns,
        "paused_at": assembly.paused_at,
    }


def asked(assembly: Assembly, b: Ballot) -> Slice:
    """The question or motion of a ballot, and the alternatives it offers.

    A motion's `text` is the name of its kind, its words and marked-up text are in `motion`.
    """
    question = subject(assembly, b.question)
    if question is None:
        return {"question": b.question, "title": "", "text": ""}
    seen: Slice = {
        "question": question.id,
        "title": question.title,
        "text": question.text,
        "for_means": question.for_means,
        "against_means": question.against_means,
        "straw": question.straw,
    }
    if b.alternatives:
        offered = {a.id: {"id": a.id, "text": a.text, "explain": a.explain} for a in question.alternatives}
        seen["elects"] = b.elects
        seen["alternatives"] = [offered[id] for id in b.alternatives if id in offered]
        if b.elected:
            seen["elected"] = [offered[id] for id in b.elected if id in offered]
    if motion := assembly.motions.get(b.question):
        seen["motion"] = motion_row(assembly, motion)
    if wording := text_of(assembly, b.question):
        seen["wording"] = wording
    return seen


def roll(assembly: Assembly, b: Ballot) -> Slice:
    """How far the roll has been called; {} for a ballot in which nobody is called."""
    if not b.calls:
        return {}
    name = name_of(assembly, b.called) if b.called else ""
    return {"called": b.called, "called_name": name, "roll": b.roll, "of_roll": len(b.calls)}


def ballot(assembly: Assembly, audience: Audience) -> Slice | None:
    """The current ballot: the question always; the figures as its method and the chair allow."""
    current = assembly.current
    if current is None:
        return None
    seen: Slice = {**paper(assembly), **turnout(assembly, current)}
    if figures_shown(current, audience):
        seen["tally"] = current.tally
    if not current.open and (audience == "teach" or current.announced):
        seen |= result(current)
    return seen


def result(b: Ballot) -> Slice:
    """What a closed ballot has decided, and what it would be without the votes of the house."""
    seen: Slice = {"carried": b.carried, "tied": b.tied, "winners": list(b.winners)}
    if b.alternatives or b.level:
        seen["counting"] = counting(b)
    if b.alternatives and b.method == "ranked":
        seen["rounds"] = [count.figures for count in counts(b)]
    if choices_shown(b) and b.house:
        seen["without_house"] = without_house(b)
    return seen


def counting(b: Ballot) -> Slice:
    """What has to be told of a count beside its figures: blank papers, ties and how each was decided, the
    number from which lots were drawn (if any was needed), places that are open."""
    ties = dropped(counts(b)) if b.alternatives and b.method == "ranked" else []
    by_lot = any(row["by"] == "lot" for row in ties) or bool(b.level and b.tie == "lot")
    return {
        "blank": b.tally.get(BLANK, 0) if b.alternatives else 0,
        "papers": sum(number for choice, number in b.tally.items() if choice != BLANK),
        "dropped": ties,
        "level": list(b.level),
        "tie": b.tie,
        "chose": [a for a in b.level if a in b.winners] if b.alternatives else _side(b),
        "places": b.places,
        "of": b.elects,
        "seed": b.seed if by_lot else None,
    }


def dropped(counts: list[Count]) -> list[Slice]:
    """Who dropped out of a run-off level with others, and by what. Where nobody puts them first any more it
    makes no difference who goes, and nothing is told."""
    return [
        {"level": list(count.level), "out": count.out[0], "by": count.by}
        for count in counts
        if count.level and count.figures[count.out[0]]
    ]


def _side(b: Ballot) -> list[str]:
    """What a tie between yes and no was decided for; nothing while it waits."""
    if b.carried is None:
        return []
    if b.tie == "lot" and b.seed is not None:
        return [drawn(b.seed, b.level)[0]]
    return [choice for choice in b.level if (choice == "for") is b.carried][:1]


def without_house(b: Ballot) -> dict[str, int]:
    """What pupils alone decided: the count of the seats from which pupils voted."""
    shares, tally = METHODS[b.method].shares, Counter(dict.fromkeys(b.tally, 0))
    for seat, vote in b.votes.items():
        if seat not in b.house:
            tally.update(shares(vote, b.weights[seat]))
    return dict(tally)


def turnout(assembly: Assembly, current: Ballot) -> Slice:
    """How many have voted and of how many who could: seats that pupils hold, or have voted from."""
    cast = len(current.votes) - len(current.house)
    waiting = sum(
        1
        for seat in current.weights
        if assembly.seats[seat].held_by == "pupil" and (seat not in current.votes or seat in current.house)
    )
    if METHODS[current.method].by_hand:
        cast = sum(current.counted.values())
    return {"cast": cast, "of": max(cast, len(current.votes) - len(current.house) + waiting)}


def figures_shown(current: Ballot, audience: Audience) -> bool:
    """May this audience see the count now?"""
    if current.open:
        return METHODS[current.method].tally_shown and not current.hidden
    return current.announced or audience == "teach"


def choices_shown(current: Ballot) -> bool:
    """May everybody see who chose what?"""
    method = METHODS[current.method]
    if method.sealed or method.by_hand:
        return False
    return current.announced or (method.names_shown and not current.hidden)


def divisions(assembly: Assembly, audience: Audience) -> list[Slice]:
    """Decided questions, oldest first; beside the record once the meeting is over (the teacher: at once)."""
    return [
        division(assembly, b, with_record=audience == "teach" or is_over(assembly))
        for b in assembly.in_order()
        if not b.open and (b.announced or audience == "teach")
    ]


def division(assembly: Assembly, b: Ballot, with_record: bool) -> Slice:
    """One decided question. `votes` (seat to choice) only where the vote was by name and is announced."""
    question = subject(assembly, b.question)
    seen: Slice = {
        "ballot": b.id,
        **asked(assembly, b),
        "method": b.method,
        "threshold": b.threshold,
        "tally": b.tally,
        "announced": b.announced,
        "reconsidered": b.reconsidered,
        "closed_at": b.closed_at,
        **result(b),
    }
    if choices_shown(b):
        seen["votes"] = dict(b.votes)
    if with_record and question and question.record:
        record = question.record
        seen["record"] = {
            **record.figures,
            "carried": record.carried,
            "chosen": list(record.chosen),
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
    if behind := current.behind.get(seat):
        seen["speaks_for"] = len(behind)
    elif speaker := next((head for head, seats in current.behind.items() if seat in seats), ""):
        seen["spoken_for_by"] = name_of(assembly, speaker)
    if current.calls:
        seen["may_answer"] = seat in current.calls[: current.roll]
    if seat in current.votes:
        seen |= {"choice": current.votes[seat], "by_house": seat in current.house}
        seen["final"] = METHODS[current.method].sealed or not current.open
    return seen


def is_over(assembly: Assembly) -> bool:
    """Has the meeting itself ended, so that the record and what followed may be shown?"""
    now = assembly.now
    return assembly.status == "closed" or (now is not None and now.kind in AFTER_THE_MEETING)
