"""What every method of voting has to say for itself, and the pieces that several of them share."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from debate.assembly import Ballot
from debate.refusal import Refusal
from debate.scenario import CHOICES
from debate.thresholds import decided

Tally = Mapping[str, int]
Result = tuple[bool | None, tuple[str, ...]]
"""Is it carried (None: a tie that waits for the chair), and which alternatives are chosen."""


class Method(Struct, frozen=True, kw_only=True):
    """`reads(ballot, seat, choice)`: the vote as it is kept, or Refusal("no_such_choice"); `shares(vote,
    weight)`: what it adds to the tally; `decides(ballot, tally, present)`: the result.

    `sealed`: nobody learns who chose what; `by_hand`: counted in the room; `tally_shown`: the count is seen
    as it arrives; `names_shown`: so is who chose what; `weighted`: seats vote with the delegates behind them;
    `of_blocs`: a seat votes for its whole delegation; `alternatives`: there are some to choose among.
    """

    reads: Callable[[Ballot, str, str], str]
    shares: Callable[[str, int], dict[str, int]]
    decides: Callable[[Ballot, Tally, int], Result]
    sealed: bool = False
    by_hand: bool = False
    tally_shown: bool = False
    names_shown: bool = False
    weighted: bool = False
    of_blocs: bool = False
    alternatives: bool = False


def longest(ballot: Ballot) -> int:
    """Bytes of the longest vote that any method reads in this ballot: sealed, all are as long as that."""
    return max(len(vote.encode()) for vote in (*CHOICES, ">".join(ballot.alternatives)))


def one_of_three(ballot: Ballot, seat: str, choice: str) -> str:
    """For, against or abstain."""
    if choice not in CHOICES:
        raise Refusal("no_such_choice")
    return choice


def whole(vote: str, weight: int) -> dict[str, int]:
    """Everything behind a seat goes to its choice."""
    return {vote: weight}


def by_threshold(ballot: Ballot, tally: Tally, present: int) -> Result:
    """Yes or no, as the ballot's threshold says; a tie fails, or waits for the chair."""
    return decided(ballot.threshold, ballot.tie, tally, present, ballot.members), ()
