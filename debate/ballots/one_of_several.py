"""An open choice among alternatives: each seat names one, everybody sees who named which.

By a plurality the one that most have named is chosen. By a majority it also has to have more than half of the
votes cast, or of all who are present or have a seat; where none has, nothing is chosen. Who names none of
them abstains.
"""

from debate.assembly import Ballot
from debate.ballots import thresholds
from debate.ballots.method import BLANK, Method, Result, Tally, filled, is_blank, whole
from debate.refusal import Refusal


def reads(ballot: Ballot, seat: str, choice: str) -> str:
    """One of the alternatives; nothing, or "abstain", is an abstention."""
    if is_blank(ballot, choice):
        return BLANK
    if choice not in ballot.alternatives:
        raise Refusal("no_such_choice")
    return choice


def level(ballot: Ballot, tally: Tally, present: int, seed: int) -> tuple[str, ...]:
    """Those that most have named, if they are several and one vote more would choose one of them."""
    best = _best(ballot, tally)
    if len(best) < 2:
        return ()
    one_more = {**tally, best[0]: tally[best[0]] + 1}
    return best if _is_enough(ballot, one_more, best[0], present) else ()


def decides(ballot: Ballot, tally: Tally, present: int, seed: int = 0) -> Result:
    """The one that most have named, if they are enough; a tie is decided as the ballot says."""
    best = _best(ballot, tally)
    if len(best) == 1:
        sure = best if _is_enough(ballot, tally, best[0], present) else ()
        return filled(ballot, sure, (), seed)
    return filled(ballot, (), level(ballot, tally, present, seed), seed)


def _best(ballot: Ballot, tally: Tally) -> tuple[str, ...]:
    most = max((tally.get(name, 0) for name in ballot.alternatives), default=0)
    return tuple(name for name in ballot.alternatives if tally.get(name, 0) == most > 0)


def _is_enough(ballot: Ballot, tally: Tally, name: str, present: int) -> bool:
    """By the ballot's threshold: this one is *for*, all others are against."""
    others = [number for other, number in tally.items() if other not in (name, BLANK)]
    against = max(others, default=0) if ballot.threshold == "plurality" else sum(others)
    given = {"for": tally[name], "against": against, "abstain": 0}
    return thresholds.carried(ballot.threshold, given, present, ballot.members)


METHOD = Method(
    reads=reads,
    shares=whole,
    decides=decides,
    level=level,
    tally_shown=True,
    names_shown=True,
    weighted=True,
    alternatives=True,
    one_place=True,
    called=True,
)
