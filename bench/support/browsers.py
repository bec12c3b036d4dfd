"""A light browser's two errands: posting a form, and keeping a socket open.

A socket does no more than a browser's network side must: ask, read frames, decompress them where the server
compresses, note when each push arrived and how far it was, acknowledge, answer pings. Texts are sent masked
with a key of zeros, which is a valid mask and costs nothing.
"""

import re
import struct
import time
import zlib
from collections.abc import Callable

from bench.support.crowd import Crowd, Line
from bench.support.server import HOST

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
DEFLATED = 64
"""The bit of a frame's first byte that says so."""
ACK_EVERY = 4
"""As `live.js` does it."""
LONGEST_WANTED = 200
"""Bytes of a text looked for in a page."""


class Post(Line):
    """A form sent by HTTP; `then(status, cookie)` once the answer's head is there."""

    def __init__(self, crowd: Crowd, path: str, body: str, then: Callable[[int, str], None]):
        self._then = then
        super().__init__(
            crowd,
            f"POST {path} HTTP/1.1\r\nHost: {HOST}:{crowd.port}\r\nConnection: close\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}",
        )

    def _read(self, data: bytes) -> bytes:
        head, end, _ = data.partition(b"\r\n\r\n")
        if end:
            lines = head.decode("latin1").split("\r\n")
            cookies = [
                line[12:].partition(";")[0] for line in lines if line.lower().startswith("set-cookie: ")
            ]
            self.hang_up()
            self._then(int(lines[0].split()[1]), "; ".join(cookies))
            return b""
        return data


class Missing(Exception):
    """A page did not come as it should."""


class Page(Line):
    """A page asked for by HTTP on a connection of its own. `came`: when it was there whole, 0 until then;
    `size`: bytes of it. Nothing is kept of it but whether it holds what is wanted."""

    def __init__(self, crowd: Crowd, path: str, cookie: str, wanted: list[bytes]):
        self.path = path
        self.came = 0.0
        self.size = 0
        self._status = b""
        self._missing = wanted
        self._length = -1
        self._kept = 0
        super().__init__(
            crowd,
            f"GET {path} HTTP/1.1\r\nHost: {HOST}:{crowd.port}\r\nConnection: close\r\n"
            f"Cookie: {cookie}\r\n\r\n",
        )

    def _read(self, data: bytes) -> bytes:
        if not self._status:
            head, end, body = data.partition(b"\r\n\r\n")
            if not end:
                return data
            self._status = head.partition(b"\r\n")[0]
            found = re.search(rb"(?i)\ncontent-length: (\d+)", head)
            self._length = int(found[1]) if found else -1
            self.size, data = len(body), body
        else:
            self.size += len(data) - min(len(data), self._kept)
        self._missing = [text for text in self._missing if text not in data]
        if self.size == self._length:
            self.hang_up()
        rest = data[-LONGEST_WANTED:]
        self._kept = len(rest)
        return rest

    def hang_up(self) -> None:
        if self in self.crowd.lines and (self.size == self._length or self._length < 0 < self.size):
            self.came = time.time()
        super().hang_up()

    def check(self) -> None:
        """Raises Missing for a page that did not come whole, or not as it should."""
        if not self.came:
            raise Missing(f"{self.path} broke off after {self.size} bytes")
        if b" 200 " not in self._status or self._missing:
            raise Missing(f"{self.path}: {self._status!r}, without {self._missing}")


class Browser(Line):
    """One socket. `pushes`: (when, seq) of each push; `first` and `last`: the first and the latest of them;
    `bytes`: of all of them, as they came by the network; `answers`: command id to (when, seq, ok)."""

    def __init__(self, crowd: Crowd, path: str, cookie: str = ""):
        self.pushes: list[tuple[float, int]] = []
        self.answers: dict[str, tuple[float, int, bool]] = {}
        self.newest = -1
        self.bytes = 0
        self.first = b""
        self.last = b""
        self.open = False
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        self.acknowledges = True
        super().__init__(
            crowd,
            f"GET {path} HTTP/1.1\r\nHost: {HOST}:{crowd.port}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
            + (f"Cookie: {cookie}\r\n" if cookie else "")
            + "\r\n",
        )

    def say(self, text: str) -> None:
        """Send a text frame."""
        self._send(TEXT, text.encode())

    def acknowledge(self) -> None:
        """Tell the server that everything so far has been shown."""
        self.say(f'{{"ack":{max(self.newest, 0)}}}')

    def _send(self, kind: int, body: bytes) -> None:
        size = bytes((128 + len(body),)) if len(body) < 126 else b"\xfe" + struct.pack("!H", len(body))
        self.sock.send(bytes((128 + kind,)) + size + b"\0\0\0\0" + body)

    def _read(self, data: bytes) -> bytes:
        at = 0
        if not self.open:
            head, end, _ = data.partition(b"\r\n\r\n")
            if not end:
                return data
            if not head.startswith(b"HTTP/1.1 101"):
                self.hang_up()
                return b""
            self.open, at = True, len(head) + 4
        while len(data) - at >= 2:
            size, start = data[at + 1], at + 2
            if size > 125:
                start += 2 if size == 126 else 8
                if len(data) < start:
                    break
                size = int.from_bytes(data[at + 2 : start])
            if len(data) < start + size:
                break
            self._frame(data[at], data[start : start + size])
            at = start + size
        return data[at:]

    def _frame(self, first: int, body: bytes) -> None:
        kind, size = first & 15, len(body)
        if first & DEFLATED:
            body = self._inflate.decompress(body + b"\0\0\xff\xff")
        if kind == TEXT:
            self._text(body, size)
        elif kind == PING:
            self._send(PONG, body)
        elif kind == CLOSE:
            self.hang_up()

    def _text(self, body: bytes, size: int) -> None:
        if body.startswith(b'{"seq":'):
            seq = int(body[7 : body.index(b",", 7)])
            self.pushes.append((time.time(), seq))
            # Not simply the last: a baseline may tell its news out of order.
            self.newest = max(self.newest, seq)
            self.first = self.first or body
            self.last = body
            self.bytes += size
            self.crowd.bytes += size
            self.crowd.pushes += 1
            if self.acknowledges and len(self.pushes) % ACK_EVERY == 0:
                self.acknowledge()
        elif body.startswith(b'{"id":"'):
            id, seq = body[7 : body.index(b'"', 7)].decode(), body.rpartition(b'"seq":')[2]
            ok = b'"ok":true' in body
            self.answers[id] = (time.time(), int(seq.rstrip(b"}")) if ok else 0, ok)
            self.crowd.answers += 1
