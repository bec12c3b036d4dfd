"""How often one person may do one thing, so that nobody writes a journal without end. A table.

No honest lesson comes near: the figures are for ninety minutes several times over. They are asked when a
command is decided and never when a journal is read, so what was played before there was a limit still folds.
How often somebody did something is counted with every entry, in `Assembly.done`.
"""

from immutables import Map

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly
from debate.commands import Command
from debate.events import Event, Fact
from debate.refusal import Refusal

MOST: dict[type[Event], int] = {kind: kind.most for kind in e.KINDS if kind.most}
"""By seat; of votes in one ballot; of envoys by faction; of steps by whoever takes them, and their name: as
their classes say."""

MOST_ENTRIES = 150_000
"""Of a session. Whatever was played is short enough to be exported and brought back (`game/exports`)."""
LEFT_FOR_THE_END = 1000
"""Entries kept for the close of a session that is full."""
LEFT_FOR_TEACHERS = 20_000
"""Entries kept for those who run a session, when its pupils have written the rest."""
RUN_IT = (c.TEACHER, c.HELPER, c.CLOCK)

Key = tuple[str, str]
"""(who, what)."""


def _counts_as(event: Event) -> Event:
    """A text that waits counts as what it will be."""
    return event.event if isinstance(event, e.TextHeld) else event


def key_of(event: Event) -> Key:
    """Whose it is, and as what it is counted."""
    kind = type(event)
    return getattr(event, kind.whose), getattr(event, kind.each) if kind.each else kind.__name__


def counted(done: Map[Key, int], event: Event) -> Map[Key, int]:
    """How often everybody did what, with this event."""
    event = _counts_as(event)
    if type(event) not in MOST:
        return done
    key = key_of(event)
    return done.set(key, done.get(key, 0) + 1)


def within(assembly: Assembly, command: Command, facts: list[Fact]) -> list[Fact]:
    """What a command causes, unless somebody has done the like too often. Raises Refusal.

    A teacher who writes for a pupil is stopped by no limit of the pupil's, only by that of their own steps.
    """
    for fact in facts:
        if not isinstance(fact, Event) or (kind := type(event := _counts_as(fact))) not in MOST:
            continue
        if kind is not e.StepTaken and command.by in RUN_IT:
            continue
        most = MOST[kind]
        if assembly.done.get(key_of(event), 0) >= most:
            raise Refusal("too_often", most=most)
    return facts


def has_room(assembly: Assembly, command: Command) -> None:
    """Raises Refusal when the journal is full, for pupils somewhat earlier than for those who run it."""
    left = LEFT_FOR_THE_END if command.by in RUN_IT else LEFT_FOR_TEACHERS
    if assembly.seq >= MOST_ENTRIES - left and not isinstance(command, c.CloseSession):
        raise Refusal("journal_full")
