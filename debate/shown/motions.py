"""What everybody may see of motions: who moved what, who supports it, and the text as it would read."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from debate.assembly import Assembly, Motion, MotionState
from debate.events import MotionKind
from debate.ids import MotionId, SeatId
from debate.rules.business.procedure import PROCEDURE
from debate.rules.business.subjects import subject, title
from debate.rules.business.wording import marked_up
from debate.scenario import ThresholdName
from debate.shown.clauses import ClauseNamed, are_chosen_for, named
from debate.shown.people import name_of
from debate.shown.written.documents import Cited, cited

Stretch = tuple[Literal["same", "ins", "del"], str]
"""Words of a text that stay, come in or go out."""


class MotionRow(Struct, frozen=True, kw_only=True):
    """One motion."""

    id: MotionId
    kind: MotionKind
    procedural: bool
    seat: SeatId
    name: str
    text: str
    state: MotionState
    seconders: tuple[str, ...]
    """The seats that support it."""
    needed: int
    """How many have to."""
    reason: str
    """Of the chair, for ruling it out."""
    group: str
    """The name under which it is debated with others."""
    cites: tuple[Cited, ...]
    """The document it appeals to."""
    hidden: bool
    """Were its words taken away?"""
    waits: bool
    """Has it still to be dealt with?"""
    on_id: str | UnsetType = UNSET
    """Of one that amends or is about something: the id of that."""
    on: str | UnsetType = UNSET
    """The title of that."""
    how: str | UnsetType = UNSET
    """Of an amendment: "insert", "strike" or "replace"."""
    passage: str | UnsetType = UNSET
    """Of an amendment: the words it strikes, or inserts behind. To divide: where the second part begins."""
    pieces: tuple[Stretch, ...] | UnsetType = UNSET
    """Of an amendment: the text marked up, stretch by stretch."""
    puts_in: tuple[ClauseNamed, ...] | UnsetType = UNSET
    """Of an amendment, where the meeting's text has clauses: those it brings in, as the chair has found."""
    strikes: tuple[ClauseNamed, ...] | UnsetType = UNSET
    """As `puts_in`: those it takes out."""
    seconds: int | UnsetType = UNSET
    """Of a break: how long."""
    debatable: bool | UnsetType = UNSET
    """Of a procedural one."""
    threshold: ThresholdName | UnsetType = UNSET
    """Of a procedural one."""


def docket(assembly: Assembly) -> tuple[MotionRow, ...]:
    """All motions, in the order in which the chair has them come."""
    return tuple(
        motion_row(assembly, assembly.motions[id]) for id in assembly.docket if id in assembly.motions
    )


def motion_row(assembly: Assembly, motion: Motion) -> MotionRow:
    """One motion as everybody sees it."""
    amends, on = motion.kind == "amendment", motion.amends or motion.about
    procedural = PROCEDURE.get(motion.kind)
    question = subject(assembly, motion.id) if procedural else None
    with_clauses = are_chosen_for(assembly, motion)
    return MotionRow(
        id=motion.id,
        kind=motion.kind,
        procedural=procedural is not None,
        seat=motion.seat,
        name=name_of(assembly, motion.seat) if motion.seat else "",
        text=motion.text,
        state=motion.state,
        seconders=motion.seconders,
        needed=assembly.scenario.standing_orders.seconders,
        reason=motion.reason,
        group=motion.group,
        cites=cited(assembly.scenario, (motion.cites,)),
        hidden=motion.hidden,
        waits=motion.pending and motion.id not in assembly.settled(),
        on_id=on or UNSET,
        on=title(assembly, on) if on else UNSET,
        how=motion.how if amends else UNSET,
        passage=motion.passage if amends or motion.kind == "divide" else UNSET,
        pieces=_pieces(assembly, motion) if amends else UNSET,
        puts_in=named(assembly, motion.puts_in) if with_clauses else UNSET,
        strikes=named(assembly, motion.strikes) if with_clauses else UNSET,
        seconds=motion.seconds if motion.kind == "adjourn" else UNSET,
        debatable=procedural.debatable if procedural and question else UNSET,
        threshold=question.threshold if procedural and question else UNSET,
    )


def _pieces(assembly: Assembly, motion: Motion) -> tuple[Stretch, ...]:
    """An amendment in its text; nothing once its words were taken away."""
    if not (motion.text or motion.passage):
        return ()
    return tuple((piece.op, piece.text) for piece in marked_up(assembly, motion))
