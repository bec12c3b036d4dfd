"""Election of several: everybody marks up to as many names as there are places; most marks win.

Secret, one seat, one vote; a paper without a mark is blank. Of several that are level for too few places the
chair or a lot chooses, as the ballot says, or the places stay empty: the question can be put again for them.
"""

from debate.assembly import Ballot
from debate.ballots.method import BLANK, Method, Result, Tally, filled, is_blank
from debate.ids import SeatId
from debate.refusal import Refusal


def reads(ballot: Ballot, seat: SeatId, choice: str) -> str:
    """Up to as many names as there are places, each once, in the order of the list; nothing, or "abstain", is
    a blank paper."""
    if is_blank(ballot, choice):
        return BLANK
    marked = [name.strip() for name in choice.split(",")]
    if len(set(marked)) != len(marked) or not set(marked) <= set(ballot.alternatives):
        raise Refusal("no_such_name")
    if len(marked) > ballot.elects:
        raise Refusal("too_many_marked", most=ballot.elects, given=len(marked))
    return ",".join(name for name in ballot.alternatives if name in marked)


def shares(vote: str, weight: int) -> dict[str, int]:
    """One mark for each name."""
    return dict.fromkeys(vote.split(","), weight)


def level(ballot: Ballot, tally: Tally, present: int, seed: int) -> tuple[str, ...]:
    """Those with as many marks as somebody for whom there is a place, and somebody for whom there is none."""
    marks = sorted((tally[name] for name in ballot.alternatives if tally.get(name, 0)), reverse=True)
    if len(marks) <= ballot.elects or marks[ballot.elects - 1] > marks[ballot.elects]:
        return ()
    return tuple(name for name in ballot.alternatives if tally[name] == marks[ballot.elects])


def decides(ballot: Ballot, tally: Tally, present: int, seed: int = 0) -> Result:
    """The names with most marks, as many as there are places; those level for too few are decided apart."""
    tied = level(ballot, tally, present, seed)
    marked = [name for name in ballot.alternatives if tally.get(name, 0)]
    best = sorted(marked, key=lambda name: -tally[name])[: ballot.elects]
    return filled(ballot, [name for name in best if name not in tied], tied, seed)


METHOD = Method(reads=reads, shares=shares, decides=decides, level=level, sealed=True, alternatives=True)
