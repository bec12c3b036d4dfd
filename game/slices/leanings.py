"""Slices of how groups leaned over time: lines with what happened below them, before and after, who moved.

Groups of at least three only; single pupils for the teacher who asks for them (`by_name`).
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from msgspec import Struct

from debate.afterwards.leanings import (
    Happening,
    PupilGroup,
    course,
    first_and_last,
    groups,
    happenings,
    moved_after,
    runs,
)
from debate.assembly import Assembly
from debate.ids import QuestionId
from debate.rules.hall.notes import LEAST, MOST
from debate.scenario import Question
from debate.shown.audience import Moment
from debate.shown.people import name_of
from game.charts.rows import BarRow, Key
from game.charts.stacked import Stacked, stacked
from game.charts.timeline import ChartMark, Series, Span, Timeline, timeline
from game.standing import Standing
from game.templatetags.words import WORDS

MOST_MOVES = 8
"""Of what somebody was moved after, so much is listed: where most moved."""
Pauses = tuple[tuple[int, int], ...]
"""From when to when."""
VALUES = tuple(range(MOST, LEAST - 1, -1))


class LeaningRow(Struct, frozen=True, kw_only=True):
    """Something that happened, and where each group stood then on average; None: not told yet."""

    kind: str
    name: str
    at: Moment
    means: tuple[float | None, ...]


class Table(Struct, frozen=True, kw_only=True):
    """The lines as figures, group by group: as things happened, and at last."""

    groups: tuple[str, ...]
    rows: tuple[LeaningRow, ...]
    last: tuple[float, ...]


class GroupMoved(Struct, frozen=True, kw_only=True):
    """How many of a group were moved towards the question and away from it, of how many."""

    name: str
    towards: int
    away: int
    of: int


class MovedAfter(Struct, frozen=True, kw_only=True):
    """After what some were moved, group by group."""

    kind: str
    name: str
    at: Moment
    groups: tuple[GroupMoved, ...]


class MovedOn(Struct, frozen=True, kw_only=True):
    """How groups leaned on a question. `pupils`: how many marked where they leaned."""

    id: str
    title: str
    text: str
    chart: Timeline
    kinds: list[Key]
    table: Table
    before_and_after: Stacked
    moves: tuple[MovedAfter, ...]
    pupils: int


class Marked(Struct, frozen=True, kw_only=True):
    """One pupil's marks in order; `left`: they have left the seat."""

    name: str
    pupil: str
    left: bool
    values: tuple[int, ...]


class ByName(Struct, frozen=True, kw_only=True):
    """Every pupil's marks on a question."""

    title: str
    rows: tuple[Marked, ...]


def moved(standing: Standing) -> list[Question]:
    """The questions on which enough pupils leaned, those with most marks first."""
    found = [(q, groups(standing.assembly, q.id)) for q in standing.assembly.scenario.questions]
    found.sort(key=lambda one: -sum(len(run.marks) for group in one[1] for run in group.runs))
    return [question for question, mine in found if mine]


def moved_on(standing: Standing, question: Question) -> MovedOn:
    """How groups leaned on one of these questions, and after what they were moved."""
    assembly = standing.assembly
    mine, happened = groups(assembly, question.id), happenings(assembly)
    return MovedOn(
        id=question.id,
        title=question.title,
        text=question.text,
        chart=_lines(question.id, question.title, mine, happened, assembly.pauses),
        kinds=_kinds(happened),
        table=_table(happened, mine),
        before_and_after=_before_and_after(assembly, question.id, question.title, mine),
        moves=_moves(happened, mine),
        pupils=sum(len(group.runs) for group in mine),
    )


def by_name(standing: Standing) -> tuple[ByName, ...]:
    """Every pupil's leanings, question by question. For the teacher alone, who asks for it."""
    assembly, names = standing.assembly, standing.names
    return tuple(
        ByName(
            title=question.title,
            rows=tuple(
                Marked(
                    name=name_of(assembly, run.seat),
                    pupil="" if run.left else names.get(run.seat, ""),
                    left=run.left,
                    values=tuple(value for _, value in run.marks),
                )
                for run in found
            ),
        )
        for question in assembly.scenario.questions
        if (found := runs(assembly, question.id))
    )


