"""Sessions in the database for tests that need no server: the miniature of `tests/debate`, kept and begun."""

import time

from debate import commands as c
from debate.assembly import Assembly
from debate.commands import DOOR, TEACHER, Command
from debate.decide import decide
from debate.evolve import fold
from debate.scenario import Scenario
from game.models import Session
from game.scenarios import versions
from game.sessions import journal
from game.sessions.journal import BatchToWrite, Caused
from tests.support.rules import mini


def session(code: str = "MILBRK", scenario: Scenario | None = None) -> Session:
    """A new session of the miniature, or of this scenario, in its lobby."""
    scenario = scenario or mini.scenario()
    command = c.CreateSession(by=TEACHER, pupils=4, minutes=50)
    events = decide(Assembly(scenario=scenario), command, time.time_ns() // 1_000_000)
    return journal.found(code, versions.keep(scenario), events)


def assembly_of(found: Session) -> Assembly:
    return fold(versions.version(found.scenario_id), journal.read(found.pk))


def do(found: Session, *commands: Command, digest: str = "") -> int:
    """Decide and append these commands, one batch each; the new head."""
    head = 0
    for command in commands:
        before = assembly_of(found)
        events = decide(before, command, time.time_ns() // 1_000_000)
        after = fold(before.scenario, [*journal.read(found.pk), *events])
        head = journal.append(
            found.pk, before.seq, BatchToWrite([Caused(events)], after.status, digest=digest)
        )
    return head


def begun(code: str = "MILBRK") -> Session:
    """A session with two pupils, in its first stage."""
    found = session(code)
    do(found, c.TakeSeat(by=DOOR), c.TakeSeat(by=DOOR), c.OpenSession(by=TEACHER))
    return found
