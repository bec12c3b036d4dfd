"""Servers under measurement: each a process of its own, with a free port of 127.0.0.1 and its own folder."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.support import tidy
from game.admission.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
READY_WITHIN = 60.0
"""Seconds."""


@dataclass
class Server:
    """A running server. `link`: the teacher's way in, of the game only; `folder`: its DATA_DIR."""

    pid: int
    port: int
    folder: Path
    link: str = ""


class NoStart(Exception):
    """A server did not come up; the message holds the end of what it printed."""


@contextmanager
def game(joins: int = 0, idle: int = 0) -> Iterator[Server]:
    """The game as `manage.py play` starts it, from an empty folder.

    `joins`: let so many in at once, `idle`: so many connections that have asked for nothing yet, where more
    come from this one address than a school's would. Limits are raised by that, never lowered.
    """
    wanted = {"JOINS_AT_ONCE": joins, "IDLE_AN_ADDRESS": idle}
    raised = {f"LIMIT_{name}": str(n) for name, n in wanted.items() if n > getattr(Limits(), name.lower())}
    if raised:
        print("settings:", *(f"{key}={value}" for key, value in raised.items()), file=sys.stderr, flush=True)
    with _running("manage.py", "play", "--host", HOST, "--port", "{port}", **raised) as server:
        printed = _printed(server, r"Teacher: http://[^/\s]+(\S+)")
        server.link = printed[1]
        yield server


@contextmanager
def stock(frame: bytes) -> Iterator[Server]:
    """A stock Channels consumer on Daphne, which tells `frame` to all by `group_send`."""
    with _daphne("bench.baselines.stock:application", frame) as server:
        yield server


@contextmanager
def bare(frame: bytes) -> Iterator[Server]:
    """Daphne with next to nothing behind it: answers a POST, and sends `frame` to each new socket."""
    with _daphne("bench.baselines.bare:application", frame) as server:
        yield server


@contextmanager
def broadcast(frame: bytes) -> Iterator[Server]:
    """`websockets.broadcast` and nothing else."""
    with _running("-m", "bench.baselines.broadcast", "{port}", frame=frame) as server:
        yield _listening(server)


@contextmanager
def _daphne(application: str, frame: bytes) -> Iterator[Server]:
    # -v 0: no line per request, as the game prints none. backlog: Daphne's own fifty would make browsers that
    # come all at once knock again after a second, and it is not the waiting that is to be measured.
    endpoint = f"tcp:port={{port}}:interface={HOST}:backlog=1024"
    with _running("-m", "daphne", "-v", "0", "-e", endpoint, application, frame=frame) as server:
        yield _listening(server)


@contextmanager
def _running(*command: str, frame: bytes = b"", **settings: str) -> Iterator[Server]:
    with tidy.folder() as folder:
        (folder / "frame").write_bytes(frame)
        port = _free_port()
        arguments = [part.format(port=port) for part in command]
        with (folder / "printed").open("w") as printed:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=tidy.environment(DATA_DIR=str(folder), PYTHONUNBUFFERED="1", **settings),
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=subprocess.STDOUT,
            )
        try:
            yield Server(process.pid, port, folder)
        finally:
            _end(process)


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def _printed(server: Server, pattern: str) -> re.Match[str]:
    """Wait for a line that the server prints when it listens."""
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if found := re.search(pattern, said(server)):
            return found
        time.sleep(0.05)
    raise NoStart(said(server)[-2000:])


def _listening(server: Server) -> Server:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        try:
            socket.create_connection((HOST, server.port), timeout=1).close()
            return server
        except OSError:
            time.sleep(0.05)
    raise NoStart(said(server)[-2000:])


def said(server: Server) -> str:
    """All the server has printed so far."""
    return (server.folder / "printed").read_text(errors="replace")
