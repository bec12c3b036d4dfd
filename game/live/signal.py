"""Between server processes: "session X is at seq N", a number and never the data; and who is looking.

Needs Redis (`REDIS_URL`); a single process has nobody to tell. A lost signal does no harm to the journal: the
next append finds out and catches up. Presence is no fact of the meeting, so it passes here or nowhere.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.conf import settings
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

GROUP = "sessions"
RENEW = 3600
"""Seconds after which the membership in the group is renewed; the layer forgets members after a day."""
PROCESS = secrets.token_hex(4)
"""This process's name, so that it does not listen to itself."""

Signal = dict[str, Any]
_sending: set[asyncio.Task[None]] = set()
_listening: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Task[None]] = WeakKeyDictionary()


def send(kind: str, code: str, **content: Any) -> None:
    """Tell the other processes, without waiting. `kind`: one that `rooms.heard` knows."""
    if settings.SEVERAL_PROCESSES:
        message = {"type": kind, "code": code, "process": PROCESS, **content}
        task = asyncio.get_running_loop().create_task(_send(message))
        _sending.add(task)
        task.add_done_callback(_sending.discard)


async def _send(message: Signal) -> None:
    try:
        await get_channel_layer().group_send(GROUP, message)
    except (OSError, RedisError):
        log.warning("Redis did not take a signal about session %s.", message["code"])


def listen(heard: Callable[[Signal], Awaitable[None]]) -> None:
    """Hear the other processes from now on; once for each event loop."""
    loop = asyncio.get_running_loop()
    if settings.SEVERAL_PROCESSES and loop not in _listening:
        _listening[loop] = loop.create_task(_hear(heard))


async def _hear(heard: Callable[[Signal], Awaitable[None]]) -> None:
    layer = get_channel_layer()
    channel = await layer.new_channel()
    while True:
        try:
            await layer.group_add(GROUP, channel)
            async with asyncio.timeout(RENEW):
                while True:
                    message = await layer.receive(channel)
                    if message["process"] != PROCESS:
                        await heard(message)
        except TimeoutError:
            continue
        except (OSError, RedisError):
            log.warning("Redis does not answer; trying again.")
            await asyncio.sleep(1)
