"""What every socket has in common: however it ends, it is left behind in order.

A handler that fails, a browser that vanishes while it is let in, a server that ends: what the socket was
counted for, and whatever room it stood in, must not keep it. A failure is one line in the log and a close
code after which browsers connect again.
"""

import logging
from contextlib import suppress
from typing import Any

from autobahn.exception import Disconnected
from channels.consumer import AsyncConsumer, get_handler_name
from channels.exceptions import StopConsumer

from game.live.wire.outlet import Send

log = logging.getLogger(__name__)

OUR_FAULT = 1011
"""The close code for a server that has failed."""


class Socket(AsyncConsumer):
    """One connection. A subclass has handlers for what comes, and undoes in `left` what they did."""

    channel_layer_alias = None  # Rooms push to their own members; a socket needs no channel of its own.

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Send) -> None:
        """What the browser says goes to its handler, in its order. Channels' own would wait for a channel
        layer as well, with a task and a round of `asyncio.wait` for every message."""
        self.scope, self.base_send = scope, send
        try:
            with suppress(StopConsumer):
                while True:
                    await self.dispatch(await receive())
        except Exception:
            # Not left to the server: it would see to the connection, but not to the room.
            log.exception("A socket of %s failed.", scope["path"])
            with suppress(Disconnected):
                await send({"type": "websocket.close", "code": OUR_FAULT})
        finally:
            self.left()

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Straight to the handler: Channels would change threads first, to tidy a database unused here."""
        await getattr(self, get_handler_name(message))(message)

    def left(self) -> None:
        """It is over, whether or not it was ever let in."""
