"""The minutes as plain text, and what the page and the text have in common."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.template.loader import render_to_string
from django.utils import timezone
from msgspec import Struct
from msgspec.structs import asdict

from debate.afterwards.minute_rows import AnyRow, Divided, StageBegun
from debate.assembly import Assembly
from debate.events import AnyEvent
from debate.ids import SeatId
from debate.minutes import minutes
from debate.scenario import Scenario
from debate.shown.agenda import Ended
from debate.shown.audience import Moment
from debate.shown.people import Person
from game.exports.played import PlayedOnDisk
from game.models import Session
from game.people import participants
from game.people.sitters import People
from game.replay.single_file import Wanted
from game.slices.everyone import bars_of
from game.slices.everyone.bars import ChoiceBar

WIDTH = 78


class DivisionWithBars(Divided, frozen=True, kw_only=True):
    """A closed vote with its figures as bars."""

    bars: tuple[ChoiceBar, ...]


class Section(Struct, frozen=True, kw_only=True):
    """What is told of one stage; without a title, of what came before the first."""

    title: str
    rows: tuple[AnyRow | DivisionWithBars, ...]


class MinutesShown(Struct, frozen=True, kw_only=True):
    """What the templates know of the minutes (`debate/minutes.py`). `zone`: of its times; `names`: seat to
    pupils, of those who are to be named; `factions`: those present, by the names of theirs."""

    code: str
    scenario: Scenario
    zone: str
    bloc: bool
    names: dict[SeatId, str]
    opened_at: Moment | None
    closed_at: Moment | None
    factions: tuple[tuple[str, tuple[Person, ...]], ...]
    house: int
    sections: tuple[Section, ...]
    outcome: Ended | None


def to_text(session: Session, wanted: Wanted) -> bytes:
    """The minutes in UTF-8, lines of at most 78 characters, with the line ends every editor knows."""
    people = participants.people(session.pk) if wanted.names else People()
    names = {seat: sitting.name for seat, sitting in people.seats.items()}
    played = PlayedOnDisk.of(session)
    found = minutes_shown(session.code, played.assembly, played.events, names)
    rendered = render_to_string("minutes/minutes.txt", asdict(found))
    lines = [wrapped for line in rendered.splitlines() for wrapped in _wrapped(line)]
    return ("\r\n".join(_without_gaps(lines)) + "\r\n").encode()


def minutes_shown(
    code: str, assembly: Assembly, events: Sequence[AnyEvent], names: Mapping[SeatId, str]
) -> MinutesShown:
    """The minutes of these events, which come to this assembly."""
    scenario = assembly.scenario
    found = minutes(scenario, events)
    return MinutesShown(
        code=code,
        scenario=scenario,
        zone=timezone.get_current_timezone_name(),
        bloc=assembly.weighting == "bloc",
        names=dict(names),
        opened_at=found.opened_at,
        closed_at=found.closed_at,
        factions=tuple(_by_faction(scenario, found.present)),
        house=found.house,
        sections=tuple(_by_stage(found.rows)),
        outcome=found.outcome,
    )


def _by_faction(scenario: Scenario, present: tuple[Person, ...]) -> Iterator[tuple[str, tuple[Person, ...]]]:
    for faction in scenario.factions:
        if people := tuple(one for one in present if one.faction == faction.id):
            yield faction.name, people


def _by_stage(rows: Iterable[AnyRow]) -> Iterator[Section]:
    """What came before the first stage, if anything, then each stage with its rows."""
    title, told = "", list[AnyRow]()
    for row in rows:
        if not isinstance(row, StageBegun):
            told.append(_with_bars(row))
            continue
        if told or title:
            yield Section(title=title, rows=tuple(told))
        title, told = row.title, []
    yield Section(title=title, rows=tuple(told))


def _with_bars(row: AnyRow) -> AnyRow:
    return DivisionWithBars(**asdict(row), bars=bars_of(row)) if isinstance(row, Divided) else row


def _wrapped(line: str) -> list[str]:
    """A long line as several, set in like the first of them."""
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent or "       ") or [""]


def _without_gaps(lines: list[str]) -> list[str]:
    """No two empty lines in a row, none at either end: templates leave some."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line.rstrip())
    return kept[:-1] if kept and not kept[-1] else kept
