"""What the chapter that the class is at tells; the same on the wall and on every page."""

from msgspec import Struct

from debate import events as e
from debate.afterwards import chapters
from debate.afterwards import ribbon as ways
from debate.afterwards.chapters import Counted, Ending, Left, Loudest
from debate.afterwards.debrief import chapter_of
from debate.afterwards.moments import Words, moments
from debate.assembly import Assembly
from debate.scenario import About
from game.slices import ribbon
from game.slices.ribbon import Drawing
from game.standing import Standing


class Chapter(Struct, frozen=True, kw_only=True):
    """Filled for the chapter that is open (`id`), empty for all others."""

    id: e.Chapter = ""
    ribbon: Drawing | None = None
    left: tuple[Left, ...] = ()
    turning: dict[About, Words] = {}
    loudest: Loudest | None = None
    counted: tuple[Counted, ...] = ()
    endings: tuple[Ending, ...] = ()


def chapter(standing: Standing) -> Chapter:
    """Nothing before the first chapter."""
    assembly = standing.assembly
    open_now = chapter_of(assembly)
    match open_now:
        case "halls":
            return Chapter(id=open_now, ribbon=_ribbon(assembly))
        case "person":
            return Chapter(id=open_now, left=chapters.left_the_record(assembly))
        case "turning_points":
            turning, loudest = moments(assembly), chapters.loudest(assembly)
            return Chapter(id=open_now, turning=turning, loudest=loudest)
        case "lab":
            return Chapter(id=open_now, counted=chapters.counted_otherwise(assembly))
        case "otherwise":
            return Chapter(id=open_now, endings=chapters.endings(assembly))
    return Chapter(id=open_now)


def _ribbon(assembly: Assembly) -> Drawing | None:
    """From vote to vote on the meeting's own questions; None where one alone could be seen."""
    own = {ballot.id for ballot, _title in chapters.own_questions(assembly)}
    found = tuple(stop for stop in ways.stops(assembly) if stop.ballot in own)
    return ribbon.drawing("ribbon-here", "", ways.of_class(found)) if len(found) > 1 else None
