"""A consumer without a channel layer: what the browser says goes straight to its handler, in its order.

Channels' own waits for browser and channel layer at once, with a task and a round of `asyncio.wait` for every
message. Rooms push to their own members, so there is nothing but the browser to wait for.
"""

from contextlib import suppress
from typing import Any

from channels.consumer import AsyncConsumer, get_handler_name
from channels.exceptions import StopConsumer


class Straight(AsyncConsumer):
    """One socket. A subclass has a handler for each kind of message, and ends with StopConsumer."""

    channel_layer_alias = None

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        self.scope, self.base_send = scope, send
        with suppress(StopConsumer):
            while True:
                await self.dispatch(await receive())

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Straight to the handler: Channels would change threads first, to tidy a database unused here."""
        await getattr(self, get_handler_name(message))(message)
