"""How fast one person may send commands: a bucket of tokens that fills at a steady rate."""

from time import monotonic


class Pace:
    """`burst` commands at once, then `per_second`. A person never notices; a script does."""

    def __init__(self, burst: float = 30, per_second: float = 5):
        self._most, self._rate = burst, per_second
        self._tokens, self._since = burst, monotonic()

    def allows(self) -> bool:
        """May one more pass now?"""
        now = monotonic()
        self._tokens = min(self._most, self._tokens + (now - self._since) * self._rate)
        self._since = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
