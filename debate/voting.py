"""Questions put to the vote: opening a ballot, voting, the close, the announcement.

A ballot is closed exactly once, by the chair or by its clock. Who may vote and with what weight is fixed
when the question is put, and written into the journal with it.
"""

from collections import Counter

from immutables import Map
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate import house
from debate.agenda import permits, speech_ended
from debate.assembly import Assembly, Ballot, Motion
from debate.ballots import METHODS
from debate.effects import announced
from debate.motions import enough_support, open_text
from debate.procedure import PROCEDURE
from debate.refusal import Refusal
from debate.roll import call_next, called, in_order
from debate.scenario import CHOICES, Choice, MethodName, Question
from debate.subjects import subject
from debate.thresholds import quorate
from debate.topic import Changes, Rules
from debate.wording import amended, divided, text_of

LONGEST_BALLOT = 3600
"""Seconds."""


def put(assembly: Assembly, command: c.PutQuestion, at: int) -> list[e.Fact]:
    """What the meeting has moved takes effect before the next question is put."""
    if (current := assembly.current) and current.open:
        raise Refusal("ballot_open")
    if current and current.tied:
        raise Refusal("tie_waits")
    unread = [b for b in assembly.in_order() if not b.announced and b.question in assembly.motions]
    facts, assembly = announced(assembly, unread, at)
    question = _question(assembly, command)
    _may_be_put(assembly, question)
    return [*facts, _put(assembly, question, command, at)]


def can_be_put(assembly: Assembly, id: str) -> bool:
    """Is this the moment for this question or motion? (The quorum is counted when it is put.)"""
    question = subject(assembly, id)
    if question is None:
        return False
    try:
        _may_be_put(assembly, question)
    except Refusal:
        return False
    return True


def _may_be_put(assembly: Assembly, question: Question) -> None:
    """Raises Refusal when this is not the moment for this question or motion."""
    may, motion = permits(assembly), assembly.motions.get(question.id)
    procedural = motion is not None and motion.kind in PROCEDURE
    if not (may.questions or (may.straw_polls and question.straw) or (may.motions and procedural)):
        raise Refusal("no_questions_now")
    if question.id in assembly.results():
        raise Refusal("already_decided")
    if number := _to_come_first(assembly, question.id):
        raise Refusal("amendments_first", number=number)
    if motion is None:
        return
    if not motion.pending:
        raise Refusal("motion_settled")
    enough_support(assembly, motion)
    if motion.state != "admitted" and not procedural:
        raise Refusal("not_admitted")
    if motion.kind == "divide":
        divided(open_text(assembly, motion.about), motion.passage)
    if motion.amends:
        text = open_text(assembly, motion.amends)
        if motion.kind == "amendment":
            amended(text, motion.how, motion.passage, motion.text)


def _to_come_first(assembly: Assembly, id: str) -> int:
    """How many amendments and parts are voted on before this question or motion. All of them come before
    their text, and before it is divided; an amendment waits for parts, which would no longer fit the text.
    Nobody waits for an amendment whose place in the text is gone."""
    motion = assembly.motions.get(id)
    text, kinds = id, {"amendment", "part"}
    if motion and motion.kind == "divide":
        text = motion.about
    elif motion and motion.kind == "amendment":
        text, kinds = motion.amends, {"part"}
    settled = assembly.settled()
    return sum(
        m.amends == text and m.kind in kinds and m.state == "admitted" and m.id not in settled
        for m in assembly.motions.values()
        if m.kind == "part" or _fits(assembly, m)
    )


def _fits(assembly: Assembly, amendment: Motion) -> bool:
    """Does what it would change still stand in the text?"""
    text, place = text_of(assembly, amendment.amends), amendment.passage
    return text.count(place) == 1 if place else bool(text)


