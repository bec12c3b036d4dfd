"""What a page weighs: requests and bytes until it is live, and how long that takes on a slow line and phone.

A Conference in its first debate; a real Chromium with an empty cache opens the page of a pupil, the desk of a
class and of a hall, the wall, and the outcome. Bytes are those that came by the network, heads of answers
too, and what the socket was sent. `s` is from the click until the page says it is connected (or is read, if
it has no socket) at 400 kbit/s, 150 ms away, on a processor four times slower. `shift`: how much of the page
moved (cumulative layout shift). The baseline is the same browser that takes nothing compressed. `vote_bytes`:
what another's vote is on a pupil's socket, beside the same frame as text.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from bench.support import server
from bench.support.crowd import Crowd
from bench.support.hall import Hall
from bench.support.report import BELOW, Result
from bench.support.server import HOST

CLASS, HALL = 24, 300
VOTES = 9
LINE = {"offline": False, "latency": 150, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""Milliseconds; bytes a second."""
SLOWER = 4
PATIENCE = 120_000
"""Milliseconds."""
LIVE = "() => !document.body.dataset.live || document.getElementById('connection').dataset.is === 'connected'"
SHIFT = """() => new Promise((done) => {
  const sum = (list) => done(list.getEntries().reduce((all, one) => all + one.value, 0));
  new PerformanceObserver(sum).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(0), 300);
})"""
BUDGETS = {
    "pupil_kb": 90,
    "pupil_requests": 13,
    "pupil_s": 2.5,
    f"desk_{HALL}_kb": 150,
    "vote_bytes": 151,
}


class Load(NamedTuple):
    """One page loaded: thousands of bytes, requests, seconds, layout shift."""

    kb: float
    requests: int
    s: float
    shift: float


def run() -> Result:
    """Every page, compressed and not."""
    result = Result(targets={name: (BELOW, bound) for name, bound in BUDGETS.items()})
    with server.game() as running, Crowd(running.port) as crowd, chromium() as browser:
        rooms = {pupils: full(running, crowd, pupils) for pupils in (CLASS, HALL)}
        small = rooms[CLASS]
        pages = {
            "pupil": (f"/seat/{small.code}/", small.pupils[0].cookie),
            f"desk_{CLASS}": (f"/teach/{small.code}/", small.cookies()),
            f"desk_{HALL}": (f"/teach/{rooms[HALL].code}/", rooms[HALL].cookies()),
            "wall": (f"/screen/{small.code}/", ""),
        }
        for name, (path, cookie) in pages.items():
            result.figures |= named(name, load(browser, running.port, path, cookie))
            result.baseline |= named(name, load(browser, running.port, path, cookie, packed=False))
        packed, plain = a_vote(small)
        result.figures["vote_bytes"], result.baseline["vote_bytes"] = packed, plain
        small.act("close_ballot", ballot=small.ballot)
        small.act("close_session")
        path = f"/outcome/{small.code}/"
        load(browser, running.port, path, small.cookies())  # drawn once, for all
        result.figures |= named("outcome", load(browser, running.port, path, small.cookies()))
        result.baseline |= named("outcome", load(browser, running.port, path, small.cookies(), packed=False))
    return result


def full(running: server.Server, crowd: Crowd, pupils: int) -> Hall:
    """A session in its first debate with so many in their seats."""
    room = Hall(running, crowd)
    room.new(pupils)
    room.seat(pupils)
    room.to_debate()
    return room


def named(name: str, found: Load) -> dict[str, float]:
    """Its figures under the page's name."""
    return {f"{name}_{part}": value for part, value in found._asdict().items()}


@contextmanager
def chromium() -> Iterator[Any]:
    """The Chromium of this machine."""
    from playwright.sync_api import sync_playwright

    from tests.services import SERVICES

    with sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-gpu"]
        path = SERVICES["needs_chromium"].find()
        browser = driver.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


def load(browser: Any, port: int, path: str, cookie: str, packed: bool = True) -> Load:
    """The page in a context of its own: first for its bytes, then in another for its time."""
    with opened(browser, port, path, cookie, packed) as (page, network):
        page.wait_for_timeout(1000)
        weighed, requests = network["bytes"] / 1000, network["requests"]
        shift = page.evaluate(SHIFT)
    with opened(browser, port, path, cookie, packed, slow=True) as (_, network):
        return Load(weighed, requests, network["seconds"], shift)


@contextmanager
def opened(
    browser: Any, port: int, path: str, cookie: str, packed: bool, slow: bool = False
) -> Iterator[tuple[Any, dict[str, float]]]:
    """A page that is live, and what came by the network until then."""
    context = browser.new_context(viewport={"width": 390, "height": 844} if "/seat/" in path else None)
    origin = f"http://{HOST}:{port}"
    for pair in filter(None, cookie.split("; ")):
        name, _, value = pair.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": origin}])
    page = context.new_page()
    network = {"bytes": 0.0, "requests": 0, "seconds": 0.0}
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    if not packed:
        line.send("Network.setExtraHTTPHeaders", {"headers": {"Accept-Encoding": "identity"}})
    if slow:
        line.send("Network.emulateNetworkConditions", LINE)
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def asked(_: Any) -> None:
        network["requests"] += 1

    def came(what: dict[str, Any]) -> None:
        network["bytes"] += what["encodedDataLength"]

    def said(what: dict[str, Any]) -> None:
        network["bytes"] += len(what["response"]["payloadData"].encode())  # before it was compressed

    line.on("Network.requestWillBeSent", asked)
    line.on("Network.webSocketCreated", asked)
    line.on("Network.loadingFinished", came)
    line.on("Network.webSocketFrameReceived", said)
    began = page.evaluate("Date.now()")
    page.goto(origin + path, wait_until="load", timeout=PATIENCE)
    page.wait_for_function(LIVE, timeout=PATIENCE, polling=50)
    network["seconds"] = (page.evaluate("Date.now()") - began) / 1000
    yield page, network
    context.close()


def a_vote(room: Hall) -> tuple[float, float]:
    """Bytes by which a pupil hears of another's vote, once it has heard of one; and those of the frames."""
    ballot = room.put_question()
    voters = room.voters(ballot)
    watching, voting = voters[0], voters[1:]
    room.open_sockets([watching])
    packed, plain = [], []
    for number in range(VOTES):
        pupil = voting[number % len(voting)]
        room.open_sockets([pupil])
        room.crowd.rest(0.5)
        before = watching.browser.bytes
        pupil.browser.say(f'{{"id":"v{number}","act":"cast_vote","ballot":"{ballot}","choice":"for"}}')
        room.crowd.rest(0.7)
        packed.append(watching.browser.bytes - before)
        plain.append(len(watching.browser.last))
        pupil.browser.hang_up()
    return float(max(packed[1:])), float(max(plain[1:]))
