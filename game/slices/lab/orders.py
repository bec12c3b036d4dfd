"""The same business in other orders: a text with its amendments, and two rival ways."""

from debate.assembly import Assembly
from debate.audience import Slice
from debate.lab.divisions import Division, of_sheets
from debate.lab.orders import Results, Run, runs, turned
from game.slices.lab.named import subject

Divisions = dict[str, Division]


def results(divisions: Divisions) -> Results:
    """What was carried and what was lost; ties that nobody broke are left out."""
    return {q: d.carried for q, d in divisions.items() if d.carried is not None}


def orders(assembly: Assembly, here: Divisions, then: Divisions) -> list[Slice]:
    """Each order of business with its end here and in the record."""
    if (lab := assembly.scenario.lab) is None:
        return []
    both = [runs(lab, results(divisions)) for divisions in (here, then)]
    return [
        {
            "order": theirs.order,
            "put": [subject(assembly, question) for question, _ in theirs.steps],
            "ends": [_end(assembly, mine, both[0][0]), _end(assembly, theirs, both[1][0])],
        }
        for mine, theirs in zip(*both, strict=True)
    ]


def _end(assembly: Assembly, run: Run, as_held: Run) -> Slice:
    told = "unknown" not in (run.end, as_held.end)
    return {
        "otherwise": told and (run.end, run.text) != (as_held.end, as_held.text),
        "end": run.end,
        "text": [subject(assembly, question) for question in run.text],
        "missing": [subject(assembly, question) for question, result in run.steps if result is None],
    }


def rivals(assembly: Assembly, here: Divisions, then: Divisions) -> Slice | None:
    """Two ways of which the second is put only if the first is lost: who wins in either order, here and then.

    `sheets`: the second by the persons' sheets, where one of the two meetings never voted on it.
    """
    if (lab := assembly.scenario.lab) is None:
        return None
    mine, theirs = turned(lab, results(here)), turned(lab, results(then))
    if mine is None or theirs is None:
        return None
    winners = {"here": (mine.as_held, mine.turned), "then": (theirs.as_held, theirs.turned)}
    return {
        "first": subject(assembly, mine.first),
        "second": subject(assembly, mine.second),
        **{
            meeting: [None if won is None else subject(assembly, won) for won in pair]
            for meeting, pair in winners.items()
        },
        "sheets": of_sheets(assembly.scenario, mine.second),
    }