def _put(assembly: Assembly, question: Question, command: c.PutQuestion, at: int) -> e.QuestionPut:
    seconds = question.seconds if command.seconds is None else command.seconds
    if not 0 <= seconds <= LONGEST_BALLOT:
        raise Refusal("ballot_length", most=LONGEST_BALLOT)
    name = _method(assembly, question, command)
    method = METHODS[name]
    weights, bloc = house.weights(assembly, question)
    if not method.weighted:
        weights, bloc = dict.fromkeys(weights, 1), {}
    present, members = _present(assembly, weights, bloc), sum(weights.values()) + sum(bloc.values())
    if not quorate(question.quorum, present, members):
        raise Refusal("no_quorum", present=present, members=members)
    behind = house.blocs(assembly, weights) if method.of_blocs else {}
    if behind:
        weights = {head: sum(seats.values()) for head, seats in behind.items()}
    return e.QuestionPut(
        at=at,
        ballot=f"b{assembly.ballots_put + 1}",
        question=question.id,
        method=name,
        threshold=command.threshold or question.threshold,
        # A roll that is called ends when everybody has been called.
        closes_at=at + seconds * 1000 if seconds and not command.calls else None,
        weights=weights,
        bloc=bloc,
        present=present,
        members=members,
        tie=command.tie or question.tie,
        hidden=command.hidden,
        alternatives=tuple(alternative.id for alternative in question.alternatives),
        elects=question.elects,
        behind=behind,
        calls=in_order(assembly, tuple(weights), command.calls) if command.calls else (),
    )


def _method(assembly: Assembly, question: Question, command: c.PutQuestion) -> MethodName:
    """As the meeting has resolved, else as the chair says, else as the scenario has it. Raises Refusal."""
    name = assembly.methods.get(question.id) or command.method or question.method
    if METHODS[name].alternatives != bool(question.alternatives):
        raise Refusal("wrong_method")
    if command.calls and name != "roll_call":
        raise Refusal("roll_call_only")
    return name


def _present(assembly: Assembly, weights: dict[str, int], bloc: dict[Choice, int]) -> int:
    """The weight of all voting seats that somebody holds now."""
    held = sum(weight for seat, weight in weights.items() if assembly.seats[seat].held_by != "nobody")
    return held + sum(bloc.values())


def cast(assembly: Assembly, command: c.CastVote, at: int) -> list[e.Fact]:
    return _cast(assembly, command.ballot, command.by, command.choice, command.by, at)


def enter(assembly: Assembly, command: c.EnterVote, at: int) -> list[e.Fact]:
    seat, ballot = assembly.seats.get(command.seat), command.ballot or assembly.ballot
    if seat is None:
        raise Refusal("no_such_seat")
    if seat.held_by == "house":
        raise Refusal("house_votes_itself")
    if command.by not in (c.TEACHER, c.HELPER) and not _ballot(assembly, ballot).calls:
        raise Refusal("roll_call_only")
    return _cast(assembly, ballot, seat.id, command.choice, command.by, at)


def _cast(assembly: Assembly, ballot_id: str, seat: str, choice: str, by: str, at: int) -> list[e.Fact]:
    ballot = _ballot(assembly, ballot_id)
    if not ballot.open or (ballot.closes_at is not None and assembly.clock(at) >= ballot.closes_at):
        raise Refusal("ballot_closed")
    if seat not in ballot.weights:
        raise Refusal("no_vote")
    method = METHODS[ballot.method]
    if method.by_hand:
        raise Refusal("count_on_paper")
    vote = method.reads(ballot, seat, choice)
    if method.sealed:
        if seat in ballot.votes:
            raise Refusal("already_voted")
        return [
            e.SlipHandedIn(at=at, ballot=ballot.id, seat=seat, by=by),
            e.Slip(ballot=ballot.id, choice=vote),
        ]
    if ballot.calls and seat not in ballot.calls[: ballot.roll]:
        raise Refusal("not_called_yet")
    if ballot.votes.get(seat) == vote and seat not in ballot.house:
        return []
    answered: list[e.Fact] = [e.VoteCast(at=at, ballot=ballot.id, seat=seat, choice=vote, by=by)]
    return answered + (call_next(assembly, ballot, at) if seat == ballot.called else [])


