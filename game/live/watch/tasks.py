"""Work that goes on by itself, watched: whatever it raises is logged, and what must not end begins again.

A task that nobody waits for dies in silence and may be collected while it runs. Everything in `live/` that
is not awaited is therefore begun here, and nowhere else.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any

log = logging.getLogger(__name__)

Work = Coroutine[Any, Any, object]

SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds before work that failed is tried again; twice as long each time."""

_running: set[asyncio.Task[None]] = set()


def start(work: Work, what: str) -> asyncio.Task[None]:
    """Do this once, beside everything else. `what` it is, for the log."""
    return _kept(_once(work, what))


def keep_at(work: Callable[[], Work], what: str, pause: float = SHORTEST_PAUSE) -> asyncio.Task[None]:
    """Do this until it has ended without raising: work that must succeed, or that never ends by itself."""
    return _kept(_again(work, what, pause))


def _kept(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    task = asyncio.get_running_loop().create_task(work)
    _running.add(task)
    task.add_done_callback(_running.discard)
    return task


async def _once(work: Work, what: str) -> None:
    try:
        await work
    except Exception:
        # Nobody waits for it: the log is the only place where its failure can be seen.
        log.exception("Failed: %s.", what)


async def _again(work: Callable[[], Work], what: str, shortest: float) -> None:
    pause = shortest
    while True:
        began = time.monotonic()
        try:
            await work()
            return
        except Exception:
            if time.monotonic() - began > LONGEST_PAUSE:
                pause = shortest  # It has gone well for a while.
            # One failure must not end what everybody relies on.
            log.exception("Failed, tried again in %g s: %s.", pause, what)
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
