"""The databases that live tests run on, and how to look into them from outside the server.

A test asks the store what is on disk: another process with another connection, as after a power cut. What a
session should look like is folded here afresh, by the rules alone.
"""

import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
import psycopg
import redis

from debate.assembly import Assembly
from debate.check.upgrades import upgraded
from debate.codec import decode
from debate.events import AnyEvent
from debate.evolve import fold
from debate.scenario import Scenario


class Row(NamedTuple):
    """One line of the journal as it lies in the database."""

    seq: int
    data: str
    version: int

    @property
    def event(self) -> AnyEvent:
        return decode(self.data, self.version)


class Store:
    """A database of its own in `folder`, or at an address. `environment` is what makes a server use it."""

    name = "sqlite"

    def __init__(self, folder: Path):
        self.folder = folder
        self.environment: dict[str, str] = {"DATABASE_URL": "", "REDIS_URL": ""}

    def __str__(self) -> str:
        return self.name

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query finds; `?` stands for a value."""
        with closing(sqlite3.connect(f"file:{self.folder / 'game.sqlite3'}?mode=ro", uri=True)) as database:
            return database.execute(sql, values).fetchall()

    def change(self, sql: str, *values: Any) -> None:
        """Change what lies there behind the server's back: what only time could else have done."""
        with closing(sqlite3.connect(self.folder / "game.sqlite3", timeout=20)) as database, database:
            database.execute(sql, [str(value) if isinstance(value, datetime) else value for value in values])

    def journal(self, code: str) -> list[Row]:
        """A session's entries, oldest first."""
        found = self.rows(
            "SELECT seq, data, version FROM game_entry"
            " WHERE session_id = (SELECT id FROM game_session WHERE code = ?) ORDER BY seq",
            code,
        )
        return [Row(*row) for row in found]

    def receipts(self, code: str) -> dict[tuple[str, str], int]:
        """By sender and the mark of the id of each command that was accepted, the entry that answered it."""
        found = self.rows(
            "SELECT sender, command, seq FROM game_receipt"
            " WHERE session_id = (SELECT id FROM game_session WHERE code = ?)",
            code,
        )
        return {(sender, id): seq for sender, id, seq in found}

    def events(self, code: str, kind: type[AnyEvent]) -> list[Any]:
        """The journal's events of one kind."""
        return [row.event for row in self.journal(code) if isinstance(row.event, kind)]

    def assembly(self, code: str) -> Assembly:
        """What the journal says the session is, folded here and now."""
        [(content,)] = self.rows(
            "SELECT content FROM game_scenarioversion WHERE id = "
            "(SELECT scenario_id FROM game_session WHERE code = ?)",
            code,
        )
        scenario = msgspec.convert(upgraded(msgspec.json.decode(content)), type=Scenario)
        return fold(scenario, [row.event for row in self.journal(code)])

    def everything(self) -> Iterator[str]:
        """All rows of all of the game's tables as text: for tests that look for what must not be there."""
        for (table,) in self.rows(self.tables):
            for row in self.rows(f'SELECT * FROM "{table}"'):
                yield f"{table}: {row}"

    def all_of(self, code: str) -> list[str]:
        """All rows of one session as text, whatever others play here meanwhile."""
        [(session,)] = self.rows("SELECT id FROM game_session WHERE code = ?", code)
        found = [str(row) for row in self.rows("SELECT * FROM game_session WHERE id = ?", session)]
        for (table,) in self.rows(self.of_sessions):
            rows = self.rows(f'SELECT * FROM "{table}" WHERE session_id = ?', session)
            found += [f"{table}: {row}" for row in rows]
        return sorted(found)

    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'game%'"
    of_sessions = (
        "SELECT tables.name FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns"
        " WHERE tables.type = 'table' AND tables.name LIKE 'game%' AND columns.name = 'session_id'"
    )

    @contextmanager
    def held(self, code: str) -> Iterator[None]:
        """Nobody can write to this session meanwhile: whatever arrives waits, and becomes one batch."""
        with closing(sqlite3.connect(self.folder / "game.sqlite3", isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            yield
            database.execute("ROLLBACK")

    def drop(self) -> None:
        """Nothing: the folder goes with the test run."""


class Postgres(Store):
    """A database made for this run in a PostgreSQL, and an empty database of a Redis for the signals."""

    name = "postgres"
    tables = "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'game%'"
    of_sessions = (
        "SELECT table_name FROM information_schema.columns"
        " WHERE table_name LIKE 'game%' AND column_name = 'session_id'"
    )

    def __init__(self, folder: Path, postgres: str, redis_server: str):
        super().__init__(folder)
        self._server = postgres
        self._database = f"order_of_the_day_test_{os.getpid()}_{secrets.token_hex(3)}"
        self._make("CREATE DATABASE {}")
        self.url = urlsplit(postgres)._replace(path=f"/{self._database}").geturl()
        self.redis = empty_database(redis_server)
        self.environment = {"DATABASE_URL": self.url, "REDIS_URL": self.redis}

    def _make(self, statement: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as server:
            server.execute(statement.format(self._database))

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as database:
            return database.execute(sql.replace("?", "%s") if values else sql, values or None).fetchall()

    def change(self, sql: str, *values: Any) -> None:
        with psycopg.connect(self.url) as database:
            database.execute(sql.replace("?", "%s"), values)

    @contextmanager
    def held(self, code: str) -> Iterator[None]:
        with psycopg.connect(self.url) as database:
            database.execute("SELECT head FROM game_session WHERE code = %s FOR UPDATE", (code,))
            yield
            database.rollback()

    def drop(self) -> None:
        self._make("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        give_back(self.redis)


CLAIM = "order-of-the-day-tests"
LONGEST_RUN = 3600
"""Seconds after which a database claimed by tests is taken for left behind by an interrupted run."""


def empty_database(server: str, but: str = "") -> str:
    """The address of a database of this Redis in which nothing lies, so that nobody is disturbed."""
    for number in range(14, 0, -1):
        url = urlsplit(server)._replace(path=f"/{number}").geturl()
        with redis.Redis.from_url(url, decode_responses=True) as found:
            claimed = found.get(CLAIM)
            if claimed and time.time() - float(claimed) > LONGEST_RUN:
                found.flushdb()
            # Taken from now on: another run that starts in the same moment looks further.
            if url != but and not found.dbsize() and found.set(CLAIM, time.time(), nx=True):
                return url
    raise RuntimeError("Every database of this Redis holds something; empty one for the tests.")


def give_back(url: str) -> None:
    """Empty a database of this Redis again, the claim to it included."""
    with redis.Redis.from_url(url) as server:
        server.flushdb()


@contextmanager
def overheard(url: str) -> Iterator[list[str]]:
    """Everything that passes through a Redis meanwhile, command by command."""
    heard: list[str] = []
    number = int(urlsplit(url).path.strip("/"))
    with redis.Redis.from_url(url) as server, server.monitor() as monitor:
        yield heard
        server.echo("that is all")
        while "that is all" not in (line := monitor.next_command())["command"]:
            if line["db"] == number:
                heard.append(line["command"])