def enter_count(assembly: Assembly, command: c.EnterCount, at: int) -> list[e.Fact]:
    ballot = _ballot(assembly, command.ballot or assembly.ballot)
    if not ballot.open:
        raise Refusal("ballot_closed")
    if not METHODS[ballot.method].by_hand:
        raise Refusal("not_on_paper")
    tally: dict[Choice, int] = {"for": command.for_, "against": command.against, "abstain": command.abstain}
    heads = sum(1 for seat in ballot.weights if assembly.seats[seat].held_by == "pupil")
    if min(tally.values()) < 0 or sum(tally.values()) > heads:
        raise Refusal("count_too_high", heads=heads)
    return [e.CountEntered(at=at, ballot=ballot.id, tally=tally)] if tally != ballot.counted else []


def close(assembly: Assembly, command: c.CloseBallot, at: int) -> list[e.Fact]:
    ballot = _ballot(assembly, command.ballot or assembly.ballot)
    if not ballot.open:
        raise Refusal("ballot_closed")
    if command.by == c.CLOCK and (
        assembly.status == "paused" or ballot.closes_at is None or at < ballot.closes_at
    ):
        raise Refusal("too_early")
    given = house.votes(assembly, ballot)
    missing = {seat: choice for seat, choice in given.items() if seat not in ballot.votes}
    counted = _count(ballot, missing, command.slips)
    facts: list[e.Fact] = [e.HouseVoted(at=at, ballot=ballot.id, votes=missing)] if missing else []
    present = _present(assembly, ballot.weights, ballot.bloc)
    is_carried, winners = METHODS[ballot.method].decides(ballot, counted, present)
    closed = e.BallotClosed(
        at=at, ballot=ballot.id, tally=counted, carried=is_carried, by=command.by, winners=winners
    )
    return [*facts, closed]


def _count(ballot: Ballot, house_votes: dict[str, str], slips: dict[str, int]) -> dict[str, int]:
    shares = METHODS[ballot.method].shares
    tally = Counter(ballot.tally)
    tally.update(ballot.bloc)
    tally.update(ballot.counted)
    for seat, choice in house_votes.items():
        tally.update(shares(choice, ballot.weights[seat]))
    sealed = sum(1 for vote in ballot.votes.values() if vote == "sealed")
    if sealed != sum(slips.values()):
        # Not a person's fault: a slip was lost or forged, and a wrong count must not pass for a result.
        raise ValueError(f"{sealed} slips were handed in, {sum(slips.values())} are in the box")
    for choice, number in slips.items():
        tally.update(shares(choice, number))
    # Rankings are sorted: the order of their coming would tell who gave which.
    return {choice: tally[choice] for choice in (list(ballot.tally) or sorted(tally))}


def break_tie(assembly: Assembly, command: c.GiveCastingVote, at: int) -> list[e.Fact]:
    ballot = _ballot(assembly, command.ballot or assembly.ballot)
    if not ballot.tied:
        raise Refusal("no_tie")
    choice = next((choice for choice in CHOICES if choice == command.choice), None)
    if choice not in ("for", "against"):
        raise Refusal("for_or_against")
    return [e.CastingVoteGiven(at=at, ballot=ballot.id, choice=choice, by=command.by)]


def announce(assembly: Assembly, command: c.Announce, at: int) -> list[e.Fact]:
    ballot = _ballot(assembly, command.ballot or assembly.ballot)
    if ballot.open:
        raise Refusal("ballot_open")
    if ballot.announced:
        raise Refusal("already_announced")
    if ballot.tied:
        raise Refusal("tie_waits")
    facts, after = announced(assembly, [ballot], at)
    adjourned = after.recess_ends != assembly.recess_ends
    return [*(speech_ended(assembly, at) if adjourned else ()), *facts]


def _ballot(assembly: Assembly, id: str) -> Ballot:
    ballot = assembly.ballots.get(id)
    if ballot is None:
        raise Refusal("no_such_ballot")
    return ballot


def _question(assembly: Assembly, command: c.PutQuestion) -> Question:
    wanted = command.motion or command.question or (assembly.now.question if assembly.now else None)
    if wanted is None:
        raise Refusal("which_question")
    found = subject(assembly, wanted)
    if found is None and command.motion:
        raise Refusal("no_such_motion")
    if found is None:
        raise Refusal("no_such_question")
    return found


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
        tie=event.tie,
        hidden=event.hidden,
        alternatives=event.alternatives,
        elects=event.elects,
        behind=event.behind,
        calls=event.calls,
        seating=assembly.seats,
        votes=Map(),
        tally=_empty(event),
    )
    return replace(
        assembly,
        ballots=assembly.ballots.set(ballot.id, ballot),
        ballots_put=int(ballot.id[1:]),
        ballot=ballot.id,
    )


