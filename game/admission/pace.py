"""How much one caller may do: a bucket of tokens that fills at a steady rate."""

from time import monotonic

DEEPEST_DEBT = 4.0
"""Seconds: nobody has to wait longer for what they have spent already. A socket that is not read for longer
than a ping may take would be taken for dead."""


class Pace:
    """`burst` at once, then `per_second`. A person never notices; a script does."""

    __slots__ = ("_most", "_rate", "_since", "_tokens")

    def __init__(self, burst: float, per_second: float):
        self._most, self._rate = burst, per_second
        self._tokens, self._since = burst, monotonic()

    def allows(self) -> bool:
        """May one more pass now? It is paid for if so."""
        if not self.holds(1):
            return False
        self._tokens -= 1
        return True

    def holds(self, tokens: float) -> bool:
        """Are so many left?"""
        return self._filled() >= tokens

    def spend(self, cost: float) -> None:
        """Pay for what has happened already, on credit if need be."""
        self._tokens = max(self._filled() - cost, -DEEPEST_DEBT * self._rate)

    def wait(self, tokens: float) -> float:
        """Seconds until so many are there, 0 if they are."""
        return max(0.0, (min(tokens, self._most) - self._filled()) / self._rate)

    def _filled(self) -> float:
        now = monotonic()
        self._tokens = min(self._most, self._tokens + (now - self._since) * self._rate)
        self._since = now
        return self._tokens
