"""What the running server does by itself: once a day it deletes what is kept no longer (`retention.py`).

And it looks every minute whether another program has deleted something (`manage.py tidy`, or a process that
no signal comes from): what is gone from the database must not live on in a room's memory. Then, too, it says
which folder for keys it uses (`boxes.py`), and deletes keys that a killed process has left.
"""

import asyncio
import logging
from collections.abc import Callable

from django.utils import timezone

from game.live import rooms
from game.live.database_threads import aside, on_disk
from game.live.watch import tasks
from game.models import Participant, Session
from game.sessions import boxes, retention

log = logging.getLogger(__name__)

LOOK_EVERY = 60
TIDY_EVERY = 24 * 60 * 60
"""Seconds."""


def begin() -> None:
    """Keep house until the server ends; `play` has tidied before it serves."""
    tasks.start(_every(LOOK_EVERY, look, "looking what others have deleted"), "looking around")
    tasks.start(_every(TIDY_EVERY, tidy, "deleting what is kept no longer"), "tidying")


async def _every(seconds: float, chore: Callable[[], tasks.Work], what: str) -> None:
    while True:
        await asyncio.sleep(seconds)
        await tasks.keep_at(chore, what)


async def tidy() -> None:
    """Delete what is kept no longer, and forget it."""
    done = await aside(retention.tidy, timezone.now())
    for code in done.sessions:
        await rooms.end(code)
    for code in done.names:
        await rooms.forget_names(code)
    if done.sessions or done.names:
        log.info("Tidied: %d sessions, the names of %d.", len(done.sessions), len(done.names))


async def look() -> None:
    """Forget whatever others have deleted, and keep the folder for keys in order."""
    await aside(boxes.keep_in_order)
    here = rooms.open_here()
    if ghosts := sum(room.viewers.reap() for room in here):
        log.warning("%d browsers were still in a room after their connection had ended.", ghosts)
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
