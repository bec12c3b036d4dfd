"""Questions put to the vote: opening a ballot, voting, the close, the announcement.

A ballot is closed exactly once, by the chair or by its clock. Who may vote and with what weight is fixed
when the question is put, and written into the journal with it.
"""

from immutables import Map
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate import house
from debate.agenda import permits
from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS
from debate.refusal import Refusal
from debate.scenario import CHOICES, Choice, Question
from debate.thresholds import carried, quorate
from debate.topic import Changes, Rules

LONGEST_BALLOT = 3600
"""Seconds."""


def put(assembly: Assembly, command: c.PutQuestion, at: int) -> list[e.Fact]:
    if not permits(assembly).questions:
        raise Refusal("no_questions_now")
    if assembly.current and assembly.current.open:
        raise Refusal("ballot_open")
    question = _question(assembly, command.question)
    if question.id in assembly.results():
        raise Refusal("already_decided")
    seconds = question.seconds if command.seconds is None else command.seconds
    if not 0 <= seconds <= LONGEST_BALLOT:
        raise Refusal("ballot_length", most=LONGEST_BALLOT)
    method = command.method or question.method
    weights, bloc = house.weights(assembly, question)
    if not METHODS[method].weighted:
        weights, bloc = dict.fromkeys(weights, 1), {}
    present, members = _present(assembly, weights, bloc), sum(weights.values()) + sum(bloc.values())
    if not quorate(question.quorum, present, members):
        raise Refusal("no_quorum", present=present, members=members)
    return [
        e.QuestionPut(
            at=at,
            ballot=f"b{len(assembly.ballots) + 1}",
            question=question.id,
            method=method,
            threshold=command.threshold or question.threshold,
            closes_at=at + seconds * 1000 if seconds else None,
            weights=weights,
            bloc=bloc,
            present=present,
            members=members,
        )
    ]


def _present(assembly: Assembly, weights: dict[str, int], bloc: dict[Choice, int]) -> int:
    """The weight of all voting seats that somebody holds now."""
    held = sum(weight for seat, weight in weights.items() if assembly.seats[seat].held_by != "nobody")
    return held + sum(bloc.values())


def cast(assembly: Assembly, command: c.CastVote, at: int) -> list[e.Fact]:
    return _cast(assembly, command.ballot, command.by, command.choice, command.by, at)


def enter(assembly: Assembly, command: c.EnterVote, at: int) -> list[e.Fact]:
    seat = assembly.seats.get(command.seat)
    if seat is None:
        raise Refusal("no_such_seat")
    if seat.held_by == "house":
        raise Refusal("house_votes_itself")
    return _cast(
        assembly,
        command.ballot or assembly.ballot,
        seat.id,
        command.choice,
        command.by,
        at,
    )


def _cast(assembly: Assembly, ballot_id: str, seat: str, choice: Choice, by: str, at: int) -> list[e.Fact]:
    ballot = _ballot(assembly, ballot_id)
    if not ballot.open or (ballot.closes_at is not None and assembly.clock(at) >= ballot.closes_at):
        raise Refusal("ballot_closed")
    if seat not in ballot.weights:
        raise Refusal("no_vote")
    return METHODS[ballot.method].cast(ballot, seat, choice, by, at)


def close(assembly: Assembly, command: c.CloseBallot, at: int) -> list[e.Fact]:
    ballot = _ballot(assembly, command.ballot or assembly.ballot)
    if not ballot.open:
        raise Refusal("ballot_closed")
    if command.by == c.CLOCK and (
        assembly.status == "paused" or ballot.closes_at is None or at < ballot.closes_at
    ):
        raise Refusal("too_early")
    given = house.votes(assembly, ballot.question)
    missing = {seat: given[seat] for seat in given if seat in ballot.weights and seat not in ballot.votes}
    counted = _count(ballot, missing, command.slips)
    facts: list[e.Fact] = [e.HouseVoted(at=at, ballot=ballot.id, votes=missing)] if missing else []
    present = _present(assembly, ballot.weights, ballot.bloc)
    is_carried = carried(ballot.threshold, counted, present, ballot.members)
    closed = e.BallotClosed(at=at, ballot=ballot.id, tally=counted, carried=is_carried, by=command.by)
    return [*facts, closed]


