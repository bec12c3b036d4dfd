"""The workers of this server: one for pages, one for files, so that nobody's page waits for a large file.

With WORKERS=0 there is none, and work is done in the request's own thread: for tests of single pages, which
look into a transaction that no other process sees.
"""

import asyncio
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings

from debate.refusal import Refusal
from game.worker.kept import results
from game.worker.process import Failed, Job, TimedOut, Worker

LONGEST_LINE = 2000
"""Jobs that may wait: a hall of a thousand that looks at its outcome, and half as many again."""

pages = Worker("pages", seconds=60)
files = Worker("files", seconds=600)

_waiting = {pages: 0, files: 0}


async def done(worker: Worker, job: Job, *given: Any) -> Any:
    """What the job gives. Raises Refusal as it did; "busy" when too many wait, "not_in_time" or "not_drawn"
    when nothing came of it."""
    if not settings.WORKERS:
        return await sync_to_async(job)(*given)
    if _waiting[worker] >= LONGEST_LINE:
        raise Refusal("busy")
    _waiting[worker] += 1
    try:
        return await asyncio.wrap_future(worker.give(job, *given))
    except TimedOut:
        raise Refusal("not_in_time") from None
    except Failed:
        raise Refusal("not_drawn") from None
    finally:
        _waiting[worker] -= 1


def warm_up(job: Job) -> None:
    """Have the pages' process started before a class asks for one. `job`: reads what every page needs."""
    if settings.WORKERS:
        pages.give(job)


def forget() -> None:
    """Drop what came of the work, and what processes still hold: something was deleted that stands in it."""
    results.forget()
    for worker in _waiting:
        worker.renew()


def end() -> None:
    """The server ends, and its processes with it."""
    for worker in _waiting:
        worker.end()
