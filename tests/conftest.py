"""For every test: a data folder of its own, and services that may be missing.

A test that needs PostgreSQL, Redis or a browser asks for the fixture `needs_postgres`, `needs_redis`,
`needs_chromium`, `needs_webkit` or `needs_firefox` and gets an address or a path. Where there is none the
test is left out, and the run's last line says so; with CI=true it fails instead, so that nothing is left out
unseen.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.test import override_settings

from game.assets import made
from tests.services import SERVICES
from tests.shared import Shared
from tests.workers import (  # noqa: F401  hooks of pytest's, which it looks for here
    pytest_collection_modifyitems,
    pytest_terminal_summary,
    pytest_xdist_auto_num_workers,
)

# What is slow on a busy machine is not wrong: time is measured in bench/.
hypothesis.settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("untimed")

# Typefaces are cut once for all runs on this machine: what is kept goes by what it was made from.
os.environ.setdefault("ASSETS_DIR", str(Path(tempfile.gettempdir(), "order-assets-in-tests")))

LEFT_OUT = pytest.StashKey[set[str]]()


@pytest.fixture(autouse=True, scope="session")
def _data_of_its_own(tmp_path_factory):
    """Tests write nowhere near a teacher's sessions."""
    settings.DATA_DIR = tmp_path_factory.mktemp("data")
    settings.KEY_DIR = tmp_path_factory.mktemp("keys")
    # A test's rows may lie in a transaction that no other process sees; `tests/live` has real workers.
    settings.WORKERS = False
    # What is expected of a time must not depend on where the tests are run.
    with override_settings(TIME_ZONE="UTC"):
        yield


@pytest.fixture(scope="session")
def shared():
    """The servers that tests of this worker share. What went wrong in one fails the run at its end."""
    servers = Shared()
    yield servers
    servers.end()


@pytest.fixture(scope="session")
def needs_postgres(pytestconfig):
    return found("needs_postgres", pytestconfig)


@pytest.fixture(scope="session")
def needs_redis(pytestconfig):
    return found("needs_redis", pytestconfig)


@pytest.fixture(scope="session")
def needs_chromium(pytestconfig):
    return found("needs_chromium", pytestconfig)


@pytest.fixture(scope="session")
def needs_webkit(pytestconfig):
    return found("needs_webkit", pytestconfig)


@pytest.fixture(scope="session")
def needs_firefox(pytestconfig):
    return found("needs_firefox", pytestconfig)


def found(name: str, config: pytest.Config) -> str:
    """The service's address or path; leaves the test out, or fails it in CI, when there is none."""
    service = SERVICES[name]
    if address := service.find():
        return address
    if os.environ.get("CI") == "true":
        pytest.fail(f"{service.missing}, and in CI nothing may be left out", pytrace=False)
    config.stash.setdefault(LEFT_OUT, set()).add(f"{service.tests} ({service.missing})")
    pytest.skip(service.missing)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Files for browsers are made before several processes begin, each of which would make them."""
    settings.ASSETS_DIR = os.environ["ASSETS_DIR"]
    if not hasattr(session.config, "workerinput"):
        made.folder()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process that ran a share of the tests hands over what it left out."""
    if (handed_over := getattr(session.config, "workeroutput", None)) is not None:
        handed_over["left_out"] = sorted(session.config.stash.get(LEFT_OUT, ()))


def pytest_testnodedown(node: Any) -> None:
    """One of several processes is done; one that died has nothing to say."""
    left_out = getattr(node, "workeroutput", {}).get("left_out", ())
    node.config.stash.setdefault(LEFT_OUT, set()).update(left_out)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last words of the run: which tests were left out, and why."""
    if hasattr(config, "workeroutput"):
        return
    if left_out := sorted(config.stash.get(LEFT_OUT, ())):
        print(f"Left out: {', '.join(left_out)}.")
