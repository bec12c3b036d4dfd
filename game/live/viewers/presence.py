"""Who is looking: here (a tab in front), away (hidden, or gone for a moment), gone. Pupil by pupil.

Nothing of this is a fact of the meeting, so it is kept in memory only. With several processes each tells the
others about its own pupils; whoever falls silent is believed no longer.
"""

import asyncio
import time
from collections.abc import Callable, Mapping

from game.live.wire import signal
from game.people.sitters import People, Sitting
from game.standing import Presence

GRACE = 20.0
"""Seconds a pupil without a socket counts as away before they are gone: time for a reload or a nap."""
TELL_EVERY = 10.0
"""Seconds between two messages about unchanged presence."""
TELL_AFTER = 0.2
"""Seconds in which changes are gathered before they are told: a whole class comes in at once."""
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


class RoomPresence:
    """The presence of one room's pupils, as it tells others of it. `changed`: called whenever somebody's may
    look different, here or at another process; `gone`: when somebody has left. Times are seconds of the
    `clock`."""

    def __init__(
        self,
        code: str,
        changed: Callable[[], None],
        gone: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._code, self._changed, self._gone = code, changed, gone
        self._known = Presences(clock)
        self._here: set[int] = set()
        self._told_at = 0.0
        self._telling: asyncio.TimerHandle | None = None

    def is_here(self, pupil: int) -> bool:
        """Has this pupil a socket in this process?"""
        return pupil in self._here

    def gone_since(self, pupil: int) -> float | None:
        """When this process last saw the pupil's socket; None while they are here, or said to be elsewhere.

        Seconds of the clock; 0 if never.
        """
        if self.is_here(pupil) or self._known.elsewhere(str(pupil)) != "gone":
            return None
        return self._known.left_at(str(pupil))

    def by_seat(self, people: People) -> dict[str, Presence]:
        """Seat to here, away or gone; of two who share a seat the livelier counts."""
        known = self._known.all()
        return {seat: _of(sitting, known) for seat, sitting in people.seats.items()}

    def sat(self, pupil: int, looking: bool) -> None:
        """A socket of this process is this pupil's from now on."""
        self.moved(pupil)
        self._here.add(pupil)
        self._known.sat(str(pupil), looking)
        signal.send("sat", self._code, pupil=pupil)

    def looks(self, pupil: int, looking: bool) -> None:
        """The pupil's tab came to the front or went to the back."""
        if self.is_here(pupil):
            self._known.sat(str(pupil), looking)
        self.has_changed()

    def left(self, pupil: int) -> None:
        """The pupil's socket is gone; they count as away for a while."""
        self._here.discard(pupil)
        self._known.left(str(pupil))
        self._gone()
        self.has_changed()
        asyncio.get_running_loop().call_later(GRACE + 0.1, self.has_changed)

    def moved(self, pupil: int) -> None:
        """The pupil is elsewhere now: whoever has the socket speaks for it."""
        self._here.discard(pupil)
        self._known.moved(str(pupil))

    def has_changed(self) -> None:
        """The desks show presence; those of the other processes, too."""
        self._tell_soon()
        self._changed()

    def has_not_changed(self) -> None:
        """The other processes hear so now and then, or they would believe it no longer."""
        if time.monotonic() - self._told_at > TELL_EVERY:
            self._tell_soon()

    def hear(self, process: str, pupils: Mapping[str, Presence]) -> None:
        """Another process says who is looking there."""
        self._known.hear(process, pupils)
        self._changed()

    def _tell_soon(self) -> None:
        if self._telling is None:
            self._telling = asyncio.get_running_loop().call_later(TELL_AFTER, self._tell)

    def _tell(self) -> None:
        self._telling, self._told_at = None, time.monotonic()
        signal.send("presence", self._code, pupils=self._known.own())


def _of(sitting: Sitting, known: Mapping[str, Presence]) -> Presence:
    found = max((known.get(str(s.pk), "gone") for s in sitting.sitters), key=RANK.__getitem__)
    return "paper" if sitting.on_paper and found == "gone" else found
