"""Notices a step that holds the event loop for too long, and says so: how long and where, in the log and for
`/metrics`.

A thread looks at the loop fifty times a second. What counts is time in which the loop's thread worked (by its
own clock of CPU time, garbage collection included), and time in which it waited for something while the whole
process was idle, as in a query or a sleep. What does not count: time in which the process was stopped, the
machine slept, or others had the core. A pause that another thread of this process causes is in neither clock.
"""

import logging
import time
from collections import Counter, deque
from collections.abc import Callable
from threading import Thread, get_ident

from game.live.watch import loop_steps
from game.live.watch.loop_steps import LongStep, Steps
from game.live.watch.meter import meter
from game.live.watch.stacks import Stacks

log = logging.getLogger(__name__)

BOUNDS = ((300, 0.05), (1000, 0.15))
"""(pupils in the largest session here, seconds a step may take). A quarter of the time between two pushes
(`pushes.PUSH_EVERY`) is not felt by anybody; a desk that lists a thousand people is allowed more."""
TICK = 0.02
"""Seconds between two looks."""
LATE = 3 * TICK
"""A look that comes so late was held up with everybody else: it cannot tell who waited for what."""
IDLE = 0.1
"""The share of a core the process may have used and still count as waiting."""
SAY_EVERY = 10.0
"""Seconds between two lines: a bad day must not fill the log."""
STUCK = 5.0
"""Seconds after which a step is reported though it has not ended."""
UNSEEN = "over before anybody could look"


class Watchdog:
    """Watches the loop of the thread it is started in. `pupils`: in the largest session here, when asked."""

    def __init__(self, pupils: Callable[[], int] = lambda: 0) -> None:
        self._pupils = pupils
        self._done: deque[LongStep] = deque()
        self._steps = Steps(self._done.append, self.bound)
        self._ended = False
        self._said_at = -SAY_EVERY
        self._unsaid = 0
        self._thread: Thread | None = None
        self._loops_thread = 0
        self._stacks = Stacks()
        self._looked = (0.0, 0.0)
        self._told_stuck = False
        self._look_at(0)

    def bound(self) -> float:
        """Seconds a step may take in this loop now."""
        pupils = self._pupils()
        return next((seconds for most, seconds in BOUNDS if pupils <= most), BOUNDS[-1][1])

    def start(self) -> None:
        """Watch, from a thread that ends with the process at the latest."""
        self._loops_thread = get_ident()
        self._looked = time.perf_counter(), time.process_time()
        self._steps.start()
        self._thread = Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Watch no more; what was noticed has been reported then."""
        self._steps.stop()
        self._ended = True
        if self._thread is not None:
            self._thread.join()
        self._stacks.close()
        self._judge_all()

    def _watch(self) -> None:
        while not self._ended:
            time.sleep(TICK)
            try:
                self._look()
            except Exception:
                # A fault of the watchdog must not leave the server unwatched.
                log.exception("The watchdog stumbled.")

    def _look(self) -> None:
        before, self._looked = self._looked, (time.perf_counter(), time.process_time())
        passed, used = (now - then for now, then in zip(self._looked, before, strict=True))
        self._judge_all()
        number, began = self._steps.number, self._steps.began
        if not began:
            return
        if number != self._number:
            self._look_at(number)
        else:
            self._looks += 1
            self._busy += min(used, passed)
            if passed < LATE and used < IDLE * passed:
                self._idle_looks += 1
                self._waited += passed
        if self._looked[0] - began >= TICK / 2:
            self._seen[self._stacks.where(self._loops_thread, loop_steps.__file__)] += 1
        if self._busy + self._waited > STUCK and not self._told_stuck:
            self._told_stuck = True
            log.error("The loop is held for more than %d s, and still is: %s", STUCK, self._where())

    def _look_at(self, number: int) -> None:
        """From now on it is this step."""
        self._number = number
        self._seen: Counter[str] = Counter()
        self._looks = self._idle_looks = 0
        self._waited = self._busy = 0.0
        self._told_stuck = False

    def _judge_all(self) -> None:
        while self._done:
            self._judge(self._done.popleft())

    def _judge(self, step: LongStep) -> None:
        held = self._held(step)
        meter.held_seconds.observe(held)
        meter.reaches(meter.held_longest, held)
        if held > step.bound:
            meter.held_over.inc()
            self._report(step, held)

    def _held(self, step: LongStep) -> float:
        """Seconds for which this step is to blame."""
        if step.number != self._number or not self._idle_looks:
            return step.worked
        # Whoever waited at every look also waited before the first of them and after the last.
        return (
            step.lasted if self._idle_looks == self._looks else min(step.lasted, step.worked + self._waited)
        )

    def _report(self, step: LongStep, held: float) -> None:
        if time.monotonic() - self._said_at < SAY_EVERY:
            self._unsaid += 1
            return
        self._said_at = time.monotonic()
        log.warning(
            "A step held the loop for %d ms (at most %d; %d others not told): %s",
            held * 1000,
            step.bound * 1000,
            self._unsaid,
            self._where() if step.number == self._number else UNSEEN,
        )
        self._unsaid = 0

    def _where(self) -> str:
        return self._seen.most_common(1)[0][0] if self._seen else UNSEEN
