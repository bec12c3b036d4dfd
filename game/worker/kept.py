"""What was worked out, kept by what it was worked out from.

Whoever asks while it is being worked out waits for the same answer. The oldest uses go when the bytes are too
many; all of it goes when something was deleted (`forget`), because names may stand in it.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import astuple

Found = TypeVar("Found")

MOST_BYTES = 64 * 1024 * 1024


class ResultCache:
    """`most`: bytes of text in all. To be used on the event loop only."""

    def __init__(self, most: int = MOST_BYTES):
        self._most = most
        self._bytes = 0
        self._found: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._coming: dict[Hashable, asyncio.Future[Any]] = {}

    async def get(self, key: Hashable, work: Callable[[], Awaitable[Found]]) -> Found:
        """What is kept under this key, or what `work` gives. Raises what it raises; that is not kept."""
        if key in self._found:
            self._found.move_to_end(key)
            found: Found = self._found[key][0]
            return found
        if key not in self._coming:
            coming = self._coming[key] = asyncio.ensure_future(work())
            coming.add_done_callback(lambda done: self._came(key, done))
        # Shielded: one browser that goes away must not take the answer from those who wait for the same.
        return await asyncio.shield(self._coming[key])

    def forget(self) -> None:
        """Drop everything, also what is on its way."""
        self._found.clear()
        self._coming.clear()
        self._bytes = 0

    def _came(self, key: Hashable, done: "asyncio.Future[Any]") -> None:
        if self._coming.get(key) is not done:
            return  # Forgotten meanwhile.
        del self._coming[key]
        if done.cancelled() or done.exception() is not None:
            return
        size = weight(done.result()) + weight(key)  # names stand in keys, too
        self._found[key] = done.result(), size
        self._bytes += size
        while self._bytes > self._most:
            _, (_, freed) = self._found.popitem(last=False)
            self._bytes -= freed


def weight(found: Any) -> int:
    """About how many bytes of text there are in this; text is nearly all of what is kept."""
    if isinstance(found, str | bytes):
        return len(found) + 64
    if isinstance(found, Struct):
        return weight(astuple(found))
    if isinstance(found, dict):
        return sum(weight(value) for value in found.values()) + 64 * len(found)
    if isinstance(found, list | tuple):
        return sum(map(weight, found)) + 64
    return 64


results = ResultCache()
"""What the workers of this process have given so far."""
