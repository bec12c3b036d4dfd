"""The minutes as plain text, and what the page and the text have in common."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from debate.assembly import Assembly
from debate.events import AnyEvent
from debate.minutes import minutes
from debate.scenario import Scenario
from game.exports.played import Played
from game.models import Session
from game.people import participants
from game.people.sitters import People
from game.replay.single_file import Wanted
from game.slices.everyone import bars_in

WIDTH = 78


def to_text(session: Session, wanted: Wanted) -> bytes:
    """The minutes in UTF-8, lines of at most 78 characters, with the line ends every editor knows."""
    people = participants.people(session.pk) if wanted.names else People()
    names = {seat: sitting.name for seat, sitting in people.seats.items()}
    played = Played.of(session)
    context = recorded(session.code, played.assembly, played.events, names)
    rendered = render_to_string("minutes/minutes.txt", context)
    lines = [wrapped for line in rendered.splitlines() for wrapped in _wrapped(line)]
    return ("\r\n".join(_without_gaps(lines)) + "\r\n").encode()


def recorded(
    code: str, assembly: Assembly, events: Sequence[AnyEvent], names: Mapping[str, str]
) -> dict[str, Any]:
    """What templates need: the record (`debate/minutes.py`) of these events, which come to this assembly.

    Its rows by stage are in `sections`. Who has a seat in `names` (seat to pupils) has a `pupil` beside the
    `name`.
    """
    scenario = assembly.scenario
    record = minutes(scenario, events)
    if names:
        _name(record, names)
    return {
        "code": code,
        "scenario": scenario,
        "zone": timezone.get_current_timezone_name(),
        "bloc": assembly.weighting == "bloc",
        "factions": _by_faction(scenario, record["present"]),
        "sections": list(_by_stage(record.pop("rows"))),
        **record,
    }


def _name(value: Any, names: Mapping[str, str]) -> None:
    """Put the pupils' names beside those of the seats, wherever a seat is named."""
    if isinstance(value, dict):
        if "name" in value and (pupil := names.get(value.get("seat", ""))):
            value["pupil"] = pupil
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            _name(inner, names)


def _by_faction(
    scenario: Scenario, present: list[dict[str, Any]]
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for faction in scenario.factions:
        if rows := [row for row in present if row["faction"] == faction.id]:
            yield faction.name, rows


def _by_stage(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What came before the first stage, if anything, then each stage with its rows."""
    section: dict[str, Any] = {"title": "", "rows": []}
    for row in rows:
        if row["kind"] == "stage":
            if section["rows"] or section["title"]:
                yield section
            section = {"title": row["title"], "at": row["at"], "rows": []}
        else:
            section["rows"].append(_with_bars(row))
    yield section


def _with_bars(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"bars": bars_in(row)} if row["kind"] == "division" else row


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
