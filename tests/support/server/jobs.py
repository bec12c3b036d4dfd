"""Jobs for a worker to be tried with. They are read by its process, too, so nothing of pytest is in here."""

import os
import time
from pathlib import Path

from debate.refusal import Refusal


def told(*given: object) -> object:
    """What it was given, and the process that was told."""
    return given, os.getpid()


def refused() -> None:
    raise Refusal("name_too_long", most=40, length=41)


def broken() -> None:
    raise LookupError("nothing of this reaches whoever asked")


def dies(times: int, folder: str) -> int:
    """Takes its process with it so many times, then gives how often it was tried."""
    tried = len(list(Path(folder).iterdir())) + 1
    (Path(folder) / str(tried)).touch()
    if tried <= times:
        os._exit(1)
    return tried


def waits(folder: str, times: int) -> int:
    """Is not done in the first so many processes that try it, then gives how often it was tried."""
    tried = len(list(Path(folder).iterdir())) + 1
    (Path(folder) / str(tried)).touch()
    if tried <= times:
        time.sleep(600)
    return tried


def slow(seconds: float) -> None:
    time.sleep(seconds)
