"""Where the meeting stands, and how to get in."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

from debate.assembly import Status
from debate.rules.business.agenda import is_over
from debate.scenario import StageKind
from debate.shown import agenda
from debate.shown.audience import Moment
from game.standing import Standing

MOST_NOTICES = 2


class NoticeLine(Struct, frozen=True, kw_only=True):
    """What the hall should hear of."""

    kind: str
    name: str


class StageNow(Struct, frozen=True, kw_only=True):
    """Where the meeting stands, the teacher's word to all, and one clock."""

    status: Status
    kind: StageKind | Literal[""]
    code: str
    word: str
    over: bool
    lately: tuple[NoticeLine, ...]
    title: str
    text: str
    voting: bool
    warns: bool
    ends_at: Moment | None
    paused_at: Moment | None
    recess_ends: Moment | None


def stage(standing: Standing) -> StageNow:
    """Where the meeting stands. The clock is an open vote's, else a break's, else the stage's."""
    assembly, now, current = standing.assembly, standing.assembly.now, standing.assembly.current
    closes = current.closes_at if current and current.open else None
    clocks = (closes, assembly.recess_ends, assembly.stage_ends)
    return StageNow(
        status=assembly.status,
        kind=now.kind if now else "",
        code=standing.code,
        word=assembly.word,
        over=is_over(standing.assembly),
        lately=_lately(standing),
        title=now.title if now else "",
        text=now.text if now else "",
        voting=closes is not None,
        warns=bool(closes and current and current.warns),
        ends_at=next((clock for clock in clocks if clock is not None), None),
        paused_at=assembly.paused_at,
        recess_ends=assembly.recess_ends,
    )


def _lately(standing: Standing) -> tuple[NoticeLine, ...]:
    """What the hall should hear of, the newest first; with the stage it becomes old."""
    fresh = [n for n in agenda.lately(standing.assembly) if n.at >= standing.assembly.stage_since]
    said = {(n.kind, n.name): NoticeLine(kind=n.kind, name=n.name) for n in fresh}
    return tuple(said.values())[::-1][:MOST_NOTICES]


class Joined(Struct, frozen=True, kw_only=True):
    """How many pupils have a seat, of how many expected."""

    joined: int
    expected: int


class Doors(Joined, frozen=True, kw_only=True):
    """How to get in."""

    code: str
    open: bool
    lobby: bool


def doors(standing: Standing) -> Doors:
    """How to get in, while the doors are open and the meeting is not over."""
    return Doors(
        code=standing.code,
        open=not standing.assembly.locked and standing.assembly.status != "closed",
        lobby=standing.assembly.status == "lobby",
        **asdict(joined(standing)),
    )


def joined(standing: Standing) -> Joined:
    """How many pupils have a seat, of how many expected: at least as many as have come."""
    came = sum(1 for seat in standing.assembly.seats.values() if seat.held_by == "pupil")
    return Joined(joined=came, expected=max(came, standing.assembly.pupils))
