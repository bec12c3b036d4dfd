"""The watchdog: what holds the loop is reported with its place, and what is nobody's fault is not."""

import asyncio
import gc
import hashlib
import logging
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable

import pytest

from game.live.watch import watchdog as module
from game.live.watch.meter import Meter
from game.live.watch.watchdog import BOUNDS, Watchdog
from tests.server import ROOT, Person, Server


@pytest.fixture
def meter(monkeypatch):
    fresh = Meter()
    monkeypatch.setattr(module, "meter", fresh)
    return fresh


@pytest.fixture
def told(caplog):
    """What was logged so far, line by line."""
    caplog.set_level(logging.INFO, "game")
    return lambda: caplog.messages


def watched(*work: Callable[[], Awaitable[None]]) -> None:
    """Run them one after the other, as steps of a loop that has a watchdog."""

    async def all_of_it() -> None:
        watchdog = Watchdog()
        watchdog.start()
        try:
            for one in work:
                await asyncio.sleep(0.05)  # a step of its own
                await one()
            await asyncio.sleep(0.05)
        finally:
            watchdog.stop()

    asyncio.run(all_of_it())


def work_for(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


async def a_handler_that_computes() -> None:
    work_for(0.2)


WAIT = 1.0
"""Seconds. Only a look that comes in time tells waiting from being kept off the core; on a busy machine most
come late."""


async def a_handler_that_sleeps() -> None:
    time.sleep(WAIT)  # noqa: ASYNC251


async def a_handler_that_waits_for_a_program() -> None:
    subprocess.run([sys.executable, "-c", f"import time; time.sleep({WAIT})"], check=True)  # noqa: ASYNC221


async def a_handler_that_waits_for_a_lock() -> None:
    lock = threading.Lock()
    lock.acquire()
    threading.Timer(WAIT, lock.release).start()
    lock.acquire()


async def a_handler_in_one_long_call() -> None:
    hashlib.pbkdf2_hmac("sha256", b"word", b"salt", 600_000)


async def a_handler_that_collects_garbage() -> None:
    rings: list[object] = []
    for _ in range(200_000):
        rings.append([rings])
    gc.collect()


@pytest.mark.parametrize(
    "handler",
    [
        a_handler_that_computes,
        a_handler_that_sleeps,
        a_handler_that_waits_for_a_program,
        a_handler_that_waits_for_a_lock,
        a_handler_in_one_long_call,
        a_handler_that_collects_garbage,
    ],
)
def test_a_handler_that_holds_the_loop_is_reported_with_its_name(meter, told, handler):
    watched(handler)

    [line] = told()
    assert handler.__name__ in line
    assert int(re.search(r"held the loop for (\d+) ms", line)[1]) >= 100
    assert meter.figure("loop_held_too_long_total") == 1
    assert 0.1 < meter.figure("loop_held_longest_seconds") < 2
    assert meter.figure("loop_held_seconds_count") == 1


def test_a_callback_and_a_timer_are_steps_like_any_other(meter, told, monkeypatch):
    monkeypatch.setattr(module, "SAY_EVERY", 0)

    async def with_timers() -> None:
        asyncio.get_running_loop().call_soon(work_for, 0.2)
        asyncio.get_running_loop().call_later(0.01, work_for, 0.3)
        await asyncio.sleep(0.05)

    watched(with_timers)

    assert meter.figure("loop_held_too_long_total") == 2
    assert all("work_for" in line for line in told())


def test_many_short_steps_are_nobodys_fault(meter, told):
    async def busy() -> None:
        for _ in range(150):
            work_for(0.004)
            await asyncio.sleep(0)

    watched(busy)

    assert (told(), meter.figure("loop_held_too_long_total")) == ([], 0)


def test_a_quiet_loop_is_not_reported(meter, told):
    async def quiet() -> None:
        await asyncio.sleep(0.5)

    watched(quiet)

    assert (told(), meter.figure("loop_held_too_long_total"), meter.figure("loop_held_longest_seconds")) == (
        [],
        0,
        0,
    )


def test_a_waiting_thread_of_a_request_is_no_held_loop(meter, told):
    async def in_a_thread() -> None:
        await asyncio.to_thread(lambda: asyncio.run(a_handler_that_sleeps()))

    watched(in_a_thread)

    assert (told(), meter.figure("loop_held_too_long_total")) == ([], 0)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system cannot stop a process")
@pytest.mark.parametrize("between_steps", [False, True])
def test_a_process_that_is_stopped_for_two_seconds_did_not_work(between_steps):
    script = f"""
import asyncio, time
import django; django.setup()
from game.live.watch.meter import meter
from game.live.watch.watchdog import Watchdog

async def stopped():
    watchdog = Watchdog()
    watchdog.start()
    await asyncio.sleep(0.1)
    began = last = time.monotonic()
    longest = 0
    print("now", flush=True)
    while longest < 1.5 and time.monotonic() - began < 20:
        if {between_steps}:
            await asyncio.sleep(0.001)
        now = time.monotonic()
        longest, last = max(longest, now - last), now
    await asyncio.sleep(0.1)
    watchdog.stop()
    print(longest >= 1.5, meter.figure("loop_held_longest_seconds"), flush=True)

asyncio.run(stopped())
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "game.settings"}
    program = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "now\n"

    program.send_signal(signal.SIGSTOP)
    assert os.WIFSTOPPED(os.waitpid(program.pid, os.WUNTRACED)[1])
    time.sleep(2)
    program.send_signal(signal.SIGCONT)
    was_stopped, longest = program.communicate(timeout=30)[0].split()

    assert was_stopped == "True"
    assert float(longest) < 0.5


def test_a_step_that_never_ends_is_reported_while_it_lasts(meter, told, monkeypatch):
    monkeypatch.setattr(module, "STUCK", 0.2)
    seen: list[str] = []

    async def stuck() -> None:
        until = time.monotonic() + 10
        while not told() and time.monotonic() < until:
            time.sleep(0.01)  # noqa: ASYNC251
        seen.extend(told())

    watched(stuck)

    [line] = seen
    assert "still is" in line
    assert "stuck" in line


def test_a_bad_day_does_not_fill_the_log(meter, told):
    async def thirty_times() -> None:
        for _ in range(30):
            work_for(0.06)
            await asyncio.sleep(0)

    watched(thirty_times)

    assert len(told()) == 1
    assert meter.figure("loop_held_too_long_total") == 30


@pytest.mark.parametrize(
    ("pupils", "seconds"), [(0, 0.05), (300, 0.05), (301, 0.15), (1000, 0.15), (2000, 0.15)]
)
def test_a_large_hall_is_allowed_more(pupils, seconds):
    assert Watchdog(lambda: pupils).bound() == seconds
    assert sorted(BOUNDS) == list(BOUNDS)


def test_the_loop_is_left_as_it_was(meter):
    plain = asyncio.Handle._run

    watched(a_handler_that_sleeps)

    assert asyncio.Handle._run is plain


def test_the_server_watches_itself(tmp_path):
    server = Server(tmp_path)
    try:
        text = Person(server).get("/metrics").text

        assert "order_of_the_day_loop_held_longest_seconds" in text
        assert re.search(r"loop_held_seconds_bucket\{le=\"0.05\"\} \d+\.0\n", text)
    finally:
        server.stop()
