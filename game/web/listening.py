"""The note that `play` leaves in DATA_DIR while it runs: where it listens, for commands beside it."""

import json
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from django.conf import settings

from game.web import address

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds that a server may take to accept a connection."""


class Playing(NamedTuple):
    """A server on these data. `host`: as `play` was given it."""

    host: str
    port: int

    @property
    def origin(self) -> str:
        """`http://host:port`, for a browser; PUBLIC_URL's where there is one."""
        if settings.PUBLIC:
            return str(settings.PUBLIC.origin)
        return f"http://{address.shown_host(self.host)}:{self.port}"


@contextmanager
def noted(here: Playing) -> Iterator[None]:
    """The note is there meanwhile. One for each port: several servers may share their data."""
    note = settings.DATA_DIR / f"playing-{here.port}.json"
    try:
        note.write_text(json.dumps(here._asdict()))
    except OSError as error:  # no reason not to play
        log.warning("teacher_link will not find this server: %s", error)
    try:
        yield
    finally:
        with suppress(OSError):
            note.unlink()


def found() -> Playing | None:
    """A server that runs on these data. A note that a crash has left counts only if one listens there."""
    for note in sorted(settings.DATA_DIR.glob("playing-*.json")):
        with suppress(OSError, ValueError, TypeError):
            here = Playing(**json.loads(note.read_text()))
            socket.create_connection((here.host, here.port), PATIENCE).close()
            return here
    return None
