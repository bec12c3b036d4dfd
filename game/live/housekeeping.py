"""What the running server does by itself: once a day it deletes what is kept no longer (`keeping.py`).

And it looks every minute whether another program has deleted something (`manage.py tidy`, or a process that
no signal comes from): what is gone from the database must not live on in a room's memory.
"""

import asyncio
import logging
import time

from django.db import DatabaseError
from django.utils import timezone

from game import keeping
from game.live import rooms
from game.live.disk import on_disk
from game.models import Participant, Session

log = logging.getLogger(__name__)

LOOK_EVERY = 60
TIDY_EVERY = 24 * 60 * 60
"""Seconds."""


async def run() -> None:
    """Keep house until the server ends."""
    tidied = time.monotonic()  # `play` does so before it serves.
    while True:
        await asyncio.sleep(LOOK_EVERY)
        try:
            if time.monotonic() - tidied >= TIDY_EVERY:
                tidied = time.monotonic()
                await tidy()
            await look()
        except DatabaseError:
            log.exception("Keeping house has to wait.")


async def tidy() -> None:
    """Delete what is kept no longer, and forget it."""
    done = await on_disk(keeping.tidy, timezone.now())
    for code in done.sessions:
        await rooms.end(code)
    for code in done.names:
        await rooms.forget_names(code)
    if done.sessions or done.names:
        log.info("Tidied: %d sessions, the names of %d.", len(done.sessions), len(done.names))


async def look() -> None:
    """Forget whatever others have deleted."""
    here = rooms.open_here()
    there, named = await on_disk(_in_database, [room.session for room in here])
    for room in here:
        if room.session not in there:
            await rooms.end(room.code)
        elif room.people.seats and room.session not in named:
            await rooms.forget_names(room.code)


def _in_database(sessions: list[int]) -> tuple[set[int], set[int]]:
    """Which of these sessions are there, and which have names."""
    there = Session.objects.filter(pk__in=sessions).values_list("pk", flat=True)
    named = Participant.objects.filter(session__in=sessions).values_list("session_id", flat=True)
    return set(there), set(named.distinct())
