"""Collects garbage little and often, so that no collection holds the loop for long.

A request leaves objects that only the collector finds. Left to itself it looks through all that lives when a
quarter as much has been left: in a rush that is once a second, for 80 ms and more.
"""

import asyncio
import gc
import time

LOOK_EVERY = 0.05
"""Seconds."""
YOUNGER = 2
"""Collections of younger objects, of some 7,000 each, after which all are looked through."""
SHARE = 0.1
"""Of the time collections may take at most: in a large hall each is longer, and they are rarer."""


def settle() -> None:
    """Whatever is in memory now stays, and is not looked through again: it is most of the program."""
    gc.collect()
    gc.freeze()


async def collect_often() -> None:
    """Until it is cancelled."""
    pause = LOOK_EVERY
    while True:
        await asyncio.sleep(pause)
        pause = LOOK_EVERY
        if gc.get_count()[2] >= YOUNGER:
            began = time.perf_counter()
            gc.collect()
            pause = max(pause, (time.perf_counter() - began) / SHARE)
