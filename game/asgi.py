"""The server's entrance: pages by HTTP, rooms by WebSocket."""

import asyncio
import os
from typing import Any, cast

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "game.settings")
django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.handlers.asgi import ASGIHandler  # noqa: E402
from django.urls import path, re_path  # noqa: E402

from game.live.check_consumer import CheckConsumer  # noqa: E402
from game.live.consumer import SessionConsumer  # noqa: E402
from game.web.page_turns import Lanes  # noqa: E402


class Pages(ASGIHandler):
    """Django's pages. With a proxy in front they see the address that the browser has open."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if settings.PUBLIC:
            seen = {"path": settings.PREFIX + scope["path"], "scheme": settings.PUBLIC.scheme}
            scope = {**scope, **seen}
        await super().__call__(scope, to_the_end(receive) if scope["method"] == "POST" else receive, send)

    async def listen_for_disconnect(self, receive: Any) -> None:
        """Ends when nobody waits for the answer any more, or has got it.

        Django's own raises an exception then, which holds all that belongs to the request until garbage is
        collected (docs/decisions/nothing-left-to-collect.md).
        """
        await receive()


def to_the_end(receive: Any) -> Any:
    """What a form has begun is finished though nobody waits for the answer: what is on disk has to be told,
    too. (The whole form has arrived before Daphne hands it on.)"""

    async def received() -> Any:
        message = await receive()
        if message["type"] == "http.disconnect":
            await asyncio.Event().wait()
        return message

    return received


async def nowhere(scope: Any, receive: Any, send: Any) -> None:
    """A socket that no page of ours opens."""
    await send({"type": "websocket.close"})


sockets = URLRouter(
    [
        path("ws/check/", CheckConsumer.as_asgi()),
        path("ws/<str:code>/", SessionConsumer.as_asgi()),
        re_path("", cast("Any", nowhere)),  # Channels has applications where Django has views
    ]
)
application = ProtocolTypeRouter({"http": Lanes(Pages()), "websocket": sockets})
