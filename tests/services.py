"""What some tests need and a teacher's machine may lack: PostgreSQL, Redis, browsers. Never installed."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import psycopg
import redis

ON_THE_PATH = (
    "chromium-headless-shell",  # the same engine without a window's work: half the time
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
ON_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
ON_MACOS = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
SECONDS_TO_ANSWER = 2


class Service(NamedTuple):
    """`find` gives its address or path, None when it is not there; the texts are for the closing line."""

    tests: str
    missing: str
    find: Callable[[], str | None]


def postgres() -> str | None:
    """The address of a PostgreSQL that answers and may be used for tests."""
    url = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
    try:
        psycopg.connect(url, connect_timeout=SECONDS_TO_ANSWER).close()
    except psycopg.Error:
        return None
    return url


def redis_server() -> str | None:
    """The address of a Redis that answers and may be used for tests."""
    url = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=SECONDS_TO_ANSWER) as server:
            server.ping()
    except redis.RedisError:
        return None
    return url


def chromium() -> str | None:
    """The path of a browser of Chromium's family."""
    if found := next(filter(None, map(shutil.which, ON_THE_PATH)), None):
        return found
    roots = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
    places = [Path(os.environ[root]) / path for root in roots if root in os.environ for path in ON_WINDOWS]
    places += [home / "Applications" / path for home in (Path("/"), Path.home()) for path in ON_MACOS]
    return next((str(place) for place in places if place.is_file()), None)


def webkit() -> str | None:
    """The path of WebKit's driver, where the browser it drives and a screen for it are there, too."""
    there = shutil.which("Xvfb") and any(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser"))
    return shutil.which("WebKitWebDriver") if there else None


def firefox() -> str | None:
    """The path of Firefox."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


SERVICES = {
    "needs_postgres": Service("tests on PostgreSQL", "no PostgreSQL answers", postgres),
    "needs_redis": Service("tests over Redis", "no Redis answers", redis_server),
    "needs_chromium": Service("browser tests", "no Chromium found", chromium),
    "needs_webkit": Service("tests in WebKit", "no WebKitWebDriver, MiniBrowser or Xvfb found", webkit),
    "needs_firefox": Service("tests in Firefox", "no Firefox found", firefox),
}
