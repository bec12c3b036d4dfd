"""Who looks on at a room: coming, going, sent away."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable

from debate.events import AnyEvent
from debate.ids import NOBODY
from debate.shown.audience import Audience
from game import parts
from game.live.viewers.presence import RoomPresence
from game.live.viewers.pushes import Pushes
from game.live.viewers.viewer import Viewer
from game.live.watch import tasks
from game.live.wire import frames, signal
from game.standing import Standing


class Viewers:
    """The browsers that look on at one room. `standing`, `now`: the session, and its clock (ms), as they are
    when asked; `present`: who of the pupils is there. `_entering`: desks that are drawn, and look on soon."""

    def __init__(self, standing: Callable[[], Standing], now: Callable[[], int], present: RoomPresence):
        self._standing, self._present = standing, present
        self._groups: dict[tuple[Audience, str], dict[Viewer, None]] = defaultdict(dict)
        self._entering: set[Viewer] = set()
        self._seated: dict[int, Viewer] = {}
        self.pushes = Pushes(self._groups, standing, now, self._send_away)

    def __len__(self) -> int:
        return sum(len(group) for group in self._groups.values())

    def sockets(self) -> Counter[str]:
        """How many browsers look on, by audience."""
        return Counter(viewer.audience for group in self._groups.values() for viewer in group)

    async def join(self, viewer: Viewer) -> None:
        """Let a browser in and show it everything. The newest tab of a pupil wins."""
        if viewer.seat:
            self._let_go_of(viewer.who)
            self._seated[viewer.who] = viewer
            self._present.sat(viewer.who, viewer.looking)
        if viewer.audience == "teach":
            # The desk of a hall is long. Drawn beside the loop first, it is only looked up below.
            desk = self._standing().at_rest()
            self._entering.add(viewer)
            await asyncio.to_thread(parts.page, desk, viewer.audience, NOBODY, viewer.language)
            if viewer not in self._entering:
                return  # sent away meanwhile
            self._entering.discard(viewer)
        self._groups[viewer.group][viewer] = None
        await self.pushes.show_all(viewer)
        self._present.has_changed()

    def taken_elsewhere(self, pupil: int) -> None:
        """The pupil has opened a newer tab at another process: the older one has to go."""
        self._let_go_of(pupil)
        self._present.moved(pupil)

    def _let_go_of(self, pupil: int) -> None:
        if older := self._seated.pop(pupil, None):
            self._groups[older.group].pop(older, None)
            self._close(older, frames.TAKEN_OVER)

    def leave(self, viewer: Viewer) -> None:
        """A browser is gone."""
        self._entering.discard(viewer)
        self._groups[viewer.group].pop(viewer, None)
        if self._seated.get(viewer.who) is viewer:
            del self._seated[viewer.who]
            self._present.left(viewer.who)

    def evict(self, audience: Audience, who: int, code: int) -> None:
        """This pupil's seat, or this second teacher's place at the desk, is theirs no longer."""
        for viewer in [v for v in self._everybody() if v.audience == audience and v.who == who]:
            self._send_away(viewer, code)

    def evict_all(self, code: int) -> None:
        """The session is no more: nobody can stay."""
        for viewer in self._everybody():
            self._send_away(viewer, code)

    def reap(self) -> int:
        """Let go of browsers whose connection is no more. How many there were: none, if all goes well."""
        ghosts = [v for group in self._groups.values() for v in group if not v.outlet.is_open]
        for viewer in ghosts:
            self.leave(viewer)
        return len(ghosts)

    async def acknowledge(self, viewer: Viewer, seq: int) -> None:
        """A browser has applied what it was sent up to `seq`; one that missed some gets the latest state."""
        if viewer.acknowledge(seq):
            await self.pushes.show_all(viewer)
            self.pushes.wake()

    def look(self, viewer: Viewer, looking: bool) -> None:
        """A tab came to the front or went to the back."""
        if viewer.looking == looking:
            self._present.has_not_changed()
            return
        viewer.looking = looking
        if self._seated.get(viewer.who) is viewer:
            self._present.looks(viewer.who, looking)
        else:
            self._present.has_changed()

    def tell(self, events: list[AnyEvent], announce: bool = False) -> None:
        """Events are on disk: push what they changed. `announce`: other processes do not know yet."""
        if announce:
            standing = self._standing()
            signal.send("head", standing.code, seq=standing.assembly.seq)
        self.pushes.note(events)

    def _everybody(self) -> list[Viewer]:
        return [*self._entering, *(viewer for group in self._groups.values() for viewer in group)]

    def _send_away(self, viewer: Viewer, code: int) -> None:
        self.leave(viewer)
        self._close(viewer, code)

    def _close(self, viewer: Viewer, code: int) -> None:
        tasks.start(viewer.outlet.close(code), f"closing a socket of session {self._standing().code}")
