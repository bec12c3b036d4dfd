"""How long things are kept: deleting names, deleting sessions, and doing either when their time is up.

Each session is one short transaction that locks its row, so two processes can tidy at once. Whoever deletes
tells the rooms afterwards (`live/rooms.py`): what they hold in memory has to go, too.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction

from debate import codec
from game.models import Keeping, Participant, SealedBox, Session
from game.sessions import box_keys, boxes

log = logging.getLogger(__name__)

LONGEST = 3650
"""Days."""
WIPES, WIPE_AGAIN = 20, 0.1
"""Attempts, and seconds between them."""


class Tidied(NamedTuple):
    """The codes of the sessions that have lost their names, and of those that are gone."""

    names: list[str]
    sessions: list[str]


def rules() -> Keeping:
    """How long this server keeps what was played; for ever, until a teacher says otherwise."""
    return Keeping.objects.first() or Keeping()


def set_rules(names: int, sessions: int) -> None:
    """Keep names and sessions so many days (0: for ever)."""
    row = rules()
    row.names_days, row.sessions_days = names, sessions
    row.save()


def forget_names(session: int) -> bool:
    """Delete every pupil of a session: names, keys, resume codes. Was there anything to delete?

    The journal knows seats only, so the session stays as it was.
    """
    with transaction.atomic():
        if not Session.objects.select_for_update().filter(pk=session).exists():
            return False
        deleted, _ = Participant.objects.filter(session_id=session).delete()
    _wipe()
    return deleted > 0


def delete(session: int) -> bool:
    """Delete a session with everything that hangs on it, keys of secret votes too. Was it there?"""
    with transaction.atomic():
        locked = Session.objects.select_for_update().filter(pk=session)
        there = locked.exists()
        keys = list(SealedBox.objects.filter(session_id=session).values_list("key", flat=True))
        locked.delete()
    for key in keys:
        box_keys.destroy(key)
    _wipe()
    return there


def _wipe() -> None:
    """SQLite keeps what was written last in a second file: empty it; `secure_delete` does the rest.

    Whoever is reading from it holds that up for a moment.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        for _ in range(WIPES):
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy, *_ = cursor.fetchone()
            if not is_busy:
                return
            time.sleep(WIPE_AGAIN)
    log.warning("What was deleted may stand in a file for a while yet: it is always being read.")


def tidy(now: datetime) -> Tidied:
    """Delete the names and the sessions whose time is up, and what nobody needs any more."""
    keep = rules()
    gone = [s.code for s in _older(now, keep.sessions_days) if delete(s.pk)]
    nameless = [s.code for s in _older(now, keep.names_days) if forget_names(s.pk)]
    SessionStore.clear_expired()
    boxes.tidy()
    _wipe()
    return Tidied(nameless, gone)


def _older(now: datetime, days: int) -> Iterator[Session]:
    """The sessions in which nothing has happened for so many days; none for 0."""
    if not days:
        return
    before = now - timedelta(days=days)
    for session in Session.objects.filter(created_at__lt=before).order_by("pk"):
        if last_touched(session) < before:
            yield session


def last_touched(session: Session) -> datetime:
    """When something last happened in a session, or when it was brought here, if that was later."""
    moments = [session.created_at]
    if last := session.entries.order_by("-seq").values_list("data", flat=True).first():
        # One without a moment is as old as its session.
        with suppress(codec.UnknownEvent):
            moments.append(datetime.fromtimestamp(codec.moment_of(last) / 1000, UTC))
    return max(moments + ([session.came_at] if session.came_at else []))
