"""The same business in other orders: a text with its amendments, and two rival ways."""

from msgspec import Struct

from debate.assembly import Assembly
from debate.ids import QuestionId
from debate.lab.divisions import DivisionFigures, Divisions, of_sheets
from debate.lab.orders import End, Order, Reordered, Results, runs, turned
from game.slices.lab.named import Subject, subject


class EndRow(Struct, frozen=True, kw_only=True):
    """How an order of business ends: with which text, and whether `otherwise` than it did; `missing`: what
    would have been put, and nobody knows how it would have gone."""

    otherwise: bool
    end: End
    text: tuple[Subject, ...]
    missing: tuple[Subject, ...]


class OrderRow(Struct, frozen=True, kw_only=True):
    """An order of business, what is `put` in it, and its `ends` here and in the record."""

    order: Order
    put: tuple[Subject, ...]
    ends: tuple[EndRow, EndRow]


Won = tuple[Subject | None, Subject | None]
"""Who wins in the order as it was held, and turned round; None for nobody."""


class Rivals(Struct, frozen=True, kw_only=True):
    """Two ways of which the second is put only if the first is lost. `sheets`: the second by the persons'
    sheets, where one of the two meetings never voted on it."""

    first: Subject
    second: Subject
    here: Won
    then: Won
    sheets: DivisionFigures | None


def results(divisions: Divisions) -> Results:
    """What was carried and what was lost; ties that nobody broke are left out."""
    return {q: d.carried for q, d in divisions.items() if d.carried is not None}


def orders(assembly: Assembly, here: Divisions, then: Divisions) -> tuple[OrderRow, ...]:
    """Each order of business with its end here and in the record."""
    if (lab := assembly.scenario.lab) is None:
        return ()
    both = [runs(lab, results(divisions)) for divisions in (here, then)]
    return tuple(
        OrderRow(
            order=theirs.order,
            put=tuple(subject(assembly, question) for question, _ in theirs.steps),
            ends=(_end(assembly, mine, both[0][0]), _end(assembly, theirs, both[1][0])),
        )
        for mine, theirs in zip(*both, strict=True)
    )


def _end(assembly: Assembly, run: Reordered, as_held: Reordered) -> EndRow:
    told = "unknown" not in (run.end, as_held.end)
    return EndRow(
        otherwise=told and (run.end, run.text) != (as_held.end, as_held.text),
        end=run.end,
        text=tuple(subject(assembly, question) for question in run.text),
        missing=tuple(subject(assembly, question) for question, result in run.steps if result is None),
    )


def rivals(assembly: Assembly, here: Divisions, then: Divisions) -> Rivals | None:
    """Who wins in either order, here and then; None where there are no rivals, or nobody can tell."""
    if (lab := assembly.scenario.lab) is None:
        return None
    mine, theirs = turned(lab, results(here)), turned(lab, results(then))
    if mine is None or theirs is None:
        return None
    return Rivals(
        first=subject(assembly, mine.first),
        second=subject(assembly, mine.second),
        here=(_won(assembly, mine.as_held), _won(assembly, mine.turned)),
        then=(_won(assembly, theirs.as_held), _won(assembly, theirs.turned)),
        sheets=of_sheets(assembly.scenario, mine.second),
    )


def _won(assembly: Assembly, question: QuestionId | None) -> Subject | None:
    return None if question is None else subject(assembly, question)
