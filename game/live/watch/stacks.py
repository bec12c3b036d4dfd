"""Where a thread is, in one line: the functions of ours that it stands in, without those of libraries.

The interpreter writes the stacks itself (`faulthandler`), while no other thread can go on. Walking another
thread's frames from Python is not safe: that thread goes on between two steps of the walk, and what is read
then may be no frame any more, which once ended a server.
"""

import faulthandler
import re
import sysconfig
import tempfile
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

MOST = 6
"""Functions named: the innermost tells what it does, the others for whom."""
_NOT_OURS = (*(sysconfig.get_path(kind) for kind in ("stdlib", "purelib", "platlib")), "<frozen")
_THREAD = re.compile(r"(?:Current thread|Thread) 0x([0-9a-f]+)")
_FRAME = re.compile(r'  File "(.*)", line (\d+) in (.*)')


class StackFrame(NamedTuple):
    """A function some thread stands in, and the line."""

    file: str
    line: int
    function: str

    def __str__(self) -> str:
        return f"{Path(self.file).stem}.{self.function}:{self.line}"


class Stacks:
    """Keeps a file open to which stacks are written: opening one takes as long as the step asked about."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115

    def where(self, thread: int, within: str) -> str:
        """What the thread with this number is doing, innermost first: "parts.draw:265 < parts.page:297".

        `within`: the file whose call is the last of interest.
        """
        called = [*takewhile(lambda call: call.file != within, self._calls(thread))]
        ours = [call for call in called if not call.file.startswith(_NOT_OURS)]
        return " < ".join(map(str, (ours or called)[:MOST]))

    def _calls(self, thread: int) -> list[StackFrame]:
        """Innermost first, at most a hundred."""
        faulthandler.dump_traceback(self._file)
        self._file.seek(0)
        written = self._file.read().decode(errors="replace")
        self._file.seek(0)
        self._file.truncate()
        for stack in written.split("\n\n"):
            if (head := _THREAD.match(stack)) and int(head[1], 16) == thread:
                return [
                    StackFrame(file, int(line), function) for file, line, function in _FRAME.findall(stack)
                ]
        return []

    def close(self) -> None:
        """Ask no more."""
        self._file.close()
