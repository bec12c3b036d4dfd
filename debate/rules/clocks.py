"""Every clock that acts by itself: when it rings, and the command it then gives."""

from debate.assembly import Assembly
from debate.commands import CLOCK, CloseBallot, Command, EndRecess, EndTurn


def rings(assembly: Assembly) -> tuple[int, Command] | None:
    """The next moment (milliseconds) at which a clock acts, and how; None when none is running."""
    if assembly.status != "open":
        return None
    clocks: list[tuple[int, Command]] = []
    ballot, word = assembly.current, assembly.floor.intervention
    if ballot and ballot.open and ballot.closes_at is not None and not ballot.warns:
        clocks.append((ballot.closes_at, CloseBallot(by=CLOCK, ballot=ballot.id)))
    if word:
        clocks.append((word.ends_at, EndTurn(by=CLOCK, seat=word.seat)))
    if assembly.recess_ends is not None:
        clocks.append((assembly.recess_ends, EndRecess(by=CLOCK)))
    return min(clocks, key=lambda clock: clock[0], default=None)
