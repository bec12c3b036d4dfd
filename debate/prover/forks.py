"""Forks in the road: where a meeting that was played would have come to, had one of its votes gone otherwise.

Everything before that vote as it was; after it everybody votes as their person believed, and nobody is moved.
A reckoning of the model, not of history: pages say so.
"""

from collections.abc import Iterator

from msgspec import Struct

from debate.assembly import Assembly, Ballot
from debate.decisions import Decisions
from debate.ids import BallotId, QuestionId
from debate.prover.hall import PlayedHall
from debate.prover.walk import ending
from debate.scenario import Outcome, Question


class ForkVote(Struct, frozen=True, kw_only=True):
    """A vote after the fork: what would have been put, and what would have come of it."""

    question: QuestionId
    title: str
    carried: bool
    chosen: tuple[str, ...]


class Fork(Struct, frozen=True, kw_only=True):
    """One vote, what came of it, what might have: `chosen`, of alternatives, the one that would have been;
    and where that would have led."""

    ballot: BallotId
    question: QuestionId
    title: str
    was_carried: bool
    chosen: str
    after: tuple[ForkVote, ...]
    end: Outcome | None


def forks(assembly: Assembly) -> tuple[Fork, ...]:
    """Every fork at which the meeting would have ended elsewhere than it did, in the order of the votes."""
    hall, reached = PlayedHall.of(assembly), ending(assembly.scenario, assembly.decisions)
    found = []
    for ballot in assembly.in_order():
        question = next((q for q in assembly.scenario.questions if q.id == ballot.question), None)
        if question is None or question.straw or question.by_preference or not ballot.announced:
            continue
        if ballot.carried is None or ballot.reconsidered:
            continue
        for carried, chosen in _otherwise(question, ballot):
            fork = _fork(hall, question, ballot, carried, chosen)
            if fork.end and (reached is None or fork.end.id != reached.id):
                found.append(fork)
    return tuple(found)


def _otherwise(question: Question, ballot: Ballot) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """What else could have come of it."""
    if not question.alternatives:
        yield not ballot.carried, ()
        return
    for alternative in question.alternatives:
        if alternative.id not in ballot.winners:
            yield True, (alternative.id,)


def _fork(
    hall: PlayedHall, question: Question, ballot: Ballot, carried: bool, chosen: tuple[str, ...]
) -> Fork:
    before = hall.assembly.decided_before(ballot.id)
    decided = before.after([hall.assembly.result(question.id, carried, chosen)])
    texts = {alternative.id: alternative.text for alternative in question.alternatives}
    after, decided = _onward(hall, decided, {*before.results, question.id})
    return Fork(
        ballot=ballot.id,
        question=question.id,
        title=question.title,
        was_carried=bool(ballot.carried),
        chosen=texts[chosen[0]] if chosen else "",
        after=after,
        end=ending(hall.scenario, decided),
    )


def _onward(
    hall: PlayedHall, decided: Decisions, put: set[QuestionId]
) -> tuple[tuple[ForkVote, ...], Decisions]:
    """The rest of the agenda with nobody moved. What may be left out is."""
    turns = []
    for stage in hall.assembly.agenda():
        if stage.kind != "division" or stage.question is None or stage.question in put:
            continue
        question = hall.scenario.question(stage.question)
        if question.optional or not decided.holds(stage.when):
            continue
        vote = hall.vote(question, decided)
        counted = vote.result({})
        decided, put = decided.after([vote.decided(counted)]), {*put, question.id}
        texts = {alternative.id: alternative.text for alternative in question.alternatives}
        turns.append(
            ForkVote(
                question=question.id,
                title=question.title,
                carried=counted.carried,
                chosen=tuple(texts[id] for id in counted.chosen),
            )
        )
    return tuple(turns), decided
