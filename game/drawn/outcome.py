"""The class beside history: the page, the same for all pupils, and small pieces of it, which are unfolded."""

from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override
from msgspec import Struct
from msgspec.structs import asdict

from debate.afterwards import debrief, ribbon
from debate.afterwards import leanings as leanings_view
from debate.afterwards.compare import CardKnown, Comparison, NotPut, beside_history
from debate.afterwards.debrief import Ready
from debate.afterwards.partings import Cast, cast_at
from debate.afterwards.persons import PersonBeside, person_of
from debate.assembly import Assembly
from debate.ids import QuestionId, SeatId
from debate.prover.forks import Fork, forks
from debate.scenario import CHOICES, Choice, Question, Scenario
from debate.scenario.writing import Source
from debate.shown.agenda import Ended
from debate.shown.written.texts import Headline
from game.charts import ribbon as ribbon_charts
from game.drawn.played import Played, drawn, pieces
from game.hall import facing
from game.hall.facing import Halls
from game.people.sitters import Names
from game.slices import everyone, leanings
from game.slices import outcome as slices
from game.slices.documents import WeighedDispute, weighed
from game.slices.leanings import ByName, MovedOn
from game.slices.persuasion import Persuasion, persuaded
from game.standing import Standing

MOST_PERSONS = 120
"""Persons listed: a hall of a thousand has each pupil's own beside that."""


class Compared(NamedTuple):
    """One session beside the record. `persons`: by seat; `listed`: those on the page, pupils' first."""

    played: Played
    seen: Comparison
    cast: Cast
    persons: dict[SeatId, PersonBeside]
    listed: list[PersonBeside]
    stops: tuple[ribbon.Stop, ...]
    forks: tuple[Fork, ...]


class Facing(slices.DivisionRow, frozen=True, kw_only=True):
    """A division with its two halls, where it can be shown seat by seat."""

    halls: Halls | None


class Shown(Struct, frozen=True, kw_only=True):
    """The whole page. `leanings`: the questions that have some; `unfolded`: one of them; `by_name`: for the
    teacher who asked; `told`: does the class see who played whom (`names`)?"""

    code: str
    scenario: Scenario
    sources: dict[str, Source]
    choices: tuple[Choice, ...]
    ways: tuple[ribbon.Went, ...]
    bloc: bool
    closed: bool
    outcome: Ended | None
    recorded_outcome: Ended | None
    headlines: tuple[Headline, ...]
    ribbons: list[ribbon_charts.RibbonDrawing]
    divisions: list[Facing]
    forks: tuple[Fork, ...]
    not_put: tuple[NotPut, ...]
    persuasion: Persuasion
    leanings: list[Question]
    unfolded: MovedOn | None
    by_name: tuple[ByName, ...] | None
    persons: list[PersonBeside]
    any_of_the_house: bool
    names: dict[str, str]
    cards: tuple[CardKnown, ...]
    disputes: tuple[WeighedDispute, ...]
    talk: list[Ready]
    teaches: bool
    named: bool
    told: bool
    seated: bool


class One(Struct, frozen=True, kw_only=True):
    """One person. `shown`: its place among those listed."""

    p: slices.PersonRow
    scenario: Scenario
    sources: dict[str, Source]
    pupil: str
    named: bool
    shown: slices.Neighbours | None


@lru_cache(maxsize=4)
def compared(session: int, seq: int) -> Compared:
    """A class asks for its persons one by one, so the last few comparisons are kept."""
    played = Played.of(session, seq)
    seen = beside_history(played.assembly)
    listed = sorted(seen.persons, key=lambda row: row.held_by != "pupil")[:MOST_PERSONS]
    persons = {row.seat: row for row in seen.persons}
    stops = ribbon.stops(played.assembly)
    roads = forks(played.assembly) if seen.outcome else ()
    return Compared(played, seen, cast_at(played.events), persons, listed, stops, roads)


def page(
    language: str,
    session: int,
    seq: int,
    seated: bool,
    teaches: bool,
    names: Names,
    one_by_one: bool,
    on: str,
) -> tuple[bytes, ...]:
    """The page, with a slot for persons and one for each mark of `own`. `seated`: the reader has a person of
    their own; `names`: who played whom, if the reader is told; `one_by_one`: single leanings, for the
    teacher; `on`: the question whose leanings are unfolded."""
    found = compared(session, seq)
    assembly, standing = found.played.assembly, found.played.standing(names)
    leant = leanings.moved(standing) if leanings_view.are_told(assembly) else []
    singly = leanings_view.are_told_by_name(assembly, teaches, one_by_one)
    with override(language):
        shown = Shown(
            code=found.played.session.code,
            scenario=assembly.scenario,
            sources=_sources(assembly),
            choices=CHOICES,
            ways=ribbon.WAYS,
            bloc=assembly.weighting == "bloc",
            closed=assembly.status == "closed",
            outcome=found.seen.outcome,
            recorded_outcome=found.seen.recorded_outcome,
            headlines=everyone.headlines(found.played.standing()).headlines,
            ribbons=[ribbon_charts.drawing(*row) for row in _ribbons(found)],
            divisions=_divisions(found),
            forks=found.forks,
            not_put=found.seen.not_put,
            persuasion=found.played.standing().once(persuaded),
            leanings=leant,
            unfolded=_unfolded(standing, leant, on),
            by_name=leanings.by_name(standing) if singly else None,
            persons=found.listed,
            any_of_the_house=any(row.held_by != "pupil" for row in found.listed),
            names=dict(names),
            cards=found.seen.cards,
            disputes=weighed(assembly.scenario),
            talk=_talk(assembly),
            teaches=teaches,
            named=teaches and one_by_one,
            told=bool(names) and not one_by_one,
            seated=seated,
        )
    return pieces("pages/afterwards/outcome.html", shown, language)


