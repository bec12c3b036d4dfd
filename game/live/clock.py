"""The time of one session: it never goes back, runs evenly, and notices when the server was asleep.

The system's clock may be set back in the middle of a vote, and a laptop may be shut in one. Entries and bells
go by this clock; what is done about lost time is a rule (`debate/rules/business/agenda.py`).
"""

import time
from collections.abc import Callable

from debate.rules.business.agenda import SHORTEST_LOSS

BEAT = 1.0
"""Seconds between two beats of a server that is awake."""

Nanoseconds = Callable[[], int]


class Clock:
    """Moments are milliseconds since the epoch. `wall` may be set by anybody, `steady` by nobody."""

    def __init__(self, wall: Nanoseconds = time.time_ns, steady: Nanoseconds = time.monotonic_ns):
        self._wall, self._steady = wall, steady
        self._at, self._read = wall(), steady()
        self._beat = self._at

    def now(self) -> int:
        """The present moment: by the system's clock, unless that was set back; then evenly on from before."""
        read = self._steady()
        self._at = max(self._at + read - self._read, self._wall())
        self._read = read
        return self._at // 1_000_000

    def reached(self, moment: int) -> None:
        """An entry of this moment is in the journal: nothing after it may be earlier."""
        self.now()
        ahead = moment * 1_000_000 - self._at
        if ahead > 0:
            self._at += ahead
            self._beat += ahead  # Another clock was ahead of this one: nobody has slept.

    def beat(self) -> int | None:
        """A sign that the server is awake. The moment of the last one if it has slept since, else None."""
        self.now()
        before, self._beat = self._beat, self._at
        return before // 1_000_000 if self._at - before > (BEAT + SHORTEST_LOSS) * 1_000_000_000 else None


class Heart:
    """Beats while somebody looks after a room, and knows what was slept and not made good yet."""

    def __init__(self, clock: Clock):
        self._clock = clock
        self._is_watched = False
        self._sleeps = 0
        self.asleep_since: int | None = None

    def beat(self) -> None:
        """Somebody who comes every second is here."""
        if not self._is_watched:
            self._is_watched = True
            self._clock.beat()
        self.listen()

    def stop(self) -> None:
        """Nobody comes any more: silence is no sleep from now on."""
        self._is_watched = False

    def listen(self) -> int:
        """Has the server slept until just now? The number of its sleeps, for `made_good`."""
        slept_since = self._clock.beat() if self._is_watched else None
        if slept_since is not None:
            self._sleeps += 1
            self.asleep_since = slept_since if self.asleep_since is None else self.asleep_since
        return self._sleeps

    def made_good(self, sleeps: int) -> None:
        """What was slept is in the journal, or was no loss; unless there was another sleep since."""
        if sleeps == self._sleeps:
            self.asleep_since = None
