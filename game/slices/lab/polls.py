"""What rankings say: the class's polls, and how the factions of the record would have ranked (inferred)."""

from collections import Counter
from math import factorial

from debate.assembly import Assembly, Ballot
from debate.audience import Slice
from debate.ballot_view import counting, dropped
from debate.ballots.ranked import first_preferences, run_off
from debate.lab.agenda import ways, ways_ahead
from debate.lab.preferences import RULES, Tally, circle, filled_in, pairwise, points, top, winners
from debate.lab.turning import fewest
from debate.scenario import Elimination, Question, Scenario

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def last_polls(assembly: Assembly) -> dict[str, Ballot]:
    """For each question that was ranked: the last ballot on it."""
    return {b.question: b for b in assembly.in_order() if b.method == "ranked" and not b.open}


def polls(assembly: Assembly) -> list[Slice]:
    """Every question that can be ranked: what the class said, if it was asked, and the record's factions."""
    held = last_polls(assembly)
    return [
        {
            "id": question.id,
            "title": question.title,
            "text": question.text,
            "here": said_in(question, held[question.id]) if question.id in held else None,
            "times": sum(1 for b in assembly.in_order() if b.question == question.id and not b.open),
            "then": said(question, by_factions(assembly.scenario, question.id), "one_by_one"),
        }
        for question in assembly.scenario.questions
        if question.method == "ranked"
    ]


def by_factions(scenario: Scenario, question: str) -> dict[str, int]:
    """The rankings of all delegates if each faction ranked as one (inferred)."""
    tally: Counter[str] = Counter()
    for faction in scenario.factions:
        if faction.delegates and (order := faction.preferences.get(question)):
            tally[">".join(order)] += faction.delegates
    return dict(tally)


def said_in(question: Question, ballot: Ballot) -> Slice | None:
    """What the papers of a ballot come to; None where nobody ranked anything."""
    found = said(question, filled_in(ballot.tally), ballot.elimination, ballot.seed or 0)
    return found and {**found, "counting": counting(ballot)}


def said(question: Question, tally: Tally, elimination: Elimination, seed: int = 0) -> Slice | None:
    """What a tally of rankings comes to by each rule; None where nobody ranked anything. Lots in the run-off
    are drawn from `seed`."""
    offered = tuple(a.id for a in question.alternatives)
    texts = {a.id: a.text for a in question.alternatives}
    if not (voters := sum(tally.values())):
        return None
    pairs, best = pairwise(tally, offered), winners(tally, offered, elimination, seed)
    above, papers = top(pairs, offered), fewest(tally, offered, elimination, seed)
    figures = {"points": points(pairs, offered, voters), "first_places": first_preferences(tally, offered)}
    counts = run_off(tally, offered, elimination, seed)
    last, ties = counts[-1].figures, dropped(counts)
    by_lot = any(row["by"] == "lot" for row in ties)
    return {
        "voters": voters,
        "counting": {
            "blank": 0,
            "dropped": ties,
            "level": [],
            "places": 0,
            "seed": seed if by_lot else None,
        },
        "alternatives": [
            {"id": a, "text": texts[a], "sign": LETTERS[n % len(LETTERS)] * (n // len(LETTERS) + 1)}
            for n, a in enumerate(offered)
        ],
        "pairs": [
            {
                "id": a,
                "text": texts[a],
                "row": [None if a == b else (pairs[a, b], pairs[b, a]) for b in offered],
            }
            for a in offered
        ],
        "best": texts.get(best["pairs"][0], "") if best["pairs"] else "",
        "circle": [texts[a] for a in circle(pairs, above)] if len(above) > 1 else [],
        "top": [texts[a] for a in above],
        "rules": [
            {"rule": rule, "winners": [texts[a] for a in best[rule]], "fewest": papers[rule]}
            for rule in RULES
        ],
        "agree": len({best[rule] for rule in RULES}) == 1 and len(best["pairs"]) == 1,
        "table": [
            {
                "text": texts[a],
                "first_places": figures["first_places"][a],
                "points": figures["points"][a],
                "last": last.get(a),
                "beats": sum(pairs[a, b] > pairs[b, a] for b in offered if b != a),
            }
            for a in offered
        ],
        **_agendas(pairs, offered, texts),
    }


def _agendas(pairs: dict[tuple[str, str], int], offered: tuple[str, ...], texts: dict[str, str]) -> Slice:
    """In how many orders of business each alternative wins, with one of them."""
    found, ahead = ways(pairs, offered), ways_ahead(pairs, offered)
    return {
        "orders": factorial(len(offered)),
        "looked_ahead": bool(ahead),
        "agendas": [
            {
                "text": texts[a],
                "orders": found[a].orders if a in found else 0,
                "example": [texts[b] for b in found[a].example] if a in found else [],
                "ahead": ahead.get(a, 0),
            }
            for a in offered
            if a in found or a in ahead
        ],
    }
