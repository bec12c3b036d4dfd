"""What rankings say: the class's polls, and how the factions of the record would have ranked (inferred)."""

from collections import Counter
from fractions import Fraction
from math import factorial

from msgspec import Struct
from msgspec.structs import replace

from debate.assembly import Assembly, Ballot
from debate.ballots.ranked import Count, first_preferences, run_off
from debate.ids import QuestionId
from debate.lab.agenda import ways, ways_ahead
from debate.lab.preferences import COUNTED_BY, Rule, Tally, circle, filled_in, pairwise, points, top, winners
from debate.lab.turning import fewest
from debate.scenario import Elimination, Question, Scenario
from debate.shown.ballots import Counting, Offered, counting, dropped

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Lettered(Offered, frozen=True, kw_only=True):
    """An alternative, and the letter it bears in a drawing."""

    sign: str


class PairRow(Struct, frozen=True, kw_only=True):
    """An alternative against each: how many put it first, and how many the other; None for itself."""

    id: str
    text: str
    row: tuple[tuple[int, int] | None, ...]


class RuleRow(Struct, frozen=True, kw_only=True):
    """Who wins by a rule, and how few papers would have turned that; None where nobody can tell."""

    rule: Rule
    winners: tuple[str, ...]
    fewest: int | None


class PollRow(Struct, frozen=True, kw_only=True):
    """An alternative's figures. `last`: in the last count of the run-off; `beats`: so many others."""

    text: str
    first_places: int
    points: Fraction
    last: int | None
    beats: int


class AgendaRow(Struct, frozen=True, kw_only=True):
    """In how many orders of business an alternative wins, with one of them; `ahead`: in how many if everybody
    looks ahead."""

    text: str
    orders: int
    example: tuple[str, ...]
    ahead: int


class RankingsSay(Struct, frozen=True, kw_only=True):
    """What rankings come to. `best`: who beats every other one; `circle`, `top`: where nobody does."""

    voters: int
    counting: Counting
    alternatives: tuple[Lettered, ...]
    pairs: tuple[PairRow, ...]
    best: str
    circle: tuple[str, ...]
    top: tuple[str, ...]
    rules: tuple[RuleRow, ...]
    agree: bool
    table: tuple[PollRow, ...]
    orders: int
    looked_ahead: bool
    agendas: tuple[AgendaRow, ...]


class Poll(Struct, frozen=True, kw_only=True):
    """A question that can be ranked: what the class, asked so many `times`, and the record's factions say."""

    id: str
    title: str
    text: str
    here: RankingsSay | None
    times: int
    then: RankingsSay | None


def last_polls(assembly: Assembly) -> dict[QuestionId, Ballot]:
    """For each question that was ranked: the last ballot on it."""
    return {b.question: b for b in assembly.in_order() if b.method == "ranked" and not b.open}


def polls(assembly: Assembly) -> tuple[Poll, ...]:
    """Every question that can be ranked."""
    held = last_polls(assembly)
    return tuple(
        Poll(
            id=question.id,
            title=question.title,
            text=question.text,
            here=said_in(question, held[question.id]) if question.id in held else None,
            times=sum(1 for b in assembly.in_order() if b.question == question.id and not b.open),
            then=said(question, by_factions(assembly.scenario, question.id), "one_by_one"),
        )
        for question in assembly.scenario.questions
        if question.method == "ranked"
    )


def by_factions(scenario: Scenario, question: QuestionId) -> dict[str, int]:
    """The rankings of all delegates if each faction ranked as one (inferred)."""
    tally: Counter[str] = Counter()
    for faction in scenario.factions:
        if faction.delegates and (order := faction.preferences.get(question)):
            tally[">".join(order)] += faction.delegates
    return dict(tally)


def said_in(question: Question, ballot: Ballot) -> RankingsSay | None:
    """What the papers of a ballot come to; None where nobody ranked anything."""
    found = said(question, filled_in(ballot.tally), ballot.elimination, ballot.seed or 0)
    return replace(found, counting=counting(ballot)) if found else None


def _letter(n: int) -> str:
    return LETTERS[n % len(LETTERS)] * (n // len(LETTERS) + 1)


def said(question: Question, tally: Tally, elimination: Elimination, seed: int = 0) -> RankingsSay | None:
    """What a tally of rankings comes to by each rule; None where nobody ranked anything. Lots in the run-off
    are drawn from `seed`."""
    offered = tuple(a.id for a in question.alternatives)
    texts = {a.id: a.text for a in question.alternatives}
    if not (voters := sum(tally.values())):
        return None
    pairs, best = pairwise(tally, offered), winners(tally, offered, elimination, seed)
    above, papers = top(pairs, offered), fewest(tally, offered, best)
    points_of, firsts = points(pairs, offered, voters), first_preferences(tally, offered)
    counts = run_off(tally, offered, elimination, seed)
    last = counts[-1].figures
    return RankingsSay(
        voters=voters,
        counting=_counting(counts, seed),
        alternatives=tuple(
            Lettered(id=a, text=texts[a], explain="", sign=_letter(n)) for n, a in enumerate(offered)
        ),
        pairs=tuple(
            PairRow(
                id=a,
                text=texts[a],
                row=tuple(None if a == b else (pairs[a, b], pairs[b, a]) for b in offered),
            )
            for a in offered
        ),
        best=texts.get(best["pairs"][0], "") if best["pairs"] else "",
        circle=tuple(texts[a] for a in circle(pairs, above)) if len(above) > 1 else (),
        top=tuple(texts[a] for a in above),
        rules=tuple(
            RuleRow(rule=rule, winners=tuple(texts[a] for a in best[rule]), fewest=papers[rule])
            for rule in COUNTED_BY
        ),
        agree=len({best[rule] for rule in COUNTED_BY}) == 1 and len(best["pairs"]) == 1,
        table=tuple(
            PollRow(
                text=texts[a],
                first_places=firsts[a],
                points=points_of[a],
                last=last.get(a),
                beats=sum(pairs[a, b] > pairs[b, a] for b in offered if b != a),
            )
            for a in offered
        ),
        orders=factorial(len(offered)),
        looked_ahead=bool(ways_ahead(pairs, offered)),
        agendas=_agendas(pairs, offered, texts),
    )


def _counting(counts: list[Count], seed: int) -> Counting:
    """Of a run-off that was never held: who dropped out level with others."""
    ties = dropped(counts)
    return Counting(
        blank=0,
        papers=0,
        dropped=ties,
        level=(),
        tie="fails",
        chose=(),
        places=0,
        of=1,
        seed=seed if any(row.by == "lot" for row in ties) else None,
    )


def _agendas(
    pairs: dict[tuple[str, str], int], offered: tuple[str, ...], texts: dict[str, str]
) -> tuple[AgendaRow, ...]:
    found, ahead = ways(pairs, offered), ways_ahead(pairs, offered)
    return tuple(
        AgendaRow(
            text=texts[a],
            orders=found[a].orders if a in found else 0,
            example=tuple(texts[b] for b in found[a].example) if a in found else (),
            ahead=ahead.get(a, 0),
        )
        for a in offered
        if a in found or a in ahead
    )