def _divisions(found: Compared) -> list[Facing]:
    assembly = found.played.assembly
    by_ballot: dict[str, ribbon.Stop] = {stop.ballot: stop for stop in found.stops}
    rows = []
    for row in slices.divisions(found.seen.divisions, assembly.scenario):
        stop, told = by_ballot.get(row.ballot), row.chart.desc if row.chart else ""
        rows.append(
            Facing(**asdict(row), halls=facing.halls(assembly, stop, row.key, told) if stop else None)
        )
    return rows


def _ribbons(found: Compared) -> list[tuple[str, str, ribbon.Ribbon]]:
    """The class's and the record's with their ids and titles, those with two votes or more."""
    scenario = found.played.assembly.scenario
    both = (
        ("ribbon-here", _("You"), ribbon.of_class(found.stops)),
        ("ribbon-then", ribbon_charts.called_then(scenario), ribbon.of_record(found.stops)),
    )
    return [row for row in both if len(row[2].stops) > 1]


def own(language: str, session: int, seq: int, seat: SeatId) -> tuple[bytes, ...]:
    """The reader's own person, and then what marks them in every picture of the page, in its order."""
    found = compared(session, seq)
    assembly, me = found.played.assembly, person_of(found.played.assembly.seats[seat])
    with override(language):
        lines = [ribbon_charts.line_of(one, me) for _id, _title, one in _ribbons(found)]
        # In the order of the page: a vote that cannot be shown seat by seat has no halls.
        rings = [facing.rings(assembly, stop, me) for stop in found.stops]
    marks = ["".join(f'<path class="own" d="{d}"/>' for d in line) for line in lines]
    marks += [f'<path class="own" d="{d}"/>' if d else "" for d in rings]
    return person(language, session, seq, seat, "mine"), *(mark.encode() for mark in marks)


def _unfolded(standing: Standing, leant: list[Question], on: str) -> MovedOn | None:
    """The leanings on this question, or on the one with most marks."""
    wanted = [question for question in leant if question.id == on] or leant
    return leanings.moved_on(standing, wanted[0]) if wanted else None


def _talk(assembly: Assembly) -> list[Ready]:
    """The questions to talk about: those that were planned, else all."""
    ready = {row.id: row for row in debrief.ready(assembly)}
    return [ready[id] for id in assembly.planned if id in ready] or list(ready.values())


def _sources(assembly: Assembly) -> dict[str, Source]:
    return {source.id: source for source in assembly.scenario.sources}


FORMS = {"piece": "bits/people/person.html", "mine": "outcome/mine.html", "one": "outcome/one.html"}
"""One person: unfolded in the list, as the reader's own, and one of all to go through."""


def person(
    language: str, session: int, seq: int, seat: SeatId, form: str, pupil: str = "", named: bool = False
) -> bytes:
    """One person in one of these forms; `pupil`: their name, for a teacher who asked for names (`named`).
    Nothing for a seat that nobody played."""
    found = compared(session, seq)
    if (row := found.persons.get(seat)) is None:
        return b""
    assembly = found.played.assembly
    one = One(
        p=slices.person(assembly, row, found.cast),
        scenario=assembly.scenario,
        sources=_sources(assembly),
        pupil=pupil,
        named=named,
        shown=slices.neighbours([row.seat for row in found.listed], seat),
    )
    return drawn(FORMS[form], one, language).encode()


class Unfolded(Struct, frozen=True, kw_only=True):
    """How groups leaned on one question, by itself."""

    q: MovedOn


def leanings_on(language: str, session: int, seq: int, question: QuestionId) -> bytes:
    """How groups leaned on one question. Nothing where too few did, or while the meeting is not over."""
    played = Played.of(session, seq)
    standing = played.standing()
    if not leanings_view.are_told(played.assembly):
        return b""
    with override(language):
        for one in leanings.moved(standing):
            if one.id == question:
                unfolded = Unfolded(q=leanings.moved_on(standing, one))
                return drawn("bits/people/leanings.html", unfolded, language).encode()
    return b""
