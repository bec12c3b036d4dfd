"""Slices for the page on which the class stands beside history: divisions as bars, persons one by one."""

from collections.abc import Mapping, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict, replace

from debate.afterwards.compare import DivisionBeside, GroupVote
from debate.afterwards.partings import Cast, Parting, partings
from debate.afterwards.persons import PersonBeside
from debate.assembly import Assembly
from debate.ballots.thresholds import Tally
from debate.scenario import CHOICES, Scenario
from game.charts.rows import BarRow, Key
from game.charts.stacked import Stacked, facing, stacked
from game.slices import everyone
from game.slices.everyone.bars import ChoiceBar
from game.templatetags.times import then
from game.templatetags.words import titled

ORDER = ("for", "abstain", "away", "against")
"""In a bar those for begin at the left and those against end at the right, so that one sees who has more."""


class DivisionRow(DivisionBeside, frozen=True, kw_only=True):
    """A division with its charts. `key`: how it is linked to; among alternatives there are bars alone."""

    key: str
    bars: tuple[ChoiceBar, ...]
    chart: Stacked | None = None
    by_faction_chart: Stacked | None = None
    by_delegation_chart: Stacked | None = None


class PersonRow(PersonBeside, frozen=True, kw_only=True):
    """A person, with what came before each parting from the record."""

    partings: tuple[Parting, ...]


class Neighbours(Struct, frozen=True, kw_only=True):
    """Which of how many somebody is, and the seats before and after, round in a circle."""

    number: int
    of: int
    previous: str
    following: str


def divisions(rows: Sequence[DivisionBeside], scenario: Scenario) -> tuple[DivisionRow, ...]:
    """Divisions with their charts."""
    # Whoever follows a link to a question wants the last word on it.
    last = {row.question: row.ballot for row in rows if not (row.reconsidered or row.straw)}
    when = then(scenario)
    return tuple(
        _division(row, row.question if last.get(row.question) == row.ballot else row.ballot, when)
        for row in rows
    )


def person(assembly: Assembly, row: PersonBeside, cast: Cast) -> PersonRow:
    """A person, with what came before each parting from the record."""
    return PersonRow(**asdict(row), partings=partings(assembly, row, cast))


def neighbours(order: Sequence[str], wanted: str) -> Neighbours | None:
    """Who is before and after the one wanted; None for one that is not listed."""
    if wanted not in order:
        return None
    n = order.index(wanted)
    following = order[(n + 1) % len(order)]
    return Neighbours(number=n + 1, of=len(order), previous=order[n - 1], following=following)


def _division(row: DivisionBeside, key: str, when: str) -> DivisionRow:
    seen = DivisionRow(**asdict(row), key=key, bars=everyone.bars_of(row))
    if row.alternatives:
        return seen
    name = _("%(title)s, the first vote") if row.reconsidered else "%(title)s"
    about = name % {"title": titled(row.title)}
    sides, sent = _("By faction: %s") % about, _("By delegation: %s") % about
    return replace(
        seen,
        chart=_bars(row, key, when),
        by_faction_chart=_groups(f"by_faction-{key}", sides, row.by_faction),
        by_delegation_chart=_groups(f"by_delegation-{key}", sent, row.by_delegation),
    )


def keys(of_units: bool = False) -> tuple[Key, ...]:
    """What can be done with a vote, in the order of legends and tables; a unit can be divided."""
    return (
        Key("for", _("For")),
        Key("against", _("Against")),
        Key("abstain", _("Divided") if of_units else _("Abstaining")),
        Key("away", _("Absent") if of_units else _("Did not vote")),
    )


def _bars(row: DivisionBeside, key: str, when: str) -> Stacked:
    """The class and the record, and the pupils alone: votes for and against, with what was enough for it.

    Who abstained is told beside them: it is not a vote for or against.
    """
    record, alone = row.record, row.without_house
    carried = None if row.carried is UNSET else row.carried
    names, of_units = keys(bool(row.units)), bool(row.units)
    here = BarRow(_("You"), {**_figures(row.tally), "away": row.away}, _note(carried, row.tally, of_units))
    rows: list[tuple[BarRow, int | None]] = [(here, row.needed)]
    if record:
        there = {**_figures(record.figures), "away": None if record.away is UNSET else record.away}
        enough = None if record.needed is UNSET else record.needed
        note = _note(record.carried, record.figures, of_units)
        rows.append((BarRow(capfirst(when), there, note), enough))
    if alone:
        rows.append((BarRow(_("Pupils alone"), _figures(alone), _note(None, alone, of_units)), None))
    said = " ".join(_said(one, names) for one, _needed in rows)
    return facing(
        f"votes-{key}", _("For and against: you and the record"), said, names, rows, _("enough to carry it")
    )


def _note(carried: bool | None, tally: Tally, of_units: bool) -> str:
    result = "" if carried is None else _("Carried") if carried else _("Lost")
    number = _figures(tally)["abstain"] or 0
    told = ngettext("%(n)s abstained", "%(n)s abstained", number)
    if of_units:
        told = ngettext("%(n)s divided", "%(n)s divided", number)
    return " · ".join(part for part in (result, told % {"n": number} if number else "") if part)


def _groups(id: str, title: str, rows: Sequence[GroupVote] | UnsetType) -> Stacked | None:
    if not rows:
        return None
    shown = [BarRow(row.name, row.tally) for row in rows]
    whole = max(_sum(row.numbers) for row in shown)
    return stacked(
        id, title, " ".join(_said(row, keys()) for row in shown), keys(), shown, whole=whole, order=ORDER
    )


def _figures(tally: Tally) -> dict[str, int | None]:
    given = {str(choice): number for choice, number in tally.items()}
    return {choice: given.get(choice, 0) for choice in CHOICES}


def _sum(numbers: Mapping[str, int | None]) -> int:
    return sum(number or 0 for number in numbers.values())


def _said(row: BarRow, names: Sequence[Key]) -> str:
    """A bar in words, for those who hear the picture."""
    told = [f"{number} {key.label}" for key in names if (number := row.numbers.get(key.id)) is not None]
    return f"{row.label}: {', '.join(told)}."
