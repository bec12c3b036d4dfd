"""The frame a baseline sends: as long as the game's own, with a fresh number and time."""

import os
import time
from pathlib import Path

FOLDER = Path(os.environ["DATA_DIR"])
_whole = (FOLDER / "frame").read_text()
_rest = _whole[_whole.index(',"html":') :]


def frame(seq: int) -> str:
    """The frame with this number, stamped with the server's clock in milliseconds."""
    return f'{{"seq":{seq},"at":{time.time_ns() // 1_000_000}{_rest}'
