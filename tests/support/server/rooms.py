"""A room whose meeting is played without a disk, in a loop whose time leaps instead of passing.

What is real in it: the rules, attendance, presence, audiences and what they push. What is not: the journal.
"""

import asyncio
import selectors
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from debate.commands import Command
from debate.events import SeatReturned
from game.live.room import Room
from game.live.viewers.attendance import Attendance
from game.live.viewers.presence import RoomPresence
from game.live.viewers.viewer import Viewer
from game.live.viewers.viewers import Viewers
from game.live.wire.outlet import Outlet
from game.people.sitters import People, Sitter, Sitting
from tests.support.rules.meeting import debating


class Leaping(selectors.DefaultSelector):
    """Where nothing is to be done before the next timer, it is that time at once."""

    now = 1000.0

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0 if timeout is not None else None)
        if timeout and not ready:
            self.now += timeout
        return ready


class QuickLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._leaping = Leaping()
        super().__init__(self._leaping)

    def time(self) -> float:
        return self._leaping.now


def in_no_time(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Run this test in a loop where minutes of waiting take no time."""

    @wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        with asyncio.Runner(loop_factory=QuickLoop) as runner:
            runner.run(test(*arguments, **named))

    return run


class ArrivalsWithoutADisk:
    """`noted`: who came; `out`: who was put out."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.noted: set[int] = set()
        self.out: list[int] = []

    def note(self, pupil: int) -> None:
        self.noted.add(pupil)

    async def came(self, pupils: list[int]) -> bool:
        return not self.noted.isdisjoint(pupils)

    async def put_out(self, pupil: int) -> None:
        self.out.append(pupil)
        seats = {
            seat: Sitting(tuple(sitter for sitter in sitting.sitters if sitter.pk != pupil))
            for seat, sitting in self._room.people.seats.items()
        }
        self._room.people = People(seats=seats)


class RoomWithoutADisk(Room):
    """Pupils 1, 2 ... own the seats s1, s2 ... of a meeting in its first debate; nobody has a socket yet."""

    def __init__(self, pupils: int = 2):
        clock = asyncio.get_running_loop().time
        self.meeting = debating(pupils)
        self.asked: list[Command] = []
        super().__init__(0, "MILBRK", self.meeting.scenario)
        self.assembly = self.meeting.assembly
        self.present = RoomPresence(self.code, changed=self._show, gone=self._look_again, clock=clock)
        self.viewers = Viewers(self._stands, self.clock.now, self.present)
        self.arrivals = ArrivalsWithoutADisk(self)
        self.attendance = Attendance(self._stands, self.submit, self.present, self.arrivals, clock)
        self.people = People(
            seats={f"s{n}": Sitting((Sitter(n, f"Pupil {n}"),)) for n in range(1, pupils + 1)}
        )

    async def submit(self, command: Command, *_: Any, **__: Any) -> None:
        """Have a command decided. Raises Refusal."""
        self.asked.append(command)
        facts = self.meeting.do(command)
        self.assembly = self.meeting.assembly
        self.attendance.note(facts)
        self.viewers.tell(facts)

    async def opens(self, pupil: int) -> Viewer:
        """This pupil's page has a socket from now on."""
        [seat] = [id for id, sitting in self.people.seats.items() if pupil in {s.pk for s in sitting.sitters}]
        member = Viewer("seat", seat, "en", Outlet(unheard), who=pupil)
        await self.viewers.join(member)
        return member

    @property
    def taken(self) -> list[str]:
        """The seats that the house has taken, because their pupils were away for too long, in that order."""
        return [event.seat for event in self.meeting.happened(SeatReturned) if event.away]


async def unheard(message: dict[str, Any]) -> None:
    """A socket whose browser nobody looks at."""
