"""Attackers for `bench/flood.py`, each a process of its own: `python3 -m bench.support.attackers WAY TARGET`.

They know the published contract only, talk to 127.0.0.1 alone, and stop by themselves when their seconds are
over. They are niced, so that what is measured is what they do to the server, not that a machine of two
cores has one core less.
"""

import json
import os
import select
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import NamedTuple

HOST = "127.0.0.1"
NICE = 10
BODY = 60 * 1024 * 1024
IDLE = 1200
PAGES_AT_ONCE, SOCKETS_AT_ONCE = 16, 8
TEXT, PING = 0x81, 0x89


class Target(NamedTuple):
    """What an attacker is told. `code`: the class, `closed`: a session that is over; `cookie`: of a seat."""

    port: int
    seconds: float
    code: str
    closed: str
    cookie: str
    ballot: str


def frame(body: bytes, kind: int = TEXT) -> bytes:
    """A frame masked with zeros."""
    size = len(body)
    head = struct.pack("!BB", kind, 128 + size) if size < 126 else struct.pack("!BBH", kind, 254, size)
    return head + b"\0\0\0\0" + body


class Attack:
    """One run against a target."""

    def __init__(self, target: Target):
        self.target = target
        self.until = time.monotonic() + target.seconds

    def goes_on(self) -> bool:
        return time.monotonic() < self.until

    def connected(self) -> socket.socket:
        sock = socket.create_connection((HOST, self.target.port), timeout=2)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def opened(self, audience: str, cookie: str) -> socket.socket:
        """A live socket whose handshake is done. Raises OSError if there is none to be had."""
        sock = self.connected()
        head = (
            f"GET /ws/{self.target.code}/?as={audience} HTTP/1.1\r\nHost: {HOST}:{self.target.port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nCookie: {cookie}\r\n\r\n"
        )
        sock.sendall(head.encode())
        if b" 101 " not in sock.recv(65536)[:20]:
            sock.close()
            raise ConnectionError
        return sock

    def flood(self, one: bytes, audience: str = "seat") -> None:
        """Send this frame as fast as it is taken, and open the socket again when it is closed."""
        block = one * max(1, 4096 // len(one))
        cookie = self.target.cookie if audience == "seat" else ""
        while self.goes_on():
            try:
                with self.opened(audience, cookie) as sock:
                    self._pour(sock, block)
            except OSError:
                time.sleep(0.05)

    def _pour(self, sock: socket.socket, block: bytes) -> None:
        sock.setblocking(False)
        rest = block
        while self.goes_on():
            heard, free, _ = select.select([sock], [sock], [], 0.1)
            if heard and not sock.recv(262_144):
                return
            if free:
                rest = rest[sock.send(rest) :] or block

    def commands_and_away(self, audience: str) -> None:
        """Open, thirty commands, close, again."""
        cookie, number = self.target.cookie if audience == "seat" else "", 0
        while self.goes_on():
            number += 1
            said = b"".join(
                frame(
                    b'{"id":"%x-%x-%d","act":"cast_vote","ballot":"%s","choice":"%s"}'
                    % (
                        threading.get_ident() & 0xFFFFFF,
                        number,
                        turn,
                        self.target.ballot.encode(),
                        (b"for", b"against")[turn % 2],
                    )
                )
                for turn in range(30)
            )
            try:
                with self.opened(audience, cookie) as sock:
                    sock.sendall(said)
                    sock.recv(65536)
            except OSError:
                time.sleep(0.01)

    def page(self, path: str) -> None:
        """Get this page, again and again."""
        head = f"GET {path} HTTP/1.1\r\nHost: {HOST}:{self.target.port}\r\nConnection: close\r\n\r\n"
        self.asked(head.encode())

    def joins(self) -> None:
        """Take one seat after the other."""
        head = (
            f"POST /join/{self.target.code}/ HTTP/1.1\r\nHost: {HOST}:{self.target.port}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        )
        number = 0
        while self.goes_on():
            number += 1
            body = f"name=X{os.getpid():x}{number:x}"
            self.asked_once(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())

    def asked(self, request: bytes) -> None:
        while self.goes_on():
            self.asked_once(request)

    def asked_once(self, request: bytes) -> None:
        try:
            with self.connected() as sock:
                sock.sendall(request)
                while self.goes_on() and sock.recv(262_144):
                    pass
        except OSError:
            time.sleep(0.01)

    def body(self) -> None:
        """One large body to the front page, as much of it as is taken."""
        head = (
            f"POST / HTTP/1.1\r\nHost: {HOST}:{self.target.port}\r\nContent-Length: {BODY}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
        )
        block, sent = b"x" * 65536, 0
        while self.goes_on() and sent < BODY:
            try:
                with self.connected() as sock:
                    sock.sendall(head.encode())
                    while self.goes_on() and sent < BODY:
                        sent += sock.send(block)
            except OSError:
                time.sleep(0.05)

    def idle(self) -> None:
        """Many connections that say nothing."""
        held = []
        for _ in range(IDLE):
            try:
                held.append(self.connected())
            except OSError:
                break
        while self.goes_on():
            time.sleep(0.05)
        for sock in held:
            sock.close()


def pages(path: str) -> Callable[[Attack], None]:
    """The same page by many at once."""
    return lambda attack: at_once(PAGES_AT_ONCE, lambda: attack.page(path.format(**attack.target._asdict())))


def at_once(number: int, deed: Callable[[], None]) -> None:
    """The same deed in so many threads, until all have ended."""
    threads = [threading.Thread(target=deed) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


ACK, HERE = frame(b'{"ack":5}'), frame(b'{"here":true}')
WAYS: dict[str, Callable[[Attack], None]] = {
    "acks": lambda attack: attack.flood(ACK),
    "acks_on_two": lambda attack: at_once(2, lambda: attack.flood(ACK)),
    "acks_of_a_stranger": lambda attack: attack.flood(ACK, "screen"),
    "unknown": lambda attack: attack.flood(frame(b'{"x":1}')),
    "here": lambda attack: attack.flood(HERE),
    "pings": lambda attack: attack.flood(frame(b"", PING)),
    "long_frames": lambda attack: attack.flood(frame(b" " * 60_000)),
    "commands": lambda attack: at_once(SOCKETS_AT_ONCE, lambda: attack.commands_and_away("seat")),
    "commands_of_a_screen": lambda attack: at_once(
        SOCKETS_AT_ONCE, lambda: attack.commands_and_away("screen")
    ),
    "outcome": pages("/outcome/{closed}/"),
    "lab": pages("/lab/{closed}/"),
    "schema": pages("/export/session.schema.json"),
    "scenario": pages("/scenarios/democratic-conference/"),
    "screen": pages("/screen/{code}/"),
    "front": pages("/"),
    "large_body": lambda attack: attack.body(),
    "joins": lambda attack: attack.joins(),
    "idle": lambda attack: attack.idle(),
}
"""Each way of attack by its name. `idle` comes last: the server is left few files for it."""


def start(way: str, target: Target) -> subprocess.Popen[bytes]:
    """Begin an attack, which ends by itself."""
    command = [sys.executable, "-m", "bench.support.attackers", way, json.dumps(target)]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)


def main() -> None:
    os.nice(NICE)
    from game.admission.file_limit import allow_many_sockets

    allow_many_sockets()
    way, target = sys.argv[1:]
    WAYS[way](Attack(Target(*json.loads(target))))


if __name__ == "__main__":
    main()
