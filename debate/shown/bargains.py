"""Bargains as they are shown: to the two who are in one, and to the teacher.

To nobody else before the end: then `afterwards/persuasion.py` says what became of them.
"""

from collections.abc import Iterable

from msgspec import Struct

from debate.assembly import Assembly, Bargain
from debate.events import BargainState, Promise
from debate.ids import BargainId, QuestionId, SeatId
from debate.rules.business.subjects import subject
from debate.shown.people import Named, name_of


class Promised(Struct, frozen=True, kw_only=True):
    """A vote that is promised."""

    question: QuestionId
    title: str
    choice: str
    label: str
    """Of an alternative: what it is called."""


class BargainRow(Named, frozen=True, kw_only=True):
    """One bargain; named is who offered it."""

    id: BargainId
    other: SeatId
    other_name: str
    for_sides: bool
    """Made by envoys, for those they speak for?"""
    asks: Promised
    """What the other is asked for."""
    gives: Promised
    """What they get for it."""
    state: BargainState


def bargains(assembly: Assembly) -> tuple[BargainRow, ...]:
    """All of them, oldest first: for the teacher."""
    return _rows(assembly, assembly.bargains.values())


def own(assembly: Assembly, seat: SeatId) -> tuple[BargainRow, ...]:
    """Those of one pupil, oldest first."""
    return _rows(assembly, (b for b in assembly.bargains.values() if seat in (b.seat, b.other)))


def _rows(assembly: Assembly, found: Iterable[Bargain]) -> tuple[BargainRow, ...]:
    return tuple(row(assembly, bargain) for bargain in sorted(found, key=in_order))


def in_order(bargain: Bargain) -> int:
    """Which it is of all that were offered: 7 of "g7"."""
    return int(bargain.id[1:])


def row(assembly: Assembly, bargain: Bargain) -> BargainRow:
    """One bargain with its names and titles."""
    return BargainRow(
        id=bargain.id,
        seat=bargain.seat,
        name=name_of(assembly, bargain.seat),
        other=bargain.other,
        other_name=name_of(assembly, bargain.other),
        for_sides=bargain.for_sides,
        asks=promised(assembly, bargain.asks),
        gives=promised(assembly, bargain.gives),
        state=bargain.state,
    )


def promised(assembly: Assembly, promise: Promise) -> Promised:
    """A vote that is promised, with what it is about."""
    question = subject(assembly, promise.question)
    labels = {a.id: a.text for a in question.alternatives} if question else {}
    return Promised(
        question=promise.question,
        title=question.title if question else "",
        choice=promise.choice,
        label=labels.get(promise.choice, ""),
    )
