"""Live tests: a real server on each store, and after every test the proof that it held only what it wrote.

The servers are shared by all modules of a worker (`shared.py`). A module that kills its server, searches
whole files or runs several processes takes `own_store` or `postgres` for its `store`, and so has a server of
its own.
"""

import json

import pytest

from game.drawn.state import with_iso_times
from tests.live.classroom import Meeting, eventually
from tests.live.stores import Postgres, Store
from tests.server import Server
from tests.support.rules.seen import view

STORES = ("sqlite", "postgres")


def make_store(name, request):
    """SQLite out of the box; PostgreSQL, with Redis between the processes."""
    folder = request.getfixturevalue("tmp_path_factory").mktemp(name)
    if name == "sqlite":
        return Store(folder)
    return Postgres(folder, *map(request.getfixturevalue, ("needs_postgres", "needs_redis")))


@pytest.fixture(scope="session")
def sqlite(request, shared):
    """For what needs no store, so that one is enough."""
    return shared.store("sqlite", lambda: make_store("sqlite", request))


@pytest.fixture(scope="module", params=STORES)
def store(request, shared):
    """A database that all tests of this worker share, with a server that stays."""
    return shared.store(request.param, lambda: make_store(request.param, request))


@pytest.fixture(scope="module", params=STORES)
def own_store(request):
    """A database for one module alone."""
    made = make_store(request.param, request)
    yield made
    made.drop()


@pytest.fixture(scope="module")
def postgres(request):
    """A store for several processes, for one module alone."""
    made = make_store("postgres", request)
    yield made
    made.drop()


@pytest.fixture(scope="module")
def codes(store):
    """The sessions that a module's tests have begun in this store."""
    return []


@pytest.fixture(scope="module")
def server(store, shared, codes):
    """The server of a shared store; on a store of the module's own a server of its own, which it may kill.

    At the end of the module nothing has crashed, and no journal of its sessions has a gap.
    """
    own = store not in shared
    with Server.alone(store.folder, **store.environment) if own else shared.server(store) as started:
        yield started
        for code in codes:
            is_kept_whole(store, code)


@pytest.fixture(scope="module")
def second(store, server):
    """Another process with the same database, the same key and the same Redis."""
    started = Server(store.folder, **store.environment)
    yield started
    started.stop()
    started.has_never_crashed()


@pytest.fixture(scope="module")
def teacher(server):
    return server.teacher()


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
    folded = is_kept_whole(meeting.store, meeting.code)
    for server in meeting.servers:
        eventually(lambda server=server: meeting.state(server=server)["seq"] >= folded.seq)
        for audience in ("teach", "screen"):
            held = meeting.state(f"?as={audience}", server=server)
            wanted = json.loads(json.dumps(with_iso_times(view(folded, audience))))
            assert without_the_server_s_own(held) == wanted


def is_kept_whole(store, code):
    """On disk the journal has no gap, and the session is its fold, which is returned."""
    rows, folded = store.journal(code), store.assembly(code)
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    [kept] = store.rows("SELECT head, status FROM game_session WHERE code = ?", code)
    assert kept == (len(rows), folded.status)
    return folded


def without_the_server_s_own(state):
    """The state as the rules alone know it: no code, no names, no presence."""
    seats = [{k: v for k, v in row.items() if k not in ("presence", "pupil")} for row in state["seats"]]
    return {key: value for key, value in state.items() if key != "code"} | {"seats": seats}
