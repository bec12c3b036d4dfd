"""What one change costs for each who looks on, in a class of 30 and in halls of 100, 300 and 1,000.

A real server, with a socket for every pupil, the desk and the wall, in a debate with a question put and
thirty motions before the meeting. Then somebody votes, asks to speak, seconds a motion, lets the phone go to
sleep, comes in: one at a time, each time until nothing more arrives. Read are the time the server's process
had a core (all its threads, from Linux), less what it needs when nothing happens, and the bytes of the pushes
that came to pupils, desk and wall. Both by viewer: a change that all must hear of can't cost less than a
little for each, and must not cost each the more, the more there are.

The baseline is the other way to bring a change to everybody, read in the same run: all parts, as a socket
that opens is sent them.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

from bench.support import hall, server
from bench.support.browsers import Browser
from bench.support.crowd import Crowd
from bench.support.hall import Hall, Pupil
from bench.support.report import BELOW, Result

SIZES = (30, 100, 300, 1000)
SMALL, LARGE = 100, 1000
MOST = 1.5
"""Times as much for each viewer in the large hall as in the small one."""
ROUNDS = 6
"""Changes of a kind, of which the first warms up."""
MOTIONS = 30
EACH_MOVES = 3
QUIET = 0.6
"""Seconds without a byte after which a change has reached everybody; pushes come 0.2 s apart."""
PATIENCE = 60.0
IDLE = 3.0


class Cost(NamedTuple):
    """Of one change: the server's milliseconds by viewer, bytes to a pupil (on average), desk and wall."""

    ms: float
    pupil: float
    desk: float
    wall: float


class Session:
    """A hall in the middle of its debate. `voters`: pupils with a vote."""

    def __init__(self, room: Hall, idle: float):
        self.room = room
        self.idle = idle
        self.pupils = list(room.pupils)
        self.voters = room.voters(room.ballot)
        self._asked = 0

    @property
    def browsers(self) -> list[Browser]:
        """All who look on: pupils, desk, wall."""
        return [*(pupil.browser for pupil in self.pupils), *self.room.onlookers]

    def ask(self, pupil: Pupil, act: str, **fields: str) -> None:
        """A pupil's command by the socket, until it is answered. Raises Refused."""
        self._asked += 1
        id, browser = f"c{self._asked}", pupil.browser
        said = "".join(f',"{name}":"{value}"' for name, value in fields.items())
        browser.say(f'{{"id":"{id}","act":"{act}"{said}}}')
        if not self.room.crowd.until(lambda: id in browser.answers, PATIENCE) or not browser.answers[id][2]:
            raise hall.Refused(f"{act} {fields} of {pupil.seat}")

    def cost(self, change: Callable[[], None], all_hear: bool) -> Cost:
        """What this change costs; afterwards everybody acknowledges. `all_hear`: not only the desk."""
        before = [browser.bytes for browser in self.browsers]
        heard = told(self.browsers if all_hear else self.room.onlookers[:1])
        began, had = time.monotonic(), seconds_had(self.room.server.pid)
        change()
        if not self.room.crowd.until(heard, PATIENCE):
            raise TimeoutError(f"a change did not reach everybody within {PATIENCE:g} s")
        self.settle()
        spent = seconds_had(self.room.server.pid) - had - self.idle * (time.monotonic() - began)
        *pupils, desk, wall = (b.bytes - n for b, n in zip(self.browsers, before, strict=True))
        for browser in self.browsers:
            browser.acknowledge()
        self.room.crowd.rest(0.3)
        return Cost(max(0.0, spent) * 1000 / len(self.browsers), mean(pupils), desk, wall)

    def settle(self) -> None:
        """Until nothing has arrived for a while."""
        crowd, until = self.room.crowd, time.monotonic() + PATIENCE
        while time.monotonic() < until:
            heard = crowd.bytes
            crowd.rest(QUIET)
            if crowd.bytes == heard:
                return
        raise TimeoutError(f"pushes went on for {PATIENCE:g} s")


def told(browsers: list[Browser]) -> Callable[[], bool]:
    """A question for `until`: has each of them been pushed something since now?"""
    deaf = [(browser, len(browser.pushes)) for browser in browsers]

    def done() -> bool:
        while deaf and len(deaf[-1][0].pushes) > deaf[-1][1]:
            deaf.pop()
        return not deaf

    return done


