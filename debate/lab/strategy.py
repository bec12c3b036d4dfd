"""Could one person have got more by voting otherwise?

Assumption: everybody else votes as they did, on every question. Votes on a yes or no are looked up only where
they were given by name. A secret ranking is not looked up anywhere: whoever asks says what they handed in.
"""

from collections.abc import Iterator
from itertools import permutations, product

from msgspec import Struct

from debate.assembly import Assembly
from debate.ballots import METHODS
from debate.ballots.method import with_vote
from debate.decisions import NOTHING
from debate.ids import QuestionId, SeatId
from debate.lab.divisions import DivisionFigures, of_class, result_of, shares
from debate.lab.preferences import COUNTED_BY, Rule, Tally, winners
from debate.scenario import CHOICES, Choice, Elimination, Outcome

MOST_RANKED = 5
"""Alternatives: beyond that there are too many papers to try (326 for five, 1,957 for six)."""

Results = dict[QuestionId, bool]


class OwnVote(Struct, frozen=True, kw_only=True):
    """What somebody chose in a division, and the result with each other choice."""

    division: DivisionFigures
    chose: str
    others: dict[Choice, bool | None]

    @property
    def turns(self) -> tuple[Choice, ...]:
        """The choices that would have brought another result."""
        return tuple(c for c, carried in self.others.items() if carried != self.division.carried)


def own_votes(assembly: Assembly, seat: SeatId) -> list[OwnVote]:
    """Every vote this seat's pupil gave by name."""
    found = []
    for division in of_class(assembly).values():
        ballot = division.named
        if ballot and seat in ballot.votes and seat not in ballot.house:
            given, adds = shares(ballot, seat), METHODS[ballot.method].shares
            others = {
                choice: result_of(division, with_vote(ballot, seat, choice, adds))
                for choice in CHOICES
                if given[choice] != ballot.weights[seat]
            }
            found.append(OwnVote(division=division, chose=ballot.votes[seat], others=others))
    return found


def end(assembly: Assembly, results: Results) -> Outcome | None:
    """How the meeting ends with these results. None if it would have come to a vote that was never taken.

    A question is put when its stage comes; one that the chair put beside the agenda is put in any case.
    """
    actual = assembly.decisions
    due = {s.question: s.when for s in assembly.agenda() if s.kind == "division" and s.question}
    beside = {q for q in results if q not in due or not actual.holds(due[q])}
    chosen = actual.chosen  # Of alternatives the same ones, whatever else is decided.
    turned = {q: assembly.result(q, carried, chosen.get(q, ())) for q, carried in results.items()}
    reached = NOTHING.after(turned[question] for question in beside)
    for question, when in due.items():
        if question in beside or not reached.holds(when):
            continue
        if question in results:
            reached = reached.after([turned[question]])
        elif not actual.holds(when):
            return None
    return next((o for o in assembly.scenario.outcomes if reached.holds(o.when)), None)


class Better(Struct, frozen=True, kw_only=True):
    """Other votes of one's own that would have brought the end one wished for: question to choice."""

    votes: dict[QuestionId, Choice]


def votes_for(assembly: Assembly, seat: SeatId, wish: str) -> Better | None:
    """The fewest changes of this seat's own votes that bring the outcome `wish`; None if none do."""
    own = {
        v.division.question: v for v in own_votes(assembly, seat) if v.division.question in _asked(assembly)
    }
    known = assembly.results()
    found: list[dict[QuestionId, Choice]] = []
    kept: tuple[Choice | None, ...] = (None,)
    for picks in product(*((*kept, *vote.turns) for vote in own.values())):
        changed = {q: pick for q, pick in zip(own, picks, strict=True) if pick}
        results = {q: r for q, r in known.items() if q not in changed}
        turned = {q: own[q].others[pick] for q, pick in changed.items()}
        results |= {q: carried for q, carried in turned.items() if carried is not None}
        reached = end(assembly, results)
        if reached and reached.id == wish:
            found.append(changed)
    return Better(votes=min(found, key=len)) if found else None


def _asked(assembly: Assembly) -> set[QuestionId]:
    """The scenario's own questions: on them, and not on motions, the end depends."""
    return {question.id for question in assembly.scenario.questions}


class OtherPaper(Struct, frozen=True, kw_only=True):
    """What a sincere paper brings by one rule, and the best that another of one's own could have brought.

    `sincere`: the winner, "" for none or a tie. `paper` and `winner` are "" where no other paper is better.
    """

    rule: Rule
    sincere: str
    paper: str = ""
    winner: str = ""


def other_papers(
    tally: Tally,
    alternatives: tuple[str, ...],
    own: str,
    elimination: Elimination = "together",
    seed: int = 0,
) -> dict[Rule, OtherPaper]:
    """By each rule: try every paper in place of one's own. `own` must be in the tally, else ValueError.

    A tie counts as getting none of those on one's own paper; lots in a run-off are drawn as they were.
    """
    if not tally.get(own):
        raise ValueError("nobody handed in such a paper")
    rest = {**tally, own: tally[own] - 1}
    liked = own.split(">")
    now = winners(tally, alternatives, elimination, seed)
    best = {rule: OtherPaper(rule=rule, sincere=_sole(now[rule])) for rule in COUNTED_BY}
    for paper in papers(alternatives):
        then = winners({**rest, paper: rest.get(paper, 0) + 1}, alternatives, elimination, seed)
        for rule, so_far in best.items():
            won = _sole(then[rule])
            if _place(liked, won) < _place(liked, so_far.winner or so_far.sincere):
                best[rule] = OtherPaper(rule=rule, sincere=so_far.sincere, paper=paper, winner=won)
    return best


def _place(liked: list[str], winner: str) -> int:
    return liked.index(winner) if winner in liked else len(liked)


def _sole(best: tuple[str, ...]) -> str:
    return best[0] if len(best) == 1 else ""


def papers(alternatives: tuple[str, ...]) -> Iterator[str]:
    """Every paper that could be handed in, the whole rankings first."""
    for length in range(len(alternatives), 0, -1):
        for order in permutations(alternatives, length):
            yield ">".join(order)
