"""Scenes of a vote: open, called by name, closed, told step by step."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from debate.assembly import Assembly, Ballot
from debate.ballots.method import BLANK
from debate.ballots.thresholds import needed
from debate.guide.scene import Scene
from debate.ids import QuestionId, SeatId
from debate.scenario import CHOICES
from debate.shown.ballots import (
    Counting,
    Offered,
    asked,
    choices_shown,
    figures_shown,
    result,
    turnout,
    without_house,
)
from debate.shown.house import WentAlong, house_is_told, is_by_name, silent, went_along
from debate.shown.people import Named, name_of
from debate.shown.units import stopped, units_of
from game.pieces import Bit
from game.slices.wall.persons import WallPerson, person
from game.slices.wall.subjects import WallAsked, asked_of
from game.standing import Standing

NAMED = 6
"""Names beside an alternative; the rest is a number."""
MOST_UNITS = 16
"""Names of units that fit on the wall."""
ANSWERED = 4
"""Answers in a roll that stay in sight."""


class Held(Bit, frozen=True, kw_only=True, tag="wall-held"):
    """A vote is closed, and nothing of it is told but whether a tie waits for the chair."""

    asked: WallAsked
    tied: bool


class ThresholdBar(Struct, frozen=True, kw_only=True):
    """Votes for and against on one line, with the number from which on it is carried. Shares are per cent.
    `of_units`: what is counted are units, and `neither` are those that are divided."""

    yes: int
    no: int
    neither: int
    needed: int
    yes_share: float
    no_share: float
    no_from: float
    needed_at: float
    of_units: bool


class UnitSide(Struct, frozen=True, kw_only=True):
    """The names of the units that voted so."""

    vote: str
    names: tuple[str, ...]


class AlternativeCount(Struct, frozen=True, kw_only=True):
    """An alternative: its `place`, as in the hall, what it got, and who named it, where that may be seen (and
    how many `more`). `share`: per cent, for its bar; without a `number` the count is not seen yet."""

    place: int
    text: str
    number: int | None
    share: float
    chosen: bool
    names: tuple[str, ...] = ()
    more: int = 0


class Voting(Bit, frozen=True, kw_only=True, tag="wall-voting"):
    """An open vote: how many have voted of how many, and the count as it arrives where it may be seen;
    `neither`: how many abstained."""

    asked: WallAsked
    cast: int
    of: int
    by_hand: bool
    bar: ThresholdBar | None
    ways: tuple[AlternativeCount, ...]
    neither: int


class WallRoll(Bit, frozen=True, kw_only=True, tag="wall-roll"):
    """A roll: who is called, and the latest answers, newest first; as in `Voting`, the count."""

    asked: WallAsked
    called: WallPerson | None
    answers: tuple[tuple[WallPerson, str], ...]
    alternatives: tuple[Offered, ...]
    number: int
    of: int
    bar: ThresholdBar | None
    ways: tuple[AlternativeCount, ...]
    neither: int


class HouseLine(Struct, frozen=True, kw_only=True):
    """How the house's seats of one side voted."""

    side: str
    sign: str
    colour: int
    figures: tuple[tuple[str, int], ...]


class Along(WentAlong, frozen=True, kw_only=True):
    """A side of which persons of the house went along, with its sign and colour."""

    sign: str
    colour: int


class WallReveal(Bit, frozen=True, kw_only=True, tag="wall-reveal"):
    """A result, told up to `step` of `steps`: the pupils' votes, the house's by side and the delegates whom
    no seat stands for, and the sum with the verdict.

    Among alternatives: those `chosen`, the `figures` of all that got any, most first, or where votes bore
    names the `ways` and `neither` as in `Voting`; and who was `elected` before. `counting`: what is to be
    said of the count once it is told (ties, lots, blank papers); `went_along`, `silent`: for whom the program
    spoke; `sides`, `stopped_by`: how the units voted, and whose veto stopped it."""

    asked: WallAsked
    step: int
    steps: int
    pupils: ThresholdBar | None
    house: tuple[HouseLine, ...]
    unseated: tuple[tuple[str, int], ...]
    whole: ThresholdBar | None
    carried: bool | None
    chosen: tuple[str, ...]
    figures: tuple[tuple[str, int], ...]
    ways: tuple[AlternativeCount, ...]
    neither: int
    elected: tuple[Offered, ...]
    alternatives: tuple[Offered, ...]
    counting: Counting | None
    went_along: tuple[Along, ...]
    silent: tuple[Named, ...]
    sides: tuple[UnitSide, ...]
    stopped_by: tuple[str, ...]
    straw: bool


