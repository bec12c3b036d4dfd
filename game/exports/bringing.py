"""A session whose file was found good (`reading.py`), written into this database in one transaction."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from debate import codec
from game import catalogue, codes, journal, labels, participants
from game.exports.document import Document
from game.exports.reading import BadFile, Read, journal_text
from game.journal import Brought
from game.models import Participant, Session


def bring_back(found: Read) -> Session:
    """The session in this database, under its own code if that is free, else a new one. Raises BadFile."""
    for code in (found.document.code, *(codes.draw(codes.JOIN_LENGTH) for _ in range(5))):
        try:
            return _written(found, code)
        except IntegrityError:
            continue  # The code is taken.
    raise BadFile("No free code was found for the session; try again.")


def _written(found: Read, code: str) -> Session:
    document = found.document
    brought = Brought(
        entries=[(entry.version, journal_text(entry.event)) for entry in document.entries],
        checkpoints={row.seq: codec.Fingerprint(row.version, row.digest) for row in document.checkpoints},
        participants=list(_participants(document)),
    )
    with transaction.atomic():
        session = Session(
            code=code,
            scenario=catalogue.keep_brought(document.scenario),
            created_at=document.created_at,
            came_at=timezone.now(),
            status=found.assembly.status,
            label=labels.printable(document.label),
        )
        journal.bring_back(session, brought)
    return session


def _participants(document: Document) -> list[Participant]:
    """The pupils with keys and resume codes of this server: their old ones stay where they were."""
    leads: dict[str, Participant] = {}
    made = []
    for pupil in document.pupils:
        row = participants.new(0, participants.tidy_name(pupil.name), pupil.paper)
        row.seat = pupil.seat
        row.partner = leads.get(pupil.seat) if pupil.beside else None
        leads.setdefault(pupil.seat, row)
        made.append(row)
    return made
