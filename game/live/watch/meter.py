"""What this process has done since it started, counted as it happens, for `/metrics` to tell.

Only what cannot be read off the rooms later: those are forgotten when nobody looks at them.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

PREFIX = "order_of_the_day"
SIZES = (1, 2, 5, 10, 25, 50, 100, 200, 400)
HELD = (0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0)
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)

# Since when each is counted: since the start, all of them. (The library gives this one no types.)
disable_created_metrics()  # type: ignore[no-untyped-call]


class Meter:
    """Figures of one process, each with its words. `held_`: of steps of the event loop (`watchdog.py`)."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self.taken = Counter(f"{PREFIX}_commands_taken", "Commands that took effect.", registry=registry)
        self.refused = Counter(
            f"{PREFIX}_commands_refused", "Commands refused.", ["refusal"], registry=registry
        )
        self.pushes = Counter(f"{PREFIX}_pushes", "Pushes sent to browsers.", registry=registry)
        self.longest_queue = Gauge(
            f"{PREFIX}_queue_longest", "Most commands that ever waited in a room.", registry=registry
        )
        self.batch_sizes = Histogram(
            f"{PREFIX}_batch_size", "Commands saved in one transaction.", buckets=SIZES, registry=registry
        )
        self.save_seconds = Histogram(
            f"{PREFIX}_save_seconds", "Time a batch took to disk.", buckets=SECONDS, registry=registry
        )
        self.held_seconds = Histogram(
            f"{PREFIX}_loop_held_seconds",
            "Steps that had the loop for 10 ms or more.",
            buckets=HELD,
            registry=registry,
        )
        self.held_longest = Gauge(
            f"{PREFIX}_loop_held_longest_seconds", "The longest a step had the loop.", registry=registry
        )
        self.held_over = Counter(f"{PREFIX}_loop_held_too_long", "Steps over the bound.", registry=registry)
        self._most = {self.longest_queue: 0.0, self.held_longest: 0.0}

    def reaches(self, gauge: Gauge, value: float) -> None:
        """Keep the largest value of a gauge."""
        if value > self._most[gauge]:
            self._most[gauge] = value
            gauge.set(value)

    def figure(self, name: str, **labels: str) -> float:
        """What `/metrics` says of one of them, by its full name without the prefix; 0 for none yet."""
        return self.registry.get_sample_value(f"{PREFIX}_{name}", labels) or 0.0


meter = Meter()
