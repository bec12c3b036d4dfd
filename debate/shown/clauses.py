"""What everybody may see of the clauses of the meeting's text: those it holds by what was read out, and what
an amendment does to them."""

from collections.abc import Iterable

from msgspec import Struct

from debate.assembly import Assembly, Motion
from debate.decisions import NOTHING


class ClauseRow(Struct, frozen=True, kw_only=True):
    """One thing that the text may say."""

    id: str
    text: str
    held: bool
    """Does the text say so now?"""


class ClauseNamed(Struct, frozen=True, kw_only=True):
    """A clause that an amendment puts in or strikes."""

    id: str
    text: str


def clauses(assembly: Assembly) -> tuple[ClauseRow, ...]:
    """All clauses, in the scenario's order; none in a meeting that has none."""
    if not assembly.scenario.clauses:
        return ()
    held = NOTHING.after(
        assembly.result(b.question, b.carried, (*b.elected, *b.winners))
        for b in assembly.in_order()
        if b.announced and b.carried is not None and not b.reconsidered
    ).clauses
    return tuple(ClauseRow(id=c.id, text=c.text, held=c.id in held) for c in assembly.scenario.clauses)


def held(assembly: Assembly) -> tuple[ClauseRow, ...]:
    """Those that the text holds now."""
    return tuple(row for row in clauses(assembly) if row.held)


def named(assembly: Assembly, ids: Iterable[str]) -> tuple[ClauseNamed, ...]:
    """These, in the scenario's order."""
    wanted = frozenset(ids)
    return tuple(ClauseNamed(id=c.id, text=c.text) for c in assembly.scenario.clauses if c.id in wanted)


def are_chosen_for(assembly: Assembly, motion: Motion) -> bool:
    """Does the chair say what this motion does to the clauses? Of an amendment, where there are some."""
    return bool(assembly.scenario.clauses) and motion.kind == "amendment"
