"""300 pupils join at once: the form by HTTP, then the socket, until each was shown their first full page.

All post the form in the same instant, and each opens its socket as soon as it has its cookie; counted is from
the first post to the first push, which holds every part of the pupil's page. Desk and screen look on. The
baseline is Daphne with next to nothing behind it: the same number of posts and sockets, the posts answered
with an empty redirect and the sockets with one ready frame as long as a pupil's first.
"""

import time
from statistics import median, quantiles
from typing import NamedTuple

from bench.support import held, server
from bench.support.browsers import Browser, Post
from bench.support.crowd import Crowd
from bench.support.hall import Hall
from bench.support.report import BELOW, Result
from bench.support.server import Server

PUPILS = 300
WARM_UP = 30
ROUNDS = 3
WITHIN = 120.0
"""Seconds."""


class Rush(NamedTuple):
    """Seconds from the first post until half, nearly all and all have their page."""

    p50: float
    p95: float
    all: float


def run() -> Result:
    """The game and bare Daphne in turns."""
    with server.game(joins=WARM_UP + ROUNDS * PUPILS) as playing, Crowd(playing.port) as pupils:
        _, frame = rush(pupils, *new_session(playing, pupils), WARM_UP)
        with server.bare(frame) as bare, Crowd(bare.port) as strangers:
            rush(strangers, "/", "/", WARM_UP)
            turns = [
                (
                    rush(pupils, *new_session(playing, pupils), PUPILS)[0],
                    rush(strangers, "/", "/", PUPILS)[0],
                )
                for _ in range(ROUNDS)
            ]
        result = _found(turns, frame)
        held.note(result, playing, PUPILS)
    return result


def _found(turns: list[tuple[Rush, Rush]], frame: bytes) -> Result:
    found, least = (middle(list(rushes)) for rushes in zip(*turns, strict=True))
    return Result(
        figures=_named(found) | {"joined_per_s": PUPILS / found.all},
        baseline=_named(least) | {"joined_per_s": PUPILS / least.all},
        ratios={"longer_than_bare": median(game.all / plain.all for game, plain in turns)},
        targets={f"{PUPILS}_all_s": (BELOW, 2.5)},
        notes=[f"{PUPILS} pupils, a first page of {len(frame):,} bytes, medians of {ROUNDS} rushes"],
    )


def _named(rush: Rush) -> dict[str, float]:
    return {f"{PUPILS}_p50_s": rush.p50, f"{PUPILS}_p95_s": rush.p95, f"{PUPILS}_all_s": rush.all}


def new_session(running: Server, crowd: Crowd) -> tuple[str, str]:
    """Where a new session's form is posted and where its sockets are opened; desk and screen look on."""
    hall = Hall(running, crowd)
    hall.new(PUPILS)
    hall.look_on()
    return f"/join/{hall.code}/", f"/ws/{hall.code}/?as=seat"


def rush(crowd: Crowd, form: str, socket: str, pupils: int) -> tuple[Rush, bytes]:
    """So many join at once and then leave; how long it took, and one pupil's first frame."""
    browsers: list[Browser] = []

    def opened(status: int, cookie: str) -> None:
        if status != 302 or not cookie:
            raise RuntimeError(f"a pupil could not join: {status}")
        browsers.append(Browser(crowd, socket, cookie))

    before = crowd.pushes
    began = time.time()
    for number in range(pupils):
        Post(crowd, form, f"name=Pupil+{number}", opened)
    crowd.until(lambda: crowd.pushes - before >= pupils and everybody(browsers, pupils), WITHIN)
    if not everybody(browsers, pupils):
        raise TimeoutError(f"after {WITHIN:g} s not all {pupils} had their page")
    waits = sorted(browser.pushes[0][0] - began for browser in browsers)
    crowd.rest(1.0)
    for browser in browsers:
        browser.hang_up()
    crowd.rest(1.0)
    return Rush(median(waits), quantiles(waits, n=20)[-1], waits[-1]), browsers[0].first


def everybody(browsers: list[Browser], pupils: int) -> bool:
    """Does each have its first page?"""
    return len(browsers) == pupils and all(browser.pushes for browser in browsers)


def middle(rushes: list[Rush]) -> Rush:
    """The median of each figure."""
    return Rush(*map(median, zip(*rushes, strict=True)))
