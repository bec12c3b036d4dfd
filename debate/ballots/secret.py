"""Secret ballot: the journal learns who has voted, the sealed box what was voted; nothing joins the two.

A slip bears no weight, seat or time: a weight of 26 delegates would name its owner. So everybody has
one vote, and a slip once handed in cannot be changed.
"""

from debate.assembly import Ballot
from debate.ballots.method import Method
from debate.events import Fact, Slip, SlipHandedIn
from debate.refusal import Refusal
from debate.scenario import Choice


def cast(ballot: Ballot, seat: str, choice: Choice, by: str, at: int) -> list[Fact]:
    """The seat's name on the list, and the slip for the box. Refuses a second slip: `already_voted`."""
    if seat in ballot.votes:
        raise Refusal("already_voted")
    return [
        SlipHandedIn(at=at, ballot=ballot.id, seat=seat, by=by),
        Slip(ballot=ballot.id, choice=choice),
    ]


METHOD = Method(cast=cast, tally_shown=False, names_shown=False, weighted=False)
