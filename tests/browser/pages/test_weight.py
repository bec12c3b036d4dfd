"""What a page may weigh: bytes and requests of a first load, by the network, as Chromium counts them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.browser.lesson.people import PHONE
from tests.server import Person

PUPIL = {"bytes": 90_000, "requests": 12}
DESK_OF_A_HALL = 150_000
STILL = 0.02
"""How much of a page may move while it comes: cumulative layout shift, of which people notice a tenth."""
HALL = 300
LIVE = "() => document.getElementById('connection').dataset.is === 'connected'"
SHIFT = """() => new Promise((done) => {
  const sum = (list) => done(list.getEntries().reduce((all, one) => all + one.value, 0));
  new PerformanceObserver(sum).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(0), 300);
})"""


class Load:
    """One page loaded with an empty cache. `asked`: every address; `frames`: what its socket was sent."""

    def __init__(self):
        self.bytes = 0.0
        self.asked: list[str] = []
        self.frames: list[str] = []


@contextmanager
def loaded(browser, server, path: str, person: Person, **device) -> Iterator[tuple]:
    """The page, live, and what it cost."""
    context = browser.new_context(**device)
    context.add_cookies(
        [{"name": cookie.name, "value": cookie.value, "url": server.url} for cookie in person.cookies]
    )
    page, load = context.new_page(), Load()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.on("Network.requestWillBeSent", lambda found: load.asked.append(found["request"]["url"]))
    line.on("Network.webSocketCreated", lambda found: load.asked.append(found["url"]))
    line.on(
        "Network.loadingFinished",
        lambda found: setattr(load, "bytes", load.bytes + found["encodedDataLength"]),
    )
    line.on(
        "Network.webSocketFrameReceived",
        lambda found: load.frames.append(found["response"]["payloadData"]),
    )
    page.goto(server.url + path)
    page.wait_for_function(LIVE)
    page.wait_for_timeout(500)
    yield page, load
    context.close()


@pytest.fixture(scope="module")
def debate(server):
    """A Conference in its first debate: the teacher, its code, and a pupil in it."""
    teacher = server.teacher()
    code = server.session(teacher, pupils=24)
    pupil = server.pupil(code, "Ada")
    for name in ("Bela", "Cleo", "Dario"):
        server.pupil(code, name)
    teacher.act(code, "open_session")
    while teacher.state(code)["stage"]["kind"] != "debate":
        teacher.act(code, "advance_stage")
    return teacher, code, pupil


def test_a_pupils_first_load_is_light(browser, server, debate):
    _, code, pupil = debate

    with loaded(browser, server, f"/seat/{code}/", pupil, viewport=PHONE) as (_, load):
        assert load.bytes <= PUPIL["bytes"]
        assert len(load.asked) <= PUPIL["requests"], load.asked


def test_a_phone_loads_one_typeface(browser, server, debate):
    _, code, pupil = debate

    with loaded(browser, server, f"/seat/{code}/", pupil, viewport=PHONE) as (page, load):
        assert len([url for url in load.asked if ".woff2" in url]) == 1
        assert page.evaluate("document.fonts.check('700 20px \"Order Display\"')")


def test_a_wide_page_has_all_its_typefaces(browser, server, debate):
    teacher, code, _ = debate

    with loaded(browser, server, f"/teach/{code}/", teacher) as (page, _):
        faces = page.evaluate("[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)")
        assert {'"Order Display"', '"Order Sans"'} <= {f'"{face.strip(chr(34))}"' for face in faces}


def test_nothing_moves_when_a_typeface_comes(browser, server, debate):
    teacher, code, pupil = debate

    for path, person, device in (
        (f"/seat/{code}/", pupil, {"viewport": PHONE}),
        (f"/teach/{code}/", teacher, {}),
        (f"/screen/{code}/", Person(server), {}),
    ):
        with loaded(browser, server, path, person, **device) as (page, _):
            assert page.evaluate(SHIFT) <= STILL, path


def test_a_socket_that_begins_where_the_page_is_says_nothing(browser, server, debate):
    _, code, pupil = debate

    with loaded(browser, server, f"/seat/{code}/", pupil) as (_, load):
        assert [frame for frame in load.frames if "html" in frame] == []


def test_after_news_a_page_comes_back_to_everything(browser, server, debate):
    teacher, code, pupil = debate

    with loaded(browser, server, f"/seat/{code}/", pupil) as (page, load):
        teacher.act(code, "say_to_all", text="Please be quiet.")
        page.get_by_text("Please be quiet.").first.wait_for()
        page.context.set_offline(True)
        page.evaluate("dispatchEvent(new Event('online'))")
        page.context.set_offline(False)
        page.wait_for_function(LIVE)
        page.wait_for_timeout(1500)
        pages = [frame for frame in load.frames if "my-seat" in frame and "html" in frame]
        assert len(pages) == 1


def test_the_desk_of_a_hall_is_light(browser, server):
    teacher = server.teacher()
    code = server.session(teacher, pupils=HALL)
    for number in range(HALL // 4):
        server.pupil(code, f"Pupil {number}")

    with loaded(browser, server, f"/teach/{code}/", teacher) as (_, load):
        assert load.bytes + sum(len(frame) for frame in load.frames) <= DESK_OF_A_HALL


def test_no_browser_asks_in_vain(server):
    stranger = Person(server)

    for path in ("/favicon.ico", "/apple-touch-icon.png", "/site.webmanifest", "/icon-192.png"):
        assert stranger.get(path).status == 200, path