def _lines(
    id: str, title: str, mine: list[PupilGroup], happened: list[Happening], pauses: Pauses
) -> Timeline:
    series = [Series(group.name, group.sign, group.colour, _awake(course(group), pauses)) for group in mine]
    marks = [
        ChartMark(_at(h.at, pauses), h.kind, h.name, until=None if h.until is None else _at(h.until, pauses))
        for h in happened
    ]
    moments = [at for one in series for at, _ in one.steps] + [mark.at for mark in marks]
    words = WORDS["leaning"]
    return timeline(
        f"leanings-{id}",
        _("Where the groups leaned: %(question)s") % {"question": title},
        " ".join(_course_said(one) for one in series),
        Span(min(moments), max(max(moments), min(moments) + 1), LEAST, MOST),
        series,
        marks,
        levels=[(value, str(words[value])) for value in (MOST, 0, LEAST)],
    )


def _at(moment: int, pauses: Pauses) -> int:
    """The same moment, had there been no pause: a night between two lessons would leave no room for them."""
    return moment - sum(min(moment, ended) - began for began, ended in pauses if began < moment)


def _awake(steps: Iterable[tuple[int, float]], pauses: Pauses) -> tuple[tuple[int, float], ...]:
    return tuple((_at(moment, pauses), value) for moment, value in steps)


def _table(happened: list[Happening], mine: list[PupilGroup]) -> Table:
    courses = [course(group) for group in mine]
    return Table(
        groups=tuple(group.name for group in mine),
        rows=tuple(
            LeaningRow(
                kind=one.kind,
                name=one.name,
                at=one.at,
                means=tuple(_standing(steps, one.at) for steps in courses),
            )
            for one in happened
        ),
        last=tuple(steps[-1][1] for steps in courses),
    )


def _standing(steps: list[tuple[int, float]], at: int) -> float | None:
    """The mean that held at a moment."""
    return next((value for moment, value in reversed(steps) if moment <= at), None)


def _course_said(one: Series) -> str:
    """A line in words: from where to where."""
    first, last = one.steps[0][1], one.steps[-1][1]
    words = WORDS["leaning"]
    return _("%(group)s: from “%(first)s” to “%(last)s” on average.") % {
        "group": one.label,
        "first": words[round(first)],
        "last": words[round(last)],
    }


def _kinds(happened: list[Happening]) -> list[Key]:
    """The signs of a timeline that occur, with their words."""
    there = {"band" if one.until else one.kind for one in happened}
    return [Key(kind, str(word)) for kind, word in WORDS["happened"].items() if kind in there]


def _before_and_after(
    assembly: Assembly, question: QuestionId, title: str, mine: list[PupilGroup]
) -> Stacked:
    """Where each group stood at first and where when the vote on the question was closed, or at the end."""
    closed = [b.closed_at for b in assembly.in_order() if b.question == question and b.closed_at]
    rows = []
    for group in mine:
        for label, count in zip(
            (_("at first"), _("at last")), first_and_last(group, *closed[-1:]), strict=True
        ):
            if count:
                numbers = {f"lean{value}": count[value] for value in VALUES}
                rows.append(BarRow(group.name, numbers, note=label))
    keys = [Key(f"lean{value}", str(WORDS["leaning"][value])) for value in VALUES]
    desc = _("For each group how many pupils stood where at first, and where before the vote.")
    return stacked(f"before-after-{question}", _("Before and after: %s") % title, desc, keys, rows)


def _moves(happened: list[Happening], mine: list[PupilGroup]) -> tuple[MovedAfter, ...]:
    """After what most were moved, in the order of time."""
    found: dict[int, list[GroupMoved]] = {}
    for group in mine:
        for n, one in moved_after(happened, group).items():
            row = GroupMoved(name=group.name, towards=one.towards, away=one.away, of=len(group.runs))
            found.setdefault(n, []).append(row)
    most = sorted(found, key=lambda n: -sum(row.towards + row.away for row in found[n]))[:MOST_MOVES]
    return tuple(
        MovedAfter(kind=happened[n].kind, name=happened[n].name, at=happened[n].at, groups=tuple(found[n]))
        for n in sorted(most)
    )
