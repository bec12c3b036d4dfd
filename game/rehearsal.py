"""Rehearsals: sessions in which the program does what a class would (`debate/guide/rehearsal.py`), for a
teacher who leads one alone, or for all to watch (`play --demo`).

An ordinary session driven by ordinary commands. Whom a pupil has come for is played by that pupil.
"""

import asyncio
import logging
import random
import time
from typing import Literal, get_args
from weakref import WeakKeyDictionary

from debate.commands import (
    COMMANDS,
    DOOR,
    TEACHER,
    CastVote,
    Command,
    CreateSession,
    Guess,
    Resume,
    TakeSeat,
)
from debate.events import AnyEvent
from debate.guide.next_step import Due, next_step
from debate.guide.rehearsal import deeds
from debate.prover.playout import Playout
from debate.refusal import Refusal
from debate.scenario import Scenario
from game.live import rooms
from game.live.room import Room
from game.live.watch import tasks
from game.scenarios import versions
from game.sessions import new_session

log = logging.getLogger(__name__)

Pace = Literal["slow", "usual", "quick"]
PACES: dict[Pace, float] = {"slow": 8.0, "usual": 3.0, "quick": 0.7}
"""Seconds between two turns of the hall."""
STEP = 8.0
"""Seconds between two steps of the chair, where nobody leads."""
MOST = 60
"""Pupils who are played at most: each turn asks all of them, on the loop that serves the live rooms."""
LASTS = 3 * 60 * 60
"""Seconds after which nobody is played any more, unless the desk was opened again."""
NIGHT = 10
"""Turns of the hall that a night between two lessons lasts: long enough to look at wall and phones."""

_played: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[str, "Rehearsed"]] = WeakKeyDictionary()


class Rehearsed:
    """A rehearsal that goes on here: its pace, and until when (by `time.monotonic`)."""

    def __init__(self, code: str):
        self.pace: Pace = "usual"
        self.until = 0.0
        self.task = tasks.keep_at(lambda: self._play(code), f"the rehearsal {code}")

    async def _play(self, code: str) -> None:
        chance, asleep = random.Random(), 0
        while time.monotonic() < self.until:
            await asyncio.sleep(PACES[self.pace])
            if await turn(code, chance) is None:
                return
            room = await rooms.get(code)
            asleep = asleep + 1 if room.assembly.sleeps else 0
            if asleep > NIGHT:
                await _take(room, Resume(by=TEACHER))


def begun(scenario: Scenario, wanted: CreateSession, left: int = 1) -> list[AnyEvent]:
    """The first events of a rehearsal: all pupils are seated, but for so many that may still come. Raises
    Refusal, as the rules do."""
    playout = Playout(scenario)
    playout.wait(time.time_ns() // 1_000_000)
    playout.do(wanted)
    for _ in range(min(wanted.pupils, len(playout.assembly.order), MOST) - left):
        playout.do(TakeSeat(by=DOOR))
    return playout.events


def go_on(code: str, pace: Pace | None = None) -> Pace:
    """Whoever nobody plays is played from here on, at this pace or the one it has; which that is."""
    here = _played.setdefault(asyncio.get_running_loop(), {})
    for ended in [other for other, played in here.items() if played.task.done()]:
        del here[ended]
    played = here.get(code) or here.setdefault(code, Rehearsed(code))
    played.until = time.monotonic() + LASTS
    played.pace = pace or played.pace
    return played.pace


def pace_of(text: str) -> Pace | None:
    """The pace that is meant, or None."""
    return next((pace for pace in get_args(Pace) if pace == text), None)


async def turn(code: str, chance: random.Random) -> list[Command] | None:
    """Each does what is due, all at once: what was tried. None once the session is closed, or gone."""
    try:
        room = await rooms.get(code)
    except Refusal:
        return None
    done = deeds(room.assembly, room.unclaimed, chance)
    await asyncio.gather(*(_take(room, deed) for deed in done))
    return None if room.assembly.status == "closed" else done


def start_demo(slug: str = "democratic-conference") -> str:
    """Set up a session that plays itself and give its code; `run` plays it."""
    scenario = versions.offered()[slug]
    wanted = CreateSession(by=TEACHER, pupils=8, minutes=50)
    return new_session.found(scenario, begun(scenario, wanted, left=0), rehearsal=True).code


async def run(code: str, pace: float = STEP) -> None:
    """Play the session to its end: a turn of the hall, and when nobody had to vote whatever the desk's large
    button says then, every `pace` seconds."""
    chance = random.Random()
    while (done := await turn(code, chance)) is not None:
        if not any(isinstance(one, CastVote | Guess) for one in done):
            room = await rooms.get(code)
            await _take(room, _as_command(next_step(room.assembly)))
        await asyncio.sleep(pace)
    log.info("The demonstration %s is over.", code)


def _as_command(step: Due) -> Command:
    return COMMANDS[step.step](by=TEACHER, **({step.name: step.value} if step.name else {}))


async def _take(room: Room, command: Command) -> None:
    try:
        await room.submit(command)
    except Refusal as refusal:
        # Somebody else was quicker, or the ballot's clock; or it could not be saved, and is still to be done.
        log.info("In the rehearsal %s was refused: %s", room.code, refusal.code)
