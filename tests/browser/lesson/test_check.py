"""The network check in real Chromium: on a good network, on strict ones, in browsers that lack something.

With SCREENSHOTS=folder its verdicts are photographed at phone, laptop and projector size.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.lesson.people import HIDE, LAPTOP, PATIENCE, PHONE, Classroom, Network, picture
from tests.browser.pages.looking import examine
from tests.server import Server

ELSEWHERE = {"X-Forwarded-For": "10.0.0.7"}
"""As if a proxy had handed it on: otherwise the page sees that it is tried on the server's own machine."""
EXPECTED = r"WebSocket connection to|Failed to load resource"
"""What the browser itself logs on a strict network."""
A_MINUTE = 75_000
READY, WITHOUT_LINE = "Ready", "Works, but without a live line"

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def server(own_server):
    """Its results are kept for every desk."""
    return own_server


@pytest.fixture
def room(classroom: Classroom) -> Iterator[Classroom]:
    yield classroom
    classroom.leave(expected=EXPECTED)


@pytest.fixture
def networks(server: Server) -> Iterator[Callable[..., Network]]:
    """Networks between a device and the server."""
    made = []

    def make(sockets: bool) -> Network:
        made.append(Network(server, sockets=sockets))
        return made[-1]

    yield make
    for network in made:
        network.close()


@pytest.fixture
def open_check(room: Classroom) -> Open:
    """Opens the page on a teacher's own device, in a network, under a name that is not this machine's."""

    def open(network: Network, prepare: Callable[[Page], None] | None = None, headers=ELSEWHERE) -> Page:
        url = network.url.replace("127.0.0.1", "school.localhost")
        page = room.device(LAPTOP, url, extra_http_headers=headers)
        keys = [key for key in room.desk.cookies if key.name == "sessionid"]
        page.context.add_cookies([{"name": key.name, "value": key.value or "", "url": url} for key in keys])
        if prepare:
            prepare(page)
        page.goto("/check/")
        return page

    return open


def says(page: Page, line: str, text: str, within: int = PATIENCE) -> None:
    """Waits until this line, or the verdict, shows the text."""
    expect(page.locator(f"#check-{line}")).to_contain_text(text, timeout=within, use_inner_text=True)


def kept(server: Server) -> str:
    """The last result the server has kept, as the desk is told of it."""
    told = server.manage(
        "shell", "-v0", "-c", "from game.web import network_results; print(network_results.latest())"
    )
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_on_a_good_network_a_line_that_holds_for_a_minute_is_ready(server, networks, open_check):
    """Beside it, in the same minute: the same on the server's own machine, where it proves nothing."""
    page = open_check(networks(sockets=True))
    said = page.evaluate_handle(
        """() => {
          const verdict = document.getElementById("check-verdict"), said = [verdict.innerText];
          new MutationObserver(() => said.at(-1) !== verdict.innerText && said.push(verdict.innerText))
            .observe(verdict, { attributes: true, childList: true, subtree: true });
          return said;
        }"""
    )
    here = open_check(networks(sockets=True), headers={})
    says(page, "verdict", "Good so far", within=8000)
    says(page, "line", "It opened. Now it has to hold for a minute.")
    says(here, "verdict", "Good so far")
    picture(page, "check-so-far")
    second = page.locator("#check-minute progress").evaluate("bar => bar.value")

    says(page, "verdict", READY, within=A_MINUTE)

    assert 4 <= second < 30
    assert len(said.json_value()) == 3, "a screen reader hears the beginning, the first result and the last"
    says(page, "line", "It opened and held for a minute")
    says(page, "kept", "This result is kept for your desk.")
    assert "verdict='ready'" in kept(server)
    picture(page, "check-ready")
    says(here, "verdict", "this is the server's own machine")
    expect(here.locator("#check-kept")).to_have_text("", use_inner_text=True)
    assert [*examine(page), *examine(here)] == []


def test_a_network_without_sockets_works_without_a_live_line(server, networks, open_check):
    network = networks(sockets=False)

    page = open_check(network)

    says(page, "verdict", WITHOUT_LINE)
    assert network.refused == 1
    says(page, "line", "None comes through.")
    says(page, "post", "What pupils send arrives")
    says(page, "address", "http://school.localhost:")
    says(page, "kept", "This result is kept for your desk.")
    assert "verdict='no_line'" in kept(server)
    picture(page, "check-no-line")
    assert list(examine(page)) == []


