"""The wall: one composition a moment. Which one is decided in `debate/guide/scene.py`; here is what each
shows.

Everything here may be seen by everybody."""

from collections.abc import Callable

from msgspec import Struct

from debate.assembly import Assembly
from debate.guide import scene as scenes
from debate.guide.scene import Scene
from game.pieces import Bit, Piece
from game.slices.wall import afterwards, meeting, votes
from game.standing import Standing


class WallClock(Struct, frozen=True, kw_only=True):
    """A clock: since and until when (milliseconds), and since when it stands still."""

    ends: int
    since: int | None = None
    paused: int | None = None


class OnWall(Struct, frozen=True, kw_only=True):
    """The scene: its kind, its clock, the stage and a word to all, and a piece with what it shows.

    What may be heard of it, if the desk wants that (`sounds`): that a `speech`, known by when it began, has
    ended, and that one more verdict is `told`."""

    kind: scenes.Kind
    sounds: bool
    speech: int | None
    told: int
    clock: WallClock | None
    stage: str
    word: str
    body: Piece


def scene(standing: Standing) -> OnWall:
    """What the hall looks at now."""
    assembly = standing.assembly
    shown = scenes.scene(assembly)
    since = assembly.floor.since if shown.kind == "debate" and shown.seat else None
    return OnWall(
        kind=shown.kind,
        sounds=standing.people.sounds,
        speech=assembly.floor.since if assembly.floor.speaker else None,
        told=sum(1 for ballot in assembly.ballots.values() if ballot.announced),
        clock=WallClock(ends=shown.until, since=since, paused=_still(assembly)) if shown.until else None,
        stage=assembly.now.title if assembly.now else "",
        word=assembly.word,
        body=Piece("scene-body", BODIES[shown.kind](standing, shown)),
    )


def _still(assembly: Assembly) -> int | None:
    """Since when the clock on the wall stands still: in a pause, or while a word is put in."""
    word = assembly.floor.intervention
    return assembly.paused_at or (word.since if word else None)


BODIES: dict[scenes.Kind, Callable[[Standing, Scene], Bit]] = {
    "lobby": meeting.lobby,
    "telling": meeting.telling,
    "reading": meeting.stage,
    "caucus": meeting.sides,
    "debate": meeting.debate,
    "news": meeting.news,
    "document": meeting.document,
    "question": meeting.question,
    "voting": votes.voting,
    "roll": votes.roll,
    "held": votes.held,
    "reveal": votes.reveal,
    "text": meeting.text,
    "paused": meeting.paused,
    "stopped": meeting.asleep,
    "recess": meeting.sides,
    "debrief": afterwards.talk,
    "end": afterwards.end,
}
"""What each kind of scene shows: the function that makes it."""
