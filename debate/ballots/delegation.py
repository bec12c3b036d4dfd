"""Division by delegation: one seat votes for its whole bloc, and may split it, as blocs did in 1917.

A split vote reads "70-30-0": so many delegates for, against, abstaining; together all that stand behind.
"""

from msgspec.structs import replace

from debate.assembly import Ballot
from debate.ballots import show
from debate.ids import SeatId
from debate.refusal import Refusal
from debate.scenario import CHOICES


def reads(ballot: Ballot, seat: SeatId, choice: str) -> str:
    """One choice for the whole bloc, or a split that adds up to it."""
    if choice in CHOICES:
        return choice
    figures = choice.split("-")
    if len(figures) != len(CHOICES):
        raise Refusal("no_such_choice")
    if not all(f.isascii() and f.isdigit() and len(f) < 7 for f in figures):
        raise Refusal("no_such_split", weight=ballot.weights[seat])
    numbers = [int(figure) for figure in figures]
    if sum(numbers) != ballot.weights[seat]:
        raise Refusal("split_adds_up", weight=ballot.weights[seat], given=sum(numbers))
    return split(numbers)


def split(numbers: list[int]) -> str:
    """Delegates for, against and abstaining as a vote; one word where all of them agree."""
    given = [choice for choice, number in zip(CHOICES, numbers, strict=True) if number]
    return given[0] if len(given) == 1 else "-".join(str(number) for number in numbers)


def shares(vote: str, weight: int) -> dict[str, int]:
    """The delegates of the bloc per choice."""
    if vote in CHOICES:
        return {vote: weight}
    return dict(zip(CHOICES, (int(figure) for figure in vote.split("-")), strict=True))


METHOD = replace(show.METHOD, reads=reads, shares=shares, names_shown=True, of_blocs=True)
