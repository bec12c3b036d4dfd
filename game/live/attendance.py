"""The house takes over from pupils who have been gone for longer than the teacher's grace, and gives back.

A seat whose pupil's page never came (a browser that keeps no cookies, an answer that was lost) is free again
after half a minute, whatever the grace, so that no vote is given to nobody.

Nobody is taken for gone on hearsay: a process counts from when it last had a sign of life, and after its own
start it first listens for a while to what the other processes know. Every process may call the house; only
the first call counts. The grace itself is a fact of the meeting, who is there is none (`presence.py`).
"""

import asyncio
import math
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from debate.commands import CLOCK, Command, FreeSeat, ReturnToSeat
from debate.events import AnyEvent, Resumed, SeatReturned, SeatTaken, SessionOpened, TimeGivenBack
from debate.refusal import Refusal
from game.live import signal, tasks
from game.live.presence import BELIEVED, TELL_EVERY

if TYPE_CHECKING:
    from game.live.room import Room

SOONEST = 0.5
"""Seconds between two looks at who is there."""
COMES_WITHIN = 30.0
"""Seconds after which a page has to have come by the key it was given."""
AGAIN = 2.0
"""Seconds after which a seat that could not be given to the house is called for again."""
NOT_YET = {"not_saved", "busy", "our_fault"}
"""Refusals that say nothing about the meeting."""


class Attendance:
    """Who of one room has been gone for too long. Times are seconds of the `clock`, which the room's timers
    go by as well."""

    def __init__(self, room: "Room", clock: Callable[[], float] = time.monotonic):
        self._room, self._now = room, clock
        self._began = clock() + BELIEVED
        self._running_since = 0.0
        self._seen: dict[int, float] = {}
        self._awaited: dict[int, float] = {}
        self._told: dict[int, float] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._calls: dict[Command, asyncio.Task[None]] = {}
        self._ended = False

    def seen(self, pupil: int, announce: bool = True) -> None:
        """A page or a socket of this pupil was here. `announce`: other processes do not know yet."""
        now = self._seen[pupil] = self._now()
        self._awaited.pop(pupil, None)
        if announce and now - self._told.get(pupil, -TELL_EVERY) >= TELL_EVERY:
            self._told[pupil] = now
            signal.send("seen", self._room.code, pupil=pupil)

    def awaits(self, pupil: int) -> bool:
        """Was this pupil seated a moment ago, and has no page come yet?"""
        return pupil in self._awaited

    def note(self, events: Iterable[AnyEvent]) -> None:
        """Take these events into account."""
        for event in events:
            match event:
                case SessionOpened() | Resumed() | TimeGivenBack():
                    # A pause costs nobody their seat, nor does a server that was asleep.
                    self._running_since = self._now()
                case SeatTaken(seat=seat, back=back):
                    for pupil in self._pupils(seat):
                        self.seen(pupil, announce=False)
                    if not back:
                        self._await(seat)
                case SeatReturned(seat=seat, away=True) if self._is_here(seat):
                    self._call(ReturnToSeat(by=seat))  # They came back in the very moment.
        self.look_again()

    def _await(self, seat: str) -> None:
        sitting = self._room.people.seats.get(seat)
        if sitting and not sitting.on_paper:
            self._awaited[sitting.sitters[0].pk] = self._now() + COMES_WITHIN

    def look_again(self) -> None:
        """Something has changed: look soon. A whole hall that leaves at once is looked at once."""
        if not self._matters():
            self.stop()
        elif self._timer is None or self._timer.when() - asyncio.get_running_loop().time() > SOONEST:
            self._look_in(SOONEST)

    def _matters(self) -> bool:
        if self._ended or self._room.assembly.status == "closed":
            return False
        return self._grace_runs or bool(self._awaited)

    @property
    def _grace_runs(self) -> bool:
        return bool(self._room.assembly.grace) and self._room.assembly.status == "open"

    def _look_in(self, seconds: float) -> None:
        self.stop()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._look)

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def end(self) -> None:
        """Look never again: the room is let go, and another may take its place."""
        self._ended = True
        self.stop()

    def _look(self) -> None:
        self.stop()
        if not self._matters():
            return
        there = {pupil for seat in self._room.held for pupil in self._pupils(seat)}
        self._awaited = {pupil: until for pupil, until in self._awaited.items() if pupil in there}
        now, due = self._now(), self._due()
        for call, moment in due.items():
            if moment <= now:
                self._call(call)
        # Never longer than another process's word counts: it may fall silent without one.
        wait = min([BELIEVED, *(moment - now for moment in due.values())])
        self._look_in(max(AGAIN if self._calls else SOONEST, wait))

    def _due(self) -> dict[FreeSeat, float]:
        """What frees the seats of pupils of whom nothing is seen now, to the moment of each."""
        due = {}
        for seat in self._room.held if self._matters() else ():
            if (since := self._gone_since(seat)) is None:
                continue
            if self._grace_runs:
                due[FreeSeat(by=CLOCK, seat=seat)] = since + self._room.assembly.grace
            if (pupil := self._pupils(seat)[0]) in self._awaited:
                due[FreeSeat(by=CLOCK, seat=seat, never_came=True)] = self._awaited[pupil]
        return due

    def _gone_since(self, seat: str) -> float | None:
        """When the last of a seat's pupils was there; None while one is, or plays on paper."""
        sitting = self._room.people.seats.get(seat)
        if sitting is None or sitting.on_paper:
            return None
        latest = self._running_since
        for pupil in self._pupils(seat):
            since = self._room.audiences.gone_since(pupil)
            if since is None:
                return None
            # Never here: counted from this process's start, once it has had time to hear of others.
            known = max(since, self._seen.get(pupil, 0.0))
            latest = max(latest, known or self._began)
        return latest

    def _pupils(self, seat: str) -> list[int]:
        sitting = self._room.people.seats.get(seat)
        return [sitter.pk for sitter in sitting.sitters] if sitting else []

    def _is_here(self, seat: str) -> bool:
        return any(self._room.audiences.is_here(pupil) for pupil in self._pupils(seat))

    def _call(self, command: FreeSeat | ReturnToSeat) -> None:
        if command not in self._calls:
            what = f"{type(command).__name__} in session {self._room.code}"
            self._calls[command] = task = tasks.keep_at(lambda: self._give(command), what, AGAIN)
            task.add_done_callback(lambda _: self._calls.pop(command, None))

    async def _give(self, command: FreeSeat | ReturnToSeat) -> None:
        """Raises Refusal for what has to be tried again."""
        if isinstance(command, FreeSeat):
            wanted = self._due().get(command, math.inf) <= self._now()
        else:
            wanted = self._is_here(command.by)
        try:
            if wanted:
                await self._room.submit(command)
        except Refusal as refusal:
            # Any other: another process was quicker, or the meeting has gone on.
            if refusal.code in NOT_YET:
                raise
