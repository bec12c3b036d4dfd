"""What takes long on disk holds up nobody who saves, nor those who open another session."""

import asyncio
import threading
import time

import pytest

from debate.refusal import Refusal
from game.live import rooms
from game.live.database_threads import aside, on_disk


@pytest.fixture
def stalled():
    """Two pieces of long work may wait for it; at the end it is over."""
    event = threading.Event()
    yield event
    event.set()


async def test_saving_goes_on_beside_long_work(stalled):
    long = [asyncio.create_task(aside(stalled.wait, 20)) for _ in range(3)]
    began = time.monotonic()

    assert await on_disk(lambda: "saved") == "saved"

    assert time.monotonic() - began < 5
    assert not any(task.done() for task in long)
    stalled.set()
    assert await asyncio.gather(*long) == [True] * 3


async def test_a_session_that_is_slow_to_open_holds_up_no_other(room, stalled, monkeypatch):
    real = rooms._found

    def found(code):
        if code == "SLOWER":
            stalled.wait(20)
            raise Refusal("no_such_session")
        return real(code)

    monkeypatch.setattr(rooms, "_found", found)
    rooms._rooms[asyncio.get_running_loop()].pop(room.code, None)
    slow = asyncio.create_task(rooms.get("SLOWER"))
    await asyncio.sleep(0.05)

    opened = await asyncio.wait_for(rooms.get(room.code), 5)

    assert opened.code == room.code
    assert not slow.done()
    stalled.set()
    with pytest.raises(Refusal):
        await slow
