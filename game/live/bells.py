"""The bells of one session: each clock of the meeting that acts by itself rings at its moment.

Every process may ring: only the first one counts. A bell that could not be answered, because the database was
away or the clock was moved on meanwhile, rings again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from debate.commands import Command
from debate.refusal import Refusal
from debate.rules.clocks import rings
from game.live.watch import tasks
from game.standing import Standing

log = logging.getLogger(__name__)

AGAIN = 1.0
"""Seconds after which a bell that was refused rings again."""
RARELY = 60.0
"""Seconds after which it rings again for a vote that can't be counted: there only an undo helps."""
A_LITTLE_LATER = 0.01
"""Seconds: a bell that rings a moment too early is refused."""


class Bells:
    """Rings the next clock of a room that runs out. `standing`, `now`: the session, and its clock (ms), as
    they are when asked; `submit`: has a command decided and saved, or raises Refusal."""

    def __init__(
        self,
        standing: Callable[[], Standing],
        now: Callable[[], int],
        submit: Callable[[Command], Awaitable[object]],
    ):
        self._standing, self._now, self._submit = standing, now, submit
        self._timer: asyncio.TimerHandle | None = None
        self._silent = False

    @property
    def is_set(self) -> bool:
        """Will one ring?"""
        return self._timer is not None

    def set(self, soonest: float = 0.0) -> None:
        """Something has changed: when is the next one due? Not sooner than in so many seconds."""
        self._stop()
        if not self._silent and (next_clock := rings(self._standing().assembly)):
            moment, command = next_clock
            wait = (moment - self._now()) / 1000 + A_LITTLE_LATER
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(soonest, wait, 0.0), self._ring, command)

    def silence(self) -> None:
        """Ring no more: the session is gone."""
        self._silent = True
        self._stop()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ring(self, command: Command) -> None:
        self._timer = None
        tasks.start(self._give(command), f"the bell of session {self._standing().code}")

    async def _give(self, command: Command) -> None:
        again = AGAIN
        try:
            await self._submit(command)
        except Refusal as refusal:
            again = RARELY if refusal.code == "box_lost" else AGAIN
            log.info(
                "Session %s: the clock's %s was refused: %s", self._standing().code, command, refusal.code
            )
        finally:
            if self._timer is None:
                self.set(soonest=again)
