"""What the chapter that the class is at tells; the same on the wall and on every page."""

from msgspec import Struct

from debate import events as e
from debate.afterwards import chapters
from debate.afterwards.chapters import Counted, Ending, Loudest
from debate.afterwards.debrief import chapter_of
from debate.afterwards.moments import Words, moments
from debate.ids import DocumentId
from debate.scenario import About, Interpretation, Scenario
from debate.scenario.writing import Day
from game.charts.strips import Strips, strips
from game.slices.persuasion import Crossed, Persuasion, beside_the_record, persuaded
from game.standing import Standing


class Witness(Struct, frozen=True, kw_only=True):
    """One text of two: whose it is and when it was written."""

    id: DocumentId
    title: str
    author: str
    dated: Day


class PairOfTexts(Struct, frozen=True, kw_only=True):
    """Two texts that contradict each other on a question."""

    question: str
    texts: tuple[Witness, ...]


class Chapter(Struct, frozen=True, kw_only=True):
    """Filled for the chapter that is open (`id`), empty for all others."""

    id: e.Chapter = ""
    crossed: tuple[Crossed, ...] = ()
    movers: bool = False
    """Is it told what moved people?"""
    turning: dict[About, Words] = {}
    loudest: Loudest | None = None
    told: Persuasion = Persuasion()
    """What became of bargains, and who moved others."""
    counted: tuple[Counted, ...] = ()
    strips: Strips | None = None
    """The picture of the lab, in short."""
    endings: tuple[Ending, ...] = ()
    pairs: tuple[PairOfTexts, ...] = ()
    """Two texts each that contradict each other."""
    readings: tuple[Interpretation, ...] = ()
    """Who has said what of the road not taken."""


def chapter(standing: Standing) -> Chapter:
    """Nothing before the first chapter."""
    assembly = standing.assembly
    open_now = chapter_of(assembly)
    match open_now:
        case "person":
            told = standing.once(persuaded)
            crossed = beside_the_record(chapters.left_the_record(assembly), told)
            return Chapter(id=open_now, crossed=crossed, movers=any(row.by for row in crossed))
        case "turning_points":
            turning, loudest = moments(assembly), chapters.loudest(assembly)
            told = standing.once(persuaded)
            return Chapter(id=open_now, turning=turning, loudest=loudest, told=told)
        case "lab":
            counted = chapters.counted_otherwise(assembly)
            return Chapter(id=open_now, counted=counted, strips=strips(assembly.scenario, counted))
        case "evidence":
            return Chapter(id=open_now, pairs=pairs(assembly.scenario))
        case "otherwise":
            readings = assembly.scenario.interpretations
            return Chapter(id=open_now, endings=chapters.endings(assembly), readings=readings)
    return Chapter(id=open_now)


def pairs(scenario: Scenario) -> tuple[PairOfTexts, ...]:
    """Those of a meeting: of each disputed question two texts that differ on it."""
    return tuple(
        PairOfTexts(question=dispute.question, texts=tuple(_witness(scenario, id) for id in dispute.pair))
        for dispute in scenario.disputes
        if dispute.pair
    )


def _witness(scenario: Scenario, id: DocumentId) -> Witness:
    document = scenario.document(id)
    return Witness(id=id, title=document.title, author=document.author, dated=document.dated)
