"""How long a server's event loop was held by one step at most, as the server itself has noticed."""

import re
import urllib.request

from bench.support.report import BELOW, Result
from bench.support.server import HOST, Server

ALLOWED = ((300, 50.0), (1000, 150.0))
"""(pupils in the largest session, milliseconds), as `game/live/watch/watchdog.py` has it."""


def note(result: Result, running: Server, pupils: int, name: str = "loop_held_ms") -> None:
    """Add the figure and its target; where the server does not measure it, a line that says so."""
    found = re.search(r"^\S+_loop_held_longest_seconds (\S+)$", _metrics(running), re.MULTILINE)
    if found is None:
        result.notes.append(f"{name}: not measured by this server")
        return
    result.figures[name] = float(found[1]) * 1000
    result.targets[name] = BELOW, next(most for size, most in ALLOWED if pupils <= size)


def _metrics(running: Server) -> str:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://{HOST}:{running.port}/metrics", timeout=60) as answer:
        return answer.read().decode()
