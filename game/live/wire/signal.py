"""Between server processes: "session X is at seq N", a number and never the data; and who is looking.

Needs Redis (`REDIS_URL`); a single process has nobody to tell, and does not even read the library for it. A
lost signal does no harm to the journal: the next append finds out and catches up. Presence is no fact of the
meeting, so it passes here or nowhere.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.conf import settings

from game.live.watch import tasks

log = logging.getLogger(__name__)

GROUP = "sessions"
RENEW = 3600
"""Seconds after which the membership in the group is renewed; the layer forgets members after a day."""
PROCESS = secrets.token_hex(4)
"""This process's name, so that it does not listen to itself."""

Signal = dict[str, Any]
Hear = Callable[[Signal], Awaitable[None]]
_listening: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Task[None]] = WeakKeyDictionary()


def send(kind: str, code: str, **content: Any) -> None:
    """Tell the other processes, without waiting. `kind`: one that `rooms.heard` knows."""
    if settings.SEVERAL_PROCESSES:
        message = {"type": kind, "code": code, "process": PROCESS, **content}
        tasks.start(_send(message), f"telling the other processes about session {code}")


async def _send(message: Signal) -> None:
    from redis.exceptions import RedisError

    try:
        await get_channel_layer().group_send(GROUP, message)
    except (OSError, RedisError):
        log.warning("Redis did not take a signal about session %s.", message["code"])


def listen(heard: Hear, missed: Callable[[], Awaitable[None]]) -> None:
    """Hear the other processes from now on; once for each event loop. `missed`: something may have been said
    while nobody listened."""
    loop = asyncio.get_running_loop()
    if settings.SEVERAL_PROCESSES and loop not in _listening:
        _listening[loop] = tasks.keep_at(lambda: _hear(heard, missed), "hearing the other processes")


async def _hear(heard: Hear, missed: Callable[[], Awaitable[None]]) -> None:
    from redis.exceptions import RedisError

    layer = get_channel_layer()
    channel = await layer.new_channel()
    while True:
        try:
            await layer.group_add(GROUP, channel)
            await missed()
            await _hear_for_a_while(layer, channel, heard)
        except (OSError, RedisError):
            log.warning("Redis does not answer; trying again.")
            await asyncio.sleep(1)


async def _hear_for_a_while(layer: Any, channel: str, heard: Hear) -> None:
    loop = asyncio.get_running_loop()
    until = loop.time() + RENEW
    while loop.time() < until:
        try:
            async with asyncio.timeout_at(until):
                message = await layer.receive(channel)
        except TimeoutError:
            return
        if message["process"] == PROCESS:
            continue
        try:
            await heard(message)
        except Exception:
            # Whatever is wrong with one word of another process, the next one has to be heard.
            log.exception("A signal about session %s went wrong.", message.get("code"))
