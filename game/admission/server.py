"""Daphne's server with our protocols: the one that `manage.py play` starts."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import daphne.server
from twisted.internet import reactor
from twisted.logger import (
    FilteringLogObserver,
    LogLevel,
    LogLevelFilterPredicate,
    STDLibLogObserver,
    globalLogPublisher,
)

from game.admission.frames import Sockets
from game.admission.requests import Requests

SWEEP_EVERY = 1.0
"""Seconds."""


class Server(daphne.server.Server):
    """As Daphne's; its arguments too."""

    connections: dict[Any, dict[str, Any]]

    def run(self) -> None:
        # Daphne takes no factories: it makes them by these names.
        daphne.server.HTTPFactory, daphne.server.WebSocketFactory = Requests, Sockets
        reactor.callLater(SWEEP_EVERY, self.sweep)
        # Daphne silences Twisted when it starts: what a protocol raises would cut a line and leave no trace.
        with log_what_fails():
            super().run()

    def sweep(self) -> None:
        """Hang up on those who have said nothing for too long."""
        self.http_factory.connections.sweep()
        reactor.callLater(SWEEP_EVERY, self.sweep)

    def kill_all_applications(self) -> Any:
        """At the end. A request that still waits for its turn has no application to be ended."""
        self.connections = {
            protocol: details
            for protocol, details in self.connections.items()
            if "application_instance" in details
        }
        return super().kill_all_applications()


@contextmanager
def log_what_fails() -> Iterator[None]:
    """What is raised within Twisted goes to the log "twisted"; what it merely tells does not."""
    only_failures = LogLevelFilterPredicate(defaultLogLevel=LogLevel.critical)
    observer = FilteringLogObserver(STDLibLogObserver("twisted"), [only_failures])
    globalLogPublisher.addObserver(observer)
    try:
        yield
    finally:
        globalLogPublisher.removeObserver(observer)
