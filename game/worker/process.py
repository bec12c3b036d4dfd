"""One process beside the server that does one job after another.

A job is a function of a module and what it is given, both picklable; it reads the database by itself. The
process is spawned when first needed, ends with its server, and is replaced when it dies or a job takes too
long.
"""

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any, NamedTuple

from debate.refusal import Refusal

log = logging.getLogger(__name__)

NICENESS = 10
"""Live rooms come first where there are fewer cores than processes."""
TRIES = 3
"""A process may die through no fault of the job; a job that kills so many is not tried again."""

Job = Callable[..., Any]


class Failed(Exception):
    """The job raised something that is no Refusal; the process has logged it."""


class TimedOut(Exception):
    """The job was not done in time, and its process was ended."""


class QueuedJob(NamedTuple):
    """A job that waits for its turn."""

    job: Job
    given: tuple[Any, ...]
    answer: "Future[Any]"


class Worker:
    """A process with its line of jobs. `seconds`: how long one may take."""

    def __init__(self, name: str, seconds: float):
        self.name = name
        self._seconds = seconds
        self._orders: SimpleQueue[QueuedJob] = SimpleQueue()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._renewals = 0
        self._ended = False

    def give(self, job: Job, *given: Any) -> "Future[Any]":
        """Put a job into the line. The future raises Refusal as the job did, Failed or TimedOut."""
        answer: Future[Any] = Future()
        self._orders.put(QueuedJob(job, given, answer))
        with self._starting:
            if self._thread is None:
                # A daemon: a server that ends does not wait for what nobody will read.
                self._thread = threading.Thread(target=self._serve, name=f"worker-{self.name}", daemon=True)
                self._thread.start()
        return answer

    def renew(self) -> None:
        """End the process, and with it all it remembers; the job at hand is done by another."""
        self._renewals += 1
        process = self._process  # of another thread, which may drop it meanwhile
        if process is not None:
            process.kill()

    def end(self) -> None:
        """End the process for good: the server ends, and must not wait for one that has just begun."""
        with self._starting:  # Left half started, it would complain of us on its own.
            self._ended = True
            self.renew()

    def _serve(self) -> None:
        while True:
            order = self._orders.get()
            if not order.answer.set_running_or_notify_cancel():
                continue  # Nobody waits for it any more.
            try:
                order.answer.set_result(self._done(order))
            except Exception as error:  # Whatever it is belongs to whoever gave the job.
                order.answer.set_exception(error)

    def _done(self, order: QueuedJob) -> Any:
        tries = 0
        while tries < TRIES:
            renewals = self._renewals
            try:
                line = self._open()
                line.send((order.job, order.given))
                if not line.poll(self._seconds):
                    self._drop()
                    log.error("Worker %s: %s took over %g s.", self.name, _name(order.job), self._seconds)
                    raise TimedOut
                well, found = line.recv()
            except (EOFError, ConnectionError):
                self._drop()
                if self._ended:
                    break
                if self._renewals == renewals:  # else we have ended it, and the job is not to blame
                    tries += 1
                    log.warning("Worker %s died at %s.", self.name, _name(order.job))
                continue
            if well:
                return found
            raise found
        raise Failed(_name(order.job))

    def _open(self) -> Connection:
        if self._line is not None and self._process is not None and self._process.is_alive():
            return self._line
        self._drop()
        # Spawned, not forked: a fork would take along threads' locks and every browser's socket.
        spawned = multiprocessing.get_context("spawn")
        with self._starting:
            if self._ended:
                raise EOFError
            self._line, theirs = spawned.Pipe()
            process = spawned.Process(target=work, args=(theirs,), name=self.name, daemon=True)
            process.start()
            self._process = process  # not before: one that has not begun cannot be ended
            theirs.close()
            return self._line

    def _drop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None


def work(line: Connection) -> None:
    """The process: do what comes through the line until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, and ends us with it.
    with suppress(AttributeError, OSError):  # Windows has no such thing.
        os.nice(NICENESS)

    import django

    django.setup()
    from django.db import close_old_connections

    with suppress(EOFError, ConnectionError):  # The server is gone.
        while True:
            job, given = line.recv()
            close_old_connections()
            line.send(_answer(job, given))


def _answer(job: Job, given: tuple[Any, ...]) -> tuple[bool, Any]:
    try:
        return True, job(*given)
    except Refusal as refusal:
        return False, refusal
    except Exception:  # One job must not take the process from the others.
        log.exception("%s failed.", _name(job))
        return False, Failed(_name(job))


def _name(job: Job) -> str:
    return f"{job.__module__}.{job.__qualname__}"
