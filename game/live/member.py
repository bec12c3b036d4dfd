"""One browser in a room: what it was sent, what it has acknowledged, and whether somebody is looking.

Sending never waits for a browser, so the window of unacknowledged pushes is kept here: a browser that falls
behind is sent nothing more until it answers, and then the latest state only.
"""

from collections.abc import Awaitable, Callable
from time import monotonic

from debate.view import Audience

WINDOW = 8
"""Pushes a browser may leave unacknowledged."""
PATIENCE = 30.0
"""Seconds a browser may stay behind before its socket is closed; it will connect anew."""

Send = Callable[[str], Awaitable[None]]
Close = Callable[[int], Awaitable[None]]


class Member:
    """One socket. `seat` is empty for the desk and the screen; `looking` is false for a hidden tab."""

    def __init__(self, audience: Audience, seat: str, language: str, send: Send, close: Close):
        self.audience = audience
        self.seat = seat
        self.language = language
        self.send = send
        self.close = close
        self.looking = True
        self.pushes = 0
        self.acknowledged = 0
        self.behind_since: float | None = None

    @property
    def group(self) -> tuple[Audience, str]:
        """Members of one group are sent the same bytes."""
        return self.audience, self.language

    async def push(self, frame: str) -> None:
        """Send a push if the window allows it; else note that this browser has missed something."""
        if self.pushes - self.acknowledged >= WINDOW:
            self.behind_since = self.behind_since or monotonic()
            return
        self.pushes += 1
        await self.send(frame)

    def acknowledge(self) -> bool:
        """The browser has caught up with all it was sent. True when it missed pushes meanwhile."""
        self.acknowledged = self.pushes
        missed = self.behind_since is not None
        self.behind_since = None
        return missed

    @property
    def is_lost(self) -> bool:
        """Behind for longer than anybody should wait."""
        return self.behind_since is not None and monotonic() - self.behind_since > PATIENCE
