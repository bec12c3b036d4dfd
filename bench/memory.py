"""How much memory one more connected pupil takes, beyond a bare socket on Daphne.

Read from the server's process: its resident memory with 100 pupils connected, and with 500 more, in a debate
with a question put. The first hundred warm everything up, so that the difference is the pupils' alone. All
were seated before the first reading. The baseline: the same sockets on Daphne with next to nothing behind it.
"""

from collections.abc import Callable, Sequence
from statistics import median

from bench.support import hall, server, tidy
from bench.support.browsers import Browser
from bench.support.crowd import Crowd
from bench.support.report import BELOW, Result

BEFORE, MORE = 100, 500
ROUNDS = 3
SETTLE = 2.0
"""Seconds."""


def run() -> Result:
    """The game and bare Daphne in turns, each time a fresh process."""
    pairs = [(found, bare(frame)) for found, frame in (game() for _ in range(ROUNDS))]
    game_kib, bare_kib = (median(column) for column in zip(*pairs, strict=True))
    return Result(
        figures={"pupil_kib": game_kib, "beyond_bare_kib": game_kib - bare_kib},
        baseline={"bare_socket_kib": bare_kib},
        ratios={"pupil_over_bare": game_kib / bare_kib},
        targets={"beyond_bare_kib": (BELOW, 60)},
        notes=[f"{MORE} sockets on top of {BEFORE}; medians of {ROUNDS} fresh servers"],
    )


def game() -> tuple[float, bytes]:
    """KiB for each pupil more in the game, and a pupil's first frame."""
    with hall.seated(BEFORE + MORE) as (room, pupils, _):
        found = growth(room.crowd, room.server.pid, lambda few: room.open_sockets(pupils[few]))
        return found, pupils[0].browser.first


def bare(frame: bytes) -> float:
    """KiB for each socket more on bare Daphne."""
    with server.bare(frame) as running, Crowd(running.port) as crowd:
        return growth(crowd, running.pid, lambda few: open_bare(crowd, few))


def open_bare(crowd: Crowd, few: slice) -> None:
    """As many sockets as the slice is long."""
    browsers: Sequence[Browser] = []
    for _ in range(few.start, few.stop):
        browsers = [*browsers, Browser(crowd, "/")]
        crowd.rest(0.002)
    crowd.until(lambda: all(browser.pushes for browser in browsers), 30)


def growth(crowd: Crowd, pid: int, connect: Callable[[slice], None]) -> float:
    """Connect the first, then the others; KiB for each of the others."""
    connect(slice(0, BEFORE))
    crowd.rest(SETTLE)
    before = tidy.resident_kib(pid)
    connect(slice(BEFORE, BEFORE + MORE))
    crowd.rest(SETTLE)
    return (tidy.resident_kib(pid) - before) / MORE
