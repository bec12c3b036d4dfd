"""Voting on what has been put: votes, the close, the casting vote, the announcement.

A ballot is closed exactly once, by the chair or by its clock.
"""

from collections import Counter

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS, units
from debate.ballots.method import to_choose_from, with_vote
from debate.ids import BallotId, SeatId
from debate.refusal import Refusal
from debate.rules.business.agenda import speech_ended
from debate.rules.business.effects import announced
from debate.rules.voting import house
from debate.rules.voting.entitled import weight_present
from debate.rules.voting.opening import LONGEST_BALLOT
from debate.rules.voting.roll import call_next, called
from debate.scenario import CHOICES
from debate.topic import Changes, Rules


def cast(assembly: Assembly, command: c.CastVote, at: int) -> list[e.Fact]:
    return _cast(assembly, command.ballot, SeatId(command.by), command.choice, command.by, at)


def enter(assembly: Assembly, command: c.EnterVote, at: int) -> list[e.Fact]:
    seat, ballot = assembly.seats.get(command.seat), command.ballot or assembly.ballot
    if seat is None:
        raise Refusal("no_such_seat")
    if seat.held_by == "house":
        raise Refusal("house_votes_itself")
    if command.by not in (c.TEACHER, c.HELPER) and not _ballot(assembly, ballot).calls:
        raise Refusal("roll_call_only")
    return _cast(assembly, ballot, seat.id, command.choice, command.by, at)


def _time_is_up(assembly: Assembly, ballot: Ballot, at: int) -> bool:
    return ballot.closes_at is not None and assembly.clock(at) >= ballot.closes_at


def give_time(assembly: Assembly, command: c.GiveTime, at: int) -> list[e.Fact]:
    """More time counts from when it would be up, or from now where it is."""
    ballot = _ballot(assembly, command.ballot or assembly.ballot)
    if not ballot.open:
        raise Refusal("ballot_closed")
    if ballot.closes_at is None:
        raise Refusal("no_clock")
    closes_at = max(ballot.closes_at, assembly.clock(at)) + command.seconds * 1000
    if command.seconds < 1 or closes_at > ballot.put_at + LONGEST_BALLOT * 1000:
        raise Refusal("ballot_length", most=LONGEST_BALLOT)
    return [e.TimeGiven(at=at, ballot=ballot.id, closes_at=closes_at)]


def time_given(assembly: Assembly, event: e.TimeGiven) -> Assembly:
    return _set(assembly, replace(assembly.ballots[event.ballot], closes_at=event.closes_at))


def _cast(
    assembly: Assembly, ballot_id: BallotId, seat: SeatId, choice: str | None, by: str, at: int
) -> list[e.Fact]:
    ballot = _ballot(assembly, ballot_id)
    if not ballot.open or (_time_is_up(assembly, ballot, at) and not ballot.warns):
        raise Refusal("ballot_closed")
    if seat not in ballot.weights:
        raise Refusal("no_vote")
    method = METHODS[ballot.method]
    if method.by_hand:
        raise Refusal("count_on_paper")
    if choice is None:
        raise Refusal("no_paper")  # An empty one is blank; this one was lost on the way.
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
    given = {"for": command.for_, "against": command.against, "abstain": command.abstain}
    if all(heads is None for heads in given.values()):
        raise Refusal("no_count")
    tally = {choice: given[choice] or 0 for choice in CHOICES}
    if tally == ballot.counted:
        return []
    if not ballot.open:
        raise Refusal("ballot_closed")
    if not METHODS[ballot.method].by_hand:
        raise Refusal("not_on_paper")
    heads = sum(1 for seat in ballot.weights if assembly.seats[seat].held_by == "pupil")
    if min(tally.values()) < 0:
        raise Refusal("count_below_zero")
    if sum(tally.values()) > heads:
        raise Refusal("count_too_high", heads=heads)
    return [e.CountEntered(at=at, ballot=ballot.id, tally=tally)]


