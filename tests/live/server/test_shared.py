"""What goes wrong in a server that many tests share is not lost: it fails the run at the end."""

import sqlite3
from contextlib import closing

import pytest

from tests.live.stores import Store
from tests.shared import Shared


@pytest.fixture
def shared():
    return Shared()


@pytest.fixture
def store(shared, tmp_path):
    return shared.store("spoilt", lambda: Store(tmp_path))


def test_a_session_that_is_not_its_fold_fails_the_run(shared, store):
    with shared.server(store) as server:
        code = server.session(server.teacher())
        server.stop()
    with closing(sqlite3.connect(store.folder / "game.sqlite3")) as database, database:
        database.execute("UPDATE game_session SET head = 9")

    with pytest.raises(AssertionError, match=f"{code}: the session says it has 9 entries"):
        shared.end()


def test_a_crash_fails_the_module_in_which_it_happens_and_the_run_and_no_other_module(shared, store):
    def crash():
        with shared.server(store) as server, server.log.open("a") as log:
            log.write("Traceback (most recent call last):")

    with pytest.raises(AssertionError, match="Traceback"):
        crash()
    with shared.server(store) as server:
        server.stop()

    with pytest.raises(AssertionError, match="Traceback"):
        shared.end()
