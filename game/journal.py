"""The journal: appending events and reading them back. The only module that writes `Entry`.

A batch of commands is one short transaction. Whoever appends says after which entry; when somebody else was
quicker, nothing is written and `Behind` tells the caller to catch up and decide again.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from debate import codec
from debate.events import AnyEvent, Slip
from game.models import Checkpoint, Entry, Participant, ScenarioVersion, SealedBox, Session


class Behind(Exception):
    """The journal has grown since the caller last read it."""


@dataclass
class Decided:
    """What one command caused, ready to be written. `participant` is saved with it, if given."""

    sender: str
    command: str
    events: list[AnyEvent]
    slips: list[Slip] = field(default_factory=list)
    participant: Participant | None = None


def append(session: int, after: int, batch: Sequence[Decided], status: str, digest: str = "") -> int:
    """Write the batch behind entry `after` and give the new head. Raises Behind; writes all or nothing.

    `digest`: of the state after it, to be kept as a checkpoint's fingerprint; "" keeps none.
    """
    rows = list(_rows(session, after, batch))
    reached = after + len(rows)
    with transaction.atomic():
        locked = Session.objects.select_for_update().values_list("head", flat=True).get(pk=session)
        if locked != after:
            raise Behind
        _write(rows)
        Session.objects.filter(pk=session).update(head=reached, status=status)
        if digest:
            made = {"version": codec.FINGERPRINTS, "digest": digest}
            Checkpoint.objects.create(session_id=session, seq=reached, **made)
        _seal(session, [slip for decided in batch for slip in decided.slips])
        for decided in batch:
            if (pupil := decided.participant) is not None:
                pupil.pk = None  # A number from an attempt that was rolled back may be another pupil's now.
                pupil.save(force_insert=True)
    return reached


def found(code: str, scenario: ScenarioVersion, events: list[AnyEvent]) -> Session:
    """A new session with its first entries. Raises IntegrityError when the code is taken."""
    with transaction.atomic():
        session = Session.objects.create(code=code, scenario=scenario)
        append(session.pk, 0, [Decided("teacher", "", events)], "lobby")
    return session


@dataclass
class Brought:
    """A whole session from another server. `entries`: version and JSON text, in order; `checkpoints`: by
    entry; `boxes`: counts by secret ballot."""

    entries: list[tuple[int, str]]
    checkpoints: dict[int, codec.Fingerprint]
    boxes: dict[str, dict[str, int]]
    participants: list[Participant]


def bring_back(session: Session, brought: Brought) -> None:
    """Write a new session with all its entries; all or nothing. Raises IntegrityError when the code is taken.

    Nobody there can repeat a command any more, so entries come without senders.
    """
    with transaction.atomic():
        session.head = len(brought.entries)
        session.save(force_insert=True)
        _write([(session.pk, seq, *entry, "", "") for seq, entry in enumerate(brought.entries, 1)])
        Checkpoint.objects.bulk_create(
            Checkpoint(session=session, seq=seq, version=kept.version, digest=kept.digest)
            for seq, kept in brought.checkpoints.items()
        )
        for ballot, counts in brought.boxes.items():
            SealedBox.objects.create(session=session, ballot=ballot, counts=dict(sorted(counts.items())))
        for participant in brought.participants:
            participant.session = session
            participant.save()


Row = tuple[int, int, int, str, str, str]
"""An entry as it is written: the values of COLUMNS."""
COLUMNS = ("session_id", "seq", "version", "data", "sender", "command")


def _write(rows: Sequence[Row]) -> None:
    """Insert entries. Without a model for each: a hall that votes at once waits for this."""
    quoted = connection.ops.quote_name
    names, places = ", ".join(map(quoted, COLUMNS)), ", ".join(["%s"] * len(COLUMNS))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quoted(Entry._meta.db_table)} ({names}) VALUES ({places})", rows)


def _rows(session: int, after: int, batch: Sequence[Decided]) -> Iterator[Row]:
    seq = after
    for decided in batch:
        for event in decided.events:
            seq += 1
            last = event is decided.events[-1]
            version, data = codec.version_of(codec.kind_of(event)), codec.encode(event)
            sender, command = (decided.sender, decided.command) if last else ("", "")
            yield session, seq, version, data, sender, command


def _seal(session: int, slips: Sequence[Slip]) -> None:
    """Add slips to their boxes. The session's row is locked, so nobody else does at the same time."""
    for ballot in {slip.ballot for slip in slips}:
        sealed, _ = SealedBox.objects.get_or_create(session_id=session, ballot=ballot)
        counts = Counter(sealed.counts)
        counts.update(slip.choice for slip in slips if slip.ballot == ballot)
        # Sorted: the order of the choices must not tell which one came first.
        sealed.counts = dict(sorted(counts.items()))
        sealed.save(update_fields=["counts"])


def head(session: int) -> int:
    """How many entries the session has."""
    return Session.objects.values_list("head", flat=True).get(pk=session)


def box(session: int, ballot: str) -> dict[str, int]:
    """The slips in a secret ballot's box, per choice that has any."""
    found = SealedBox.objects.filter(session_id=session, ballot=ballot).values_list("counts", flat=True)
    return found.first() or {}


def read(session: int, after: int = 0, upto: int | None = None) -> list[AnyEvent]:
    """The events of a session, oldest first, from the one behind `after` to `upto` inclusive."""
    rows = Entry.objects.filter(session_id=session, seq__gt=after)
    if upto is not None:
        rows = rows.filter(seq__lte=upto)
    return [codec.decode(data, version) for data, version in rows.values_list("data", "version")]


def answered(session: int, after: int = 0) -> dict[tuple[str, str], int]:
    """Commands that took effect behind `after`: (sender, command id) to the entry that answered them."""
    rows = Entry.objects.filter(session_id=session, seq__gt=after).exclude(command="")
    return {(sender, command): seq for sender, command, seq in rows.values_list("sender", "command", "seq")}


def answered_before(session: int, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Those of these commands (sender, id) that took effect at any time, to the entry that answered them."""
    senders, ids = {sender for sender, _ in keys}, {id for _, id in keys}
    rows = Entry.objects.filter(session_id=session, sender__in=senders, command__in=ids)
    found = {(sender, id): seq for sender, id, seq in rows.values_list("sender", "command", "seq")}
    return {key: found[key] for key in keys if key in found}
