"""`manage.py` of a server that says what its requests have left for the collector to find.

Run as a program: `python -m tests.live.server.litter play`. It is the real server, but nothing is collected
by itself: at a signal all is, and a line says how many objects of which kind there were.
"""

import gc
import json
import os
import re
import signal
import sys
from collections import Counter

from tests.live.classroom import eventually
from tests.server import Server

SIGNAL = signal.SIGUSR1


class TidyServer(Server):
    """Such a server in a process of its own."""

    program = ("-m", "tests.live.server.litter")

    def collected(self) -> Counter[str]:
        """What was left since it was asked last: how many objects by the name of their kind."""
        before = len(self._told())
        self.process.send_signal(SIGNAL)
        assert eventually(lambda: len(self._told()) > before, 10)
        return Counter(json.loads(self._told()[-1]))

    def _told(self) -> list[str]:
        return re.findall(r"^left: (.*)$", self.log.read_text(), re.MULTILINE)


def collect(*_: object) -> None:
    """Say what is found, once."""
    gc.set_debug(gc.DEBUG_SAVEALL)
    gc.collect()
    gc.set_debug(0)
    print("left:", json.dumps(Counter(type(one).__name__ for one in gc.garbage)), flush=True)
    gc.garbage.clear()
    gc.collect()  # or it would be found again


if __name__ == "__main__":
    gc.disable()
    signal.signal(SIGNAL, collect)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "game.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
