"""Live tests: a real server on each store, and after every test the proof that it held only what it wrote."""

import json

import pytest

from debate.view import view
from game.drawn.state import with_iso_times
from tests.live.classroom import Meeting, eventually
from tests.live.stores import Postgres, Store
from tests.server import Person, Server

STORES = ("sqlite", "postgres")


@pytest.fixture(scope="session", params=STORES)
def store(request, tmp_path_factory):
    """SQLite out of the box; PostgreSQL, with Redis between the processes."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        yield Store(folder)
        return
    services = [request.getfixturevalue(name) for name in ("needs_postgres", "needs_redis")]
    made = Postgres(folder, *services)
    yield made
    made.drop()


@pytest.fixture(scope="module")
def postgres(needs_postgres, needs_redis, tmp_path_factory):
    """A store for several processes, for one module alone."""
    made = Postgres(tmp_path_factory.mktemp("several"), needs_postgres, needs_redis)
    yield made
    made.drop()


@pytest.fixture(scope="module")
def second(store, server):
    """Another process with the same database, the same key and the same Redis."""
    started = Server(store.folder, **store.environment)
    yield started
    started.stop()
    assert "Traceback" not in started.log.read_text(), started.log.read_text()


@pytest.fixture(scope="module")
def codes(store):
    """The sessions that a module's tests have begun in this store."""
    return []


@pytest.fixture(scope="module")
def server(store, codes):
    """One server for a module's tests. At the end no session differs from its fold, nothing crashed."""
    started = Server(store.folder, **store.environment)
    yield started
    try:
        if codes:
            verified = started.manage("verify_replay", *codes)
            assert verified.returncode == 0, verified.stdout + verified.stderr
        assert "Traceback" not in started.log.read_text(), started.log.read_text()
    finally:
        started.stop()


@pytest.fixture(scope="module")
def teacher(server):
    person = Person(server)
    person.get(server.teacher_link().removeprefix(server.url))
    return person


@pytest.fixture
def begin(server, teacher, store, codes):
    """Makes sessions, and checks each at the end of the test."""
    begun = []

    def make(**fields):
        begun.append(Meeting(server, teacher, store, **fields))
        codes.append(begun[-1].code)
        return begun[-1]

    yield make
    for meeting in begun:
        meeting.end()
        is_the_fold_of_its_journal(meeting)


@pytest.fixture
def meeting(begin):
    """A session of the small scenario, in its lobby."""
    return begin()


def is_the_fold_of_its_journal(meeting):
    """State in memory = fold(journal), in every process, for desk and wall; and the journal has no gap."""
    rows = meeting.store.journal(meeting.code)
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    [(head, status)] = meeting.store.rows(
        "SELECT head, status FROM game_session WHERE code = ?", meeting.code
    )
    folded = meeting.store.assembly(meeting.code)
    assert (head, status) == (len(rows), folded.status)
    for server in meeting.servers:
        eventually(lambda server=server: meeting.state(server=server)["seq"] >= len(rows))
        for audience in ("teach", "screen"):
            held = meeting.state(f"?as={audience}", server=server)
            wanted = json.loads(json.dumps(with_iso_times(view(folded, audience))))
            assert without_the_server_s_own(held) == wanted


def without_the_server_s_own(state):
    """The state as the rules alone know it: no code, no names, no presence."""
    seats = [{k: v for k, v in row.items() if k not in ("presence", "pupil")} for row in state["seats"]]
    return {key: value for key, value in state.items() if key != "code"} | {"seats": seats}
