"""The two engines beside Chromium's that a class brings: WebKit (every iPhone and iPad) and Gecko (Firefox).

Both are driven by what their makers offer for it, with the same few words.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from marionette_driver.errors import MarionetteException
from marionette_driver.marionette import Marionette
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.server import free_port

PATIENCE = 15.0
"""Seconds until what is waited for has to be there."""
PREFERENCES = {
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}
"""Of Firefox: it asks nobody but our server for anything."""


class Page:
    """One window of an engine. `driver`: what both have in common is used of it."""

    def __init__(self, driver: Any, url: str):
        self._driver, self._url = driver, url
        self._is_firefox = isinstance(driver, Marionette)

    def open(self, path: str) -> None:
        go = self._driver.navigate if self._is_firefox else self._driver.get
        go(self._url + path)

    def ask(self, script: str) -> Any:
        """What this expression is worth in the page."""
        # In the page's own world: by default Firefox looks on from beside it.
        where = {"sandbox": None} if self._is_firefox else {}
        return self._driver.execute_script(f"return {script}", **where)

    def until(self, script: str) -> Any:
        """The first true worth of this expression."""
        last, end = None, time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if last := self.ask(script):
                    return last
            except (WebDriverException, MarionetteException) as error:  # between two pages
                last = error
            time.sleep(0.1)
        raise AssertionError(f"{script} never came true: {last}; {self.text()[:2000]}")

    def shows(self, text: str) -> None:
        """Waits until the page says so in sight."""
        self.until(f"document.body.innerText.includes({text!r})")

    def text(self) -> str:
        return str(self.ask("document.body.innerText"))

    def press(self, selector: str) -> None:
        self.until(f"document.querySelector({selector!r})?.getClientRects().length")
        self._driver.find_element("css selector", selector).click()

    def write(self, selector: str, text: str) -> None:
        self.until(f"document.querySelector({selector!r})?.getClientRects().length")
        self._driver.find_element("css selector", selector).send_keys(text)


@contextmanager
def webkit(screen: str, url: str) -> Iterator[Page]:
    """WebKit in a window as wide as a phone; needs a screen, which Xvfb pretends to have."""
    options = Options()
    options.binary_location = minibrowser() or ""
    options.add_argument("--automation")
    environment = {**os.environ, "DISPLAY": screen, "LIBGL_ALWAYS_SOFTWARE": "1"}
    driver = webdriver.WebKitGTK(
        options=options, service=Service(shutil.which("WebKitWebDriver"), env=environment)
    )
    try:
        driver.set_window_rect(width=390, height=844)
        yield Page(driver, url)
    finally:
        driver.quit()


@contextmanager
def screen() -> Iterator[str]:
    """The name of a screen that nobody sees."""
    read, write = os.pipe()
    options = ["-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    process = subprocess.Popen(["Xvfb", *options], pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def firefox(path: str, url: str) -> Iterator[Page]:
    """Firefox without a window, as narrow as it can be."""
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        wanted = {"marionette.port": port, **PREFERENCES}
        lines = [f'user_pref("{name}", {str(value).lower()});\n' for name, value in wanted.items()]
        Path(profile, "user.js").write_text("".join(lines), encoding="utf-8")
        options = ["--headless", "--marionette", "--no-remote", "--profile", profile]
        process = subprocess.Popen([path, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            driver = Marionette(host="127.0.0.1", port=port)
            driver.raise_for_port(60, check_process_status=False)
            driver.start_session()
            driver.set_window_rect(width=390, height=844)
            yield Page(driver, url)
        finally:
            process.terminate()
            process.wait(20)


def minibrowser() -> str | None:
    """The small browser that comes with WebKit's driver on Debian."""
    places = Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser")
    return next((str(place) for place in places), None)
