"""A tally as bars: live, in the results, in the minutes and in the comparison."""

from collections.abc import Sequence

from msgspec import UNSET, Struct
from msgspec.structs import replace

from debate.ballots.method import BLANK
from debate.scenario import CHOICES
from debate.shown.ballots import BallotShown, Division, Offered


class ChoiceBar(Struct, frozen=True, kw_only=True):
    """One choice with its number, and per cent of all votes for the length. An alternative has a `label` and
    says whether it was `chosen`; `place`: its number in the hall, where votes are seen seat by seat."""

    choice: str
    number: int
    percent: float
    label: str = ""
    chosen: bool = False
    place: int = 0


def bars_of(seen: BallotShown | Division) -> tuple[ChoiceBar, ...]:
    """The tally as bars, as far as it is shown."""
    if seen.tally is UNSET:
        return ()
    return _numbered(seen, seen.tally)


def bars_alone(seen: BallotShown | Division) -> tuple[ChoiceBar, ...]:
    """The count of the pupils alone, where everybody may see who chose what and the house voted, too."""
    if seen.without_house is UNSET:
        return ()
    return _numbered(seen, seen.without_house)


def _numbered(seen: BallotShown | Division, tally: dict[str, int]) -> tuple[ChoiceBar, ...]:
    """Bars; where votes are by unit, of those that are divided; of an open choice with the numbers of the
    hall, and with those who abstained."""
    found = bars(tally, seen.alternatives or (), seen.winners or (), first_count(seen))
    if seen.method == "by_unit":
        return tuple(replace(bar, choice="divided") if bar.choice == "abstain" else bar for bar in found)
    if not seen.alternatives or seen.method != "one_of_several":
        return found
    neither = tally.get(BLANK, 0)
    abstained = ChoiceBar(choice="abstain", number=neither, percent=_percent(neither, sum(tally.values())))
    return (*(replace(bar, place=n) for n, bar in enumerate(found, 1)), abstained)


def first_count(seen: BallotShown | Division) -> dict[str, int] | None:
    """Of a ranking the first preferences; none before they are told."""
    if seen.method != "ranked":
        return None
    return seen.rounds[0] if seen.rounds else {}


def bars(
    tally: dict[str, int],
    alternatives: Sequence[Offered] = (),
    winners: Sequence[str] = (),
    first: dict[str, int] | None = None,
) -> tuple[ChoiceBar, ...]:
    """A tally as bars. `first`: the first preferences of a ranking, in place of it."""
    if not alternatives:
        whole = sum(tally.values())
        return tuple(
            ChoiceBar(choice=choice, number=tally[choice], percent=_percent(tally[choice], whole))
            for choice in CHOICES
        )
    given = tally if first is None else first
    whole = sum(given.get(a.id, 0) for a in alternatives)
    return tuple(
        ChoiceBar(
            choice=a.id,
            number=(number := given.get(a.id, 0)),
            percent=_percent(number, whole),
            label=a.text,
            chosen=a.id in winners,
        )
        for a in alternatives
    )


def _percent(number: int, whole: int) -> float:
    return round(100 * number / (whole or 1), 1)