def _empty(event: e.QuestionPut) -> dict[str, int]:
    """The count before the first vote. Rankings are not known beforehand."""
    if event.method == "ranked":
        return {}
    return dict.fromkeys(event.alternatives or CHOICES, 0)


def seat_called(assembly: Assembly, event: e.SeatCalled) -> Assembly:
    ballot = assembly.ballots[event.ballot]
    roll = ballot.calls.index(event.seat) + 1 if event.seat else len(ballot.calls)
    return _set(assembly, replace(ballot, called=event.seat, roll=roll))


def vote_cast(assembly: Assembly, event: e.VoteCast) -> Assembly:
    ballot = assembly.ballots[event.ballot]
    house = ballot.house - {event.seat} if event.seat in ballot.house else ballot.house
    return _set(assembly, _with_vote(ballot, event.seat, event.choice, house))


def _with_vote(ballot: Ballot, seat: str, choice: str, house: frozenset[str]) -> Ballot:
    """The ballot with this vote in place of the one this seat gave before."""
    shares, weight = METHODS[ballot.method].shares, ballot.weights[seat]
    tally, before = dict(ballot.tally), ballot.votes.get(seat)
    if before is not None:
        for key, number in shares(before, weight).items():
            tally[key] -= number
    for key, number in shares(choice, weight).items():
        tally[key] += number
    return replace(ballot, votes=ballot.votes.set(seat, choice), tally=tally, house=house)


def slip_handed_in(assembly: Assembly, event: e.SlipHandedIn) -> Assembly:
    ballot = assembly.ballots[event.ballot]
    return _set(assembly, replace(ballot, votes=ballot.votes.set(event.seat, "sealed")))


def house_voted(assembly: Assembly, event: e.HouseVoted) -> Assembly:
    """At the close the count comes with the result; in a roll call each vote is counted as it is given."""
    ballot = assembly.ballots[event.ballot]
    house = ballot.house | set(event.votes)
    if not ballot.calls:
        return _set(assembly, replace(ballot, votes=ballot.votes.update(event.votes), house=house))
    for seat, choice in event.votes.items():
        ballot = _with_vote(ballot, seat, choice, house)
    return _set(assembly, ballot)


def count_entered(assembly: Assembly, event: e.CountEntered) -> Assembly:
    return _set(assembly, replace(assembly.ballots[event.ballot], counted=event.tally))


def ballot_closed(assembly: Assembly, event: e.BallotClosed) -> Assembly:
    ballot = replace(
        assembly.ballots[event.ballot],
        tally=event.tally,
        carried=event.carried,
        winners=event.winners,
        called="",
        closed_at=event.at,
    )
    return _set(assembly, ballot)


def tie_broken(assembly: Assembly, event: e.CastingVoteGiven) -> Assembly:
    ballot = replace(assembly.ballots[event.ballot], carried=event.choice == "for")
    return _set(assembly, ballot)


def _set(assembly: Assembly, ballot: Ballot) -> Assembly:
    return replace(assembly, ballots=assembly.ballots.set(ballot.id, ballot))


RULES: Rules = {
    c.PutQuestion: put,
    c.CallNext: called,
    c.CastVote: cast,
    c.EnterVote: enter,
    c.EnterCount: enter_count,
    c.CloseBallot: close,
    c.GiveCastingVote: break_tie,
    c.Announce: announce,
}
CHANGES: Changes = {
    e.QuestionPut: question_put,
    e.SeatCalled: seat_called,
    e.VoteCast: vote_cast,
    e.SlipHandedIn: slip_handed_in,
    e.HouseVoted: house_voted,
    e.CountEntered: count_entered,
    e.BallotClosed: ballot_closed,
    e.CastingVoteGiven: tie_broken,
}
