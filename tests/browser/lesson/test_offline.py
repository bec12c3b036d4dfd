"""Over https a pupil's page opens again while the network is away, as it was; over http nothing is kept."""

import ssl

import pytest
import trustme
from playwright.sync_api import expect

from tests.browser.lesson.people import ARGUMENTS, PHONE, Classroom, Network

COMMITTEE = "central-committee-10-october"
LINE_LOST = r"WebSocket connection to|Failed to load resource: net::ERR_|ERR_INTERNET_DISCONNECTED"
KEPT = """async () => {
  const page = await caches.open("page");
  return (await page.keys()).map(({ url }) => new URL(url).pathname);
}"""
IS_KEPT = """async (before) => {
  const kept = () => caches.match(location.href, { cacheName: "page" });
  let page = await kept();
  for (; !page || page.headers.get("kept-at") === before; page = await kept())
    await new Promise((resolve) => setTimeout(resolve, 50));
  return page.headers.get("kept-at");
}"""
"""Waits until this page is kept, and not as it was `before`; since when."""
PUT_AWAY = """() => {
  Object.defineProperty(document, "hidden", { value: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture(scope="module")
def tls():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture(scope="module")
def trusting(browser, needs_chromium):
    """A browser to which the school's certificate is as good as any."""
    started = browser.browser_type.launch(
        executable_path=needs_chromium, args=[*ARGUMENTS, "--ignore-certificate-errors"]
    )
    yield started
    started.close()


@pytest.fixture
def room(trusting, server):
    classroom = Classroom(trusting, server)
    yield classroom
    classroom.leave(expected=LINE_LOST)


@pytest.fixture
def network(server, tls):
    network = Network(server, tls=tls)
    yield network
    network.close()


def seated(room, network):
    """A pupil whose page is kept, since when, and the code."""
    code = room.server.session(room.desk, COMMITTEE)
    pupil = room.pupil(code, "Anna", PHONE, url=network.url)
    return pupil, pupil.page.evaluate(IS_KEPT), code


def test_a_page_opens_while_the_network_is_away_and_goes_on_when_it_is_back(room, network):
    anna, _, code = seated(room, network)
    network.goes_away()

    anna.page.reload()

    anna.plays("Vladimir Lenin")
    expect(anna.page.locator("#connection")).to_contain_text("The connection is away for the moment.")
    network.comes_back()
    anna.is_connected()
    room.desk.act(code, "open_session")
    anna.sees("stage", "Who are you?")


def test_what_is_kept_is_as_the_meeting_stood_when_the_phone_was_put_away(room, network):
    anna, before, code = seated(room, network)
    room.desk.act(code, "open_session")
    anna.sees("stage", "Who are you?")
    anna.page.evaluate("(later => (performance.now = () => later))(performance.now() + 60000)")
    anna.page.evaluate(PUT_AWAY)
    anna.page.evaluate(IS_KEPT, before)
    network.goes_away()

    anna.page.reload()

    anna.sees("stage", "Who are you?")


def test_who_gives_the_device_away_leaves_no_page_on_it(room, network):
    anna, *_ = seated(room, network)
    anna.goes_to("me")

    anna.page.get_by_role("button", name="Give this device to somebody else").click()

    anna.page.wait_for_url("**/join/**")
    assert anna.page.evaluate(KEPT) == []


def test_over_http_no_service_worker_is_asked_for(classroom):
    code = classroom.server.session(classroom.desk, COMMITTEE)
    network = Network(classroom.server)
    anna = classroom.pupil(code, "Anna", PHONE, url=network.url)

    anna.is_connected()

    assert anna.page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
    classroom.leave()
    network.close()