def _bar(ballot: Ballot, tally: dict[str, int]) -> ThresholdBar:
    yes, no, neither = (tally.get(choice, 0) for choice in CHOICES)
    least = needed(ballot.threshold, tally, ballot.present, ballot.members)
    whole = max(yes + no, least, 1)
    return ThresholdBar(
        yes=yes,
        no=no,
        neither=neither,
        needed=least,
        yes_share=round(100 * yes / whole, 1),
        no_share=round(100 * no / whole, 1),
        no_from=round(100 - 100 * no / whole, 1),
        needed_at=round(100 * least / whole, 1),
        of_units=bool(ballot.units),
    )


def voting(standing: Standing, shown: Scene) -> Voting:
    assembly, ballot = standing.assembly, _ballot(standing.assembly, shown)
    cast, of = turnout(assembly, ballot)
    open_count = figures_shown(ballot, "screen") and not ballot.alternatives
    return Voting(
        asked=asked_of(assembly, ballot.question),
        cast=cast,
        of=of,
        by_hand=ballot.method == "paper",
        bar=_bar(ballot, ballot.tally) if open_count else None,
        ways=_ways(standing, ballot, figures_shown(ballot, "screen")),
        neither=_neither(ballot, figures_shown(ballot, "screen")),
    )


def _sides(assembly: Assembly, ballot: Ballot) -> tuple[UnitSide, ...]:
    """The units by their votes; nothing of so many that their names don't fit."""
    found: dict[str, list[str]] = {vote: [] for vote in ("for", "against", "divided", "absent")}
    for unit in units_of(assembly, ballot):
        if unit.vote in found:
            found[unit.vote].append(unit.name)
    fits = len(ballot.units) <= MOST_UNITS
    return tuple(UnitSide(vote=vote, names=tuple(names)) for vote, names in found.items() if names and fits)


def _ways(
    standing: Standing, ballot: Ballot, counted: bool, named_too: bool = True
) -> tuple[AlternativeCount, ...]:
    """The alternatives of a ballot; with figures where they may be seen, and of an open choice with names
    (`named_too`)."""
    assembly, by_name = standing.assembly, is_by_name(ballot) and choices_shown(ballot)
    whole = sum(ballot.tally.values()) or 1
    named: dict[str, list[str]] = {}
    for seat in ballot.weights if by_name and counted and named_too else ():
        if ballot.seating[seat].held_by == "pupil" and seat in ballot.votes:
            named.setdefault(ballot.votes[seat], []).append(_short(assembly, seat))
    found = [
        AlternativeCount(
            place=place,
            text=offered.text,
            number=ballot.tally.get(offered.id, 0) if counted else None,
            share=round(100 * ballot.tally.get(offered.id, 0) / whole, 1) if counted else 0,
            chosen=offered.id in ballot.winners,
            names=tuple(names[:NAMED]),
            more=max(0, len(names) - NAMED),
        )
        for place, offered in enumerate(asked(assembly, ballot).alternatives or (), 1)
        for names in [named.get(offered.id, [])]
    ]
    return tuple(found)


def _neither(ballot: Ballot, counted: bool) -> int:
    """Of an open choice: how many abstained, where the count may be seen."""
    return ballot.tally.get(BLANK, 0) if counted and is_by_name(ballot) and ballot.alternatives else 0


def _short(assembly: Assembly, seat: SeatId) -> str:
    role = assembly.role_of(seat)
    return role.short if role else name_of(assembly, seat)


def _ballot(assembly: Assembly, shown: Scene) -> Ballot:
    return assembly.ballots[shown.ballot]


