"""`play --demo`: a session that the house plays by itself, for everybody to watch on the screen page.

An ordinary session driven by ordinary commands, only with a clock in the teacher's place.
"""

import asyncio
import logging

from debate import commands as c
from debate.commands import TEACHER, Command
from debate.refusal import Refusal
from game import catalogue, setup
from game.live import rooms
from game.live.room import Room
from game.slices import desk

log = logging.getLogger(__name__)

PACE = 8.0
"""Seconds between two steps of the chair."""

STEPS: dict[str, type[Command]] = {
    "open_session": c.OpenSession,
    "close_ballot": c.CloseBallot,
    "announce": c.Announce,
    "put_question": c.PutQuestion,
    "advance_stage": c.AdvanceStage,
    "close_session": c.CloseSession,
}


def start_demo(slug: str = "democratic-conference") -> str:
    """Set up the session and give its code; `run` plays it."""
    wanted = setup.Wanted.of({"scenario": slug, "pupils": "8", "minutes": "50"}, catalogue.offered())
    return setup.found(wanted, wanted.events()).code


async def run(code: str, pace: float = PACE) -> None:
    """Play the session to its end, one step every `pace` seconds: whatever the desk's large button says."""
    room = await rooms.get(code)
    while (step := desk.next_step(room.standing)["due"]["step"]) in STEPS:
        await asyncio.sleep(pace)
        await _take(room, STEPS[step](by=TEACHER))
    log.info("The demonstration %s is over.", code)


async def _take(room: Room, command: Command) -> None:
    try:
        await room.submit(command)
    except Refusal as refusal:
        # Somebody else pressed the button first, or the ballot's clock did; or it could not be saved, and
        # the button stands there still.
        log.info("The demonstration was refused: %s", refusal.code)
