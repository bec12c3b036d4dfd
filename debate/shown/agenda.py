"""What everybody may see of the order of business: the stage, the questions, the notices, and the end."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from debate.assembly import Assembly, Status
from debate.ids import QuestionId, SeatId
from debate.rules.business.agenda import Permits, following, outcome, permits
from debate.rules.business.wording import text_of
from debate.scenario import StageKind
from debate.shown.audience import Moment
from debate.shown.people import name_of


class StageShown(Struct, frozen=True, kw_only=True):
    """Where the agenda stands, with its clock and what may be done now."""

    id: str
    kind: StageKind
    title: str
    text: str
    since: Moment
    ends_at: Moment | None
    paused_at: Moment | None
    status: Status
    may: Permits
    recess_ends: Moment | UnsetType = UNSET
    """Only in a break."""
    question: QuestionId | UnsetType | None = UNSET
    """Only in a division."""


class NoStage(Struct, frozen=True, kw_only=True):
    """Stands for it before the meeting is opened; nothing is in it."""


class QuestionRow(Struct, frozen=True, kw_only=True):
    """A question of the meeting."""

    id: str
    title: str
    text: str
    wording: str | UnsetType = UNSET
    """Only where it has a text: how that reads now."""
    straw: bool | UnsetType = UNSET
    """Only of a straw poll: true."""


class NoticeShown(Struct, frozen=True, kw_only=True):
    """What the hall should hear of: seats the house took or gave back, steps that were undone."""

    kind: Literal["to_house", "back", "undone"]
    about: str
    name: str
    at: Moment


class Upcoming(Struct, frozen=True, kw_only=True):
    """The stage after this one."""

    id: str
    kind: StageKind
    title: str


class Ended(Struct, frozen=True, kw_only=True):
    """How the meeting came out."""

    id: str
    title: str
    text: str
    historical: bool
    """Did the historical meeting come out like this?"""


def stage(assembly: Assembly) -> StageShown | NoStage:
    """Where the agenda stands."""
    now = assembly.now
    if now is None:
        return NoStage()
    return StageShown(
        id=now.id,
        kind=now.kind,
        title=now.title,
        text=now.text,
        since=assembly.stage_since,
        ends_at=assembly.stage_ends,
        paused_at=assembly.paused_at,
        status=assembly.status,
        may=permits(assembly),
        recess_ends=UNSET if assembly.recess_ends is None else assembly.recess_ends,
        question=now.question if now.kind == "division" else UNSET,
    )


def questions(assembly: Assembly) -> tuple[QuestionRow, ...]:
    """The questions of the meeting, with the text that amendments may change as it reads now."""
    return tuple(
        QuestionRow(
            id=q.id,
            title=q.title,
            text=q.text,
            wording=text_of(assembly, q.id) if q.wording else UNSET,
            straw=q.straw or UNSET,
        )
        for q in assembly.scenario.questions
    )


def lately(assembly: Assembly) -> tuple[NoticeShown, ...]:
    """The latest notices, oldest first."""
    return tuple(
        NoticeShown(
            kind=notice.kind,
            about=notice.about,
            name=name_of(assembly, SeatId(notice.about)) if notice.kind != "undone" else "",
            at=notice.at,
        )
        for notice in assembly.lately
    )


def upcoming(assembly: Assembly) -> Upcoming | None:
    """The stage after this one, for the desk's large button."""
    if (later := following(assembly)) is None:
        return None
    return Upcoming(id=later.id, kind=later.kind, title=later.title)


def ended(assembly: Assembly) -> Ended | None:
    """The outcome the meeting reached, once it is over."""
    found = outcome(assembly)
    if found is None:
        return None
    return Ended(id=found.id, title=found.title, text=found.text, historical=found.historical)