def _count(ballot: Ballot, house_votes: dict[str, Choice], slips: dict[Choice, int]) -> dict[Choice, int]:
    tally = {choice: ballot.tally[choice] + ballot.bloc.get(choice, 0) for choice in CHOICES}
    for seat, choice in house_votes.items():
        tally[choice] += ballot.weights[seat]
    sealed = sum(1 for vote in ballot.votes.values() if vote == "sealed")
    if sealed != sum(slips.values()):
        # Not a person's fault: a slip was lost or forged, and a wrong count must not pass for a result.
        raise ValueError(f"{sealed} slips were handed in, {sum(slips.values())} are in the box")
    for choice, number in slips.items():
        tally[choice] += number
    return tally


def announce(assembly: Assembly, command: c.Announce, at: int) -> list[e.Fact]:
    ballot = _ballot(assembly, command.ballot or assembly.ballot)
    if ballot.open:
        raise Refusal("ballot_open")
    if ballot.announced:
        raise Refusal("already_announced")
    return [e.ResultAnnounced(at=at, ballot=ballot.id)]


def _ballot(assembly: Assembly, id: str) -> Ballot:
    ballot = assembly.ballots.get(id)
    if ballot is None:
        raise Refusal("no_such_ballot")
    return ballot


def _question(assembly: Assembly, id: str) -> Question:
    wanted = id or (assembly.now.question if assembly.now else None)
    if wanted is None:
        raise Refusal("which_question")
    for question in assembly.scenario.questions:
        if question.id == wanted:
            return question
    raise Refusal("no_such_question")


def question_put(assembly: Assembly, event: e.QuestionPut) -> Assembly:
    ballot = Ballot(
        id=event.ballot,
        question=event.question,
        method=event.method,
        threshold=event.threshold,
        put_at=event.at,
        closes_at=event.closes_at,
        weights=event.weights,
        bloc=event.bloc,
        present=event.present,
        members=event.members,
        seating=assembly.seats,
        votes=Map(),
        tally=dict.fromkeys(CHOICES, 0),
    )
    return replace(assembly, ballots=assembly.ballots.set(ballot.id, ballot), ballot=ballot.id)


def vote_cast(assembly: Assembly, event: e.VoteCast) -> Assembly:
    ballot = assembly.ballots[event.ballot]
    weight, before = ballot.weights[event.seat], ballot.votes.get(event.seat)
    tally = {
        choice: number + weight * ((choice == event.choice) - (choice == before))
        for choice, number in ballot.tally.items()
    }
    return _set(
        assembly,
        replace(ballot, votes=ballot.votes.set(event.seat, event.choice), tally=tally),
    )


def slip_handed_in(assembly: Assembly, event: e.SlipHandedIn) -> Assembly:
    ballot = assembly.ballots[event.ballot]
    return _set(assembly, replace(ballot, votes=ballot.votes.set(event.seat, "sealed")))


def house_voted(assembly: Assembly, event: e.HouseVoted) -> Assembly:
    ballot = assembly.ballots[event.ballot]
    votes = ballot.votes.update(event.votes)
    return _set(assembly, replace(ballot, votes=votes, house=frozenset(event.votes)))


def ballot_closed(assembly: Assembly, event: e.BallotClosed) -> Assembly:
    ballot = assembly.ballots[event.ballot]
    return _set(
        assembly,
        replace(ballot, tally=event.tally, carried=event.carried, closed_at=event.at),
    )


def result_announced(assembly: Assembly, event: e.ResultAnnounced) -> Assembly:
    return _set(assembly, replace(assembly.ballots[event.ballot], announced=True))


def _set(assembly: Assembly, ballot: Ballot) -> Assembly:
    return replace(assembly, ballots=assembly.ballots.set(ballot.id, ballot))


RULES: Rules = {
    c.PutQuestion: put,
    c.CastVote: cast,
    c.EnterVote: enter,
    c.CloseBallot: close,
    c.Announce: announce,
}
CHANGES: Changes = {
    e.QuestionPut: question_put,
    e.VoteCast: vote_cast,
    e.SlipHandedIn: slip_handed_in,
    e.HouseVoted: house_voted,
    e.BallotClosed: ballot_closed,
    e.ResultAnnounced: result_announced,
}
