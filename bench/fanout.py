"""One change of the tally told to 500 and to 1,000 browsers: how many messages a second the server delivers.

The whole game on Daphne: pupils in their seats, a question put, desk and screen looking on, and now and then
one vote. Every push bears the server's time of its sending (`at`), so one push is measured from that stamp to
the moment the last browser has it, and messages per second are browsers by that time. Pushes come one at a
time with a rest between, so that the thinning of pushes to five a second plays no part; `from_vote` counts
from the vote itself, with the transaction and the rendering. Acknowledgements are sent in the rest, to all
servers alike. Baselines, from browsers of the same kind, with the game's own frame: a stock Channels consumer
with `group_send` over the in-memory layer on Daphne, and a server that knows only `websockets.broadcast`. All
three run at once and push in turns, and a ratio is the median over the turns: what else this machine does
meets all three alike.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from statistics import median
from typing import NamedTuple

from bench.support import hall, held, server
from bench.support.browsers import Browser
from bench.support.crowd import Crowd, all_at
from bench.support.report import AT_LEAST, Result
from bench.support.server import Server

SIZES = (500, 1000)
WARM_UP, ROUNDS = 5, 25
REST = 0.25
"""Seconds between two pushes; longer than the game lets pass between two."""
PATIENCE = 30.0
STAMP_CUT = 0.0005
"""Seconds. Stamps are cut to whole milliseconds: half of one is lost on average."""
CHOICES = ("for", "against")


class Push(NamedTuple):
    """One push: messages a second from first sent to last received; seconds from its cause to there."""

    rate: float
    wait: float


class Audience:
    """All browsers of one server, and what makes it push: `cause(number)`."""

    def __init__(self, crowd: Crowd, browsers: list[Browser], cause: Callable[[int], None]):
        self.crowd = crowd
        self.browsers = browsers
        self.cause = cause
        self.number = 0
        for browser in browsers:
            browser.acknowledges = False

    def push(self) -> Push:
        """Cause one push and wait until everybody has it. Raises TimeoutError."""
        wanted = max(browser.newest for browser in self.browsers) + 1
        began = time.time()
        self.cause(self.number)
        self.number += 1
        if not self.crowd.until(all_at(self.browsers, wanted), PATIENCE):
            raise TimeoutError(f"a push did not reach everybody within {PATIENCE:g} s")
        last = max(browser.pushes[-1][0] for browser in self.browsers)
        rate = len(self.browsers) / (last - sent_at(self.browsers[-1].last) - STAMP_CUT)
        self.crowd.rest(0.05)
        for browser in self.browsers:
            browser.acknowledge()
        self.crowd.rest(REST)
        return Push(rate, last - began)


def run() -> Result:
    """Each size through the game and both baselines."""
    result = Result()
    for size in SIZES:
        pushes, frame = measure(size, result)
        _add(result, size, *pushes)
        result.notes.append(f"{size} browsers: frames of {len(frame):,} bytes, medians of {ROUNDS} pushes")
    return result


def _add(result: Result, size: int, game: list[Push], stock: list[Push], bare: list[Push]) -> None:
    def middle(pushes: list[Push], name: str) -> dict[str, float]:
        return {
            f"{size}_{name}messages_per_s": median(push.rate for push in pushes),
            f"{size}_{name}from_vote_ms": median(push.wait for push in pushes) * 1000,
        }

    result.figures |= middle(game, "")
    result.baseline |= middle(stock, "stock_") | middle(bare, "broadcast_")
    result.ratios |= {
        f"{size}_over_stock": median(a.rate / b.rate for a, b in zip(game, stock, strict=True)),
        f"{size}_over_broadcast": median(a.rate / b.rate for a, b in zip(game, bare, strict=True)),
    }
    result.targets |= {f"{size}_over_stock": (AT_LEAST, 10), f"{size}_over_broadcast": (AT_LEAST, 0.45)}


def measure(size: int, result: Result) -> tuple[list[list[Push]], bytes]:
    """The pushes of game, stock consumer and broadcast, and the frame that was pushed; how long the game held
    its loop goes into the result."""
    with ExitStack() as stack:
        game, playing = _in_the_game(stack, size)
        game.push()
        frame = game.browsers[-1].last
        all_three = [game, *(_plain(stack, start(frame), size) for start in (server.stock, server.broadcast))]
        turns = [[audience.push() for audience in all_three] for _ in range(WARM_UP + ROUNDS)]
        held.note(result, playing, size, f"{size}_loop_held_ms")
    return [list(pushes) for pushes in zip(*turns[WARM_UP:], strict=True)], frame


def _in_the_game(stack: ExitStack, size: int) -> tuple[Audience, Server]:
    room, voters, ballot = stack.enter_context(hall.full(size))
    browsers = [pupil.browser for pupil in voters]
    for browser in room.onlookers:
        browser.acknowledges = True

    def vote(number: int) -> None:
        # Each vote by somebody else: nobody is in such a hurry, and the server would say so.
        choice = CHOICES[number // size % 2]
        browsers[number % size].say(
            f'{{"id":"f{number}","act":"cast_vote","ballot":"{ballot}","choice":"{choice}"}}'
        )

    return Audience(room.crowd, browsers, vote), room.server


def _plain(stack: ExitStack, starting: AbstractContextManager[Server], size: int) -> Audience:
    running = stack.enter_context(starting)
    crowd = stack.enter_context(Crowd(running.port))
    browsers = []
    for _ in range(size):
        browsers.append(Browser(crowd, "/"))
        crowd.rest(0.001)
    crowd.until(all_at(browsers, 0), PATIENCE)
    return Audience(crowd, browsers, lambda number: browsers[0].say(f'{{"push":{number + 1}}}'))


def sent_at(frame: bytes) -> float:
    """The server's stamp of a push, in seconds since the epoch."""
    start = frame.index(b'"at":') + 5
    return int(frame[start : frame.index(b",", start)]) / 1000