def run() -> Result:
    """Every kind of change in every hall."""
    result = Result()
    costs: dict[tuple[str, int], Cost] = {}
    for size in SIZES:
        with session(size) as (meeting, whole):
            result.baseline |= {
                f"{size}_all_parts_ms": whole.ms,
                f"{size}_all_parts_pupil_kib": whole.pupil / 1024,
            }
            for kind, changes in KINDS.items():
                costs[kind, size] = measured(meeting, changes)
    for kind in KINDS:
        for size in SIZES:
            result.figures |= _named(f"{kind}_{size}", costs[kind, size])
        _compare(result, kind, costs[kind, SMALL], costs[kind, LARGE])
    result.ratios |= {
        f"{kind}_{LARGE}_of_all_parts_ms": costs[kind, LARGE].ms / result.baseline[f"{LARGE}_all_parts_ms"]
        for kind in KINDS
    }
    result.notes.append(f"{MOTIONS} motions before the meeting; medians of {ROUNDS - 1} changes of each kind")
    return result


def _named(name: str, cost: Cost) -> dict[str, float]:
    return {
        f"{name}_ms": cost.ms,
        f"{name}_pupil_bytes": cost.pupil,
        f"{name}_desk_bytes": cost.desk,
        f"{name}_wall_bytes": cost.wall,
    }


def _compare(result: Result, kind: str, small: Cost, large: Cost) -> None:
    """How much steeper it is in the large hall, for whatever is sent at all."""
    for unit, few, many in zip(Cost._fields, small, large, strict=True):
        if few or many:
            name = f"{kind}_{unit}_{LARGE}_to_{SMALL}"
            result.ratios[name] = many / few if few else float("inf")
            result.targets[name] = (BELOW, MOST)


def measured(meeting: Session, changes: Callable[[Session], Iterator[Callable[[], None]]]) -> Cost:
    """The median of each figure, over some changes of a kind."""
    all_hear = changes is not sleeps
    some = zip(changes(meeting), range(ROUNDS), strict=False)
    found = [meeting.cost(change, all_hear) for change, _ in some]
    return Cost(*map(median, zip(*found[1:], strict=True)))


@contextmanager
def session(size: int) -> Iterator[tuple[Session, Cost]]:
    """A hall of so many seats, and what it costs to send all parts to a pupil."""
    with server.game(joins=size) as running, Crowd(running.port) as crowd:
        room = Hall(running, crowd)
        room.new(size)
        room.seat(size - ROUNDS)
        room.to_debate()
        room.put_question()
        meeting = Session(room, 0.0)
        meeting.pupils = []
        room.look_on()
        whole = opened(room, meeting)
        move(meeting)
        crowd.rest(QUIET)
        had = seconds_had(running.pid)
        crowd.rest(IDLE)
        meeting.idle = (seconds_had(running.pid) - had) / IDLE
        for browser in meeting.browsers:
            browser.acknowledge()
            browser.acknowledges = False
        yield meeting, whole


def opened(room: Hall, meeting: Session) -> Cost:
    """All pupils open their sockets."""
    had = seconds_had(room.server.pid)
    room.open_sockets(room.pupils)
    spent = seconds_had(room.server.pid) - had
    meeting.pupils = list(room.pupils)
    first = mean(len(pupil.browser.first) for pupil in room.pupils)
    return Cost(spent * 1000 / len(room.pupils), first, 0, 0)


def move(meeting: Session) -> None:
    """The motions that are there while all is measured."""
    for number in range(MOTIONS):
        mover = meeting.voters[-1 - number // EACH_MOVES]
        meeting.ask(mover, "move", text=f"This hall hears speaker number {number} before it votes.")


def votes(meeting: Session) -> Iterator[Callable[[], None]]:
    for voter in meeting.voters:
        yield lambda voter=voter: meeting.ask(voter, "cast_vote", ballot=meeting.room.ballot, choice="for")


def requests(meeting: Session) -> Iterator[Callable[[], None]]:
    for voter in meeting.voters:
        yield lambda voter=voter: meeting.ask(voter, "request_floor")


def seconds(meeting: Session) -> Iterator[Callable[[], None]]:
    """Each time another pupil seconds another motion; nobody their own."""
    for number, voter in enumerate(meeting.voters, 1):
        yield lambda voter=voter, number=number: meeting.ask(voter, "second", motion=f"m{number}")


def sleeps(meeting: Session) -> Iterator[Callable[[], None]]:
    for pupil in meeting.pupils:
        yield lambda pupil=pupil: pupil.browser.say('{"here":false}')


def joins(meeting: Session) -> Iterator[Callable[[], None]]:
    """Somebody comes in late: the form is posted, the socket opened. Only what the others hear is weighed."""
    for number in range(ROUNDS):
        yield lambda number=number: come_in(meeting, f"Late {number}")


def come_in(meeting: Session, name: str) -> None:
    room, known = meeting.room, len(meeting.room.pupils)
    room.join(name, lambda: None)
    if not room.crowd.until(lambda: len(room.pupils) > known, PATIENCE):
        raise hall.Refused(f"{name} could not come in")
    room.open_sockets(room.pupils[known:])


def seconds_had(pid: int) -> float:
    """How long all threads of a process have had a core."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


KINDS = {"vote": votes, "request": requests, "second": seconds, "presence": sleeps, "join": joins}
