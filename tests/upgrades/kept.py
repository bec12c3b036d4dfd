"""What earlier trees have left behind (`make.py`), brought to where today's program finds it."""

import lzma
import os
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

from tests.live.stores import Postgres, Store
from tests.server import ROOT

HERE = Path(__file__).parent
LAST_MIGRATION = {"2ca10de": "0006_past_sessions"}
"""Up to where each tree brought its database."""


class Kept(NamedTuple):
    """A database of a tree, named by its commit, with a closed and an open session of one meeting."""

    tree: str
    scenario: str

    def __str__(self) -> str:
        return f"{self.tree}-{self.scenario}"

    @property
    def database(self) -> bytes:
        """The SQLite file."""
        return lzma.decompress((HERE / self.tree / f"{self.scenario}.sqlite3.xz").read_bytes())

    def exports(self) -> Iterator[tuple[str, bytes]]:
        """The files that the tree made of its sessions, by name."""
        with tarfile.open(HERE / self.tree / f"{self.scenario}.tar.xz") as archive:
            for member in archive.getmembers():
                content = archive.extractfile(member)
                assert content is not None
                yield member.name, content.read()


ALL = [
    Kept(folder.name, path.name.partition(".")[0])
    for folder in sorted(HERE.iterdir())
    if folder.name in LAST_MIGRATION
    for path in sorted(folder.glob("*.sqlite3.xz"))
]


def restore(kept: Kept, store: Store) -> Path:
    """The old database where this store's server will find it, not brought up yet; an old file to compare."""
    old = store.folder / "old.sqlite3"
    old.write_bytes(kept.database)
    if isinstance(store, Postgres):
        _copy(old, store, LAST_MIGRATION[kept.tree])
    else:
        (store.folder / "game.sqlite3").write_bytes(kept.database)
    return old


def rows_of(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of an SQLite file, but Django's list of migrations."""
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        tables = [name for (name,) in names if name.startswith(("game_", "django_session"))]
        return {
            table: [dict(row) for row in database.execute(f'SELECT * FROM "{table}"')] for table in tables
        }


def _copy(old: Path, store: Postgres, migration: str) -> None:
    """PostgreSQL as the old tree would have left it: its tables, and in them the rows of the SQLite file."""
    for asked in (["sessions"], ["game", migration]):
        done = manage({"DATA_DIR": str(store.folder), **store.environment}, "migrate", *asked)
        assert done.returncode == 0, done.stderr
    with psycopg.connect(store.url) as database:
        database.execute("SET TIME ZONE 'UTC'")
        for table, rows in rows_of(old).items():
            for row in rows:
                _insert(database, table, row)
            if rows and "id" in rows[0]:
                numbers = "SELECT setval(pg_get_serial_sequence(%s, 'id'), (SELECT max(id) FROM {}))"
                database.execute(sql.SQL(numbers).format(sql.Identifier(table)), (table,))


def _insert(database: psycopg.Connection[Any], table: str, row: dict[str, Any]) -> None:
    """As text, of which PostgreSQL makes what the column holds: SQLite keeps truths as 0 and 1."""
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(sql.Literal(None if value is None else str(value)) for value in row.values()),
    )
    database.execute(statement)


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """One of manage.py's commands, with this environment. One that takes longer than a minute fails."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
