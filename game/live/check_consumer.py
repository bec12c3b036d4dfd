"""The socket that tries whether a network lets sockets live: it sends beats back and knows of no session.

Everybody may open one, so everything about it is bounded: how many, how long, how fast, how large.
"""

import asyncio
from typing import Any

import msgspec
from channels.exceptions import StopConsumer

from game.admission.pace import Pace
from game.live.watch import tasks
from game.live.wire import frames
from game.live.wire.outlet import Outlet
from game.live.wire.socket import Socket
from game.web.guard import same_origin

LIFE = 90.0
"""Seconds; a check takes sixty."""
OVER = 1000
"""The close code at the end of it: nothing went wrong."""
LONGEST_FRAME = 64
"""Characters."""
MOST = 1000
"""Checks at once in this process: a hall full of them, and room is left for sessions."""


class Beat(msgspec.Struct, forbid_unknown_fields=True):
    """A browser asks whether anybody hears it."""

    beat: int


class CheckConsumer(Socket):
    """`/ws/check/`. Sends `{"beat": 3}` back, and closes for anything else."""

    open_now = 0
    admitted = False
    end: asyncio.Task[None] | None = None

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        headers = {name: value.decode("latin1") for name, value in self.scope["headers"]}
        self.admitted = CheckConsumer.open_now < MOST and same_origin(
            headers.get(b"origin"), headers.get(b"host", "")
        )
        if not self.admitted:
            await self.base_send({"type": "websocket.close"})
            return
        CheckConsumer.open_now += 1
        await self.base_send({"type": "websocket.accept"})
        self.outlet = Outlet(self.base_send)
        self.pace = Pace(burst=10, per_second=1)
        self.end = tasks.start(self._end(), "ending a check")

    async def _end(self) -> None:
        await asyncio.sleep(LIFE)
        await self.outlet.close(OVER)

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        text = message.get("text") or ""
        if len(text) > LONGEST_FRAME:
            await self.outlet.close(frames.TOO_BIG)
        elif _is_beat(text) and self.pace.allows():
            await self.outlet.text(text)
        else:
            await self.outlet.close(frames.MALFORMED)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer

    def left(self) -> None:
        if self.admitted:
            self.admitted = False
            CheckConsumer.open_now -= 1
        if self.end is not None:
            self.end.cancel()


def _is_beat(text: str) -> bool:
    try:
        msgspec.json.decode(text, type=Beat)
    except msgspec.DecodeError:
        return False
    return True
