"""Between server processes: "session X is at seq N", a number and never the data.

Needs Redis (`REDIS_URL`); a single process has nobody to tell. A lost signal does no harm to the journal: the
next append finds out and catches up.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from weakref import WeakKeyDictionary, WeakSet

from channels.layers import get_channel_layer
from django.conf import settings

log = logging.getLogger(__name__)

GROUP = "heads"
RENEW = 3600
"""Seconds after which the membership in the group is renewed; the layer forgets members after a day."""

_tasks: WeakSet[asyncio.Task[None]] = WeakSet()
_listening: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Task[None]] = WeakKeyDictionary()


def announce(code: str, seq: int) -> None:
    """Tell the other processes, without waiting."""
    if settings.SEVERAL_PROCESSES:
        task = asyncio.get_running_loop().create_task(_send(code, seq))
        _tasks.add(task)


async def _send(code: str, seq: int) -> None:
    try:
        await get_channel_layer().group_send(GROUP, {"type": "head", "code": code, "seq": seq})
    except OSError:
        log.warning("Redis did not take the signal that session %s is at %s.", code, seq)


def listen(heard: Callable[[str, int], Awaitable[None]]) -> None:
    """Hear the other processes from now on; once for each event loop."""
    loop = asyncio.get_running_loop()
    if settings.SEVERAL_PROCESSES and loop not in _listening:
        _listening[loop] = loop.create_task(_hear(heard))


async def _hear(heard: Callable[[str, int], Awaitable[None]]) -> None:
    layer = get_channel_layer()
    channel = await layer.new_channel()
    while True:
        try:
            await layer.group_add(GROUP, channel)
            async with asyncio.timeout(RENEW):
                while True:
                    message = await layer.receive(channel)
                    await heard(message["code"], message["seq"])
        except TimeoutError:
            continue
        except OSError:
            log.warning("Redis does not answer; trying again.")
            await asyncio.sleep(1)
