"""Sockets compressed (permessage-deflate, RFC 7692), in a way that a whole class can share.

Autobahn's own compresses each frame for each socket, with a memory of a quarter megabyte for each. Here a
push is compressed once for all who were sent the same before: what a browser remembers for decompressing ends
with the frame it got last, so that is a dictionary for the next. A socket keeps no more than a pointer to it.
What is for one browser alone, an answer or a beat, is short and goes as it is, and changes no memory.

What browsers send is decompressed frame by frame, to so many bytes and no more, and nothing is kept of it.
"""

import zlib
from collections.abc import Iterable
from itertools import count
from typing import Any, NamedTuple

from autobahn.websocket.compress import (
    PERMESSAGE_COMPRESSION_EXTENSION,
    PerMessageDeflate,
    PerMessageDeflateOffer,
    PerMessageDeflateOfferAccept,
)

LONGEST = 64 * 1024
"""Bytes that a message may come to: no page sends a third of it."""
REMEMBERED = 4 * 1024
"""Bytes of the end of a frame that the next is compressed with."""
WORTH_IT = 100
"""Bytes below which a frame is not compressed."""
QUICKLY = 16 * 1024
"""Bytes above which it is done quickly: the loop waits meanwhile."""
BROWSERS_WINDOW = 10
"""Power of two: what a browser may look back to within one of its frames."""

_numbers = count(1)


class TooLarge(Exception):
    """A small frame that comes to a great text."""


class Tail(NamedTuple):
    """How a frame ends that was sent compressed. Equal numbers: the same frame."""

    number: int
    content: bytes


NOTHING = Tail(0, b"")


def tail(body: bytes) -> Tail:
    """How this one ends."""
    return Tail(next(_numbers), body[-REMEMBERED:])


def deflated(body: bytes, before: Tail) -> bytes:
    """The body of a frame for whoever was sent `before` last."""
    packer = zlib.compressobj(
        1 if len(body) > QUICKLY else 6,
        zlib.DEFLATED,
        -zlib.MAX_WBITS,
        zlib.DEF_MEM_LEVEL,
        zlib.Z_DEFAULT_STRATEGY,
        before.content,
    )
    return (packer.compress(body) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]


class Deflate(PerMessageDeflate):
    """The extension on one socket, for what comes in. What goes out is made by `deflated`."""

    _left = 0
    _decompressor: Any

    def start_decompress_message(self) -> None:
        self._left = LONGEST
        self._decompressor = zlib.decompressobj(-self.client_max_window_bits)

    def decompress_message_data(self, data: bytes) -> bytes:
        """Raises TooLarge, and zlib.error for what is none."""
        found: bytes = self._decompressor.decompress(data, self._left + 1)
        self._left -= len(found)
        if self._left < 0:
            raise TooLarge
        return found

    def end_decompress_message(self) -> None:
        self._decompressor = None


def accepted(offers: Iterable[Any]) -> PerMessageDeflateOfferAccept | None:
    """What a browser is answered. None, and no compression, for one that has less memory than all of them."""
    for offer in offers:
        if not isinstance(offer, PerMessageDeflateOffer) or offer.request_no_context_takeover:
            continue
        if offer.request_max_window_bits in (0, zlib.MAX_WBITS):
            window = BROWSERS_WINDOW if offer.accept_max_window_bits else 0
            return PerMessageDeflateOfferAccept(
                offer, request_no_context_takeover=True, request_max_window_bits=window
            )
    return None


# Autobahn makes its extensions by this list.
PERMESSAGE_COMPRESSION_EXTENSION[PerMessageDeflate.EXTENSION_NAME]["PMCE"] = Deflate
