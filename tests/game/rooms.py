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
from game.live.attendance import Attendance
from game.live.audience import Audiences
from game.live.member import Member
from game.live.outlet import Outlet
from game.live.room import Room
from game.sitting import People, Sitter, Sitting
from tests.debate.meeting import debating


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


class RoomWithoutADisk(Room):
    """Pupils 1, 2 ... own the seats s1, s2 ... of a meeting in its first debate; nobody has a socket yet."""

    def __init__(self, pupils: int = 2):
        clock = asyncio.get_running_loop().time
        self.meeting = debating(pupils)
        self.asked: list[Command] = []
        super().__init__(0, "MILBRK", self.meeting.scenario)
        self.assembly = self.meeting.assembly
        self.audiences, self.attendance = Audiences(self, clock), Attendance(self, clock)
        self.people = People(
            seats={f"s{n}": Sitting((Sitter(n, f"Pupil {n}"),)) for n in range(1, pupils + 1)}
        )

    async def submit(self, command: Command, *_: Any, **__: Any) -> None:
        """Have a command decided. Raises Refusal."""
        self.asked.append(command)
        facts = self.meeting.do(command)
        self.assembly = self.meeting.assembly
        self.attendance.note(facts)
        self.audiences.tell(facts)

    async def opens(self, pupil: int) -> Member:
        """This pupil's page has a socket from now on."""
        [seat] = [id for id, sitting in self.people.seats.items() if pupil in {s.pk for s in sitting.sitters}]
        member = Member("seat", seat, "en", Outlet(unheard), who=pupil)
        await self.audiences.join(member)
        return member

    @property
    def taken(self) -> list[str]:
        """The seats that the house has taken, because their pupils were away for too long, in that order."""
        return [event.seat for event in self.meeting.happened(SeatReturned) if event.away]


async def unheard(message: dict[str, Any]) -> None:
    """A socket whose browser nobody looks at."""
