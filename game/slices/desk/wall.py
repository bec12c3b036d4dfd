"""The desk's hand on the wall: what lies on it, and what can be put there."""

from msgspec import Struct

from debate.afterwards.debrief import chapter_of, chapters_of
from debate.assembly import Assembly, Status
from debate.events import Chapter, OnTheWall
from debate.ids import CardId, DocumentId, QuestionId
from debate.rules.business.agenda import is_over
from debate.rules.business.subjects import title
from debate.rules.business.wording import text_of
from debate.rules.voting.opening import can_be_put
from game.standing import Standing


class Choice(Struct, frozen=True, kw_only=True):
    """Something that can be put on the wall."""

    id: str
    title: str


class WallControls(Struct, frozen=True, kw_only=True):
    """What lies on the wall (`what` and its name), and what else could; `next_frame`: of the story;
    `due`: the text that is voted on now, or next; `sounds`: may it be heard?"""

    code: str
    sounds: bool
    status: Status
    what: OnTheWall
    lies: str
    frames: tuple[Choice, ...]
    next_frame: str
    questions: tuple[Choice, ...]
    texts: tuple[Choice, ...]
    due: Choice | None
    chapters: tuple[Chapter, ...]
    chapter: Chapter


def wall(standing: Standing) -> WallControls:
    """What the chair has put on the wall, and what else could be put there now; chapters when it is over."""
    assembly = standing.assembly
    lies = assembly.wall
    shut = is_over(assembly) or assembly.status == "paused"
    return WallControls(
        code=standing.code,
        sounds=standing.people.sounds,
        status=assembly.status,
        what=lies.what if lies else "",
        lies=_named(assembly, lies.what, lies.id) if lies else "",
        frames=() if assembly.path[1:] or shut else _frames(assembly),
        next_frame=_next_frame(assembly),
        questions=() if shut else _to_read(assembly),
        texts=() if shut else _texts(assembly),
        due=None if shut else _due(assembly),
        chapters=chapters_of(assembly.scenario) if is_over(assembly) and assembly.status != "closed" else (),
        chapter=chapter_of(assembly),
    )


def _named(assembly: Assembly, what: str, id: str) -> str:
    """What lies on the wall, as it is called."""
    match what:
        case "frame":
            return assembly.scenario.story[int(id) - 1].title
        case "card":
            return assembly.scenario.card(CardId(id)).title
        case "document":
            return assembly.scenario.document(DocumentId(id)).title
    return title(assembly, QuestionId(id))


def _frames(assembly: Assembly) -> tuple[Choice, ...]:
    """The story so far; it is told before the meeting gets to its second stage."""
    return tuple(Choice(id=str(n), title=frame.title) for n, frame in enumerate(assembly.scenario.story, 1))


def _next_frame(assembly: Assembly) -> str:
    """The frame that comes after the one on the wall, the first if there is none; "" after the last."""
    lies = assembly.wall
    number = int(lies.id) + 1 if lies and lies.what == "frame" else 1
    return str(number) if number <= len(assembly.scenario.story) else ""


def _to_read(assembly: Assembly) -> tuple[Choice, ...]:
    """The questions that could be put now, to be read aloud first."""
    if assembly.current and assembly.current.open:
        return ()
    asked = (q for q in assembly.scenario.questions if can_be_put(assembly, q.id))
    return tuple(Choice(id=q.id, title=q.title) for q in asked)


def _due(assembly: Assembly) -> Choice | None:
    """The text of the question that is before the meeting, unless it lies there."""
    ballot, now = assembly.current, assembly.now
    at = now.question if now and now.kind == "division" else ""
    asked = ballot.question if ballot and ballot.open else at
    found = next((choice for choice in _texts(assembly) if choice.id == asked), None)
    lies = assembly.wall
    return None if found and lies and (lies.what, lies.id) == ("text", found.id) else found


def _texts(assembly: Assembly) -> tuple[Choice, ...]:
    """The texts that can be shown as they read now."""
    return tuple(
        Choice(id=q.id, title=q.title) for q in assembly.scenario.questions if text_of(assembly, q.id)
    )
