"""A class in real Chromium: a teacher, the wall and pupils, each with a device, and the network between.

Set SCREENSHOTS=folder to have every page photographed at phone, laptop and projector size on the way.
"""

import os
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect, sync_playwright

from tests.browser.states import watched
from tests.server import Person, Server

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--in-process-gpu", "--disable-background-networking"]
PHONE, TABLET = {"width": 320, "height": 640}, {"width": 820, "height": 1180}
LAPTOP, PROJECTOR = {"width": 1366, "height": 768}, {"width": 1920, "height": 1080}
SIZES = {"phone": PHONE, "laptop": LAPTOP, "projector": PROJECTOR}
PATIENCE = 15_000
"""Milliseconds that anything may take on a slow machine."""
CHOICES = {"for": "For", "against": "Against", "abstain": "Abstain"}

NO_SECOND_TAP = 500
"""Milliseconds after which a press on a button that has changed counts; sooner it is a second tap, or key."""
NOTHING = r"(?!)"
"""The pattern that matches no fault at all."""

expect.set_options(timeout=PATIENCE)


@contextmanager
def chromium(path: str) -> Iterator[Browser]:
    """A browser for a whole module; every device is a context of its own in it."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def picture(page: Page, name: str) -> None:
    """Photographs for a person to look at; nothing happens without SCREENSHOTS."""
    if not (folder := os.environ.get("SCREENSHOTS")):
        return
    usual = page.viewport_size or LAPTOP
    page.evaluate("scrollTo(0, 0)")  # or what sticks to the top would be caught in the middle
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        whole = "/screen/" not in page.url
        page.screenshot(path=Path(folder) / f"{name}-{size}.png", full_page=whole, animations="disabled")
    page.set_viewport_size(usual)


class Classroom:
    """One server, one browser, and the people in it. `faults`: what any page complained of."""

    def __init__(self, browser: Browser, server: Server):
        self.browser, self.server = browser, server
        self.faults: list[str] = []

    @cached_property
    def desk(self) -> Person:
        """The teacher as a program: for what has to happen around the thing that is on trial."""
        return self.server.teacher()

    def device(self, size: dict[str, int], url: str = "", **options: Any) -> Page:
        """A device nobody has used yet. `url`: where it finds the server, if not directly."""
        context = self.browser.new_context(viewport=size, base_url=url or self.server.url, **options)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        self.watch(page)
        return page

    def watch(self, page: Page) -> None:
        """From now on whatever goes wrong in this page counts, breaches of the content policy included."""
        watched(page, self.faults)

    def teacher(self, size: dict[str, int] = LAPTOP, **options: Any) -> "Teacher":
        """The teacher in a browser that is signed in already."""
        page = self.device(size, **options)
        [key] = [cookie for cookie in self.desk.cookies if cookie.name == "sessionid"]
        page.context.add_cookies([{"name": key.name, "value": key.value or "", "url": self.server.url}])
        return Teacher(page)

    def screen(self, code: str) -> "Onlooker":
        """The wall at the front."""
        page = self.device(PROJECTOR)
        page.goto(f"/screen/{code}/")
        return Onlooker(page)

    def pupil(self, code: str, name: str, size: dict[str, int] = PHONE, **options: Any) -> "Pupil":
        """A pupil who has gone in by the address with the code and has taken a seat."""
        pupil = Pupil(self.device(size, **options), name)
        pupil.page.goto(f"/join/{code}/")
        pupil.take_a_seat()
        return pupil

    def leave(self, expected: str = NOTHING) -> None:
        """Everybody goes home. Fails when a page complained of anything that does not match `expected`."""
        for context in self.browser.contexts:
            context.close()
        faults, self.faults = self.faults, []
        unlooked_for = [fault for fault in faults if not re.search(expected, fault)]
        assert not unlooked_for, "\n".join(unlooked_for)


def shows(locator: Locator, text: str | re.Pattern[str]) -> None:
    """Waits until there is such an element with this text, and says what was there instead."""
    # Waiting looks at every frame of the page; `expect` only after 0.1, 0.25, 0.5 and then each second.
    with suppress(TimeoutError):
        locator.filter(has_text=text).first.wait_for(state="attached")
    expect(locator.first).to_contain_text(text, timeout=500)


def goes_to(page: Page, part: str) -> None:
    """Opens a part of a pupil's page: "me", "hall", "texts", "news", or "now" again."""
    page.locator(f"#tabs a[href='#tab-{part}']").click()


def exactly(text: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(text)}\s*$")


class Onlooker:
    """Whoever looks at a live page."""

    def __init__(self, page: Page):
        self.page = page

    def part(self, id: str) -> Locator:
        """A live part of the page: `stage`, `floor`, `count` ..."""
        return self.page.locator(f"#{id}")

    def sees(self, id: str, text: str) -> None:
        """Waits until this part holds the text."""
        shows(self.part(id), text)

    def sees_tally(self, id: str, **figures: int) -> None:
        """Waits until this part shows the figures, for example `sees_tally("count", against=2)`."""
        for choice, figure in figures.items():
            shown = self.part(id).locator(f"dt[data-choice={choice}] + dd")
            shows(shown, exactly(str(figure)))

    def sees_line(self, yes: int, no: int, neither: int = 0) -> None:
        """Waits until the wall's line of votes has come to these figures."""
        sums = self.part("scene").locator(".line-of-votes").last
        for place, figure in (("first", yes), ("last", no)):
            shows(getattr(sums.locator(".sums strong"), place), exactly(str(figure)))
        if neither:
            shows(sums, f"{neither} abstain")

    def is_connected(self) -> None:
        expect(self.page.locator("#connection")).to_have_attribute("data-is", "connected")


