"""One change of the tally told to 500 and to 1,000 browsers: how many messages a second the server delivers.

The whole game on Daphne: pupils in their seats, a question put, desk and screen looking on, and now and then
one vote. Every push bears the server's time of its sending (`at`), so one push is measured from that stamp to
the moment the last browser has it, and messages per second are browsers by that time. Pushes come one at a
time with a rest between, so that the thinning of pushes to five a second plays no part; `from_vote` counts
from the vote itself, with the transaction and the rendering. Acknowledgements are sent in the rest, to all
servers alike. Baselines, from the same browsers, with a frame of the same bytes: a stock Channels consumer
with `group_send` over the in-memory layer on Daphne, and a server that knows only `websockets.broadcast`.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from statistics import median

from bench import hall, server
from bench.browsers import Browser, Crowd, all_at
from bench.report import AT_LEAST, Result
from bench.server import Server

SIZES = (500, 1000)
WARM_UP, ROUNDS = 5, 25
REST = 0.3
"""Seconds between two pushes; longer than the game lets pass between two."""
PATIENCE = 30.0
STAMP_CUT = 0.0005
"""Seconds. Stamps are cut to whole milliseconds: half of one is lost on average."""

CHOICES = ("for", "against")


def run() -> Result:
    """Each size through the game, then through both baselines."""
    result = Result()
    for size in SIZES:
        through_game, frame = game(size)
        stock, bare = baseline(server.stock(frame), size), baseline(server.broadcast(frame), size)
        _add(result, size, through_game, stock, bare)
        result.notes.append(f"{size} browsers: a frame of {len(frame):,} bytes, medians of {ROUNDS} pushes")
    return result


def _add(result: Result, size: int, *rates_and_times: tuple[float, float]) -> None:
    (rate, wait), (stock, stock_wait), (bare, bare_wait) = rates_and_times
    result.figures |= {f"{size}_messages_per_s": rate, f"{size}_from_vote_ms": wait * 1000}
    result.baseline |= {
        f"{size}_stock_messages_per_s": stock,
        f"{size}_stock_from_vote_ms": stock_wait * 1000,
        f"{size}_broadcast_messages_per_s": bare,
        f"{size}_broadcast_from_vote_ms": bare_wait * 1000,
    }
    result.ratios |= {f"{size}_over_stock": rate / stock, f"{size}_over_broadcast": rate / bare}
    result.targets |= {f"{size}_over_stock": (AT_LEAST, 10), f"{size}_over_broadcast": (AT_LEAST, 0.45)}


def game(size: int) -> tuple[tuple[float, float], bytes]:
    """(messages per second, seconds from vote to last browser), and the frame that was pushed."""
    with hall.full(size) as (room, voters, ballot):
        browsers = [pupil.browser for pupil in voters]

        def vote(number: int) -> None:
            # Each vote by somebody else: nobody is in such a hurry, and the server would say so.
            choice = CHOICES[number // size % 2]
            browsers[number % size].say(
                f'{{"id":"f{number}","act":"cast_vote","ballot":"{ballot}","choice":"{choice}"}}'
            )

        found = measure(room.crowd, browsers, vote, room.onlookers)
        return found, browsers[-1].last


def baseline(starting: AbstractContextManager[Server], size: int) -> tuple[float, float]:
    """The same of a baseline."""
    with starting as running, Crowd(running.port) as crowd:
        browsers = []
        for _ in range(size):
            browsers.append(Browser(crowd, "/"))
            crowd.rest(0.001)
        crowd.until(lambda: all(browser.open for browser in browsers), PATIENCE)
        crowd.rest(REST)
        return measure(crowd, browsers, lambda number: browsers[0].say(f'{{"push":{number + 1}}}'))


def measure(
    crowd: Crowd, browsers: list[Browser], cause: Callable[[int], None], others: Iterable[Browser] = ()
) -> tuple[float, float]:
    """Cause pushes one by one; medians of messages per second and of seconds from cause to last browser."""
    everybody = [*browsers, *others]
    for browser in everybody:
        browser.acknowledges = False
    seq = max((push[1] for browser in browsers for push in browser.pushes[-1:]), default=0)
    rates, waits = [], []
    for number in range(WARM_UP + ROUNDS):
        began = time.time()
        cause(number)
        if not crowd.until(all_at(browsers, seq + number + 1), PATIENCE):
            raise TimeoutError(f"a push did not reach everybody within {PATIENCE:g} s")
        last = max(browser.pushes[-1][0] for browser in browsers)
        rates.append(len(browsers) / (last - sent_at(browsers[-1].last) - STAMP_CUT))
        waits.append(last - began)
        crowd.rest(REST / 2)
        for browser in everybody:
            browser.acknowledge()
        crowd.rest(REST)
    return median(rates[WARM_UP:]), median(waits[WARM_UP:])


def sent_at(frame: bytes) -> float:
    """The server's stamp of a push, in seconds since the epoch."""
    start = frame.index(b'"at":') + 5
    return int(frame[start : frame.index(b",", start)]) / 1000
