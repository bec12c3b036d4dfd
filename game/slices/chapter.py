"""What the chapter that the class is at tells; the same on the wall and on every page."""

from msgspec import Struct

from debate import events as e
from debate.afterwards import chapters
from debate.afterwards.chapters import Counted, Ending, Left, Loudest
from debate.afterwards.debrief import chapter_of
from debate.afterwards.moments import Words, moments
from debate.scenario import About, Interpretation
from game.standing import Standing


class Chapter(Struct, frozen=True, kw_only=True):
    """Filled for the chapter that is open (`id`), empty for all others."""

    id: e.Chapter = ""
    left: tuple[Left, ...] = ()
    turning: dict[About, Words] = {}
    loudest: Loudest | None = None
    counted: tuple[Counted, ...] = ()
    endings: tuple[Ending, ...] = ()
    readings: tuple[Interpretation, ...] = ()
    """Who has said what of the road not taken."""


def chapter(standing: Standing) -> Chapter:
    """Nothing before the first chapter."""
    assembly = standing.assembly
    open_now = chapter_of(assembly)
    match open_now:
        case "person":
            return Chapter(id=open_now, left=chapters.left_the_record(assembly))
        case "turning_points":
            turning, loudest = moments(assembly), chapters.loudest(assembly)
            return Chapter(id=open_now, turning=turning, loudest=loudest)
        case "lab":
            return Chapter(id=open_now, counted=chapters.counted_otherwise(assembly))
        case "otherwise":
            readings = assembly.scenario.interpretations
            return Chapter(id=open_now, endings=chapters.endings(assembly), readings=readings)
    return Chapter(id=open_now)
