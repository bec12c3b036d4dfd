"""What every method of voting has to say for itself, and the open way of casting that two of them share."""

from collections.abc import Callable

from msgspec import Struct

from debate.assembly import Ballot
from debate.events import Fact, VoteCast
from debate.scenario import Choice

Cast = Callable[[Ballot, str, Choice, str, int], list[Fact]]


class Method(Struct, frozen=True, kw_only=True):
    """`cast(ballot, seat, choice, by, at)` gives the facts of one vote.

    `tally_shown`: the count is seen as it arrives; `names_shown`: so is who chose what;
    `weighted`: seats vote with their delegates behind them.
    """

    cast: Cast
    tally_shown: bool
    names_shown: bool
    weighted: bool


def cast_openly(ballot: Ballot, seat: str, choice: Choice, by: str, at: int) -> list[Fact]:
    """A vote by name; it may be changed until the close. The same choice again changes nothing."""
    if ballot.votes.get(seat) == choice:
        return []
    return [VoteCast(at=at, ballot=ballot.id, seat=seat, choice=choice, by=by)]
