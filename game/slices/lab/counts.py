"""Division by division: the same votes by other rules, and who could have turned it."""

from msgspec import Struct
from msgspec.structs import asdict

from debate.assembly import Assembly
from debate.ids import QuestionId
from debate.lab.absences import missed
from debate.lab.counting import Recount, Way, recounts
from debate.lab.divisions import DivisionFigures, Divisions, Figures
from debate.lab.pivots import pivot
from debate.scenario import ThresholdName
from debate.scenario.writing import Mark
from game.slices.lab.named import Subject, names, subject

MOST_NAMED = 12
"""Persons named in one sentence; the rest is a number."""


class Turning(Struct, frozen=True, kw_only=True):
    """Who could have turned a division, as in `Pivot`, by name, and how many `more` than are named. `heavy`:
    those behind them count for more than one; `lot`: a tie would have been decided by lot; `of_units`,
    `has_veto`: why it is not known."""

    fewest: int | None
    known: bool
    weight: int
    heavy: bool
    chair: bool
    lot: bool
    of_units: bool
    has_veto: bool
    who: tuple[str, ...]
    more: int
    alone: tuple[str, ...]
    more_alone: int


class Recounts(Struct, frozen=True, kw_only=True):
    """A division of the class, or of the record. `of_units`: its figures are of units; `stopped`: a veto
    stopped it. `missed`: who was away though it hung on them."""

    figures: Figures
    carried: bool | None
    threshold: ThresholdName
    by_name: bool
    of_units: bool
    stopped: bool
    method: str
    pivot: Turning | None
    missed: tuple[str, ...]
    more_missed: int


class Sureness(Struct, frozen=True, kw_only=True):
    """How sure the figures of the record are, and whence."""

    mark: Mark
    sources: tuple[str, ...]


class BothWays(Struct, frozen=True, kw_only=True):
    """A way of counting, here and in the record. `inferred`: the record does not say it."""

    way: Way
    here: Recount | None
    then: Recount | None
    inferred: bool


class LabRow(Subject, frozen=True, kw_only=True):
    """A question that was decided here or in the record."""

    here: Recounts | None
    then: Recounts | None
    record: Sureness | None
    ways: tuple[BothWays, ...]


def rows(assembly: Assembly, here: Divisions, then: Divisions) -> tuple[LabRow, ...]:
    """Every question that was decided here or in the record, the scenario's first, then the motions."""
    asked = [q.id for q in assembly.scenario.questions]
    known = [*(q for q in asked if q in here or q in then), *(q for q in here if q not in asked)]
    return tuple(
        LabRow(
            **asdict(subject(assembly, question)),
            here=_counted(assembly, here.get(question)),
            then=_counted(assembly, then.get(question)),
            record=_record(assembly, question),
            ways=_ways(assembly, here.get(question), then.get(question)),
        )
        for question in known
    )


def _counted(assembly: Assembly, division: DivisionFigures | None) -> Recounts | None:
    if division is None:
        return None
    ballot = division.named
    missing = missed(division)
    return Recounts(
        figures=division.figures,
        carried=division.carried,
        threshold=division.threshold,
        by_name=ballot is not None,
        of_units=division.of_units,
        stopped=division.stopped,
        method=division.ballot.method if division.ballot else "",
        pivot=_pivot(assembly, division),
        missed=names(assembly, ballot, missing[:MOST_NAMED]),
        more_missed=max(0, len(missing) - MOST_NAMED),
    )


def _record(assembly: Assembly, question: QuestionId) -> Sureness | None:
    """By the least sure of its figures."""
    record = next((q.record for q in assembly.scenario.questions if q.id == question), None)
    if record is None:
        return None
    marks: list[Mark] = [record.marks.get(choice, "D") for choice in record.figures]
    return Sureness(mark=max(marks, key="DPIU".index, default="D"), sources=record.sources)


def _pivot(assembly: Assembly, division: DivisionFigures) -> Turning | None:
    if (found := pivot(division)) is None:
        return None
    return Turning(
        fewest=found.fewest,
        known=found.known,
        weight=found.weight,
        heavy=found.weight != found.fewest,
        chair=found.chair,
        lot=division.tie == "lot",
        of_units=division.of_units,
        has_veto=division.has_veto,
        who=names(assembly, division.named, found.who[:MOST_NAMED]),
        more=max(0, len(found.who) - MOST_NAMED),
        alone=names(assembly, division.named, found.alone[:MOST_NAMED]),
        more_alone=max(0, len(found.alone) - MOST_NAMED),
    )


def _ways(
    assembly: Assembly, here: DivisionFigures | None, then: DivisionFigures | None
) -> tuple[BothWays, ...]:
    """Each way of counting that can be worked out for either of the two."""
    mine, theirs = (
        {row.way: row for row in recounts(assembly.scenario, division)} if division else {}
        for division in (here, then)
    )
    order = sorted({**theirs, **mine}, key=ORDER.index)
    return tuple(
        BothWays(way=way, here=mine.get(way), then=theirs.get(way), inferred=way in MODELLED) for way in order
    )


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
