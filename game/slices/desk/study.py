"""Around the hour, at the desk: who has answered the questions before, and how, and how much is written.

Nothing here ranks pupils: names stand in the order of seating, beside how many questions they have answered.
"""

from collections import OrderedDict
from typing import NamedTuple

from immutables import Map
from msgspec import Struct

from debate.afterwards.study import Checked, checked, right_answers
from debate.ids import SeatId
from debate.shown.people import name_of
from game.standing import Standing


class CheckRow(Struct, frozen=True, kw_only=True):
    """A question of the lesson before: how many pupils have answered it, and how many rightly."""

    text: str
    answered: int
    right: int


class Answerer(Struct, frozen=True, kw_only=True):
    """A pupil, and how many questions they have answered."""

    name: str
    pupil: str
    answered: int


class AroundTheHour(Struct, frozen=True, kw_only=True):
    """`slug`: of the meeting, whose lesson before has a page; `asked`: how many questions it has; `expected`:
    pupils there are now; `texts`: handed in; `tasks`: how many there are."""

    code: str
    slug: str
    asked: int
    expected: int
    questions: tuple[CheckRow, ...]
    answerers: tuple[Answerer, ...]
    tasks: int
    texts: int


class AnswersCounted(NamedTuple):
    """`answers`: what was counted."""

    answers: Map[str, int]
    by_question: dict[str, Checked]
    by_seat: dict[SeatId, Checked]


MOST_KEPT = 64
_kept: OrderedDict[str, AnswersCounted] = OrderedDict()
"""By session: its answers stay as they are through most of what happens in a meeting."""


def around_the_hour(standing: Standing) -> AroundTheHour:
    """What there is to know of the lesson before, and of written work."""
    assembly, scenario = standing.assembly, standing.assembly.scenario
    check = scenario.before.check if scenario.before else ()
    counted = _counted(standing)
    return AroundTheHour(
        code=standing.code,
        slug=scenario.slug if scenario.before else "",
        asked=len(check),
        expected=sum(seat.held_by == "pupil" for seat in assembly.seats.values()),
        questions=tuple(
            CheckRow(text=question.text, answered=row.answered, right=row.right)
            for question in check
            if counted.by_seat and (row := counted.by_question[question.id])
        ),
        answerers=tuple(
            Answerer(name=name_of(assembly, seat), pupil=standing.names.get(seat, ""), answered=row.answered)
            for seat, row in counted.by_seat.items()
        ),
        tasks=len(scenario.tasks),
        texts=len(assembly.work),
    )


def _counted(standing: Standing) -> AnswersCounted:
    assembly, kept = standing.assembly, _kept.get(standing.code)
    if kept is None or kept.answers is not assembly.checks:
        kept = AnswersCounted(assembly.checks, right_answers(assembly), checked(assembly))
        _kept[standing.code] = kept
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return kept
