"""One browser in a room: what it was sent, what it has acknowledged, and whether somebody is looking.

Sending never waits for a browser, so the window of unacknowledged pushes is kept here: a browser that falls
behind is sent nothing more until it answers, and then the latest state only.
"""

from collections import deque
from time import monotonic
from typing import NamedTuple

from debate.ids import SeatId
from debate.shown.audience import Audience
from game.live.watch.meter import meter
from game.live.wire.frames import Frame
from game.live.wire.outlet import Outlet
from game.parts import Slices
from game.web.on_page import Marks

WINDOW = 8
"""Pushes a browser may leave unacknowledged."""
PATIENCE = 30.0
"""Seconds a browser may stay behind before its socket is closed; it will connect anew."""


class Seen(NamedTuple):
    """What the parts showed that everybody sees, and those for whoever has a vote."""

    shared: Slices
    voiced: Slices


class Viewer:
    """One socket. `seat` is empty for the desk and the screen; `looking` is false for a hidden tab.

    `by`: the actor its commands come from, `sender`: whose command ids they are; `who`: the number of the
    pupil, or of the second teacher's link. `on_page`: the marks of what its page shows when the socket opens;
    `saw`: the parts that are not its own, as it was last sent them;
    `owed`: personal parts that could not be drawn when they changed.
    """

    def __init__(
        self,
        audience: Audience,
        seat: SeatId,
        language: str,
        outlet: Outlet,
        by: str = "",
        sender: str = "",
        who: int = 0,
    ):
        self.audience = audience
        self.seat = seat
        self.by = by or seat
        self.sender = sender or self.by
        self.who = who
        self.language = language
        self.outlet = outlet
        self.looking = True
        self._in_flight: deque[int] = deque()
        self._shown: dict[str, int] = {}
        self.on_page: Marks = frozenset()
        self.saw: Seen | None = None
        self.behind_since: float | None = None
        self.owed: frozenset[str] = frozenset()

    @property
    def group(self) -> tuple[Audience, str]:
        """Members of one group are sent the same bytes."""
        return self.audience, self.language

    async def push(self, seq: int, frame: Frame) -> None:
        """Send a push if the window allows it; else note that this browser has missed something."""
        if len(self._in_flight) >= WINDOW:
            self.behind_since = self.behind_since or monotonic()
            return
        self._in_flight.append(seq)
        meter.pushes.inc()
        await self.outlet.push(frame)

    def is_news(self, target: str, html: str) -> bool:
        """Does this personal part look different from when it was last sent? Remembers it by its hash."""
        seen = hash(html)
        if self._shown.get(target) == seen:
            return False
        self._shown[target] = seen
        return True

    def starts_over(self) -> None:
        """It is sent everything again, whatever it has seen."""
        self.saw = None
        self._shown.clear()

    def acknowledge(self, seq: int) -> bool:
        """The browser has applied all pushes up to `seq`. True when it has missed others meanwhile."""
        while self._in_flight and self._in_flight[0] <= seq:
            self._in_flight.popleft()
        missed = self.behind_since is not None and len(self._in_flight) < WINDOW
        if missed:
            self.behind_since = None
        return missed

    @property
    def is_lost(self) -> bool:
        """Behind for longer than anybody should wait."""
        return self.behind_since is not None and monotonic() - self.behind_since > PATIENCE
