"""Where a pupil leans, for nobody but them."""

from msgspec import Struct

from debate.ids import SeatId
from debate.rules.business.agenda import permits
from debate.rules.hall.notes import LEAST, MOST, leaning_key
from game.standing import Standing

AT_HAND = 2
"""Leanings shown at once; the others are folded away."""


class LeaningOn(Struct, frozen=True, kw_only=True):
    """Where a pupil leans on a question, -2 to 2; None for nowhere yet."""

    id: str
    title: str
    text: str
    value: int | None


class Leaning(Struct, frozen=True, kw_only=True):
    """Where a pupil leans: on what is `at_hand`, and folded away on the `others`."""

    code: str
    may: bool
    values: tuple[int, ...]
    at_hand: tuple[LeaningOn, ...]
    others: tuple[LeaningOn, ...]


def leaning(standing: Standing, seat: SeatId) -> Leaning:
    """Where this pupil leans on the question at hand and, folded away, on the others that are open."""
    assembly = standing.assembly
    decided = assembly.results()
    rows = [
        LeaningOn(id=q.id, title=q.title, text=q.text, value=assembly.leanings.get(leaning_key(seat, q.id)))
        for q in assembly.scenario.questions
        if not q.alternatives and q.id not in decided
    ]
    here = assembly.now.question if assembly.now else None
    rows.sort(key=lambda row: row.id != here)
    at_hand = rows[:1] if here and rows and rows[0].id == here else rows[:AT_HAND]
    return Leaning(
        code=standing.code,
        may=permits(assembly).leanings,
        values=tuple(range(LEAST, MOST + 1)),
        at_hand=tuple(at_hand),
        others=tuple(rows[len(at_hand) :]),
    )