def test_a_line_that_is_cut_within_the_minute_is_none_to_rely_on(networks, open_check):
    network = networks(sockets=True)
    page = open_check(network)
    says(page, "verdict", "Good so far")

    network.goes_away()
    says(page, "verdict", WITHOUT_LINE)
    says(page, "line", "It opened, but was cut after")
    network.comes_back()

    says(page, "kept", "This result is kept for your desk.")


def test_a_page_that_slept_can_not_blame_the_network(server, networks, open_check):
    network = networks(sockets=True)
    page = open_check(network)
    says(page, "verdict", "Good so far")
    before = kept(server)
    page.evaluate(f"({HIDE})(true)")

    network.goes_away()
    network.comes_back()

    says(page, "verdict", "Interrupted: this page went to sleep.")
    says(page, "minute", "Try again")
    assert kept(server) == before


def no_posts(page: Page) -> None:
    page.route("**/check/answer/", lambda r: r.abort() if r.request.method == "POST" else r.continue_())


def no_answers(page: Page) -> None:
    page.route("**/check/answer/", lambda route: route.abort())


def a_portal_s_page_instead(page: Page) -> None:
    page.route("**/check/answer/", lambda route: route.fulfill(body="<h1>Log in to the network</h1>"))


def no_cookies(page: Page) -> None:
    def without(route: Route) -> None:
        # Fetched by the server's other name, so that the browser has the cookie of that one only.
        response = route.fetch(url=route.request.url.replace("school.localhost", "127.0.0.1"))
        headers = {name: value for name, value in response.headers.items() if name != "set-cookie"}
        route.fulfill(response=response, headers=headers)

    page.route(re.compile(r"/check/$"), lambda r: without(r) if r.request.method == "GET" else r.continue_())


def no_htmx(page: Page) -> None:
    page.route("**/htmx-4*", lambda route: route.abort())


@pytest.mark.parametrize(
    ("prepare", "line", "why"),
    [
        (no_posts, "post", "what pupils send does not arrive"),
        (no_answers, "requests", "the server does not answer"),
        (a_portal_s_page_instead, "requests", "the server does not answer"),
        (no_cookies, "cookies", "this browser keeps no cookies"),
        (no_htmx, "browser", "this browser cannot renew a page"),
    ],
)
def test_it_will_not_work_and_says_why(server, networks, open_check, prepare, line, why):
    page = open_check(networks(sockets=False), prepare)

    says(page, "verdict", f"Will not work here: {why}")
    expect(page.locator(f"#check-{line} .refused:visible")).to_have_count(1)
    expect(page.locator(".refused:visible")).to_have_count(1)
    says(page, "kept", "This result is kept for your desk.")
    assert "verdict='fails'" in kept(server)
    picture(page, f"check-fails-{line}")


def lacks_small_things(page: Page) -> None:
    page.add_init_script("const now = Date.now; Date.now = () => now() + 3600e3;")
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('forbidden'); } });"
    )
    refused = []

    def once(route: Route) -> None:
        refused.append(route)
        route.abort() if len(refused) == 1 else route.continue_()

    page.route("**/check/answer/", once)


def test_what_a_lesson_can_do_without_is_said_but_changes_no_verdict(networks, open_check):
    page = open_check(networks(sockets=False), lacks_small_things)

    says(page, "verdict", WITHOUT_LINE)
    says(page, "requests", "of seven answers 6 came")
    says(page, "storage", "They are lost at a reload")
    says(page, "clock", "are 3600 seconds apart")
    expect(page.locator(".refused:visible")).to_have_count(0)


def test_a_stranger_s_result_is_shown_and_not_kept(server, room, networks):
    network = networks(sockets=False)
    before = kept(server)
    page = room.device(
        PHONE, network.url.replace("127.0.0.1", "school.localhost"), extra_http_headers=ELSEWHERE
    )

    page.goto("/check/")

    says(page, "verdict", WITHOUT_LINE)
    expect(page.locator("#check-kept")).to_have_text("", use_inner_text=True)
    assert kept(server) == before


def test_without_scripts_the_page_says_what_that_means(room):
    page = room.device(PHONE, java_script_enabled=False)

    page.goto("/check/")

    expect(page.locator("main")).to_contain_text("A lesson would work here all the same, by plain pages")
    expect(page.locator("#tests")).to_be_hidden()
