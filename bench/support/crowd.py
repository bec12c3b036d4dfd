"""Many connections in this one process: sockets and a selector, no event loop, no framework.

The clients must cost little and cost the same for every server that is measured.
"""

import selectors
import socket
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from bench.support.server import HOST

if TYPE_CHECKING:
    from bench.support.browsers import Browser


# One buffer for all: a fresh one for each read would cost more than the read, and a slow client hides how
# fast a server is.
_room = memoryview(bytearray(262_144))


class Crowd:
    """All connections to one server. Nothing happens outside `until`."""

    def __init__(self, port: int):
        self.port = port
        self.selector = selectors.DefaultSelector()
        self.lines: set[Line] = set()
        self.pushes = 0
        """Frames with parts that have arrived, over all browsers."""
        self.bytes = 0
        """Of those frames."""
        self.answers = 0
        """Answers to commands that have arrived."""

    def until(self, done: Callable[[], bool], seconds: float) -> bool:
        """Serve all connections until `done`, or until the time is up: then False."""
        end = time.monotonic() + seconds
        while not done():
            left = end - time.monotonic()
            if left <= 0:
                return False
            for key, _ in self.selector.select(min(left, 0.05)):
                key.data()
        return True

    def rest(self, seconds: float) -> None:
        """Go on serving for so long."""
        self.until(lambda: False, seconds)

    def close(self) -> None:
        """Hang up, all of them."""
        for line in list(self.lines):
            line.hang_up()
        self.selector.close()

    def __enter__(self) -> "Crowd":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def all_at(browsers: Iterable["Browser"], seq: int) -> Callable[[], bool]:
    """A question for `until`: has each of them been shown this entry, or a later one?"""
    behind = list(browsers)

    def done() -> bool:
        while behind and behind[-1].newest >= seq:
            behind.pop()
        return not behind

    return done


class Line:
    """One TCP connection: opens without waiting, says its first words, hands over what it hears."""

    def __init__(self, crowd: Crowd, first: str):
        self.crowd = crowd
        self._first = first.encode()
        self._heard = b""
        self.sock = socket.socket()
        self.sock.setblocking(False)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.connect_ex((HOST, crowd.port))
        crowd.lines.add(self)
        crowd.selector.register(self.sock, selectors.EVENT_WRITE, self._connected)

    def _connected(self) -> None:
        self.sock.send(self._first)
        self.crowd.selector.modify(self.sock, selectors.EVENT_READ, self._readable)

    def _readable(self) -> None:
        try:
            data = bytes(_room[: self.sock.recv_into(_room)])
        except ConnectionError:
            data = b""
        if not data:
            return self.hang_up()
        self._heard = self._read(self._heard + data if self._heard else data)

    def _read(self, data: bytes) -> bytes:
        """Understand what can be understood; give back the beginning of what cannot yet."""
        raise NotImplementedError

    def hang_up(self) -> None:
        """The connection ends, from either side."""
        if self in self.crowd.lines:
            self.crowd.lines.discard(self)
            self.crowd.selector.unregister(self.sock)
            self.sock.close()