def close(assembly: Assembly, command: c.CloseBallot, at: int) -> list[e.Fact]:
    ballot = _ballot(assembly, command.ballot or assembly.ballot)
    if not ballot.open:
        return []
    if command.by == c.CLOCK and (
        assembly.status == "paused" or ballot.warns or not _time_is_up(assembly, ballot, at)
    ):
        raise Refusal("too_early")
    silent, spoken = house.silent(assembly, ballot), house.votes(assembly, ballot)
    facts: list[e.Fact] = []
    if silent:
        facts.append(e.SilenceCounted(at=at, ballot=ballot.id, votes=silent))
    if spoken.votes:
        facts.append(e.HouseVoted(at=at, ballot=ballot.id, votes=spoken.votes, followed=spoken.followed))
    counted = _count(ballot, silent | spoken.votes, command.slips)
    present = weight_present(assembly, ballot.weights, ballot.bloc, ballot.units)
    method, voted = METHODS[ballot.method], replace(ballot, votes=ballot.votes.update(silent | spoken.votes))
    is_carried, winners = method.decides(voted, counted, present, command.seed)
    closed = e.BallotClosed(
        at=at,
        ballot=ballot.id,
        tally=counted,
        carried=is_carried,
        by=command.by,
        winners=winners,
        seed=command.seed if ballot.alternatives or ballot.tie == "lot" else None,
        level=method.level(voted, counted, present, command.seed),
    )
    return [*facts, closed]


def _count(ballot: Ballot, missing: dict[SeatId, str], slips: dict[str, int]) -> dict[str, int]:
    if ballot.units:
        return units.tally(ballot.units, ballot.votes.update(missing))
    shares = METHODS[ballot.method].shares
    tally = Counter(ballot.tally)
    tally.update(ballot.bloc)
    tally.update(ballot.counted)
    for seat, choice in missing.items():
        tally.update(shares(choice, ballot.weights[seat]))
    sealed = sum(1 for vote in ballot.votes.values() if vote == "sealed")
    if sealed != sum(slips.values()):
        # A slip was lost or forged: a wrong count must not pass for a result.
        raise Refusal("box_lost")
    for choice, number in slips.items():
        tally.update(shares(choice, number))
    # Rankings are sorted: the order of their coming would tell who gave which.
    return {choice: tally[choice] for choice in (*ballot.tally, *sorted(tally.keys() - ballot.tally.keys()))}


def break_tie(assembly: Assembly, command: c.GiveCastingVote, at: int) -> list[e.Fact]:
    ballot = _ballot(assembly, command.ballot or assembly.ballot)
    if _was_chosen(ballot, command.choice):
        return []
    if not ballot.tied:
        was_one = ballot.tie == "chair" and ballot.level and not ballot.open
        raise Refusal("tie_decided") if was_one else Refusal("no_tie")
    open_to = to_choose_from(ballot)
    chosen = [name.strip() for name in command.choice.split(",")]
    if open_to == ("for", "against") and command.choice not in open_to:
        raise Refusal("for_or_against")
    if len(set(chosen)) < len(chosen) or not set(chosen) <= set(open_to):
        raise Refusal("not_level")
    if len(chosen) > (most := ballot.places or 1):
        raise Refusal("too_many_marked", most=most, given=len(chosen))
    if not ballot.alternatives:
        side = next(choice for choice in CHOICES if choice == chosen[0])
        return [e.CastingVoteGiven(at=at, ballot=ballot.id, choice=side, by=command.by)]
    return [e.CastingVoteGiven(at=at, ballot=ballot.id, choice="for", by=command.by, chosen=tuple(chosen))]


def _was_chosen(ballot: Ballot, choice: str) -> bool:
    """Has the chair decided just so?"""
    if ballot.alternatives:
        chosen = {name.strip() for name in choice.split(",")}
        return chosen <= {*ballot.level} & {*ballot.winners}
    if ballot.tied or not ballot.level or ballot.tie != "chair":
        return False
    return choice == ("for" if ballot.carried else "against")


def announce(assembly: Assembly, command: c.Announce, at: int) -> list[e.Fact]:
    ballot = _ballot(assembly, command.ballot or assembly.ballot)
    if ballot.open:
        raise Refusal("ballot_open")
    if ballot.announced:
        return []
    if ballot.tied:
        raise Refusal("tie_waits")
    facts, after = announced(assembly, [ballot], at)
    adjourned = after.recess_ends != assembly.recess_ends
    return [*(speech_ended(assembly, at) if adjourned else ()), *facts]


