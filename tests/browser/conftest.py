"""One real server and one browser for the tests of a worker that walk whole meetings."""

import pytest

from tests.browser.lesson.people import Classroom, chromium
from tests.browser.pages.looking import Looks
from tests.live.stores import Store
from tests.server import Person, Server


@pytest.fixture(scope="package")
def browser(needs_chromium):
    """For all modules: every device is a context of its own in it. Not longer: while Playwright is at work no
    other test can have an event loop."""
    with chromium(needs_chromium) as browser:
        yield browser


@pytest.fixture(scope="module")
def server(shared, tmp_path_factory):
    """Shared by all modules of this worker (`shared.py`), which see each other's sessions in its list."""
    store = shared.store("classroom", lambda: Store(tmp_path_factory.mktemp("classroom")))
    with shared.server(store) as started:
        yield started


@pytest.fixture(scope="module")
def own_server(tmp_path_factory):
    """For a module that kills it, or changes what holds for all sessions."""
    with Server.alone(tmp_path_factory.mktemp("own")) as started:
        yield started


@pytest.fixture(scope="module")
def classroom(browser, server):
    return Classroom(browser, server)


@pytest.fixture
def look(server, browser):
    """`look(path, person)`: opens the page and looks at it closely; what is wrong is told at the end."""
    looks = Looks(browser, Person(server))
    yield looks.look
    looks.close()
    assert not looks.faults, "\n".join(looks.faults)
