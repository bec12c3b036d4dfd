"""The journal: appending events and reading them back. The only module that writes `Entry`.

A batch of commands is one short transaction. Whoever appends says after which entry; when somebody else was
quicker, nothing is written and `Behind` tells the caller to catch up and decide again.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Model, QuerySet

from debate import codec
from debate.events import AnyEvent
from debate.ids import BallotId
from game.models import Checkpoint, Entry, Participant, ScenarioVersion, SealedBox, SealedSlip, Session
from game.models import Receipt as ReceiptRow
from game.sessions import box_keys
from game.sessions.receipts import KeptReceipt, Key


class Behind(Exception):
    """The journal has grown since the caller last read it."""


class Sealed(NamedTuple):
    """A secret vote on its way into its box."""

    ballot: BallotId
    slip: bytes


@dataclass
class Caused:
    """What one command caused, ready to be written. `participant` is saved with it, if given."""

    events: list[AnyEvent]
    slips: list[Sealed] = field(default_factory=list)
    participant: Participant | None = None


@dataclass
class BatchToWrite:
    """A batch of commands: what they caused, in order, and what goes with it in the same transaction.

    `receipts`: of all that was accepted; `status`: of the session after it; `digest`: of the state after it,
    to be kept as a checkpoint's fingerprint, or "" for none; `boxes`: the key's name by secret vote that was
    put; `over`: secret votes that are not open any more; `people`: the version of the people with whom new
    pupils' names were compared.
    """

    decided: Sequence[Caused]
    status: str
    receipts: Mapping[Key, KeptReceipt] = field(default_factory=dict)
    digest: str = ""
    boxes: Mapping[BallotId, str] = field(default_factory=dict)
    over: Collection[BallotId] = ()
    people: int = 0


def append(session: int, after: int, batch: BatchToWrite) -> int:
    """Write the batch behind entry `after` and give the new head. Raises Behind; writes all or nothing.

    Then the keys of secret votes that are over are deleted: not before, or a count could be lost.
    """
    rows = list(_rows(session, after, batch.decided))
    reached = after + len(rows)
    with transaction.atomic():
        head, people = Session.objects.select_for_update().values_list("head", "people").get(pk=session)
        comes_in = any(decided.participant for decided in batch.decided)
        if head != after or (comes_in and people != batch.people):
            raise Behind
        _insert(Entry, ENTRY, rows)
        _insert(ReceiptRow, RECEIPT, [(session, *key, *receipt) for key, receipt in batch.receipts.items()])
        if rows:
            Session.objects.filter(pk=session).update(head=reached, status=batch.status)
        if batch.digest:
            made = {"version": codec.FINGERPRINTS, "digest": batch.digest}
            Checkpoint.objects.create(session_id=session, seq=reached, **made)
        for ballot, key in batch.boxes.items():
            SealedBox.objects.create(session_id=session, ballot=ballot, key=key)
        _seal(session, [slip for decided in batch.decided for slip in decided.slips])
        useless = _unsealed(session, batch.over) if batch.over else []
        for decided in batch.decided:
            if (pupil := decided.participant) is not None:
                pupil.pk = None  # A number from an attempt that was rolled back may be another pupil's now.
                pupil.save(force_insert=True)
    for key in useless:
        box_keys.destroy(key)
    return reached


def found(
    code: str,
    scenario: ScenarioVersion,
    events: list[AnyEvent],
    form: str | None = None,
    rehearsal: bool = False,
) -> Session:
    """A new session with its first entries. `form`: the mark of the form that asks for it.

    Raises IntegrityError when the code is taken, or the form was sent before.
    """
    with transaction.atomic():
        session = Session.objects.create(code=code, scenario=scenario, form=form, rehearsal=rehearsal)
        append(session.pk, 0, BatchToWrite([Caused(events)], "lobby"))
    return session


@dataclass
class Brought:
    """A whole session from another server. `entries`: version and JSON text, in order; `checkpoints`: by
    entry."""

    entries: list[tuple[int, str]]
    checkpoints: dict[int, codec.Fingerprint]
    participants: list[Participant]


def bring_back(session: Session, brought: Brought) -> None:
    """Write a new session with all its entries; all or nothing. Raises IntegrityError when the code is taken.

    Nobody there can repeat a command any more, so it comes without receipts; and a secret vote that is open
    without its slips.
    """
    with transaction.atomic():
        session.head = len(brought.entries)
        session.save(force_insert=True)
        _insert(Entry, ENTRY, [(session.pk, seq, *entry) for seq, entry in enumerate(brought.entries, 1)])
        Checkpoint.objects.bulk_create(
            Checkpoint(session=session, seq=seq, version=kept.version, digest=kept.digest)
            for seq, kept in brought.checkpoints.items()
        )
        for participant in brought.participants:
            participant.session = session
            participant.save()


Cell = int | str | bytes | None

ENTRY = ("session_id", "seq", "version", "data")
RECEIPT = ("session_id", "sender", "command", "seq", "mark")
SLIP = ("box_id", "sealed")


def _insert(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Insert rows. Without a model for each: a hall that votes at once waits for this."""
    if not rows:
        return
    quoted = connection.ops.quote_name
    names, places = ", ".join(map(quoted, columns)), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({places})", rows)


