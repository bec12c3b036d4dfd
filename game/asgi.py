"""The server's entrance: pages by HTTP, rooms by WebSocket."""

import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "game.settings")
django.setup(set_prefix=False)

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.core.handlers.asgi import ASGIHandler  # noqa: E402
from django.urls import path  # noqa: E402

from game.lanes import Lanes  # noqa: E402
from game.live.check_consumer import CheckConsumer  # noqa: E402
from game.live.consumer import SessionConsumer  # noqa: E402


class Pages(ASGIHandler):
    """Django's pages."""

    async def listen_for_disconnect(self, receive: Any) -> None:
        """Ends when nobody waits for the answer any more, or has got it.

        Django's own raises an exception then, which holds all that belongs to the request until garbage is
        collected (docs/decisions/nothing-left-to-collect.md).
        """
        await receive()


sockets = URLRouter(
    [
        path("ws/check/", CheckConsumer.as_asgi()),
        path("ws/<str:code>/", SessionConsumer.as_asgi()),
    ]
)
application = ProtocolTypeRouter({"http": Lanes(Pages()), "websocket": sockets})