def roll(standing: Standing, shown: Scene) -> WallRoll:
    assembly, ballot = standing.assembly, _ballot(standing.assembly, shown)
    called = [seat for seat in ballot.calls[: ballot.roll] if seat in ballot.votes][-ANSWERED:]
    if not choices_shown(ballot):
        called = []
    seen = figures_shown(ballot, "screen")
    return WallRoll(
        asked=asked_of(assembly, ballot.question),
        called=person(standing, shown.seat) if shown.seat else None,
        answers=tuple((person(standing, seat), ballot.votes[seat]) for seat in called[::-1]),
        alternatives=asked(assembly, ballot).alternatives or (),
        number=ballot.roll,
        of=len(ballot.calls),
        bar=_bar(ballot, ballot.tally) if seen and not ballot.alternatives else None,
        ways=_ways(standing, ballot, seen, named_too=False),
        neither=_neither(ballot, seen),
    )


def reveal(standing: Standing, shown: Scene) -> WallReveal:
    """Only what has been told: the sums of the pupils first, then the house's, then all."""
    assembly, ballot = standing.assembly, _ballot(standing.assembly, shown)
    put = asked(assembly, ballot)
    alternatives = put.alternatives or ()
    apart, told = shown.steps > 1, ballot.announced
    by_name = is_by_name(ballot) and bool(ballot.alternatives)
    seen = result(assembly, ballot) if told else {}
    given = seen["rounds"][0] if "rounds" in seen else ballot.tally
    figures = [(a.text, given[a.id]) for a in alternatives if told and not by_name and given.get(a.id)]
    return WallReveal(
        asked=asked_of(assembly, ballot.question),
        step=shown.step,
        steps=shown.steps,
        pupils=_bar(ballot, without_house(ballot)) if apart and shown.step >= 1 else None,
        house=_house(assembly, ballot) if apart and shown.step >= 2 else (),
        unseated=_figures(ballot.bloc) if apart and shown.step >= 2 else (),
        whole=_bar(ballot, ballot.tally) if told and not ballot.alternatives else None,
        carried=ballot.carried if told and not ballot.alternatives else None,
        chosen=tuple(a.text for a in alternatives if a.id in ballot.winners) if told else (),
        figures=tuple(sorted(figures, key=lambda row: -row[1])),
        ways=_ways(standing, ballot, counted=True, named_too=False) if told and by_name else (),
        neither=_neither(ballot, told and by_name),
        elected=put.elected or (),
        alternatives=alternatives,
        counting=seen.get("counting"),
        went_along=_along(assembly, ballot) if house_is_told(ballot) else (),
        silent=silent(assembly, ballot) if told or shown.step == 1 else (),
        sides=_sides(assembly, ballot) if told else (),
        stopped_by=stopped(assembly, ballot) if told else (),
        straw=bool(put.straw),
    )


def _along(assembly: Assembly, ballot: Ballot) -> tuple[Along, ...]:
    sides = {side.id: side for side in assembly.scenario.factions}
    return tuple(
        Along(**asdict(row), sign=sides[row.faction].sign, colour=sides[row.faction].colour)
        for row in went_along(assembly, ballot)
    )


def _house(assembly: Assembly, ballot: Ballot) -> tuple[HouseLine, ...]:
    """The votes of the house's seats, side by side."""
    sums: dict[str, dict[str, int]] = {}
    for seat in ballot.house:
        side = sums.setdefault(ballot.seating[seat].faction, {})
        side[ballot.votes[seat]] = side.get(ballot.votes[seat], 0) + ballot.weights[seat]
    return tuple(
        HouseLine(side=side.name, sign=side.sign, colour=side.colour, figures=_figures(sums[side.id]))
        for side in assembly.scenario.factions
        if side.id in sums
    )


def _figures(counted: Mapping[Any, int]) -> tuple[tuple[str, int], ...]:
    """What was counted, without the choices that nobody made."""
    return tuple((choice, counted[choice]) for choice in CHOICES if counted.get(choice))


def held(standing: Standing, shown: Scene) -> Held:
    ballot = standing.assembly.current
    return Held(asked=asked_of(standing.assembly, QuestionId(shown.id)), tied=bool(ballot and ballot.tied))
