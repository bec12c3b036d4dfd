"""A pupil's own question: could I have got more by voting otherwise?

Own votes by name are in the journal. A secret ranking is nowhere: the pupil says what it was, and it is
neither kept nor written to any log (the form is posted).
"""

from debate.agenda import outcome
from debate.assembly import Assembly, Ballot
from debate.audience import Slice
from debate.ballots.ranked import reads
from debate.lab.preferences import filled_in
from debate.lab.strategy import MOST_RANKED, OtherPaper, other_papers, own_votes, votes_for
from debate.refusal import Refusal
from debate.scenario import Question
from game.forms import with_choice
from game.slices.lab.named import subject
from game.slices.lab.polls import last_polls


def own(assembly: Assembly, seat: str, wish: str) -> Slice:
    """The votes this seat's pupil gave by name, and those that would have brought the end they wished for."""
    votes = [
        {
            **subject(assembly, vote.division.question),
            "chose": vote.chose,
            "carried": vote.division.carried,
            "others": [(choice, vote.others[choice]) for choice in vote.turns],
        }
        for vote in own_votes(assembly, seat)
    ]
    ends = assembly.scenario.outcomes
    wished = next((end for end in ends if end.id == wish), None)
    seen: Slice = {
        "votes": votes,
        "turned": any(row["others"] for row in votes),
        "ends": ends,
        "wish": wished,
    }
    if wished:
        seen["reached"] = outcome(assembly) == wished
        better = votes_for(assembly, seat, wished.id)
        seen["better"] = better and [
            (subject(assembly, question), choice) for question, choice in better.votes.items()
        ]
    return seen


def rankings(assembly: Assembly, seat: str, posted: dict[str, str]) -> list[Slice]:
    """For each poll this pupil voted in a paper to fill in again; for the one that came back, what others
    would have done."""
    found = []
    for question, ballot in last_polls(assembly).items():
        asked = assembly.scenario.question(question)
        voted = seat in ballot.votes and seat not in ballot.house
        if not voted or len(asked.alternatives) > MOST_RANKED:
            continue
        row: Slice = {"id": question, "title": asked.title, "alternatives": _papers(asked, posted)}
        if posted.get("poll") == question:
            ranks = {key: value for key, value in posted.items() if key.startswith("rank-")}
            row |= {"asked": True, **_answer(asked, ballot, ranks)}
        found.append(row)
    return found


def _papers(asked: Question, posted: dict[str, str]) -> list[Slice]:
    """What can be ranked, each with the place that was typed."""
    places = posted if posted.get("poll") == asked.id else {}
    return [{"id": a.id, "text": a.text, "place": places.get(f"rank-{a.id}", "")} for a in asked.alternatives]


def _answer(asked: Question, ballot: Ballot, ranks: dict[str, str]) -> Slice:
    """`fault`: "no_such_ranking", or "not_in_the_box" for a paper that nobody handed in; else by each
    rule the winner and a better paper, if there is one."""
    try:
        paper = reads(ballot, "", with_choice(ranks).get("choice", ""))
    except Refusal as refusal:
        return {"fault": refusal.code}
    if not paper:
        return {"fault": "no_such_ranking"}
    if not ballot.tally.get(paper):
        return {"fault": "not_in_the_box"}
    given = filled_in(ballot.tally)
    found = other_papers(given, ballot.alternatives, paper, ballot.elimination, ballot.seed or 0)
    rows = [_told(asked, other) for other in found.values()]
    return {"by_rule": rows, "gained": any(row["paper"] for row in rows)}


def _told(asked: Question, other: OtherPaper) -> Slice:
    texts = {a.id: a.text for a in asked.alternatives}
    return {
        "rule": other.rule,
        "sincere": texts.get(other.sincere, ""),
        "paper": [texts[id] for id in other.paper.split(">")] if other.paper else [],
        "winner": texts.get(other.winner, ""),
    }
