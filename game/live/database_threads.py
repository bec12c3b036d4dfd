"""Where rooms do their database work: threads of their own, each with one connection that stays open.

Not the thread of whatever request happened to wake the room: that one ends with the request. What is saved
has one thread. What only reads who somebody is has others (`looked_up`), so that pages come while a database
takes no votes. What may take long has others again (`aside`): a long journal that is opened, old sessions
that are deleted, keys on another machine must not hold up anybody's votes.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, connection

Given = ParamSpec("Given")
Result = TypeVar("Result")

_short = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
_looking = ThreadPoolExecutor(max_workers=2, thread_name_prefix="reading")
_long = ThreadPoolExecutor(max_workers=2, thread_name_prefix="aside")


async def on_disk(work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Run short database work, one after the other. Raises what it raises."""
    return await _in(_short, partial(work, *args, **kwargs))


async def looked_up(work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Run a short look into the database, past whatever waits to be saved. Raises what it raises."""
    return await _in(_looking, partial(work, *args, **kwargs))


async def aside(work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Run database work that may take long, beside the other. Raises what it raises."""
    return await _in(_long, partial(work, *args, **kwargs))


async def _in(threads: ThreadPoolExecutor, work: Callable[[], Result]) -> Result:
    def run() -> Result:
        try:
            return work()
        except DatabaseError:
            # A connection that broke (a restarted PostgreSQL) must not spoil the next attempt.
            connection.close()
            raise

    return await asyncio.get_running_loop().run_in_executor(threads, run)
