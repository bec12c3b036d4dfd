"""The pack a teacher prints before a lesson: story, procedure, role sheets, ballots, seating, way in, count.

Nothing in it looks past the meeting, as it is handed out before; but for the last parts, which are for
afterwards or the teacher's own: documents for looking back, tasks, the manual.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import asdict, replace

from debate.assembly import Assembly
from debate.ballots import METHODS
from debate.ids import SeatId
from debate.rules.business.procedure import PROCEDURE, Procedural
from debate.rules.business.timetable import timetable
from debate.scenario import CHOICES, Choice, Condition, Faction, Question, Scenario, Stage, ThresholdName
from debate.scenario.writing import Source
from debate.shown.briefs import Sheet, sheet
from debate.shown.lengths import AnyLength, cut
from debate.shown.written.documents import document_row
from game.drawn.played import Played, drawn
from game.drawn.seating import Seated, Seating, seating
from game.people.sitters import Names
from game.slices.documents import ReadDocument, to_read
from game.slices.lesson_before import LessonShown, lesson
from game.standing import Standing


class PrintedSheet(Sheet, frozen=True, kw_only=True):
    """A sheet with the sources it rests on; `short`: what stands in the seating; `pupil`: whose it is."""

    short: str
    pupil: str
    sources: list[Source]


class ForWhom(Struct, frozen=True, kw_only=True):
    """A document on paper. `readers`: whose alone it is before the meeting is over; none: everybody's."""

    document: ReadDocument
    readers: tuple[str, ...]


class Pack(Struct, frozen=True, kw_only=True):
    """What the papers know. `told_by`: the sources of the story; `voters`: those of the people with a vote;
    `asked`: the questions that are yes or no; `sealed`: the methods that are secret; `stages`: with minutes,
    `conditional` if one depends on a vote, and is not `always` there; `procedural`: kinds of motions by what
    they take; `shown`: the parts; `documents`: those of the lesson before and of the meeting; `later`: those
    for looking back."""

    code: str
    address: str
    scenario: Scenario
    told_by: list[Source]
    shown: tuple[str, ...]
    named: bool
    people: list[PrintedSheet]
    voters: list[PrintedSheet]
    choices: tuple[Choice, ...]
    asked: list[Question]
    bloc: bool
    sealed: list[str]
    stages: list[tuple[Stage, float]]
    conditional: bool
    always: Condition
    procedural: list[tuple[Procedural, list[str]]]
    factions: list[tuple[Faction, list[PrintedSheet]]]
    lesson: LessonShown | None
    documents: tuple[ForWhom, ...]
    later: tuple[ForWhom, ...]
    hall: Seating


def papers(
    language: str,
    session: int,
    seq: int,
    names: Names,
    address: str,
    shown: tuple[str, ...],
    everybody: bool,
    named: bool = False,
    length: AnyLength = "",
) -> str:
    """These parts of the pack as HTML, for the pupils expected, or for all seats.

    `address`: where pupils come in; `named`: the seating, which hangs on a wall, tells who plays whom. What
    is handed to one pupil, and the teacher's own roll, always bear the name. `length`: of role sheets, "" for
    all that stands in them."""
    standing = Played.of(session, seq).standing(names)
    assembly, scenario = standing.assembly, standing.assembly.scenario
    stages = _stages(assembly)
    people = [_person(standing, seat, length) for seat in _seats(assembly, everybody)]
    factions = [(side, [row for row in people if row.side.id == side.id]) for side in scenario.factions]
    pack = Pack(
        code=standing.code,
        address=address,
        scenario=scenario,
        told_by=sources_of(scenario, {id for frame in scenario.story for id in frame.sources}),
        shown=shown,
        named=named,
        people=people,
        voters=[row for row in people if row.votes],
        choices=CHOICES,
        asked=[question for question in scenario.questions if not question.alternatives],
        bloc=assembly.weighting == "bloc",
        sealed=[name for name, method in METHODS.items() if method.sealed],
        stages=stages,
        conditional=any(stage.when != Condition() for stage, _ in stages),
        always=Condition(),
        procedural=_procedural(scenario),
        factions=factions,
        lesson=lesson(scenario, scenario.before, {}) if scenario.before else None,
        documents=_documents(scenario, later=False),
        later=_documents(scenario, later=True),
        hall=seating(
            assembly,
            [Seated(sign=row.side.sign, votes=row.votes, name=row.short) for row in people],
        ),
    )
    return drawn("print_pack/pack.html", pack, language)


def _seats(assembly: Assembly, everybody: bool) -> list[SeatId]:
    """The seats of the pupils expected and of those who are in already; or every seat."""
    return [
        seat
        for n, seat in enumerate(assembly.order)
        if everybody or n < assembly.pupils or assembly.seats[seat].held_by == "pupil"
    ]


def _readers(scenario: Scenario, to: Iterable[str]) -> tuple[str, ...]:
    """The sides and persons to whom something goes, by name; none where it is for all."""
    names: dict[str, str] = {faction.id: faction.name for faction in scenario.factions}
    names |= {str(role.id): role.name for role in scenario.roles}
    return tuple(names.get(id, id) for id in to if id != "all")


def _documents(scenario: Scenario, later: bool) -> tuple[ForWhom, ...]:
    return tuple(
        ForWhom(document=to_read(document_row(row)), readers=() if later else _readers(scenario, row.to))
        for row in scenario.documents
        if (row.given == "after") == later
    )


def _person(standing: Standing, seat: SeatId, length: AnyLength) -> PrintedSheet:
    found, role = sheet(standing.assembly, seat), standing.assembly.role_of(seat)
    if length:
        found = replace(found, **asdict(cut(found.brief, found.side, length)))
    return PrintedSheet(
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
    seconds = timetable(assembly.scenario, assembly.minutes, assembly.lessons)
    return [(stage, seconds[stage.id] / 60) for stage in assembly.agenda() if seconds[stage.id]]


def _procedural(scenario: Scenario) -> list[tuple[Procedural, list[str]]]:
    """The procedural motions this meeting knows, by what each takes."""
    orders = scenario.standing_orders
    groups: dict[tuple[ThresholdName, bool], list[str]] = {}
    for kind in orders.procedural:
        threshold = orders.thresholds.get(kind, PROCEDURE[kind].threshold)
        groups.setdefault((threshold, PROCEDURE[kind].debatable), []).append(kind)
    return [(Procedural(*needs), kinds) for needs, kinds in groups.items()]
