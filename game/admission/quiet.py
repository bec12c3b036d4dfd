"""The log of what strangers send: one short line of each kind at a time, and no traceback but of our faults.

Whatever can be sent can be sent a million times, and with anything in it.
"""

import logging
from time import monotonic

LONGEST = 160
"""Characters of a line."""
EVERY = 10.0
"""Seconds from one line of a kind to the next."""


class Rare(logging.Filter):
    """Lets one record of a kind pass at a time, as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        now = monotonic()
        if now - self._last.get(record.name, -EVERY) < EVERY:
            return False
        self._last[record.name] = now
        return True


class Brief(Rare):
    """And cuts it short."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not super().filter(record):
            return False
        record.msg, record.args = ascii(record.getMessage())[1:-1][:LONGEST], ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True
