"""A session whose file was found good (`reading.py`), written into this database in one transaction, once."""

import hashlib

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from debate import codec
from game.exports.document import Document
from game.exports.reading import BadFile, Read, journal_text
from game.models import Participant, Session
from game.people import participants
from game.scenarios import versions
from game.sessions import journal, labels
from game.sessions.journal import Brought
from game.web import codes


class HereAlready(Exception):
    """The same journal was brought in before: as this `session`, which may have gone on since."""

    def __init__(self, session: Session):
        super().__init__(session.code)
        self.session = session


def bring_back(found: Read, again: bool = False) -> Session:
    """The session in this database, under its own code if that is free, else a new one.

    Raises BadFile, and HereAlready unless one more of it is wanted (`again`).
    """
    file = None if again else _mark(found.document)
    for code in (found.document.code, *(codes.draw(codes.JOIN_LENGTH) for _ in range(5))):
        if file and (here := Session.objects.filter(file=file).first()):
            raise HereAlready(here)
        try:
            return _written(found, code, file)
        except IntegrityError:
            continue  # The code is taken, or somebody brings the same file in this very moment.
    raise BadFile("No free code was found for the session; try again.")


def _mark(document: Document) -> str:
    """What tells this journal from any other, whenever it was exported, and with names or without."""
    entries = [(entry.version, entry.event) for entry in document.entries]
    played = (document.scenario, entries)
    return hashlib.sha256(msgspec.json.encode(played, order="sorted")).hexdigest()[:32]


def _written(found: Read, code: str, file: str | None) -> Session:
    document = found.document
    brought = Brought(
        entries=[(entry.version, journal_text(entry.event)) for entry in document.entries],
        checkpoints={row.seq: codec.Fingerprint(row.version, row.digest) for row in document.checkpoints},
        participants=list(_participants(document)),
    )
    with transaction.atomic():
        session = Session(
            code=code,
            scenario=versions.keep_brought(document.scenario),
            created_at=document.created_at,
            came_at=timezone.now(),
            status=found.assembly.status,
            label=labels.printable(document.label),
            file=file,
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
