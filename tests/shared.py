"""The servers that many tests share, and their databases: one for each name, begun by the first who asks.

To start a server takes seconds, to begin a session in it takes none: so a test makes sessions of its own and
leaves the server to the next. One that kills or restarts its server, deletes for everybody or changes what
holds for all sessions starts its own (`Server`).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.server import Server


class Shared:
    """What the tests of one worker have in common. `end` must be called, and fails if anything went wrong."""

    def __init__(self) -> None:
        self._stores: dict[str, Any] = {}
        self._servers: dict[Any, Server] = {}

    def __contains__(self, store: Any) -> bool:
        return store in self._stores.values()

    def store(self, name: str, make: Callable[[], Any]) -> Any:
        """The store of this name, made when there is none yet."""
        if name not in self._stores:
            self._stores[name] = make()
        return self._stores[name]

    @contextmanager
    def server(self, store: Any) -> Iterator[Server]:
        """The server on this store, which stays. Fails when something in it crashes meanwhile."""
        if store not in self._servers:
            self._servers[store] = Server(store.folder, **store.environment)
        with self._servers[store].without_a_crash():
            yield self._servers[store]

    def end(self) -> None:
        """Stop all. Fails when one ever crashed, or a session in any store is not the fold of its journal."""
        faults = [fault for server in self._servers.values() if (fault := _fault(server.ends_well))]
        for store in self._stores.values():
            store.drop()
        assert not faults, "\n".join(faults)


def _fault(proof: Callable[[], None]) -> str:
    """What a proof fails with, so that those after it are heard as well."""
    try:
        proof()
    except AssertionError as fault:
        return str(fault) or repr(proof)
    return ""
