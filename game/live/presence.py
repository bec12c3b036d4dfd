"""Who is looking: here (a tab in front), away (hidden, or gone for a moment), gone. Seat by seat.

Nothing of this is a fact of the meeting, so it is kept in memory only. With several processes each tells the
others about its own seats; whoever falls silent is believed no longer.
"""

import time
from collections.abc import Mapping

from game.standing import Presence

GRACE = 20.0
"""Seconds a pupil without a socket counts as away before they are gone: time for a reload or a nap."""
TELL_EVERY = 10.0
"""Seconds between two messages about unchanged presence."""
BELIEVED = 25.0
"""Seconds another process's word counts for."""

RANK: dict[Presence, int] = {"gone": 0, "away": 1, "here": 2}


class Presences:
    """The presence of one room's seats. Times are `time.monotonic()`."""

    def __init__(self) -> None:
        self._looking: dict[str, bool] = {}
        self._left_at: dict[str, float] = {}
        self._elsewhere: dict[str, tuple[float, Mapping[str, Presence]]] = {}

    def sat(self, seat: str, looking: bool) -> None:
        """A socket of this process has this seat."""
        self._looking[seat] = looking
        self._left_at.pop(seat, None)

    def left(self, seat: str) -> None:
        """The seat's socket is gone."""
        self._looking.pop(seat, None)
        self._left_at[seat] = time.monotonic()

    def moved(self, seat: str) -> None:
        """The seat is open elsewhere now: whoever has it speaks for it."""
        self._looking.pop(seat, None)
        self._left_at.pop(seat, None)

    def hear(self, process: str, seats: Mapping[str, Presence]) -> None:
        """Another process's word about its seats."""
        self._elsewhere[process] = time.monotonic(), seats

    def own(self) -> dict[str, Presence]:
        """The seats this process knows of by itself."""
        now = time.monotonic()
        found: dict[str, Presence] = {
            seat: "away" if now - left < GRACE else "gone" for seat, left in self._left_at.items()
        }
        found.update({seat: "here" if looking else "away" for seat, looking in self._looking.items()})
        return found

    def all(self) -> dict[str, Presence]:
        """All seats: where two processes know of one, the livelier word counts."""
        found = self.own()
        for heard_at, seats in self._elsewhere.values():
            if time.monotonic() - heard_at > BELIEVED:
                continue
            for seat, presence in seats.items():
                if RANK[presence] > RANK[found.get(seat, "gone")]:
                    found[seat] = presence
        return found
