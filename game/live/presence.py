"""Who is looking: here (a tab in front), away (hidden, or gone for a moment), gone. Pupil by pupil.

Nothing of this is a fact of the meeting, so it is kept in memory only. With several processes each tells the
others about its own pupils; whoever falls silent is believed no longer.
"""

import time
from collections.abc import Callable, Mapping

from game.standing import Presence

GRACE = 20.0
"""Seconds a pupil without a socket counts as away before they are gone: time for a reload or a nap."""
TELL_EVERY = 10.0
"""Seconds between two messages about unchanged presence."""
BELIEVED = 25.0
"""Seconds another process's word counts for."""

RANK: dict[Presence, int] = {"gone": 0, "paper": 0, "away": 1, "here": 2}


class Presences:
    """The presence of one room's pupils, by their numbers as text. Times are seconds of the `clock`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._now = clock
        self._looking: dict[str, bool] = {}
        self._left_at: dict[str, float] = {}
        self._elsewhere: dict[str, tuple[float, Mapping[str, Presence]]] = {}

    def sat(self, pupil: str, looking: bool) -> None:
        """A socket of this process is this pupil's."""
        self._looking[pupil] = looking
        self._left_at.pop(pupil, None)

    def left(self, pupil: str) -> None:
        """The pupil's socket is gone."""
        self._looking.pop(pupil, None)
        self._left_at[pupil] = self._now()

    def moved(self, pupil: str) -> None:
        """The pupil is elsewhere now: whoever has the socket speaks for it."""
        self._looking.pop(pupil, None)
        self._left_at.pop(pupil, None)

    def hear(self, process: str, pupils: Mapping[str, Presence]) -> None:
        """Another process's word about its pupils."""
        self._elsewhere[process] = self._now(), pupils

    def left_at(self, pupil: str) -> float:
        """When this process last had the pupil's socket; 0 if never."""
        return self._left_at.get(pupil, 0.0)

    def elsewhere(self, pupil: str) -> Presence:
        """What the other processes say of a pupil."""
        fresh = [said for at, said in self._elsewhere.values() if self._now() - at <= BELIEVED]
        return max((said.get(pupil, "gone") for said in fresh), key=RANK.__getitem__, default="gone")

    def own(self) -> dict[str, Presence]:
        """The pupils this process knows of by itself."""
        now = self._now()
        found: dict[str, Presence] = {
            pupil: "away" if now - left < GRACE else "gone" for pupil, left in self._left_at.items()
        }
        found.update({pupil: "here" if looking else "away" for pupil, looking in self._looking.items()})
        return found

    def all(self) -> dict[str, Presence]:
        """All pupils: where two processes know of one, the livelier word counts."""
        found = self.own()
        for heard_at, pupils in self._elsewhere.values():
            if self._now() - heard_at > BELIEVED:
                continue
            for pupil, presence in pupils.items():
                if RANK[presence] > RANK[found.get(pupil, "gone")]:
                    found[pupil] = presence
        return found