def _ballot(assembly: Assembly, id: BallotId) -> Ballot:
    ballot = assembly.ballots.get(id)
    if ballot is None:
        raise Refusal("no_such_ballot")
    return ballot


def seat_called(assembly: Assembly, event: e.SeatCalled) -> Assembly:
    ballot = assembly.ballots[event.ballot]
    roll = ballot.calls.index(event.seat) + 1 if event.seat else len(ballot.calls)
    return _set(assembly, replace(ballot, called=event.seat, roll=roll))


def vote_cast(assembly: Assembly, event: e.VoteCast) -> Assembly:
    ballot = assembly.ballots[event.ballot]
    house = ballot.house - {event.seat} if event.seat in ballot.house else ballot.house
    shares = METHODS[ballot.method].shares
    return _set(assembly, replace(with_vote(ballot, event.seat, event.choice, shares), house=house))


def slip_handed_in(assembly: Assembly, event: e.SlipHandedIn) -> Assembly:
    ballot = assembly.ballots[event.ballot]
    return _set(assembly, replace(ballot, votes=ballot.votes.set(event.seat, "sealed")))


def house_voted(assembly: Assembly, event: e.HouseVoted) -> Assembly:
    """At the close the count comes with the result; in a roll call each vote is counted as it is given."""
    ballot = assembly.ballots[event.ballot]
    house = ballot.house | set(event.votes)
    ballot = replace(ballot, followed=ballot.followed | set(event.followed)) if event.followed else ballot
    if not ballot.calls:
        return _set(assembly, replace(ballot, votes=ballot.votes.update(event.votes), house=house))
    for seat, choice in event.votes.items():
        ballot = with_vote(ballot, seat, choice, METHODS[ballot.method].shares)
    return _set(assembly, replace(ballot, house=house))


def silence_counted(assembly: Assembly, event: e.SilenceCounted) -> Assembly:
    ballot = assembly.ballots[event.ballot]
    votes, silent = ballot.votes.update(event.votes), ballot.silent | set(event.votes)
    return _set(assembly, replace(ballot, votes=votes, silent=silent))


def count_entered(assembly: Assembly, event: e.CountEntered) -> Assembly:
    return _set(assembly, replace(assembly.ballots[event.ballot], counted=event.tally))


def ballot_closed(assembly: Assembly, event: e.BallotClosed) -> Assembly:
    ballot = replace(
        assembly.ballots[event.ballot],
        tally=event.tally,
        carried=event.carried,
        winners=event.winners,
        seed=event.seed,
        level=event.level,
        called="",
        closed_at=event.at,
    )
    return _set(assembly, ballot)


def tie_broken(assembly: Assembly, event: e.CastingVoteGiven) -> Assembly:
    """Alternatives may be chosen one after the other: the tie is broken when every place is filled."""
    ballot = assembly.ballots[event.ballot]
    if not ballot.alternatives:
        return _set(assembly, replace(ballot, carried=event.choice == "for"))
    chosen = {*ballot.winners, *event.chosen}
    ballot = replace(ballot, winners=tuple(a for a in ballot.alternatives if a in chosen))
    waits = ballot.places and to_choose_from(ballot)
    return _set(assembly, ballot if waits else replace(ballot, carried=True))


def _set(assembly: Assembly, ballot: Ballot) -> Assembly:
    return replace(assembly, ballots=assembly.ballots.set(ballot.id, ballot))


RULES: Rules = {
    c.CallNext: called,
    c.CastVote: cast,
    c.EnterVote: enter,
    c.EnterCount: enter_count,
    c.GiveTime: give_time,
    c.CloseBallot: close,
    c.GiveCastingVote: break_tie,
    c.Announce: announce,
}
CHANGES: Changes = {
    e.TimeGiven: time_given,
    e.SeatCalled: seat_called,
    e.VoteCast: vote_cast,
    e.SlipHandedIn: slip_handed_in,
    e.HouseVoted: house_voted,
    e.SilenceCounted: silence_counted,
    e.CountEntered: count_entered,
    e.BallotClosed: ballot_closed,
    e.CastingVoteGiven: tie_broken,
}
