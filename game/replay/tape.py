"""A session to go back and forth in: its events, and the state at every so many of them.

A state is immutable and shares what has not changed with those before it, so keeping one costs little. To go
to an entry is to fold on from the nearest kept state before it. A tape only ever grows, as its journal does.
"""

from bisect import bisect_right
from collections.abc import Iterable
from operator import itemgetter

from debate.assembly import Assembly, Status
from debate.events import AnyEvent, SeatTaken
from debate.evolve import evolve
from debate.ids import TextId
from debate.scenario import Scenario
from game.replay.chapters import Contents, ReplayChapter

EVERY = 256
"""Entries between two kept states."""
LONGEST_WAIT = 60_000
"""Milliseconds: a lobby that was set up the day before, or the night between two lessons, must not fill the
whole slider."""


class Tape:
    """`sat`: seat to the entry at which its latest pupil sat down (not: came back). `skips`: from which entry
    on how many milliseconds of waiting, before the meeting and between two lessons, are left out of the
    moments below; of the meeting itself nothing is."""

    def __init__(self, scenario: Scenario, events: Iterable[AnyEvent] = ()):
        self.scenario = scenario
        self.events: list[AnyEvent] = []
        self.sat: dict[str, int] = {}
        self._kept = [Assembly(scenario=scenario)]
        self._end = self._kept[0]
        self.skips: list[tuple[int, int]] = [(0, 0)]
        self._contents = Contents()
        self._moments: list[int] = []
        self.grow(events)

    @property
    def head(self) -> int:
        """How many entries it has."""
        return len(self.events)

    @property
    def end(self) -> Assembly:
        """The state after the last entry."""
        return self._end

    @property
    def gone(self) -> frozenset[TextId]:
        """The texts that the teacher has taken away by the end: others see them at no step."""
        return frozenset(self._end.away)

    @property
    def chapters(self) -> list[ReplayChapter]:
        return self._contents.chapters

    @property
    def marks(self) -> list[int]:
        """The entries that only mark a step: nothing is seen to happen at them."""
        return self._contents.marks

    def grow(self, events: Iterable[AnyEvent]) -> None:
        """Add what has happened since. One thread at a time; others may read meanwhile."""
        for event in events:
            now = evolve(self._end, event)
            if isinstance(event, SeatTaken) and not event.back:
                self.sat[event.seat] = now.seq
            self._contents.note(now, event)
            self._moments.append(self._moment(event.at, now.status, self._end))
            if now.seq % EVERY == 0:
                self._kept.append(now)
            self._end = now
            self.events.append(event)

    def seek(self, seq: int) -> Assembly:
        """The state after entry `seq`, from 0 (nothing has happened) to `head`."""
        if seq == self._end.seq:
            return self._end
        assembly = self._kept[seq // EVERY]
        for event in self.events[assembly.seq : seq]:
            assembly = evolve(assembly, event)
        return assembly

    def _moment(self, at: int, status: Status, before: Assembly) -> int:
        """The place in time of what comes last. A server's clock may be set back; the slider may not. Time
        stands still after the close: a text may be taken away weeks later."""
        if not self._moments:
            return at
        last, skipped = self._moments[-1], self.skips[-1][1]
        if before.status == "closed":
            return last
        if (status == "lobby" or before.sleeps) and at - skipped - last > LONGEST_WAIT:
            skipped = at - last - LONGEST_WAIT
            self.skips.append((before.seq + 1, skipped))
        return max(at - skipped, last)

    def when(self, seq: int) -> int:
        """The moment of entry `seq` by the class's clock, with what is left out."""
        return self.moment(seq) + self.skips[bisect_right(self.skips, seq, key=itemgetter(0)) - 1][1]

    def moment(self, seq: int) -> int:
        """When entry `seq` (from 1) was made: milliseconds, never before the one before it."""
        return self._moments[seq - 1]

    def moments(self) -> list[int]:
        """The moments of all entries, in order."""
        return self._moments[: self.head]

    def reached(self, moment: int) -> int:
        """The last entry that had been made at this moment; the first one for anything before it."""
        return max(1, bisect_right(self._moments, moment, hi=self.head))

    def beside(self, seq: int, way: int) -> int:
        """The entry before (-1) or behind (1) at which something is seen to happen; the ends stay."""
        marks, there = set(self.marks), seq + way
        while 1 < there < self.head and there in marks:
            there += way
        return min(max(1, there), self.head)
