"""A session as a file, to be kept or brought back on another server (`importing.py`); whole, or without the
texts that were taken away (`blanked.py`)."""

from collections.abc import Collection, Iterator

import msgspec
from django.utils import timezone

from debate import codec
from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS
from debate.events import AnyEvent
from debate.evolve import evolve
from debate.scenario import Scenario
from game.exports.blanked import blanked
from game.exports.document import Checkpoint, Document, Entry, Pupil
from game.exports.played import PlayedOnDisk
from game.models import Session
from game.people import participants
from game.replay.single_file import Wanted


def to_json(session: Session, wanted: Wanted) -> bytes:
    """The whole session, as JSON in UTF-8."""
    return msgspec.json.encode(document(session, wanted.names, wanted.blank)) + b"\n"


def document(session: Session, with_names: bool, blank: bool = False) -> Document:
    """Everything the session was, as it stands on disk at this moment; `blank`: but what was taken away."""
    played = PlayedOnDisk.of(session)
    checkpoints = _checkpoints(session, played)
    entries = played.entries
    if blank:
        events = list(blanked(played.assembly.scenario, played.events))
        entries = [
            kept if event is before else (codec.version_of(codec.kind_of(event)), codec.encode(event))
            for kept, before, event in zip(entries, played.events, events, strict=True)
        ]
        places = {row.seq for row in checkpoints}
        checkpoints = list(_made_of(played.assembly.scenario, events, places))
    return Document(
        code=session.code,
        made_at=timezone.now(),
        created_at=session.created_at,
        scenario=played.assembly.scenario,
        entries=[
            Entry(seq=seq, version=version, event=msgspec.json.decode(data))
            for seq, (version, data) in enumerate(entries, 1)
        ],
        checkpoints=checkpoints,
        pupils=list(_pupils(session)) if with_names else [],
        label=session.label if with_names else "",
    )


def _checkpoints(session: Session, played: PlayedOnDisk) -> list[Checkpoint]:
    """As the server made them while the session was live."""
    rows = session.checkpoints.filter(seq__lte=played.assembly.seq).order_by("seq")
    return [
        Checkpoint(seq=seq, version=version, digest=digest)
        for seq, version, digest in rows.values_list("seq", "version", "digest")
    ]


def _made_of(scenario: Scenario, events: list[AnyEvent], places: Collection[int]) -> Iterator[Checkpoint]:
    """Fingerprints of the states that these events come to at these entries."""
    assembly = Assembly(scenario=scenario)
    for event in events:
        assembly = evolve(assembly, event)
        if assembly.seq in places:
            yield Checkpoint(seq=assembly.seq, version=codec.FINGERPRINTS, digest=codec.digest(assembly))


def slips_of(ballot: Ballot) -> int:
    """How many slips were handed in; 0 for a vote that is not secret."""
    if not METHODS[ballot.method].sealed:
        return 0
    return sum(1 for vote in ballot.votes.values() if vote == "sealed")


def _pupils(session: Session) -> Iterator[Pupil]:
    for seat, sitting in participants.people(session.pk).seats.items():
        for number, sitter in enumerate(sitter for sitter in sitting.sitters if not sitter.nameless):
            yield Pupil(seat=seat, name=sitter.name, beside=number > 0, paper=sitter.paper)
