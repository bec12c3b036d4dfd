"""Which pupils have come by the key they were given, on disk: a server that starts again must know of them.

Noted for all who came within a few seconds at once, so that a class that comes in costs a few writes and not
one for each pupil. Who came in the last seconds before a crash has half a minute to show up again.
"""

import asyncio
from collections.abc import Awaitable, Callable

from game.live.database_threads import looked_up, on_disk
from game.live.watch import tasks
from game.models import Participant
from game.people import changes

NOTED_WITHIN = 3.0
"""Seconds."""


class Arrivals:
    """Of one session. `meet`: have the room read again who sits where."""

    def __init__(self, session: int, meet: Callable[[], Awaitable[None]]):
        self._session, self._meet = session, meet
        self._came: set[int] = set()

    def note(self, pupil: int) -> None:
        """This pupil has come; it will be on disk soon."""
        self._came.add(pupil)
        if len(self._came) == 1:
            tasks.start(self._write_soon(), f"noting who came to session {self._session}")

    async def _write_soon(self) -> None:
        await asyncio.sleep(NOTED_WITHIN)
        came, self._came = frozenset(self._came), set()
        await tasks.keep_at(
            lambda: on_disk(changes.came, came), f"{len(came)} came to session {self._session}"
        )

    async def came(self, pupils: list[int]) -> bool:
        """Is one of them known to have come, at whatever process?"""
        return await looked_up(Participant.objects.filter(pk__in=pupils, came=True).exists)

    async def put_out(self, pupil: int) -> None:
        """The page of this pupil, the second one in a seat, never came."""
        await on_disk(changes.put_out, self._session, pupil)
        await self._meet()
