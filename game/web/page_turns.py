"""How many pages are made at a time: an ASGI application before Django's.

Every request that Django works on holds a thread and a connection to the database. Pages that look back come
thirty at once, when a class is told to; in a lane of their own they wait for each other and never for a vote.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Application = Callable[[dict[str, Any], Any, Any], Awaitable[None]]

LOOKING_BACK = (
    "/outcome/",
    "/lab/",
    "/minutes/",
    "/replay/",
    "/shared/",
    "/export/",
    "/scenarios/",
    "/state/",
)
"""Where addresses begin that may take long. The print pack is one teacher's, and rare."""
AT_A_TIME, OTHERS_AT_A_TIME = 8, 64
"""Requests in the works in either lane."""


class Lanes:
    """Lets requests through to `application`, a few at a time, in the order in which they came."""

    def __init__(self, application: Application):
        self._application = application
        self._looking_back = asyncio.Semaphore(AT_A_TIME)
        self._others = asyncio.Semaphore(OTHERS_AT_A_TIME)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        lane = self._looking_back if scope["path"].startswith(LOOKING_BACK) else self._others
        async with lane:
            await self._application(scope, receive, send)
