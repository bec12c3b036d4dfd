"""Division by division: the same votes by other rules, and who could have turned it."""

from typing import Any

from debate.assembly import Assembly
from debate.audience import Slice
from debate.lab.absences import missed
from debate.lab.counting import Recount, recounts
from debate.lab.divisions import Division
from debate.lab.pivots import pivot
from game.slices.lab.named import names, subject

MOST_NAMED = 12
"""Persons named in one sentence; the rest is a number."""


def rows(assembly: Assembly, here: dict[str, Division], then: dict[str, Division]) -> list[Slice]:
    """Every question that was decided here or in the record, the scenario's first, then the motions."""
    asked = [q.id for q in assembly.scenario.questions]
    known = [*(q for q in asked if q in here or q in then), *(q for q in here if q not in asked)]
    return [
        {
            **subject(assembly, question),
            "here": _counted(assembly, here.get(question)),
            "then": _counted(assembly, then.get(question)),
            "record": _record(assembly, question),
            "ways": _ways(assembly, here.get(question), then.get(question)),
        }
        for question in known
    ]


def _counted(assembly: Assembly, division: Division | None) -> Slice | None:
    if division is None:
        return None
    ballot = division.named
    missing = missed(division)
    return {
        "figures": division.figures,
        "carried": division.carried,
        "threshold": division.threshold,
        "by_name": ballot is not None,
        "method": division.ballot.method if division.ballot else "",
        "pivot": _pivot(assembly, division),
        "missed": names(assembly, ballot, missing[:MOST_NAMED]),
        "more_missed": max(0, len(missing) - MOST_NAMED),
    }


def _record(assembly: Assembly, question: str) -> Slice | None:
    """How sure the figures of the record are, by the least sure of them, and whence."""
    record = next((q.record for q in assembly.scenario.questions if q.id == question), None)
    if record is None:
        return None
    marks = [record.marks.get(choice, "D") for choice in record.figures]
    return {"mark": max(marks, key="DPIU".index, default="D"), "sources": record.sources}


def _pivot(assembly: Assembly, division: Division) -> Slice | None:
    if (found := pivot(division)) is None:
        return None
    return {
        "fewest": found.fewest,
        "weight": found.weight,
        "heavy": found.weight != found.fewest,
        "chair": found.chair,
        "lot": division.tie == "lot",
        "who": names(assembly, division.named, found.who[:MOST_NAMED]),
        "more": max(0, len(found.who) - MOST_NAMED),
        "alone": names(assembly, division.named, found.alone[:MOST_NAMED]),
        "more_alone": max(0, len(found.alone) - MOST_NAMED),
    }


def _ways(assembly: Assembly, here: Division | None, then: Division | None) -> list[Slice]:
    """Each way of counting that can be worked out for either of the two."""
    mine, theirs = (
        {row.way: row for row in recounts(assembly.scenario, division)} if division else {}
        for division in (here, then)
    )
    both: dict[Any, Recount] = {**theirs, **mine}
    order = sorted(both, key=ORDER.index)
    return [
        {"way": way, "here": mine.get(way), "then": theirs.get(way), "inferred": way in MODELLED}
        for way in order
    ]


MODELLED = ("as_blocks", "one_each")
"""What the record does not say: it is worked out from the lines of the factions."""

ORDER = (
    "majority_of_cast",
    "majority_of_present",
    "majority_of_members",
    "by_person",
    "by_delegates",
    "as_blocks",
    "one_each",
)
