"""One real server and one browser for the tests of a module that walk whole meetings."""

import pytest

from tests.browser.people import Classroom, chromium
from tests.server import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("classroom"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def classroom(needs_chromium, server):
    with chromium(needs_chromium) as browser:
        yield Classroom(browser, server)
