"""Where rooms do their database work: one thread of their own, with one connection that stays open.

Not the thread of whatever request happened to wake the room: that one ends with the request, and a page that
reads for long must never hold up the journal. Transactions here are short.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, connection

Given = ParamSpec("Given")
Result = TypeVar("Result")

_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")


async def on_disk(work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Run database work in the rooms' thread. Raises what it raises."""

    def run() -> Result:
        try:
            return work(*args, **kwargs)
        except DatabaseError:
            # A connection that broke (a restarted PostgreSQL) must not spoil the next attempt.
            connection.close()
            raise

    return await asyncio.get_running_loop().run_in_executor(_thread, run)
