"""A reverse proxy as schools have one in front: it ends the prefix (or leaves it), and says who has asked.

One connection, one request, in threads: small enough to be read, and a real one for the server behind it.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

HEAD_END = b"\r\n\r\n"


class Proxy:
    """Listens on a port of its own and hands on to `upstream` (a port of this machine).

    `prefix` is taken away from addresses, unless `keeps`. Like most by default it names the upstream as Host,
    adds the caller to X-Forwarded-For, and says https, whatever it was asked by.
    """

    def __init__(self, prefix: str, keeps: bool = False):
        self.upstream = 0
        self._prefix, self._keeps = prefix, keeps
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    @classmethod
    @contextmanager
    def running(cls, prefix: str, keeps: bool = False) -> Iterator["Proxy"]:
        proxy = cls(prefix, keeps)
        try:
            yield proxy
        finally:
            proxy._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):  # closed: the test is over
            while True:
                browser, (address, _port) = self._listener.accept()
                threading.Thread(target=self._hand_on, args=(browser, address), daemon=True).start()

    def _hand_on(self, browser: socket.socket, address: str) -> None:
        with browser, suppress(OSError):
            received = b""
            while HEAD_END not in received:
                if not (more := browser.recv(65536)):
                    return
                received += more
            head, _, body = received.partition(HEAD_END)
            with socket.create_connection(("127.0.0.1", self.upstream)) as server:
                server.sendall(self._rewritten(head, address) + HEAD_END + body)
                up = threading.Thread(target=pump, args=(browser, server), daemon=True)
                up.start()
                pump(server, browser)

    def _rewritten(self, head: bytes, address: str) -> bytes:
        first, *lines = head.decode("latin1").split("\r\n")
        method, target, version = first.split(" ", 2)
        if not self._keeps:
            target = target.removeprefix(self._prefix) or "/"
        named = [line.split(": ", 1) for line in lines]
        headers = {name.lower(): value for name, value in named}
        told = headers.get("x-forwarded-for")
        headers["host"] = f"127.0.0.1:{self.upstream}"
        headers["x-forwarded-for"] = f"{told}, {address}" if told else address
        headers["x-forwarded-proto"] = "https"
        if "upgrade" not in headers:
            headers["connection"] = "close"
        return "\r\n".join(
            [f"{method} {target} {version}", *(f"{k}: {v}" for k, v in headers.items())]
        ).encode("latin1")


def pump(source: socket.socket, sink: socket.socket) -> None:
    """All that comes from one, to the other."""
    with suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)
