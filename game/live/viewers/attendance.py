"""The house takes over from pupils who have been gone for longer than the teacher's grace, and gives back.

A seat whose pupil's page never came (a browser that keeps no cookies, an answer that was lost) is free again
after half a minute, whatever the grace, so that no vote is given to nobody; so is the place of a second pupil
beside the first. Who ever came is known on disk, and does not lose a seat by a start of the server.

Nobody is taken for gone on hearsay: a process counts from when it last had a sign of life, and after its own
start it first listens for a while to what the other processes know. Every process may call the house; only
the first call counts. The grace itself is a fact of the meeting, who is there is none (`presence.py`).
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import NamedTuple, Protocol

from debate.commands import CLOCK, Command, FreeSeat, ReturnToSeat
from debate.events import AnyEvent, Resumed, SeatReturned, SeatTaken, SessionOpened, TimeGivenBack
from debate.ids import SeatId
from debate.refusal import Refusal
from game.live.viewers.presence import BELIEVED, TELL_EVERY, RoomPresence
from game.live.watch import tasks
from game.live.wire import signal
from game.people.changes import held_seats
from game.people.sitters import People
from game.standing import Standing

SOONEST = 0.5
"""Seconds between two looks at who is there."""
COMES_WITHIN = 30.0
"""Seconds after which a page has to have come by the key it was given."""
AGAIN = 2.0
"""Seconds after which a seat that could not be given to the house is called for again."""
NOT_YET = {"not_saved", "busy", "our_fault"}
"""Refusals that say nothing about the meeting."""


class PutOut(NamedTuple):
    """A second pupil, who never came, goes out of the seat again."""

    pupil: int


class OnDisk(Protocol):
    """Who has come by their key, as it is remembered (`game/live/arrivals.py`)."""

    def note(self, pupil: int) -> None: ...
    async def came(self, pupils: list[int]) -> bool: ...
    async def put_out(self, pupil: int) -> None: ...


Call = FreeSeat | ReturnToSeat | PutOut


class Attendance:
    """Who of one room has been gone for too long. `standing`: the session as it is when asked; `submit`: has
    a command decided and saved, or raises Refusal; `present`: who is there; `arrivals`: who ever was. Times
    are seconds of the `clock`, which the loop's timers go by as well."""

    def __init__(
        self,
        standing: Callable[[], Standing],
        submit: Callable[[Command], Awaitable[object]],
        present: RoomPresence,
        arrivals: OnDisk,
        clock: Callable[[], float] = time.monotonic,
    ):
        self._standing, self._submit, self._present, self._now = standing, submit, present, clock
        self._arrivals = arrivals
        self._began = clock() + BELIEVED
        self._running_since = 0.0
        self._seen: dict[int, float] = {}
        self._looked_over: People | None = None
        self._newcomers: dict[int, bool] = {}
        self._awaited: dict[int, float] = {}
        self._told: dict[int, float] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._calls: dict[Call, asyncio.Task[None]] = {}
        self._ended = False

    def seen(self, pupil: int, announce: bool = True) -> None:
        """A page or a socket of this pupil was here. `announce`: other processes do not know yet."""
        now = self._seen[pupil] = self._now()
        self._expect_newcomers()
        self._awaited.pop(pupil, None)
        if self._newcomers.get(pupil) is False:
            self._newcomers[pupil] = True
            if announce:
                self._arrivals.note(pupil)  # Else whoever has said so does.
        if announce and now - self._told.get(pupil, -TELL_EVERY) >= TELL_EVERY:
            self._told[pupil] = now
            signal.send("seen", self._standing().code, pupil=pupil)

    def awaits(self, pupil: int) -> bool:
        """Was this pupil seated a moment ago, or before the server's start, and has no page come yet?"""
        return pupil in self._awaited

    def note(self, events: Iterable[AnyEvent]) -> None:
        """Take these events into account."""
        for event in events:
            match event:
                case SessionOpened() | Resumed() | TimeGivenBack():
                    # A pause costs nobody their seat, nor do a night and a server that was asleep.
                    self._running_since = self._now()
                    if isinstance(event, Resumed):
                        self._awaited = dict.fromkeys(self._awaited, self._now() + COMES_WITHIN)
                case SeatTaken(seat=seat):
                    self._seen |= dict.fromkeys(self._pupils(seat), self._now())
                case SeatReturned(seat=seat, away=True) if self._is_here(seat):
                    self._call(ReturnToSeat(by=seat))  # They came back in the very moment.
        self.look_again()

    def _expect_newcomers(self) -> None:
        """Of whom nobody knows yet that they have come, a page has to come soon; also after a start."""
        people = self._standing().people
        if people is self._looked_over:
            return
        self._looked_over = people
        for sitter in (sitter for sitting in people.seats.values() for sitter in sitting.sitters):
            if not sitter.came and sitter.pk not in self._newcomers:
                self._newcomers[sitter.pk] = False
                self._awaited[sitter.pk] = self._now() + COMES_WITHIN

    def look_again(self) -> None:
        """Something has changed: look soon. A whole hall that leaves at once is looked at once."""
        self._expect_newcomers()
        if not self._matters():
            self.stop()
        elif self._timer is None or self._timer.when() - asyncio.get_running_loop().time() > SOONEST:
            self._look_in(SOONEST)

    def _matters(self) -> bool:
        assembly = self._standing().assembly
        if self._ended or assembly.sleeps or assembly.status == "closed":
            return False
        return self._grace_runs or bool(self._awaited)

    @property
    def _grace_runs(self) -> bool:
        return bool(self._standing().assembly.grace) and self._standing().assembly.status == "open"

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
        there = {pupil for seat in held_seats(self._standing().assembly) for pupil in self._pupils(seat)}
        self._awaited = {pupil: until for pupil, until in self._awaited.items() if pupil in there}
        now, due = self._now(), self._due()
        for call, moment in due.items():
            if moment <= now:
                self._call(call)
        # Never longer than another process's word counts: it may fall silent without one.
        wait = min([BELIEVED, *(moment - now for moment in due.values())])
        self._look_in(max(AGAIN if self._calls else SOONEST, wait))

    def _due(self) -> dict[FreeSeat | PutOut, float]:
        """What frees the seats of pupils of whom nothing is seen now, to the moment of each."""
        due: dict[FreeSeat | PutOut, float] = {}
        for seat in held_seats(self._standing().assembly) if self._matters() else ():
            pupils = self._pupils(seat)
            for pupil in pupils[1:]:
                if pupil in self._awaited and self._present.gone_since(pupil) is not None:
                    due[PutOut(pupil)] = self._awaited[pupil]
            if (since := self._gone_since(seat)) is None:
                continue
            if self._grace_runs:
                due[FreeSeat(by=CLOCK, seat=seat)] = since + self._standing().assembly.grace
            if self._awaited.keys() >= {*pupils}:
                latest = max(self._awaited[pupil] for pupil in pupils)
                due[FreeSeat(by=CLOCK, seat=seat, never_came=True)] = latest
        return due

    def _gone_since(self, seat: SeatId) -> float | None:
        """When the last of a seat's pupils was there; None while one is, or plays on paper."""
        sitting = self._standing().people.seats.get(seat)
        if sitting is None or sitting.on_paper:
            return None
        latest = self._running_since
        for pupil in self._pupils(seat):
            since = self._present.gone_since(pupil)
            if since is None:
                return None
            # Never here: counted from this process's start, once it has had time to hear of others.
            known = max(since, self._seen.get(pupil, 0.0))
            latest = max(latest, known or self._began)
        return latest

    def _pupils(self, seat: SeatId) -> list[int]:
        sitting = self._standing().people.seats.get(seat)
        return [sitter.pk for sitter in sitting.sitters] if sitting else []

    def _is_here(self, seat: SeatId) -> bool:
        return any(self._present.is_here(pupil) for pupil in self._pupils(seat))

    def _call(self, command: Call) -> None:
        if command not in self._calls:
            what = f"{type(command).__name__} in session {self._standing().code}"
            self._calls[command] = task = tasks.keep_at(lambda: self._give(command), what, AGAIN)
            task.add_done_callback(lambda _: self._calls.pop(command, None))

    async def _give(self, command: Call) -> None:
        """Raises Refusal for what has to be tried again."""
        if isinstance(command, ReturnToSeat):
            wanted = self._is_here(SeatId(command.by))
        else:
            wanted = self._due().get(command, math.inf) <= self._now() and not await self._came(command)
        if not wanted:
            return
        try:
            if isinstance(command, PutOut):
                await self._arrivals.put_out(command.pupil)
                self._awaited.pop(command.pupil, None)
            else:
                await self._submit(command)
        except Refusal as refusal:
            # Any other: another process was quicker, or the meeting has gone on.
            if refusal.code in NOT_YET:
                raise

    async def _came(self, command: FreeSeat | PutOut) -> bool:
        """Has somebody who is believed never to have come been at another process?"""
        if isinstance(command, FreeSeat) and not command.never_came:
            return False
        pupils = [command.pupil] if isinstance(command, PutOut) else self._pupils(command.seat)
        came = await self._arrivals.came(pupils)
        for pupil in pupils if came else ():
            self._awaited.pop(pupil, None)
        return came
