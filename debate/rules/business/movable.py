"""What could be moved now: the same for all who have a vote, and the few exceptions for one of them.

The rules of `proposing.py` are asked, once for each thing a motion could be about; nothing of them is said
again here.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from debate import commands as c
from debate.assembly import Assembly
from debate.ids import NOBODY, QuestionId, SeatId
from debate.refusal import Refusal
from debate.rules.business import proposing
from debate.rules.business.procedure import PROCEDURE
from debate.scenario import PROCEDURAL_KINDS, ProceduralKind

PROBE = "…"
"""Words to try a motion with."""


class Movable(NamedTuple):
    """`main`: a motion of one's own; `texts`: ids of what can be amended; `procedural`: each kind that can be
    moved with the ids it can be about, none for a kind that is about nothing."""

    main: bool = False
    texts: tuple[QuestionId, ...] = ()
    procedural: dict[ProceduralKind, tuple[QuestionId, ...]] = {}


def movable(assembly: Assembly) -> Movable:
    """What whoever has a vote, and few enough motions before the meeting, may move now."""
    try:
        proposing.takes_motions(assembly)
    except Refusal:
        return Movable()
    waiting, ids = proposing.waiting(assembly), _ids(assembly)

    def taken(
        kind: str = "",
        amends: str = "",
        about: str = "",
        passage: str = "",
        text: str = "",
    ) -> bool:
        command = c.Move(
            by="",
            kind=kind,
            amends=QuestionId(amends),
            about=QuestionId(about),
            passage=passage,
            text=text,
            seconds=proposing.SHORTEST_RECESS,
        )
        return _taken(assembly, command, waiting)

    texts = tuple(id for id in ids if taken(amends=id, text=PROBE))
    return Movable(taken(text=PROBE), texts, dict(_procedural(assembly, ids, taken)))


def barred(assembly: Assembly, seat: SeatId, found: Movable) -> tuple[QuestionId, ...]:
    """What of `found` this seat may not ask to vote on again: it was with the side that lost."""
    return tuple(id for id in found.procedural.get("reconsider", ()) if not _won(assembly, id, seat))


def _ids(assembly: Assembly) -> tuple[QuestionId, ...]:
    """Whatever a motion could name."""
    return (*(question.id for question in assembly.scenario.questions), *assembly.docket)


def _procedural(
    assembly: Assembly, ids: tuple[QuestionId, ...], taken: Callable[..., bool]
) -> Iterator[tuple[ProceduralKind, tuple[QuestionId, ...]]]:
    for kind in PROCEDURAL_KINDS:
        needs = PROCEDURE[kind].about
        if needs == "text":
            about = tuple(id for id in ids if _can_be_divided(assembly, id, kind, taken))
        else:
            about = tuple(id for id in ids if taken(kind=kind, about=id)) if needs else ()
        if about or (not needs and taken(kind=kind)):
            yield kind, about


def _can_be_divided(assembly: Assembly, id: QuestionId, kind: str, taken: Callable[..., bool]) -> bool:
    """Is there a place at which this text could be cut, and nobody has asked for just that?"""
    try:
        words = proposing.open_text(assembly, id).split(" ")
    except Refusal:
        return False
    return any(taken(kind=kind, about=id, passage=" ".join(words[n:])) for n in range(1, len(words)))


def _taken(assembly: Assembly, command: c.Move, waiting: set[tuple[str, ...]]) -> bool:
    """Would the rules take this motion now, of some seat?"""
    try:
        return proposing.says(proposing.proposed(assembly, command, NOBODY, 0)) not in waiting
    except Refusal:
        return False


def _won(assembly: Assembly, about: QuestionId, seat: SeatId) -> bool:
    try:
        proposing.was_on_winning_side(assembly, about, seat)
    except Refusal:
        return False
    return True
