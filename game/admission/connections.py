"""The connections on which nothing is being answered: new ones, half-told requests, those kept open.

They cost the server a file each and anybody can have any number, so each address may have so many, and all
together may have so many; when one more comes, the one that has been silent for longest has to go. A browser
speaks at once, so whoever has something to say is never shut out by those who have not.
"""

from collections import OrderedDict, defaultdict
from time import monotonic
from typing import Protocol

from django.conf import settings

from game.admission.file_limit import open_files
from game.admission.limits import limits

FOR_OTHERS = 200
"""Files that are no connections: database, journal, log, static files on their way."""
KEPT_OPEN = 60.0
"""Seconds a connection may rest between two requests."""


class Connection(Protocol):
    """What is asked of a connection. `address`: as it is counted."""

    address: str

    def hang_up(self) -> None: ...


class Connections:
    """Those that wait, oldest first, all together and by address."""

    def __init__(self, an_address: int, in_all: int):
        self._an_address, self._in_all = an_address, in_all
        self._all: OrderedDict[Connection, float] = OrderedDict()
        self._by_address: dict[str, OrderedDict[Connection, None]] = defaultdict(OrderedDict)

    def __len__(self) -> int:
        return len(self._all)

    def waits(self, connection: Connection, seconds: float) -> None:
        """Nothing is being answered on it; it may stay so for so long."""
        self.leaves(connection)
        self._all[connection] = monotonic() + seconds
        own = self._by_address[connection.address]
        own[connection] = None
        if len(own) > self._an_address:
            self._end(next(iter(own)))
        elif len(self._all) > self._in_all:
            self._end(next(iter(self._all)))

    def leaves(self, connection: Connection) -> None:
        """It is being answered, or gone."""
        if self._all.pop(connection, None) is None:
            return
        own = self._by_address[connection.address]
        own.pop(connection, None)
        if not own:
            del self._by_address[connection.address]

    def sweep(self) -> None:
        """Hang up on those whose time is up."""
        now = monotonic()
        for connection in [found for found, until in self._all.items() if until < now]:
            self._end(connection)

    def _end(self, connection: Connection) -> None:
        self.leaves(connection)
        connection.hang_up()


def connections() -> Connections:
    """The one list of this process, as long as its limit on open files allows: half is for live sockets."""
    in_all = max(50, (open_files() - FOR_OTHERS) // 2)
    # With a proxy in front all of them are the proxy's.
    return Connections(in_all if settings.PUBLIC else limits.idle_an_address, in_all)
