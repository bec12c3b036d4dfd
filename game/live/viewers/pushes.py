"""What differs for those who look on at a room, drawn once and sent: at most five times a second.

Parts are compared with what a viewer was last shown; what changed is rendered once and the same bytes go to
all who were shown the same (`news.py`). Only personal parts are looked at seat by seat, and only for the
seats an event touched. Joining, reloading and falling behind are one path: all parts at once.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from debate.events import AnyEvent
from debate.ids import SeatId
from debate.shown.audience import Audience
from game import parts
from game.live.viewers import beginning, drawing
from game.live.viewers.news import Unshown
from game.live.viewers.viewer import Viewer
from game.live.watch import tasks
from game.live.wire import frames
from game.meeting_language import of_meeting
from game.parts import Touched
from game.standing import Standing

log = logging.getLogger(__name__)

PUSH_EVERY = 0.2
"""Seconds between two pushes."""
AT_A_TIME = 50
"""Viewers that are looked at before others on this loop have their turn."""
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds before what could not be shown is tried again; twice as long each time."""

Groups = Mapping[tuple[Audience, str], Mapping[Viewer, None]]
"""Audience and language to the viewers who are sent the same bytes."""


class Pushes:
    """What one room sends to its viewers. `groups`: who they are, kept by `Viewers`; `standing`, `now`: the
    session, and its clock (ms), as they are when asked; `send_away`: for a viewer who has to come again."""

    def __init__(
        self,
        groups: Groups,
        standing: Callable[[], Standing],
        now: Callable[[], int],
        send_away: Callable[[Viewer, int], None],
    ):
        self._groups, self._standing, self._now, self._send_away = groups, standing, now, send_away
        self._touched = Touched()
        self._next_push = 0.0
        self._pusher: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        self._pause = SHORTEST_PAUSE

    def note(self, events: list[AnyEvent]) -> None:
        """Events are on disk: show what they changed."""
        self._touched.note(events)
        self.wake()

    def note_people(self) -> None:
        """Names or what hangs on them have changed: the desk shows it, and each pupil their own."""
        self._touched.note_people()
        self.wake()

    def note_reaction(self, seat: SeatId) -> None:
        """A listener has pressed something: their own page shows what."""
        self._touched.note_own("my-now", seat)
        self.wake()

    def wake(self) -> None:
        """Something may look different, or is owed: look, as soon as it is time."""
        self._news.set()
        if any(self._groups.values()) and (self._pusher is None or self._pusher.done()):
            self._pusher = tasks.keep_at(self._push, f"pushing to session {self._standing().code}")

    async def _push(self) -> None:
        while True:
            wait = self._next_push - time.monotonic()
            if wait > 0:
                await asyncio.sleep(wait)
            self._next_push = time.monotonic() + PUSH_EVERY
            self._news.clear()
            touched, self._touched = self._touched, Touched()
            all_went_well = True
            for group in [group for group, viewers in self._groups.items() if viewers]:
                # What is written leaves when the loop turns: answers first, then group by group.
                await asyncio.sleep(0)
                all_went_well &= await self._push_or_owe(group, touched)
            if all_went_well:
                self._pause = SHORTEST_PAUSE
            else:
                await self._rest()
            if all_went_well and not self._news.is_set():
                return

    async def _rest(self) -> None:
        """Before what failed is tried again; whoever it did not fail for waits no longer than usual."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._pause):
                await self._news.wait()
        self._pause = min(2 * self._pause, LONGEST_PAUSE)

    async def _push_or_owe(self, group: tuple[Audience, str], touched: Touched) -> bool:
        try:
            with of_meeting(self._standing().assembly.scenario):
                return await self._push_group(group, touched)
        except Exception:
            # Each group on its own: the next one must get its news.
            log.exception("A push to session %s failed for %s.", self._standing().code, group[0])
            for viewer in self._groups[group]:
                viewer.starts_over()
                viewer.owed |= touched.targets(viewer.seat) if viewer.seat else frozenset()
            return False

    async def _push_group(self, group: tuple[Audience, str], touched: Touched) -> bool:
        """Show each viewer of a group what is new for it. False: some of it has to be tried again."""
        standing, is_whole = self._standing(), True
        news = Unshown(standing, *group, self._now())
        viewers = list(self._groups[group])
        if viewers:
            await news.draw_ahead(viewers[0])
        for number, viewer in enumerate(viewers, 1):
            own = self._personal_html(standing, viewer, touched) if viewer.seat else ""
            is_whole &= not viewer.owed
            if frame := news.frame(viewer, own):
                await self._send(viewer, news.seq, frame)
            if viewer.is_lost:
                self._send_away(viewer, frames.TOO_SLOW)
            if number % AT_A_TIME == 0:
                await asyncio.sleep(0)
        return is_whole and news.is_whole

    async def _send(self, viewer: Viewer, seq: int, frame: frames.Frame) -> None:
        """To this browser. One that cannot be written to has to come again, and then gets everything."""
        try:
            await viewer.push(seq, frame)
        except Exception:
            # The next browser of its group must get its news all the same.
            log.exception("A browser in session %s could not be written to.", self._standing().code)
            self._send_away(viewer, frames.TRY_AGAIN)

    def _personal_html(self, standing: Standing, viewer: Viewer, touched: Touched) -> str:
        """The personal parts that look different for this viewer now."""
        targets = touched.targets(viewer.seat)
        if viewer.seat == standing.assembly.chair:
            targets = targets | {"my-chair"}  # The chair's controls show a bit of everything.
        if not targets and not viewer.owed:
            return ""
        html, viewer.owed = drawing.personal(standing, viewer, targets | viewer.owed)
        return html

    async def show_all(self, viewer: Viewer) -> None:
        """Everything, as it stands now, but what its page shows already."""
        standing = self._standing()
        with of_meeting(standing.assembly.scenario):
            await self._show_all(standing, viewer)

    async def _show_all(self, standing: Standing, viewer: Viewer) -> None:
        viewer.starts_over()
        try:
            news = Unshown(standing, *viewer.group, self._now())
        except Exception:
            # It stays in the room, and is shown everything as soon as that can be done.
            log.exception("Session %s cannot be shown to %s.", self._standing().code, viewer.audience)
            viewer.starts_over()
            viewer.owed = parts.ALL_PERSONAL if viewer.seat else frozenset()
            self.wake()
            return
        beginning.recall(standing, viewer, news.now(viewer))
        own = ""
        if viewer.seat:
            own, viewer.owed = drawing.personal(standing, viewer, parts.ALL_PERSONAL)
        if frame := news.frame(viewer, own):
            await self._send(viewer, news.seq, frame)
        if viewer.owed or not news.is_whole:
            self.wake()
