"""Sessions for the tests of exports: in the database as the server would keep them, and as files."""

import json
from pathlib import Path
from typing import Any

import msgspec

from debate.assembly import Assembly
from debate.codec import digest
from debate.events import AnyEvent, BallotClosed, SessionClosed, StageEntered, StepUndone
from debate.evolve import evolve
from debate.scenario import Scenario
from game.exports import archive
from game.exports.importing import bring_back
from game.exports.played import PlayedOnDisk
from game.exports.reading import read
from game.models import Session
from game.replay.single_file import Wanted
from game.scenarios import versions
from game.sessions import journal
from game.sessions.journal import BatchToWrite, Caused
from game.web import codes
from tests.support.rules.meeting import Meeting

STEPS = (StageEntered, BallotClosed, SessionClosed, StepUndone)
"""Events after which a running server keeps a checkpoint."""


def kept(scenario: Scenario, events: list[AnyEvent]) -> Session:
    """A session with this journal, and checkpoints where the server makes them."""
    session = journal.found(codes.draw(codes.JOIN_LENGTH), versions.keep(scenario), events[:1])
    assembly = evolve(Assembly(scenario=scenario), events[0])
    batch: list[AnyEvent] = []
    for event in events[1:]:
        assembly = evolve(assembly, event)
        batch.append(event)
        if isinstance(event, STEPS) or assembly.seq == len(events):
            print_of = digest(assembly) if isinstance(event, STEPS) else ""
            written = BatchToWrite([Caused(batch)], assembly.status, digest=print_of)
            journal.append(session.pk, assembly.seq - len(batch), written)
            batch = []
    session.refresh_from_db()
    return session


def of(meeting: Meeting) -> Session:
    """A meeting that was played by hand, as a session in the database."""
    return kept(meeting.scenario, meeting.journal)


def there_and_back(session: Session, with_names: bool = False) -> Session:
    """The session brought back from its own file, beside itself."""
    return bring_back(read(archive.to_json(session, Wanted(names=with_names))), again=True)


def same_at_every_step(one: Session, other: Session) -> int:
    """Has the same happened in both, and are they in the same state wherever the meeting takes a step, and at
    the end? How many entries that are."""
    first, second = PlayedOnDisk.of(one), PlayedOnDisk.of(other)
    assert len(first.events) == len(second.events)
    assert first.entries == second.entries
    assert first.assembly.scenario == second.assembly.scenario
    # One object from here on: a state holds its meeting many times, and to compare that takes longest.
    left = right = Assembly(scenario=first.assembly.scenario)
    for event, again in zip(first.events, second.events, strict=True):
        assert event == again
        left, right = evolve(left, event), evolve(right, again)
        if isinstance(event, STEPS) or left.seq == len(first.events):
            assert left == right
            assert digest(left) == digest(right)
    return left.seq


def as_dict(session: Session, with_names: bool = False) -> dict[str, Any]:
    """The file as plain values, to be changed by a test."""
    return dict(msgspec.json.decode(archive.to_json(session, Wanted(names=with_names))))


def as_bytes(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def written(document: Any, folder: Path) -> str:
    """The path of a file with this content."""
    path = folder / "session.json"
    path.write_bytes(document if isinstance(document, bytes) else as_bytes(document))
    return str(path)
