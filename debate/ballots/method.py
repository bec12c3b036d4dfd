"""What every method of voting has to say for itself, and the pieces that several of them share."""

from collections.abc import Callable, Collection, Mapping

from msgspec import Struct
from msgspec.structs import replace

from debate.assembly import Ballot
from debate.ballots import thresholds, units
from debate.ballots.lot import drawn
from debate.ids import SeatId
from debate.refusal import Refusal
from debate.scenario import CHOICES

Tally = Mapping[str, int]
Shares = Callable[[str, int], dict[str, int]]
"""What a vote of this weight adds to the tally."""

BLANK = ""
"""A paper among alternatives that names none of them. It is counted, and counts for nobody."""


Result = tuple[bool | None, tuple[str, ...]]
"""Is it carried (None: a tie that waits for the chair), and which alternatives are chosen."""


class Method(Struct, frozen=True, kw_only=True):
    """`reads(ballot, seat, choice)`: the vote as it is kept, or Refusal("no_such_choice"); `shares(vote,
    weight)`: what it adds to the tally; `decides(ballot, tally, present, seed)`: the result, with the number
    from which lots are drawn; `level`, of the same: the choices or alternatives that are level, more of them
    than can win.

    `sealed`: nobody learns who chose what; `by_hand`: counted in the room; `tally_shown`: the count is seen
    as it arrives; `names_shown`: so is who chose what; `weighted`: seats vote with the delegates behind them;
    `of_blocs`: a seat votes for its whole delegation; `of_units`: each faction or delegation has one vote;
    `alternatives`: there are some to choose among; `one_place`: for one place only; `called`: the roll may be
    called, seat by seat.
    """

    reads: Callable[[Ballot, SeatId, str], str]
    shares: Shares
    decides: Callable[[Ballot, Tally, int, int], Result]
    level: Callable[[Ballot, Tally, int, int], tuple[str, ...]]
    sealed: bool = False
    by_hand: bool = False
    tally_shown: bool = False
    names_shown: bool = False
    weighted: bool = False
    of_blocs: bool = False
    of_units: bool = False
    alternatives: bool = False
    one_place: bool = False
    called: bool = False


def longest(ballot: Ballot) -> int:
    """Bytes of the longest vote that any method reads in this ballot: sealed, all are as long as that."""
    return max(len(vote.encode()) for vote in (*CHOICES, ">".join(ballot.alternatives)))


def is_blank(ballot: Ballot, choice: str) -> bool:
    """Does somebody hand in a blank paper? (A candidate may be called Abstain.)"""
    return not choice.strip() or (choice.strip() == "abstain" and "abstain" not in ballot.alternatives)


def one_of_three(ballot: Ballot, seat: SeatId, choice: str) -> str:
    """For, against or abstain."""
    if choice not in CHOICES:
        raise Refusal("no_such_choice")
    return choice


def whole(vote: str, weight: int) -> dict[str, int]:
    """Everything behind a seat goes to its choice."""
    return {vote: weight}


def with_vote(ballot: Ballot, seat: SeatId, choice: str, shares: Shares) -> Ballot:
    """The ballot with this vote in place of the one this seat gave before."""
    votes, weight, before = ballot.votes.set(seat, choice), ballot.weights[seat], ballot.votes.get(seat)
    if ballot.units:
        return replace(ballot, votes=votes, tally=units.tally(ballot.units, votes))
    tally = dict(ballot.tally)
    if before is not None:
        for key, number in shares(before, weight).items():
            tally[key] -= number
    for key, number in shares(choice, weight).items():
        tally[key] = tally.get(key, 0) + number
    return replace(ballot, votes=votes, tally=tally)


def stopped_by(ballot: Ballot) -> tuple[str, ...]:
    """Those who have a veto and are against it: a person, or most of a faction or delegation."""
    sides = units.sides(ballot.veto, ballot.votes)
    return tuple(id for id, side in sides.items() if side == "against")


def yes_and_no(ballot: Ballot, tally: Tally, present: int, seed: int) -> tuple[str, ...]:
    """For and what is level with it; a veto leaves nothing to decide."""
    if stopped_by(ballot):
        return ()
    return thresholds.level(ballot.threshold, tally, present, ballot.members)


def by_threshold(ballot: Ballot, tally: Tally, present: int, seed: int = 0) -> Result:
    """Yes or no, as the ballot's threshold says, unless a veto stops it; a tie fails, waits for the chair, or
    a lot decides it."""
    if stopped_by(ballot):
        return False, ()
    decided = thresholds.decided(ballot.threshold, ballot.tie, tally, present, ballot.members)
    if decided is None and ballot.tie == "lot":
        decided = drawn(seed, yes_and_no(ballot, tally, present, seed))[0] == "for"
    return decided, ()


def filled(ballot: Ballot, sure: Collection[str], tied: Collection[str], seed: int) -> Result:
    """The places of a ballot among alternatives: the `sure` ones have theirs; of those that are `tied` for
    too few a lot takes as many as there are, or the chair has to, or none of them is chosen."""
    by_lot = drawn(seed, tied)[: ballot.elects - len(sure)] if ballot.tie == "lot" else ()
    winners = tuple(a for a in ballot.alternatives if a in sure or a in by_lot)
    waits = bool(tied) and ballot.tie == "chair"
    return None if waits else bool(winners), winners


def to_choose_from(ballot: Ballot) -> tuple[str, ...]:
    """What the chair may decide for in a tie: those that are level and not chosen yet."""
    return tuple(a for a in ballot.level or ("for", "against") if a not in ballot.winners)
