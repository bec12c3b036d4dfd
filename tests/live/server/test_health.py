"""`/healthz` says so when no vote could be saved, soon, and writes to no session."""

import os
import signal
import sqlite3
import time
from contextlib import closing

import psycopg
import pytest

from tests.live.classroom import eventually
from tests.server import Person, Server


def health(server):
    began = time.monotonic()
    answer = Person(server).get("/healthz")
    assert time.monotonic() - began < 6
    assert answer.text.count("\n") == 1
    return answer.status, answer.text


def test_it_is_well_and_no_session_is_written_to(meeting):
    head = meeting.seq()

    for _ in range(5):
        assert health(meeting.server) == (200, "ok\n")

    assert meeting.seq() == head


def test_it_says_so_while_nobody_can_write(meeting, store):
    time.sleep(1.1)  # An answer counts for a second.
    if store.name == "sqlite":
        with store.held(meeting.code):
            status, line = health(meeting.server)
    else:
        with psycopg.connect(store.url) as other:
            other.execute("LOCK TABLE game_entry IN EXCLUSIVE MODE")
            status, line = health(meeting.server)
            other.rollback()

    assert status == 503
    assert line.startswith(("the database cannot be written", "the database does not answer"))
    assert eventually(lambda: health(meeting.server)[0] == 200, 10)


@pytest.fixture
def own(tmp_path):
    """A server whose database a test may spoil."""
    server = Server(tmp_path, DATABASE_URL="", REDIS_URL="")
    yield server
    server.stop()


def test_it_says_so_when_the_disk_is_full(own):
    """The database says what it says of a full disk."""
    assert health(own)[0] == 200
    time.sleep(1.1)
    with closing(sqlite3.connect(own.data_dir / "game.sqlite3")) as database:
        database.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON game_signoflife "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
        database.commit()

    status, line = health(own)

    assert (status, line) == (503, "the database cannot be written: database or disk is full\n")


def test_it_says_so_when_the_tables_are_gone(own):
    time.sleep(1.1)
    os.rename(own.data_dir / "game.sqlite3", own.data_dir / "elsewhere")
    for ending in ("-wal", "-shm"):
        (own.data_dir / f"game.sqlite3{ending}").unlink(missing_ok=True)

    assert health(own)[0] == 503


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="read off the kernel's own list")
def test_the_server_does_not_listen_for_children_that_end(meeting):
    """Or one that ends while the server does leaves a traceback in the log."""
    with open(f"/proc/{meeting.server.process.pid}/status") as status:
        [caught] = [line.split()[1] for line in status if line.startswith("SigCgt:")]

    assert int(caught, 16) & 1 << signal.SIGINT - 1, "Ctrl-C is heard"
    assert not int(caught, 16) & 1 << signal.SIGCHLD - 1