def _rows(session: int, after: int, batch: Sequence[Caused]) -> Iterator[tuple[int, int, int, str]]:
    events = (event for decided in batch for event in decided.events)
    for seq, event in enumerate(events, after + 1):
        yield session, seq, codec.version_of(codec.kind_of(event)), codec.encode(event)


def _seal(session: int, slips: Sequence[Sealed]) -> None:
    """Put slips into their boxes."""
    if slips:
        boxes = SealedBox.objects.filter(session_id=session, ballot__in={slip.ballot for slip in slips})
        numbers = dict(boxes.values_list("ballot", "pk"))
        _insert(SealedSlip, SLIP, [(numbers[ballot], slip) for ballot, slip in slips])


def _unsealed(session: int, over: Collection[BallotId]) -> list[str]:
    """Delete boxes with their slips; the names of their keys."""
    boxes = SealedBox.objects.filter(session_id=session, ballot__in=over)
    keys = list(boxes.values_list("key", flat=True))
    boxes.delete()
    return keys


def head(session: int) -> int:
    """How many entries the session has."""
    return Session.objects.values_list("head", flat=True).get(pk=session)


def slips(session: int, ballot: BallotId) -> list[bytes]:
    """The slips in a secret vote's box, sealed."""
    found = SealedSlip.objects.filter(box__session_id=session, box__ballot=ballot)
    return [bytes(slip) for slip in found.values_list("sealed", flat=True)]


def read(session: int, after: int = 0, upto: int | None = None) -> list[AnyEvent]:
    """The events of a session, oldest first, from the one behind `after` to `upto` inclusive."""
    rows = Entry.objects.filter(session_id=session, seq__gt=after)
    if upto is not None:
        rows = rows.filter(seq__lte=upto)
    return [codec.decode(data, version) for data, version in rows.values_list("data", "version")]


def receipts(session: int, after: int = 0) -> dict[Key, KeptReceipt]:
    """The receipts of commands that were accepted at entry `after` or later, in their order.

    At it, too: what was accepted there may have changed nothing.
    """
    rows = ReceiptRow.objects.filter(session_id=session, seq__gte=after).order_by("pk")
    return _by_key(rows)


def receipts_of(session: int, keys: Collection[Key]) -> dict[Key, KeptReceipt]:
    """The receipts of these commands, if they were accepted at any time."""
    senders, ids = {sender for sender, _ in keys}, {id for _, id in keys}
    found = _by_key(ReceiptRow.objects.filter(session_id=session, sender__in=senders, command__in=ids))
    return {key: found[key] for key in keys if key in found}


def _by_key(rows: QuerySet[ReceiptRow]) -> dict[Key, KeptReceipt]:
    columns = rows.values_list("sender", "command", "seq", "mark")
    return {(sender, id): KeptReceipt(seq, mark) for sender, id, seq, mark in columns}
