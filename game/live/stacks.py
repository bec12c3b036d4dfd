"""Where a thread is, in one line: the functions of ours that it stands in, without those of libraries."""

import sys
import sysconfig
from itertools import takewhile
from pathlib import Path
from traceback import walk_stack
from types import FrameType

MOST = 6
"""Functions named: the innermost tells what it does, the others for whom."""
_NOT_OURS = (*(sysconfig.get_path(kind) for kind in ("stdlib", "purelib", "platlib")), "<frozen")


def where(thread: int, within: str) -> str:
    """What the thread with this number is doing, innermost first: "parts.draw:265 < parts.page:297".

    `within`: the file whose frame called all that is of interest.
    """
    called = [
        *takewhile(lambda row: row[0].f_code.co_filename != within, walk_stack(sys._current_frames()[thread]))
    ]
    ours = [row for row in called if not row[0].f_code.co_filename.startswith(_NOT_OURS)]
    return " < ".join(_name(*row) for row in (ours or called)[:MOST])


def _name(frame: FrameType, line: int) -> str:
    module = frame.f_globals.get("__name__") or Path(frame.f_code.co_filename).stem
    return f"{module.removeprefix('game.')}.{frame.f_code.co_qualname}:{line}"
