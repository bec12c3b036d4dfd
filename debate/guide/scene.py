"""The one thing the hall looks at: what the wall shows, as one composition.

ROWS are tried in their order, as those of `now.py` are; what a scene asks of somebody is what is
due from that person there.
"""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from debate.afterwards.debrief import chapter_of, on_the_wall
from debate.assembly import Assembly
from debate.guide.now import is_fresh
from debate.ids import NOBODY, BallotId, SeatId
from debate.rules.business.agenda import is_over
from debate.rules.voting.reveal import parts

Kind = Literal[
    "lobby",
    "telling",
    "reading",
    "caucus",
    "debate",
    "news",
    "document",
    "question",
    "voting",
    "roll",
    "held",
    "reveal",
    "text",
    "paused",
    "stopped",
    "recess",
    "debrief",
    "end",
]


class Scene(Struct, frozen=True, kw_only=True):
    """What is on the wall. `id`: the frame, card, document, question or chapter; `seat`: who speaks or is
    called.

    `ballot`: the vote it is about; `step`: of a reveal how many parts are told, the verdict being the last of
    `steps`. `until`: when it ends, in milliseconds, if it has a clock."""

    kind: Kind
    id: str = ""
    seat: SeatId = NOBODY
    ballot: BallotId = BallotId("")
    step: int = 0
    steps: int = 0
    until: int | None = None


Rule = Callable[[Assembly], Scene | None]


def scene(assembly: Assembly) -> Scene:
    """What everybody looks at now."""
    return next(found for rule in ROWS if (found := rule(assembly)) is not None)


def _end(assembly: Assembly) -> Scene | None:
    return Scene(kind="end") if assembly.status == "closed" else None


def _paused(assembly: Assembly) -> Scene | None:
    if assembly.status != "paused":
        return None
    return Scene(kind="stopped" if assembly.sleeps else "paused")


def _wall(assembly: Assembly) -> Scene | None:
    """What the chair has put there."""
    wall = assembly.wall
    match wall.what if wall else "":
        case "frame":
            return Scene(kind="telling", id=wall.id if wall else "")
        case "card":
            return Scene(kind="news", id=wall.id if wall else "")
        case "document":
            return Scene(kind="document", id=wall.id if wall else "")
        case "question":
            return Scene(kind="question", id=wall.id if wall else "")
        case "text":
            return Scene(kind="text", id=wall.id if wall else "")
    return None


def _lobby(assembly: Assembly) -> Scene | None:
    return Scene(kind="lobby") if assembly.status in ("new", "lobby") else None


def _voting(assembly: Assembly) -> Scene | None:
    """A vote that is open, or closed and not told in full."""
    ballot = assembly.current
    if ballot is None or (ballot.announced and not is_fresh(assembly, ballot)):
        return None
    if ballot.open and ballot.calls and ballot.roll:
        return Scene(kind="roll", id=ballot.question, ballot=ballot.id, seat=ballot.called)
    if ballot.open:
        return Scene(kind="voting", id=ballot.question, ballot=ballot.id, until=ballot.closes_at)
    steps = len(parts(ballot)) + 1
    if not ballot.announced and not ballot.revealed:
        return Scene(kind="held", id=ballot.question, ballot=ballot.id, steps=steps)
    step = steps if ballot.announced else ballot.revealed
    return Scene(kind="reveal", id=ballot.question, ballot=ballot.id, step=step, steps=steps)


def _debrief(assembly: Assembly) -> Scene | None:
    """The chapter the class is at; or, before the first, the question that is shown, or how it ended."""
    if not is_over(assembly):
        return None
    if chapter := chapter_of(assembly):
        return Scene(kind="debrief", id=chapter)
    question = on_the_wall(assembly)
    return Scene(kind="debrief", id=question.id) if question else Scene(kind="end")


def _recess(assembly: Assembly) -> Scene | None:
    ends = assembly.recess_ends
    return None if ends is None else Scene(kind="recess", until=ends)


def _speech(assembly: Assembly) -> Scene | None:
    floor = assembly.floor
    return Scene(kind="debate", seat=floor.speaker, until=floor.ends_at) if floor.speaker else None


def _stage(assembly: Assembly) -> Scene | None:
    stage, until = assembly.now, assembly.stage_ends
    if stage is None:
        return Scene(kind="lobby")
    match stage.kind:
        case "gather" | "brief":
            return Scene(kind="reading", id=stage.id, until=until)
        case "caucus":
            return Scene(kind="caucus", id=stage.id, until=until)
        case "division" if stage.question and stage.question not in assembly.settled():
            return Scene(kind="question", id=stage.question)
    return Scene(kind="debate", until=until)


ROWS: tuple[Rule, ...] = (
    _end,
    _paused,
    _wall,
    _lobby,
    _debrief,
    _recess,
    _voting,
    _speech,
    _stage,
)
