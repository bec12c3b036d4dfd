"""Election of several: everybody marks up to as many names as there are places; most marks win.

Secret, one seat, one vote. A tie at the last place leaves that place empty: the meeting has to choose again.
"""

from debate.assembly import Ballot
from debate.ballots.method import Method, Result, Tally
from debate.refusal import Refusal


def reads(ballot: Ballot, seat: str, choice: str) -> str:
    """Up to as many names as there are places, each once, in the order of the list."""
    marked = [name.strip() for name in choice.split(",")]
    if len(set(marked)) != len(marked) or not set(marked) <= set(ballot.alternatives):
        raise Refusal("no_such_choice")
    if len(marked) > ballot.elects:
        raise Refusal("too_many_marked", most=ballot.elects, given=len(marked))
    return ",".join(name for name in ballot.alternatives if name in marked)


def shares(vote: str, weight: int) -> dict[str, int]:
    """One mark for each name."""
    return dict.fromkeys(vote.split(","), weight)


def decides(ballot: Ballot, tally: Tally, present: int) -> Result:
    """The names with most marks, as many as there are places; those tied for a place too few stay out."""
    marked = [name for name in ballot.alternatives if tally.get(name, 0)]
    ranked = sorted(marked, key=lambda name: -tally[name])
    winners, next_one = ranked[: ballot.elects], ranked[ballot.elects : ballot.elects + 1]
    if next_one:
        winners = [name for name in winners if tally[name] > tally[next_one[0]]]
    return bool(winners), tuple(name for name in ballot.alternatives if name in winners)


METHOD = Method(reads=reads, shares=shares, decides=decides, sealed=True, alternatives=True)
