"""A session as a file, to be kept or brought back on another server (`bringing.py`)."""

from collections.abc import Iterator

import msgspec
from django.utils import timezone

from debate.assembly import Ballot
from debate.ballots import METHODS
from game import participants
from game.exports.document import Checkpoint, Document, Entry, Pupil
from game.exports.played import Played
from game.models import Session
from game.replay.single_file import Wanted


def to_json(session: Session, wanted: Wanted) -> bytes:
    """The whole session, as JSON in UTF-8."""
    return msgspec.json.encode(document(session, wanted.names)) + b"\n"


def document(session: Session, with_names: bool) -> Document:
    """Everything the session was, as it stands on disk at this moment."""
    played = Played.of(session)
    checkpoints = session.checkpoints.filter(seq__lte=played.assembly.seq).order_by("seq")
    return Document(
        code=session.code,
        made_at=timezone.now(),
        created_at=session.created_at,
        scenario=played.assembly.scenario,
        entries=[
            Entry(seq=seq, version=version, event=msgspec.json.decode(data))
            for seq, (version, data) in enumerate(played.entries, 1)
        ],
        checkpoints=[
            Checkpoint(seq=seq, version=version, digest=digest)
            for seq, version, digest in checkpoints.values_list("seq", "version", "digest")
        ],
        pupils=list(_pupils(session)) if with_names else [],
        label=session.label if with_names else "",
    )


def slips_of(ballot: Ballot) -> int:
    """How many slips were handed in; 0 for a vote that is not secret."""
    if not METHODS[ballot.method].sealed:
        return 0
    return sum(1 for vote in ballot.votes.values() if vote == "sealed")


def _pupils(session: Session) -> Iterator[Pupil]:
    for seat, sitting in participants.people(session.pk).seats.items():
        for number, sitter in enumerate(sitting.sitters):
            yield Pupil(seat=seat, name=sitter.name, beside=number > 0, paper=sitter.paper)
