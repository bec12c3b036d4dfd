"""What the chapter that the class is at tells; the same on the wall and on every page."""

from msgspec import Struct

from debate import events as e
from debate.afterwards import chapters
from debate.afterwards.chapters import Counted, Ending, Loudest
from debate.afterwards.debrief import chapter_of
from debate.afterwards.moments import Words, moments
from debate.scenario import About, Interpretation
from game.slices.persuasion import Crossed, Persuasion, beside_the_record, persuaded
from game.slices.strips import Strips, strips
from game.standing import Standing


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
        case "otherwise":
            readings = assembly.scenario.interpretations
            return Chapter(id=open_now, endings=chapters.endings(assembly), readings=readings)
    return Chapter(id=open_now)
