"""The server's entrance: pages by HTTP, rooms by WebSocket."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "game.settings")

from django.core.asgi import get_asgi_application

django = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

from game.lanes import Lanes  # noqa: E402
from game.live.check_consumer import CheckConsumer  # noqa: E402
from game.live.consumer import SessionConsumer  # noqa: E402

sockets = URLRouter(
    [
        path("ws/check/", CheckConsumer.as_asgi()),
        path("ws/<str:code>/", SessionConsumer.as_asgi()),
    ]
)
application = ProtocolTypeRouter({"http": Lanes(django), "websocket": sockets})
