"""Ranked ballot: everybody puts the alternatives in order, and instant run-off finds the one that is chosen.

Used for straw polls and for elections to one office. A vote reads "a>b>c", best first; alternatives that are
left out come last, and an empty one is a blank paper. It is secret, one seat, one vote: only how often each
order was given is ever told.

Whoever comes last drops out, one at a time. Of several that come last it is whoever had fewer in the latest
earlier count that tells them apart; if none does, a lot decides (`lot.py`). A tie of the last two is decided
as the ballot says. (Once all that came last dropped out together: `Ballot.elimination`.)
"""

from collections import Counter
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from debate.assembly import Ballot
from debate.ballots.lot import drawn
from debate.ballots.method import BLANK, Method, Result, Tally, filled, is_blank, whole
from debate.ids import SeatId
from debate.refusal import Refusal
from debate.scenario import Elimination

Figures = dict[str, int]


class Count(Struct, frozen=True, kw_only=True):
    """One count of a run-off. `figures`: papers for each that is still in; `out`: who drops out after it,
    none after the last. `level`: those that came last together; `by`: what told them apart."""

    figures: Figures
    out: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    by: Literal["", "earlier", "lot"] = ""


def reads(ballot: Ballot, seat: SeatId, choice: str) -> str:
    """A ranking without repetitions; nothing, or "abstain", is a blank paper."""
    if is_blank(ballot, choice):
        return BLANK
    order = [alternative.strip() for alternative in choice.split(">")]
    if len(set(order)) != len(order) or not set(order) <= set(ballot.alternatives):
        raise Refusal("no_such_ranking")
    return ">".join(order)


def first_preferences(tally: Tally, still_in: tuple[str, ...]) -> Figures:
    """For each alternative that is still in: how many have it before all others that are."""
    found: Counter[str] = Counter()
    for ranking, number in tally.items():
        first = next((a for a in ranking.split(">") if a in still_in), None)
        if first is not None:
            found[first] += number
    return {alternative: found[alternative] for alternative in still_in}


def run_off(
    tally: Tally, alternatives: tuple[str, ...], elimination: Elimination = "together", seed: int = 0
) -> list[Count]:
    """Instant run-off, count by count, until one has more than half of the papers that still count, or no
    more can drop out. `seed`: from which lots are drawn."""
    found: list[Count] = []
    still_in = alternatives
    while True:
        figures = first_preferences(tally, still_in)
        count = Count(figures=figures)
        if 2 * max(figures.values()) <= sum(figures.values()):
            count = DROPS[elimination](figures, [before.figures for before in found], seed)
        found.append(count)
        if not count.out:
            return found
        still_in = tuple(a for a in still_in if a not in count.out)


def _all_that_are_last(figures: Figures, before: list[Figures], seed: int) -> Count:
    """Unless nobody would be left."""
    last = _last(figures)
    return Count(figures=figures, out=last if len(last) < len(figures) else ())


def _one_that_is_last(figures: Figures, before: list[Figures], seed: int) -> Count:
    """While more than two are left, and somebody has a paper."""
    if len(figures) <= 2 or not any(figures.values()):
        return Count(figures=figures)
    level = fewest = _last(figures)
    for earlier in reversed(before):
        fewest = _last({a: earlier[a] for a in fewest})
    out = drawn(seed, fewest)[-1:]
    if len(level) == 1:
        return Count(figures=figures, out=out)
    return Count(figures=figures, out=out, level=level, by="earlier" if len(fewest) == 1 else "lot")


def _last(figures: Figures) -> tuple[str, ...]:
    least = min(figures.values())
    return tuple(a for a, number in figures.items() if number == least)


def rounds(
    tally: Tally, alternatives: tuple[str, ...], elimination: Elimination = "together", seed: int = 0
) -> list[Figures]:
    """The figures of each count."""
    return [count.figures for count in run_off(tally, alternatives, elimination, seed)]


DROPS: dict[Elimination, Callable[[Figures, list[Figures], int], Count]] = {
    "together": _all_that_are_last,
    "one_by_one": _one_that_is_last,
}


def counts(ballot: Ballot) -> list[Count]:
    """The counts of a ballot that is closed."""
    return run_off(ballot.tally, ballot.alternatives, ballot.elimination, ballot.seed or 0)


def level(ballot: Ballot, tally: Tally, present: int, seed: int) -> tuple[str, ...]:
    """Those that nothing tells apart at the last count."""
    best = _best(ballot, tally, seed)
    return best if len(best) > 1 else ()


def decides(ballot: Ballot, tally: Tally, present: int, seed: int = 0) -> Result:
    """The winner of the last count; a tie is decided as the ballot says."""
    best = _best(ballot, tally, seed)
    return filled(ballot, best, (), seed) if len(best) == 1 else filled(ballot, (), best, seed)


def _best(ballot: Ballot, tally: Tally, seed: int) -> tuple[str, ...]:
    """Who has most at the last count; nobody where nobody ranked anything."""
    last = run_off(tally, ballot.alternatives, ballot.elimination, seed)[-1].figures
    return tuple(a for a, number in last.items() if number == max(last.values()) > 0)


METHOD = Method(
    reads=reads,
    shares=whole,
    decides=decides,
    level=level,
    sealed=True,
    alternatives=True,
    one_place=True,
)
