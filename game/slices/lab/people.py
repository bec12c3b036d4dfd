"""Other people in the hall: the persons of a what-if, and one person taken away."""

from msgspec import Struct
from msgspec.structs import asdict

from debate.assembly import Assembly
from debate.ids import NOBODY, QuestionId, SeatId
from debate.lab.absences import Changed, joined_by, left_by, without
from debate.lab.divisions import DivisionFigures, Divisions
from debate.scenario import Option
from debate.shown.people import Named, name_of
from game.slices.lab.named import Subject, subject


class WasAndWouldBe(Struct, frozen=True, kw_only=True):
    """A division as it `was`, and as it would be `now`; None where nobody can tell."""

    was: DivisionFigures | None
    now: Changed | None


class OptionRow(Subject, frozen=True, kw_only=True):
    """One question with other people in the hall."""

    here: WasAndWouldBe
    then: WasAndWouldBe


class WhatIf(Struct, frozen=True, kw_only=True):
    """A what-if of the scenario with so many persons. `on`: were they there?"""

    title: str
    on: bool
    number: int
    rows: tuple[OptionRow, ...]


class LessRow(Subject, frozen=True, kw_only=True):
    """One question without one person."""

    was: DivisionFigures
    now: Changed | None


class OneLess(Struct, frozen=True, kw_only=True):
    """Everybody who could be taken away, and what the votes come to without the one asked for, if one was."""

    choice: tuple[Named, ...]
    seat: SeatId = NOBODY
    name: str = ""
    rows: tuple[LessRow, ...] = ()


def options(assembly: Assembly, here: Divisions, then: Divisions) -> list[WhatIf]:
    """Each what-if of the scenario that would change a count: with its persons where they were away, without
    them where they sat."""
    questions = list(dict.fromkeys([*then, *here]))
    found = [
        WhatIf(
            title=option.title,
            on=option.id in assembly.options,
            number=len(option.roles),
            rows=tuple(
                row
                for question in questions
                if (row := _changed(assembly, option, question, here.get(question), then.get(question)))
            ),
        )
        for option in assembly.scenario.options
    ]
    return [option for option in found if option.rows]


def _changed(
    assembly: Assembly,
    option: Option,
    question: QuestionId,
    here: DivisionFigures | None,
    then: DivisionFigures | None,
) -> OptionRow | None:
    """Here and in the record; None where nobody can tell for either."""
    mine = theirs = None
    if here and option.id in assembly.options:
        mine = left_by(here, option)
    elif here:
        mine = joined_by(assembly.scenario, here, option)
    if then:
        theirs = joined_by(assembly.scenario, then, option)
    if not (mine or theirs):
        return None
    return OptionRow(
        **asdict(subject(assembly, question)),
        here=WasAndWouldBe(was=here, now=mine),
        then=WasAndWouldBe(was=then, now=theirs),
    )


def one_less(assembly: Assembly, here: Divisions, asked: SeatId) -> OneLess:
    """Whom one could ask about; and what the votes by name come to without the one asked for."""
    voting = [
        id for id in assembly.order if assembly.seats[id].votes and assembly.seats[id].held_by != "nobody"
    ]
    choice = tuple(Named(seat=id, name=name_of(assembly, id)) for id in voting)
    if asked not in voting:
        return OneLess(choice=choice)
    person = assembly.seats[asked]
    return OneLess(
        choice=choice,
        seat=asked,
        name=name_of(assembly, asked),
        rows=tuple(
            LessRow(**asdict(subject(assembly, question)), was=division, now=without(division, person))
            for question, division in here.items()
        ),
    )
