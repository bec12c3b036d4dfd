"""A pupil's own question: could I have got more by voting otherwise?

Own votes by name are in the journal. A secret ranking is nowhere: the pupil says what it was, and it is
neither kept nor written to any log (the form is posted).
"""

from msgspec import Struct
from msgspec.structs import asdict

from debate.assembly import Assembly, Ballot
from debate.ballots.ranked import reads
from debate.ids import NOBODY, SeatId
from debate.lab.preferences import filled_in
from debate.lab.strategy import MOST_RANKED, OtherPaper, other_papers, own_votes, votes_for
from debate.refusal import Refusal
from debate.rules.business.agenda import outcome
from debate.scenario import Choice, Outcome, Question
from game.command_fields import with_choice
from game.slices.lab.named import Subject, subject
from game.slices.lab.polls import last_polls


class VoteRow(Subject, frozen=True, kw_only=True):
    """A vote given by name. `others`: those that would have turned the result, each with what it brings."""

    chose: str
    carried: bool | None
    others: tuple[tuple[Choice, bool | None], ...]


class Own(Struct, frozen=True, kw_only=True):
    """The votes a pupil gave by name, and those that would have brought the end they wished for (`better`;
    None where no votes would). `reached`: it came so anyhow."""

    votes: tuple[VoteRow, ...]
    turned: bool
    ends: tuple[Outcome, ...]
    wish: Outcome | None
    reached: bool
    better: tuple[tuple[Subject, Choice], ...] | None


class RankedPlace(Struct, frozen=True, kw_only=True):
    """Something that can be ranked, with the place that was typed."""

    id: str
    text: str
    place: str


class ByRule(Struct, frozen=True, kw_only=True):
    """By one rule the winner, and a better paper with its winner, if there is one."""

    rule: str
    sincere: str
    paper: tuple[str, ...]
    winner: str


class RankingAnswer(Struct, frozen=True, kw_only=True):
    """`fault`: "no_such_ranking", or "not_in_the_box" for a paper that nobody handed in."""

    fault: str = ""
    by_rule: tuple[ByRule, ...] = ()
    gained: bool = False


class Paper(RankingAnswer, frozen=True, kw_only=True):
    """A paper to fill in again; for the one that came back (`asked`), what others would have done."""

    id: str
    title: str
    alternatives: tuple[RankedPlace, ...]
    asked: bool = False


def own(assembly: Assembly, seat: SeatId, wish: str) -> Own:
    """The votes this seat's pupil gave by name, and those that would have brought the end they wished for."""
    votes = tuple(
        VoteRow(
            **asdict(subject(assembly, vote.division.question)),
            chose=vote.chose,
            carried=vote.division.carried,
            others=tuple((choice, vote.others[choice]) for choice in vote.turns),
        )
        for vote in own_votes(assembly, seat)
    )
    ends = assembly.scenario.outcomes
    wished = next((end for end in ends if end.id == wish), None)
    better = votes_for(assembly, seat, wished.id) if wished else None
    return Own(
        votes=votes,
        turned=any(row.others for row in votes),
        ends=ends,
        wish=wished,
        reached=wished is not None and outcome(assembly) == wished,
        better=tuple((subject(assembly, question), choice) for question, choice in better.votes.items())
        if better
        else None,
    )


def rankings(assembly: Assembly, seat: SeatId, posted: dict[str, str]) -> list[Paper]:
    """For each poll this pupil voted in a paper to fill in again; for the one that came back, what others
    would have done."""
    found = []
    for question, ballot in last_polls(assembly).items():
        asked = assembly.scenario.question(question)
        voted = seat in ballot.votes and seat not in ballot.house
        if not voted or len(asked.alternatives) > MOST_RANKED:
            continue
        answer = RankingAnswer()
        if posted.get("poll") == question:
            ranks = {key: value for key, value in posted.items() if key.startswith("rank-")}
            answer = _answer(asked, ballot, ranks)
        found.append(
            Paper(
                **asdict(answer),
                id=question,
                title=asked.title,
                alternatives=_papers(asked, posted),
                asked=posted.get("poll") == question,
            )
        )
    return found


def _papers(asked: Question, posted: dict[str, str]) -> tuple[RankedPlace, ...]:
    """What can be ranked, each with the place that was typed."""
    places = posted if posted.get("poll") == asked.id else {}
    return tuple(
        RankedPlace(id=a.id, text=a.text, place=places.get(f"rank-{a.id}", "")) for a in asked.alternatives
    )


def _answer(asked: Question, ballot: Ballot, ranks: dict[str, str]) -> RankingAnswer:
    try:
        paper = reads(ballot, NOBODY, with_choice(ranks).get("choice", ""))
    except Refusal as refusal:
        return RankingAnswer(fault=refusal.code)
    if not paper:
        return RankingAnswer(fault="no_such_ranking")
    if not ballot.tally.get(paper):
        return RankingAnswer(fault="not_in_the_box")
    given = filled_in(ballot.tally)
    found = other_papers(given, ballot.alternatives, paper, ballot.elimination, ballot.seed or 0)
    rows = tuple(_told(asked, other) for other in found.values())
    return RankingAnswer(by_rule=rows, gained=any(row.paper for row in rows))


def _told(asked: Question, other: OtherPaper) -> ByRule:
    texts = {a.id: a.text for a in asked.alternatives}
    return ByRule(
        rule=other.rule,
        sincere=texts.get(other.sincere, ""),
        paper=tuple(texts[id] for id in other.paper.split(">")) if other.paper else (),
        winner=texts.get(other.winner, ""),
    )
