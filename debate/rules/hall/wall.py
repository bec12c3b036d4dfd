"""What the chair puts before everybody: a frame of the story so far, a question read aloud, a text, news, a
document.

It stays until the meeting goes on, or it is taken down; what the wall shows then is in `guide/scene.py`.
"""

from collections.abc import Callable

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Wall
from debate.events import Event
from debate.ids import CardId, DocumentId, QuestionId
from debate.refusal import Refusal
from debate.rules.business.agenda import in_play
from debate.rules.business.documents import can_be_read_aloud
from debate.rules.business.subjects import subject
from debate.rules.business.wording import text_of
from debate.topic import Changes, Rules

GOES_ON: tuple[type[Event], ...] = (
    e.SessionOpened,
    e.SessionClosed,
    e.StageEntered,
    e.FloorGiven,
    e.RecessCalled,
    e.QuestionPut,
    e.SeatCalled,
    e.BallotClosed,
    e.ResultRevealed,
    e.ResultAnnounced,
    e.QuestionShown,
    e.ChapterShown,
)
"""What takes its place on the wall."""


def put_on_wall(assembly: Assembly, command: c.PutOnWall, at: int) -> list[e.Fact]:
    kind = next((kind for kind in CAN_BE if kind == command.what), None)
    if kind is None:
        if command.what:
            raise Refusal("nothing_to_show")
        return [e.PutOnTheWall(at=at, what="")] if assembly.wall else []
    if not CAN_BE[kind](assembly, command.which):
        raise Refusal("nothing_to_show")
    wall = assembly.wall
    if wall and (wall.what, wall.id) == (kind, command.which):
        return []
    return [e.PutOnTheWall(at=at, what=kind, id=command.which)]


def _is_frame(assembly: Assembly, id: str) -> bool:
    return id in {str(n) for n in range(1, len(assembly.scenario.story) + 1)}


def _is_subject(assembly: Assembly, id: str) -> bool:
    """A motion whose words were taken away is read to nobody."""
    return id not in assembly.away and subject(assembly, QuestionId(id)) is not None


def _has_text(assembly: Assembly, id: str) -> bool:
    return id not in assembly.away and bool(text_of(assembly, QuestionId(id)))


def _is_news_for_all(assembly: Assembly, id: str) -> bool:
    return in_play(assembly, CardId(id), ("all",))


CAN_BE: dict[e.OnTheWall, Callable[[Assembly, str], bool]] = {
    "frame": _is_frame,
    "question": _is_subject,
    "text": _has_text,
    "card": _is_news_for_all,
    "document": can_be_read_aloud,
}
"""By kind, whether there is what is named."""


def put(assembly: Assembly, event: e.PutOnTheWall) -> Assembly:
    """A document that was before everybody may be read by everybody from then on."""
    id = DocumentId(event.id)
    if event.what == "document" and id not in assembly.read_aloud:
        assembly = replace(assembly, read_aloud=(*assembly.read_aloud, id))
    return replace(assembly, wall=Wall(event.what, event.id, event.at) if event.what else None)


def gone_on(assembly: Assembly, event: Event) -> Assembly:
    """The assembly without what was on the wall, if this event takes its place."""
    return replace(assembly, wall=None) if assembly.wall and isinstance(event, GOES_ON) else assembly


RULES: Rules = {c.PutOnWall: put_on_wall}
CHANGES: Changes = {e.PutOnTheWall: put}
