"""A rehearsal between two lessons: it wakes by itself, where it is played; an ordinary session does not."""

import asyncio

import pytest
from asgiref.sync import sync_to_async

from debate import commands as c
from debate.commands import TEACHER
from game import rehearsal
from game.live import rooms
from tests.faults.conftest import soon

QUICK = 0.01


@pytest.fixture
async def asleep(transactional_db, monkeypatch):
    """A rehearsal at the end of its first lesson."""
    monkeypatch.setitem(rehearsal.PACES, "quick", QUICK)
    room = await rooms.get(await sync_to_async(rehearsal.start_demo)())
    for command in (c.OpenSession(by=TEACHER), c.AdvanceStage(by=TEACHER), c.Pause(by=TEACHER, sleeps=True)):
        await room.submit(command)
    assert (room.assembly.sleeps, room.assembly.lesson) == (True, 1)
    return room


async def test_it_wakes_by_itself_and_the_next_lesson_begins(asleep, monkeypatch):
    """After a night that is long enough to look at the wall: it sleeps through the first turns."""
    turns, turn = [], rehearsal.turn

    async def counted(code, chance):
        turns.append(asleep.assembly.sleeps)
        return await turn(code, chance)

    monkeypatch.setattr(rehearsal, "turn", counted)
    rehearsal.go_on(asleep.code, "quick")
    await soon(lambda: not asleep.assembly.sleeps)
    rehearsal._played[asyncio.get_running_loop()][asleep.code].task.cancel()

    assert (asleep.assembly.status, asleep.assembly.lesson) == ("open", 2)
    assert sum(turns) > rehearsal.NIGHT


async def test_where_nobody_is_played_the_night_lasts_until_a_teacher_comes(asleep):
    await asyncio.sleep(5 * rehearsal.NIGHT * QUICK)

    assert asleep.assembly.sleeps
