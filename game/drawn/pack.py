"""The pack a teacher prints before a lesson: story, procedure, role sheets, ballots, seating, way in, count.

Nothing in it looks past the meeting: it is handed out before.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import to_builtins
from msgspec.structs import asdict

from debate.assembly import Assembly
from debate.ballots import METHODS
from debate.rules.business.procedure import PROCEDURE, Procedural
from debate.rules.business.timetable import timetable
from debate.scenario import CHOICES, Condition, Scenario, Source, Stage, ThresholdName
from debate.shown.briefs import Sheet, sheet
from game.drawn import half_circle
from game.drawn.played import Played, drawn
from game.people.sitters import Names
from game.standing import Standing


def papers(
    language: str,
    session: int,
    seq: int,
    names: Names,
    address: str,
    only: str,
    everybody: bool,
    named: bool = False,
) -> str:
    """The whole pack as HTML, or with `only` one part of it; for the pupils expected, or for all seats.

    `address`: where pupils come in; `named`: the seating, which hangs on a wall, tells who plays whom. What
    is handed to one pupil, and the teacher's own roll, always bear the name."""
    standing = Played.of(session, seq).standing(names)
    assembly = standing.assembly
    stages = _stages(assembly)
    people = [_person(standing, seat) for seat in _seats(assembly, everybody)]
    context = {
        "code": standing.code,
        "address": address,
        "scenario": assembly.scenario,
        "told_by": sources_of(
            assembly.scenario, {id for frame in assembly.scenario.story for id in frame.sources}
        ),
        "only": only,
        "named": named,
        "people": people,
        "voters": [row for row in people if row.votes],
        "choices": CHOICES,
        "asked": [question for question in assembly.scenario.questions if not question.alternatives],
        "bloc": assembly.weighting == "bloc",
        "sealed": [name for name, method in METHODS.items() if method.sealed],
        "stages": stages,
        "conditional": any(stage.when != Condition() for stage, _ in stages),
        "procedural": _procedural(assembly.scenario),
        **_seating(assembly.scenario, people),
    }
    return drawn("print_pack/pack.html", context, language)


def _seats(assembly: Assembly, everybody: bool) -> list[str]:
    """The seats of the pupils expected and of those who are in already; or every seat."""
    return [
        seat
        for n, seat in enumerate(assembly.order)
        if everybody or n < assembly.pupils or assembly.seats[seat].held_by == "pupil"
    ]


class Printed(Sheet, frozen=True, kw_only=True):
    """A sheet with the sources it rests on; `short`: what stands in the seating; `pupil`: whose it is."""

    short: str
    pupil: str
    sources: list[Source]


def _person(standing: Standing, seat: str) -> Printed:
    found, role = sheet(standing.assembly, seat), standing.assembly.role_of(seat)
    return Printed(
        **asdict(found),
        short=role.short if role else seat[1:],
        pupil=standing.names.get(seat, ""),
        sources=sources_of(standing.assembly.scenario, set(cited(to_builtins(found)))),
    )


def sources_of(scenario: Scenario, cited: set[str]) -> list[Source]:
    """Those of the bibliography that are cited, in its order."""
    return [source for source in scenario.sources if source.id in cited]


def cited(value: Any) -> Iterator[str]:
    """The key of every source named anywhere in a brief."""
    if isinstance(value, dict):
        yield from value.get("sources", ())
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            yield from cited(inner)


def _stages(assembly: Assembly) -> list[tuple[Stage, float]]:
    """The agenda with minutes; also the stages that depend on a vote, or the page would tell how it went."""
    seconds = timetable(assembly.scenario, assembly.minutes)
    return [(stage, seconds[stage.id] / 60) for stage in assembly.agenda() if seconds[stage.id]]


def _procedural(scenario: Scenario) -> list[tuple[Procedural, list[str]]]:
    """The procedural motions this meeting knows, by what each takes."""
    orders = scenario.standing_orders
    groups: dict[tuple[ThresholdName, bool], list[str]] = {}
    for kind in orders.procedural:
        threshold = orders.thresholds.get(kind, PROCEDURE[kind].threshold)
        groups.setdefault((threshold, PROCEDURE[kind].debatable), []).append(kind)
    return [(Procedural(*needs), kinds) for needs, kinds in groups.items()]


def _seating(scenario: Scenario, people: list[Printed]) -> dict[str, Any]:
    """The people by faction, and each with a place in the half-circle, factions from left to right."""
    factions = [
        (faction, [row for row in people if row.side.id == faction.id]) for faction in scenario.factions
    ]
    seated = [row for _faction, rows in factions for row in rows]
    return {
        "factions": factions,
        "hall": half_circle.drawn([(row.side.sign, row.short) for row in seated]),
    }
