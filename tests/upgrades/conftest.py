"""For each database that an earlier tree has left behind, on each store: a server of today that has it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.live.stores import Postgres, Store
from tests.server import Person, Server
from tests.upgrades.kept import ALL, Kept, restore, rows_of

STORES = ("sqlite", "postgres")
WAYS = [(store, kept) for store in STORES for kept in ALL]


class Upgraded(NamedTuple):
    """An old database under a server of today. `old`: its rows as they were, by table."""

    kept: Kept
    store: Store
    server: Server
    teacher: Person
    old: dict[str, list[dict[str, Any]]]

    def codes(self) -> list[str]:
        """The join codes of its sessions: the closed one, the open one."""
        return [row["code"] for row in sorted(self.old["game_session"], key=lambda row: row["id"])]

    def pupil(self, code: str, seat: str = "s1") -> Person:
        """The pupil who sat in this seat, back by the resume code on the role card."""
        [session] = [row["id"] for row in self.old["game_session"] if row["code"] == code]
        [resume] = [
            row["resume_code"]
            for row in self.old["game_participant"]
            if (row["session_id"], row["seat"], row["partner_id"]) == (session, seat, None)
        ]
        person = Person(self.server)
        person.post("/resume/", {"code": resume})
        return person


def store_of(name: str, folder: Path, request: pytest.FixtureRequest) -> Store:
    """An empty store of this kind. To be dropped."""
    if name == "sqlite":
        return Store(folder)
    services = [request.getfixturevalue(name) for name in ("needs_postgres", "needs_redis")]
    return Postgres(folder, *services)


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: f"{way[0]}-{way[1]}")
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[Upgraded]:
    name, kept = request.param
    store = store_of(name, tmp_path_factory.mktemp(name), request)
    try:
        old = rows_of(restore(kept, store))
        server = Server(store.folder, **store.environment)
        try:
            yield Upgraded(kept, store, server, server.teacher(), old)
            assert "Traceback" not in server.log.read_text(), server.log.read_text()
        finally:
            server.stop()
    finally:
        store.drop()
