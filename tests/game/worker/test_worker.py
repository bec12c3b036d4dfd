"""The process beside the server: what it gives, and what becomes of a job that fails, hangs or kills it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from debate.refusal import Refusal
from game.worker.process import TRIES, Failed, TimedOut, Worker
from tests.support.server import jobs

ROOT = Path(__file__).parents[3]
WITHIN = 60
"""Seconds in which a process starts, on the busiest machine."""


@pytest.fixture(scope="module")
def worker():
    made = Worker("tests", seconds=WITHIN)
    yield made
    made.end()


def test_a_job_is_done_in_another_process_which_stays_for_the_next(worker):
    (first, one), (second, other) = (worker.give(jobs.told, n).result(WITHIN) for n in (1, 2))

    assert (first, second) == ((1,), (2,))
    assert one == other != os.getpid()


def test_a_refusal_comes_through_with_what_its_sentence_needs(worker):
    with pytest.raises(Refusal) as refusal:
        worker.give(jobs.refused).result(WITHIN)

    assert (refusal.value.code, refusal.value.details) == ("name_too_long", {"most": 40, "length": 41})


def test_a_job_that_breaks_takes_nothing_from_the_next(worker):
    _, before = worker.give(jobs.told).result(WITHIN)

    with pytest.raises(Failed):
        worker.give(jobs.broken).result(WITHIN)

    assert worker.give(jobs.told).result(WITHIN) == ((), before)


def test_a_job_whose_process_dies_is_tried_again_in_another(worker, tmp_path):
    assert worker.give(jobs.dies, 1, str(tmp_path)).result(WITHIN) == 2


def test_a_job_that_kills_every_process_is_given_up_and_the_next_is_done(worker, tmp_path):
    with pytest.raises(Failed):
        worker.give(jobs.dies, 99, str(tmp_path)).result(WITHIN)

    assert len(list(tmp_path.iterdir())) == TRIES
    assert worker.give(jobs.told, "next").result(WITHIN)[0] == ("next",)


def test_a_job_that_takes_too_long_is_ended_and_the_next_is_done():
    worker = Worker("tests", seconds=1)
    worker._seconds = WITHIN
    worker.give(jobs.told).result(WITHIN)  # Starting may take longer than this job is allowed.
    worker._seconds = 0.2

    with pytest.raises(TimedOut):
        worker.give(jobs.slow, WITHIN).result(WITHIN)

    worker._seconds = WITHIN
    assert worker.give(jobs.told, "next").result(WITHIN)[0] == ("next",)
    worker.end()


def test_a_worker_that_is_renewed_does_the_job_at_hand_in_another_process(worker):
    _, before = worker.give(jobs.told).result(WITHIN)

    worker.renew()

    assert worker.give(jobs.told).result(WITHIN)[1] != before


def test_a_job_is_not_to_blame_for_a_process_that_is_renewed_again_and_again(worker, tmp_path):
    """Somebody deletes several sessions while a page of another one is drawn."""
    begun = worker.give(jobs.waits, str(tmp_path), TRIES + 1)
    for tried in range(1, TRIES + 2):
        until = time.monotonic() + WITHIN
        while len(list(tmp_path.iterdir())) < tried:
            assert time.monotonic() < until
            time.sleep(0.01)
        worker.renew()

    assert begun.result(WITHIN) == TRIES + 2


def test_what_has_ended_begins_no_process_again():
    worker = Worker("tests", seconds=WITHIN)
    begun = worker.give(jobs.slow, WITHIN)
    until = time.monotonic() + WITHIN
    while worker._process is None:
        assert time.monotonic() < until
        time.sleep(0.01)

    worker.end()

    with pytest.raises(Failed):
        begun.result(WITHIN)
    with pytest.raises(Failed):
        worker.give(jobs.told).result(WITHIN)
    assert worker._process is None


def test_a_job_nobody_waits_for_any_more_is_left_out(worker, tmp_path):
    running = worker.give(jobs.slow, 0.5)
    left = worker.give(jobs.dies, 0, str(tmp_path))

    assert left.cancel()
    running.result(WITHIN)
    worker.give(jobs.told).result(WITHIN)

    assert not list(tmp_path.iterdir())


def test_the_process_ends_with_its_server_even_if_that_is_killed():
    script = (
        "import os, time; os.environ['DJANGO_SETTINGS_MODULE'] = 'game.settings'\n"
        "from game.worker.process import Worker; from tests.support.server import jobs\n"
        "if __name__ == '__main__':\n"
        "    print(Worker('tests', 60).give(jobs.told).result()[1], flush=True); time.sleep(60)\n"
    )
    server = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pid = int(server.stdout.readline())

    server.send_signal(signal.SIGKILL)
    server.wait()

    until = time.monotonic() + WITHIN
    while alive(pid):
        assert time.monotonic() < until, "the process outlives its server"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # One that has ended and that nobody has asked after yet is no process any more.
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_one_that_was_ended_starts_no_process_any_more():
    worker = Worker("tests", seconds=WITHIN)
    worker.end()

    with pytest.raises(Failed):
        worker.give(jobs.told).result(WITHIN)
    assert worker._process is None