class Teacher(Onlooker):
    """The desk, and a teacher who says yes whenever a page asks whether they are sure."""

    def __init__(self, page: Page):
        super().__init__(page)
        page.on("dialog", lambda question: question.accept())

    def opens_a_lobby(self, scenario: str, pupils: int = 4, minutes: int = 50) -> str:
        """Fills in the form; returns the code."""
        self.page.goto("/teach/new/")
        self.page.locator(f"[name=scenario][value={scenario}]").check()
        self.page.get_by_label("Pupils", exact=True).fill(str(pupils))
        self.page.get_by_label("Minutes", exact=True).fill(str(minutes))
        self.page.get_by_role("button", name="Open the lobby").click()
        self.page.wait_for_url(re.compile(r"/teach/[A-Z0-9]{6}/$"))
        return self.page.url.rstrip("/").rsplit("/", 1)[1]

    def steps(self, *labels: str) -> None:
        """Presses the large button, or the one beside it, once for each label, as they come to be offered."""
        for label in labels:
            button = self.part("next").locator(".primary, .next-pair button").filter(has_text=exactly(label))
            button.wait_for()
            self.page.wait_for_timeout(NO_SECOND_TAP)
            button.click()

    def unfolds(self, inside: str) -> Locator:
        """What matches `inside`, after opening whatever it is folded away in."""
        wanted = self.page.locator(inside)
        wanted.wait_for(state="attached")
        folds = wanted.locator("xpath=ancestor::details[not(@open)]/summary")
        if not folds.or_(wanted).first.is_visible():  # not what this stage needs
            # By key: what is pushed just now may move the box away from under a click.
            self.page.locator("#every-panel").press("Space")
            expect(self.page.locator("#every-panel")).to_be_checked()
        while folds.count():
            folds.first.click()
        return wanted

    def does(self, act: str, seat: str) -> None:
        """Presses one of the buttons beside a person."""
        self.unfolds(f"#person-{seat} button[value={act}]").click()

    def puts(self, question: str, **how: str) -> None:
        """Puts a question of the teacher's choice: `method`, `threshold`, `seconds`."""
        form = self.unfolds(f"#put-question-{question}")
        method = how.pop("method", "")
        for name, value in how.items():
            field = form.locator(f"[name={name}]")
            field.fill(value) if name == "seconds" else field.select_option(value)
        form.locator(f"button[value={method}]" if method else "button.primary").click()

    def releases(self, card: str) -> None:
        self.unfolds(f"#do-release_card-{card} button").click()
        self.sees(f"card-{card}", "In play.")

    def swaps(self, seat: str, role: str) -> None:
        """Gives the pupil in this seat another person."""
        form = self.unfolds("#assign-role")
        form.locator("[name=seat]").select_option(seat)
        form.locator("[name=role]").select_option(role)
        form.get_by_role("button").click()


class Pupil(Onlooker):
    """A pupil's page."""

    def __init__(self, page: Page, name: str):
        super().__init__(page)
        self.name = name

    def take_a_seat(self) -> None:
        """From the page with the form to the own seat."""
        self.page.get_by_label("Your name").fill(self.name)
        self.page.get_by_role("button", name="Take a seat").click()
        self.page.wait_for_url("**/seat/*/")

    def plays(self, person: str) -> None:
        shows(self.page.locator("#my-person-title"), person)

    def choice(self, value: str) -> Locator:
        return self.part("my-vote").locator(f"button[value={value}]")

    def votes(self, value: str) -> None:
        """Votes, and waits for the receipt."""
        self.choice(value).click()
        self.has_receipt(f"Your vote is saved: {CHOICES[value]}.")

    def has_receipt(self, text: str) -> None:
        shows(self.part("my-vote").locator(".receipt"), text)

    def resume_code(self) -> str:
        return str(self.page.locator("#another-device .resume-code").text_content())

    def goes_to(self, part: str) -> None:
        """Opens one of the parts of the page."""
        goes_to(self.page, part)


# `document.hidden` can't be steered from outside, so the page is told what a phone would tell it.
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


class Network:
    """The way between a device and the server. It can go away, come back, or let no sockets through.

    `tls`: it is https as far as here, as behind a proxy."""

    def __init__(self, server: Server, sockets: bool = True, tls: ssl.SSLContext | None = None):
        self._server, self._sockets, self._tls, self.there = server, sockets, tls, True
        self._lines: set[socket.socket] = set()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self._door.getsockname()[1]}"
        self.refused = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def goes_away(self) -> None:
        """Every line is dead, and nobody gets a new one."""
        self.there = False
        for line in list(self._lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def comes_back(self) -> None:
        self.there = True

    def close(self) -> None:
        self._door.close()
        self.goes_away()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                line, _ = self._door.accept()
                threading.Thread(target=self._serve, args=[line], daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        """One connection. Its first request decides: browsers open a new one for every socket."""
        with suppress(OSError), self._tls.wrap_socket(line, server_side=True) if self._tls else line as line:
            head = line.recv(65536) if self.there else b""
            if b"upgrade: websocket" in head.lower() and not self._sockets:
                self.refused += 1
                line.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            elif head:
                self._pass_on(line, head)

    def _pass_on(self, line: socket.socket, head: bytes) -> None:
        with socket.create_connection(("127.0.0.1", self._server.port)) as onward:
            self._lines |= {line, onward}
            onward.sendall(head)
            back = threading.Thread(target=_pump, args=[onward, line], daemon=True)
            back.start()
            _pump(line, onward)
            back.join()
            self._lines -= {line, onward}


def _pump(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)
