"""The steps of an event loop, timed as they are taken: how long each had the loop, and what is going on now.

A step is one callback of the loop: a stretch of a task between two waits, a socket that is read, a timer.
While it lasts nobody else is served. asyncio measures steps itself, but in its debug mode only, which costs
several times what it watches; this is two looks at a clock a step. Judging them is the watchdog's.
"""

import time
from asyncio.events import Handle
from collections.abc import Callable
from threading import get_ident
from typing import Any, NamedTuple

SHORTEST = 0.01
"""Seconds: a step that ends sooner is not worth a word."""
MARK_EVERY = 0.002
"""Seconds between two readings of the thread's own time: a system call, too dear for every step."""


PATCHED: Any = Handle
"""The class whose `_run` is replaced while steps are timed: no type allows that."""


class LongStep(NamedTuple):
    """A long step that has ended. `lasted`: seconds by the clock; `worked`: seconds its thread had a core, at
    most MARK_EVERY too many; `bound`: what was allowed then."""

    number: int
    lasted: float
    worked: float
    bound: float


class Steps:
    """`number`: the step that was begun last. `began`: when (`time.perf_counter`), 0 while the loop is free.

    `ended` is given each long step; it and `bound` are called in the loop's own thread.
    """

    def __init__(self, ended: Callable[[LongStep], None], bound: Callable[[], float]):
        self.number = 0
        self.began = 0.0
        self._ended = ended
        self._bound = bound
        self._plain: Callable[[Handle], None] | None = None

    def start(self) -> None:
        """Time the steps of this thread's loop from now on."""
        # The one place every callback passes in every version of Python's own loops, on all systems.
        self._plain = Handle._run
        PATCHED._run = self._timed(self._plain)

    def stop(self) -> None:
        """Leave the loop as it was."""
        if self._plain is not None:
            PATCHED._run, self._plain = self._plain, None

    def _timed(self, plain: Callable[[Handle], None]) -> Callable[[Handle], None]:
        own, clock, used = get_ident(), time.perf_counter, time.thread_time
        marked, mark = clock(), used()

        def timed(handle: Handle) -> None:
            nonlocal marked, mark
            if get_ident() != own:  # the short-lived loop of a request's thread
                return plain(handle)
            began = clock()
            if began - marked > MARK_EVERY:
                marked, mark = began, used()
            self.number += 1
            self.began = began
            try:
                plain(handle)
            finally:
                self.began = 0.0
                if (lasted := clock() - began) >= SHORTEST:
                    worked = min(lasted, used() - mark)
                    self._ended(LongStep(self.number, lasted, worked, self._bound()))

        return timed
