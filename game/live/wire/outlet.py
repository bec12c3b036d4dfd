"""The way to one browser's socket, and the short way for what goes to a whole class.

Through ASGI every send passes several layers, each of which does the same work for the same text again; for
a push to five hundred pupils that is most of its cost (`python3 -m bench fanout`). The frame of a push is the
same bytes for all, so it is made once and handed straight to Daphne's connection. Where there is no such
connection, or it is not in its plain open state, the ordinary way is taken. To a browser that decompresses
it goes compressed, once for all who were sent the same before (`game/packing/sockets.py`).
"""

from collections.abc import Awaitable, Callable
from typing import Any

from autobahn.exception import Disconnected
from daphne.ws_protocol import WebSocketProtocol

from game.live.wire import frames
from game.packing.sockets import NOTHING, WORTH_IT, Deflate

MOST_UNREAD = 2 * 1024 * 1024
"""Bytes that may wait for a browser: the whole desk of a hall, and as much again. Whoever only says that they
have read must not fill the memory."""

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Outlet:
    """One accepted socket. `send` is what the server gave the application."""

    def __init__(self, send: Send):
        self._send = send
        self._line = _line_of(send)
        self._protocol = _daphnes_own(self._line)
        self._is_gone = False
        self._before = NOTHING

    @property
    def is_open(self) -> bool:
        """Is there still somebody at the other end, as far as this process knows?"""
        return not self._is_gone and (self._protocol is None or bool(self._protocol.transport.connected))

    async def text(self, text: str) -> None:
        """Send a frame to this browser alone."""
        if self._is_unread():
            self._hang_up()
        else:
            await self._give({"type": "websocket.send", "text": text})

    async def push(self, frame: frames.Frame) -> None:
        """Send a frame that others get as well."""
        if self._is_unread():
            self._hang_up()
        elif self._protocol is None or not self._written(self._protocol, frame):
            await self.text(frame.text)

    def _written(self, protocol: WebSocketProtocol, frame: frames.Frame) -> bool:
        if protocol._perMessageCompress is None or len(frame.text) < WORTH_IT:
            return _written(protocol, frame.framed)
        if not _written(protocol, frame.packed(self._before)):
            return False
        self._before = frame.tail
        return True

    async def close(self, code: int) -> None:
        """Close the socket with a code the browser can read."""
        await self._give({"type": "websocket.close", "code": code})

    def _is_unread(self) -> bool:
        if self._line is None or not hasattr(self._line.transport, "dataBuffer"):
            return False
        transport = self._line.transport
        waiting: int = len(transport.dataBuffer) - transport.offset + transport._tempDataLen
        return waiting > MOST_UNREAD

    def _hang_up(self) -> None:
        self._is_gone = True
        if self._line is not None:
            self._line.transport.abortConnection()

    async def _give(self, message: dict[str, Any]) -> None:
        try:
            await self._send(message)
        except Disconnected:
            self._is_gone = True  # The server is about to say so.


def _line_of(send: Send) -> WebSocketProtocol | None:
    """The connection behind Daphne's `send`."""
    protocol = next(iter(getattr(send, "args", ())), None)
    return protocol if isinstance(protocol, WebSocketProtocol) else None


def _daphnes_own(protocol: WebSocketProtocol | None) -> WebSocketProtocol | None:
    """The same, if it is a plain one: no compression but ours, no TLS."""
    if protocol is None or not isinstance(protocol._perMessageCompress, Deflate | None):
        return None
    return protocol if hasattr(protocol.transport, "writeSomeData") else None


def _written(protocol: WebSocketProtocol, data: bytes) -> bool:
    """Write a whole frame behind whatever still waits to go out. False if it is not plainly open."""
    transport = protocol.transport
    if protocol.state != protocol.STATE_OPEN or protocol.send_queue:
        return False
    if not transport.connected or transport.disconnecting:
        return False
    if transport.dataBuffer or transport._tempDataBuffer:
        transport.write(data)
        return True
    sent = transport.writeSomeData(data)
    if isinstance(sent, int) and sent < len(data):
        transport.write(data[sent:])
    # Anything but a number: the connection is lost, and its reader is about to say so.
    return True
