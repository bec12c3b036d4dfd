"""Requests take turns: how many of one caller are answered at a time, and what they may cost.

Nobody is refused for asking much; it takes longer, that is all, and other persons do not wait with them (the
strangers of one address do: they can't be told apart). Only when a great many wait already is one more turned
away. Costs are counted in seconds of the server's time: whatever a page costs, its callers pay.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from game.admission.caller import Caller
from game.admission.file_limit import open_files
from game.admission.limits import limits
from game.admission.pace import Pace

LIGHT = {
    *("", "static", "join", "resume", "seat", "act", "state", "teach", "enter", "help", "check", "healthz"),
}
"""The first part of the addresses that a class needs at the bell and in the meeting. They have a lane of
their own: however many look back or leaf through the scenarios, nobody waits for them at the door."""
LONGEST_COUNTED = 1.0
"""Seconds of one request that are counted: longer is waiting for others, not work."""
MOST_CALLERS = 20_000
FILES_FOR_ONE = 6
"""The part of the process's open files, one in so many, that may wait in one queue."""


class Lane(NamedTuple):
    """`width` requests at a time. `seconds` of the server's time at once, then `share` of each second.

    `one_always`: a single request at a time is never held back; only those beside it are paid for.
    `waiting`: how many may wait, at most.
    """

    width: int
    seconds: float
    share: float
    one_always: bool
    waiting: int = 500


STRANGERS = {True: Lane(2, 15.0, 0.25, False), False: Lane(2, 3.0, 0.2, False, 100)}
PERSONS = {True: Lane(6, 15.0, 0.25, True, 50), False: Lane(2, 15.0, 0.25, True, 50)}
"""By whether the address is a light one. The strangers are all those of one address together."""
JOINING = Lane(32, 60.0, 0.5, False)
"""The form at the door, which has a budget of its own: many at once are saved together."""


class Turn:
    """One request: waits, is answered, is over."""

    __slots__ = ("_begin", "began", "beside", "queue")

    def __init__(self, queue: "Queue", begin: Callable[[], None]):
        self.queue, self._begin = queue, begin
        self.began = 0.0
        self.beside = 0

    def begin(self, beside: int) -> None:
        """It is this one's turn; so many of the same caller are being answered already."""
        self.began, self.beside = monotonic(), beside
        self._begin()

    def over(self) -> None:
        """It was answered, or nobody waits for the answer any more. Harmless when said twice."""
        self.queue.over(self)


class Queue:
    """The requests of one caller in one lane."""

    def __init__(self, lane: Lane):
        self._lane = lane
        self._purse = Pace(lane.seconds, lane.share)
        self._waiting: deque[Turn] = deque()
        self._answered: set[Turn] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._going = False

    @property
    def is_full(self) -> bool:
        # Each holds a connection open, and the files of the process are for others, too.
        most = min(self._lane.waiting, limits.requests_waiting, open_files() // FILES_FOR_ONE)
        return len(self._waiting) >= most

    def join(self, turn: Turn) -> None:
        """Wait for one's turn, which may be at once."""
        self._waiting.append(turn)
        self._go_on()

    def over(self, turn: Turn) -> None:
        if turn in self._answered:
            self._answered.discard(turn)
            if turn.beside or not self._lane.one_always:
                # Those answered at the same time have shared the server's time.
                spent = min(monotonic() - turn.began, LONGEST_COUNTED)
                self._purse.spend(spent / (turn.beside + 1))
            self._go_on()
        elif turn in self._waiting:
            self._waiting.remove(turn)

    def _go_on(self) -> None:
        if self._going:
            return  # One was over as soon as it was begun; whoever began it goes on.
        self._going = True
        try:
            while self._waiting and len(self._answered) < self._lane.width:
                if not self._may_go():
                    self._look_again()
                    return
                turn, beside = self._waiting.popleft(), len(self._answered)
                self._answered.add(turn)
                turn.begin(beside)
        finally:
            self._going = False

    def _may_go(self) -> bool:
        free = self._lane.one_always and not self._answered
        return free or self._purse.holds(0)

    def _look_again(self) -> None:
        if self._timer is None:
            wait = max(0.02, self._purse.wait(0))
            self._timer = asyncio.get_running_loop().call_later(wait, self._rung)

    def _rung(self) -> None:
        self._timer = None
        self._go_on()


_queues: OrderedDict[tuple[str, object], Queue] = OrderedDict()


def ask(caller: Caller, method: str, path: str, begin: Callable[[], None]) -> Turn | None:
    """Have `begin` called when it is this request's turn. None when too many wait already."""
    first = path.lstrip("/").partition("/")[0].lower()
    if method == "POST" and first == "join":
        lane = JOINING
    else:
        lane = (PERSONS if caller.person else STRANGERS)[first in LIGHT]
    key = (caller.name, lane)
    queue = _queues.get(key)
    if queue is None:
        queue = _queues[key] = Queue(lane)
        _forget()
    _queues.move_to_end(key)
    if queue.is_full:
        return None
    turn = Turn(queue, begin)
    queue.join(turn)
    return turn


def _forget() -> None:
    """The queue unused for longest goes. One that is in use lives on with its requests."""
    if len(_queues) > MOST_CALLERS:
        _queues.popitem(last=False)
