"""What this process has done since it started: plain numbers, counted as it happens, for `/metrics` to read.

Only what cannot be read off the rooms later: those are forgotten when nobody looks at them.
"""

from bisect import bisect_left
from collections import Counter

SIZES = (1, 2, 5, 10, 25, 50, 100, 200, 400)
HELD = (0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0)
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)


class Histogram:
    """How many values fell into which bucket. `bounds`: the largest value of each bucket but the last."""

    def __init__(self, bounds: tuple[float, ...]):
        self.bounds = bounds
        self.buckets = [0] * (len(bounds) + 1)
        self.sum = 0.0

    def note(self, value: float) -> None:
        self.buckets[bisect_left(self.bounds, value)] += 1
        self.sum += value


class Meter:
    """`taken`: commands that took effect. `refused`: by the rules or the room, by code.

    `held_`: what long steps of the event loop cost everybody else, in seconds, and how many were too long
    (`watchdog.py`).
    """

    def __init__(self) -> None:
        self.taken = 0
        self.refused: Counter[str] = Counter()
        self.pushes = 0
        self.longest_queue = 0
        self.batch_sizes = Histogram(SIZES)
        self.save_seconds = Histogram(SECONDS)
        self.held_seconds = Histogram(HELD)
        self.held_longest = 0.0
        self.held_over = 0


meter = Meter()
