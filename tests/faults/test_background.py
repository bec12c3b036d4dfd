"""What goes on by itself goes on, whatever is raised meanwhile: signals, bells, chores, names, the demo."""

import asyncio
import itertools

import pytest
from asgiref.sync import sync_to_async
from django.db import DatabaseError, OperationalError
from redis.exceptions import ConnectionError as RedisAway

from debate import commands as c
from debate.commands import CLOCK, TEACHER
from debate.refusal import Refusal
from game import rehearsal
from game.live import bells, housekeeping, rooms
from game.live.viewers import attendance
from game.live.watch import tasks
from game.live.wire import signal
from game.people import participants
from game.sessions import journal, retention
from tests.faults.conftest import Browser, Fault, put, soon
from tests.support.server.sessions import do

FAULTS = [Fault, OperationalError, DatabaseError, KeyError, OSError, Refusal, RedisAway]


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(tasks.keep_at, "__defaults__", (0.05,))
    monkeypatch.setattr(bells, "AGAIN", 0.05)
    monkeypatch.setattr(attendance, "AGAIN", 0.05)


@pytest.mark.parametrize("error", FAULTS)
async def test_standing_work_begins_again_whatever_it_raises(error, caplog):
    begun = itertools.count()
    well = asyncio.Event()

    async def work():
        if next(begun) < 3:
            raise error("injected")
        well.set()
        await asyncio.sleep(60)

    task = tasks.keep_at(work, "something important")

    await asyncio.wait_for(well.wait(), 5)
    assert [record.levelname for record in caplog.records] == ["ERROR"] * 3
    assert "something important" in caplog.text
    task.cancel()


async def test_work_that_has_ended_is_not_begun_again(caplog):
    times = []

    async def work():
        times.append(1)

    await tasks.keep_at(work, "once")
    await tasks.start(work(), "once")

    assert len(times) == 2
    assert caplog.records == []


async def test_work_that_nobody_waits_for_fails_into_the_log(caplog):
    async def work():
        raise Fault

    await tasks.start(work(), "a trifle")

    assert "a trifle" in caplog.text


async def test_cancelled_work_is_over():
    task = tasks.keep_at(lambda: asyncio.sleep(60), "sleeping")
    await asyncio.sleep(0)
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task


class Layer:
    """A channel layer that says what a test wants, and can be away."""

    def __init__(self):
        self.queue = asyncio.Queue()
        self.added = 0

    async def new_channel(self):
        return "here"

    async def group_add(self, group, channel):
        self.added += 1

    async def receive(self, channel):
        message = await self.queue.get()
        if isinstance(message, Exception):
            raise message
        return {"process": "another", "code": "MILBRK", "type": "head", **message}


@pytest.fixture
async def layer(monkeypatch, settings):
    made = Layer()
    settings.SEVERAL_PROCESSES = True
    monkeypatch.setattr(signal, "get_channel_layer", lambda: made)
    return made


@pytest.mark.parametrize("error", FAULTS)
async def test_a_signal_that_goes_wrong_is_logged_and_the_next_one_is_heard(layer, error, caplog):
    heard = []

    async def hear(message):
        heard.append(message["seq"])
        if message["seq"] == 2:
            raise error("injected")

    async def missed():
        pass

    signal.listen(hear, missed)
    for seq in (1, 2, 3):
        layer.queue.put_nowait({"seq": seq})

    await soon(lambda: heard == [1, 2, 3])
    assert "MILBRK" in caplog.text


@pytest.mark.parametrize("error", FAULTS)
async def test_a_listener_that_was_away_catches_up_when_it_is_back(layer, error, monkeypatch):
    caught_up, heard = [], []

    async def hear(message):
        heard.append(message)

    async def missed():
        caught_up.append(layer.added)

    signal.listen(hear, missed)
    await soon(lambda: caught_up == [1])
    layer.queue.put_nowait(error("injected"))
    layer.queue.put_nowait({"seq": 4})

    await soon(lambda: caught_up == [1, 2] and len(heard) == 1)


async def told_elsewhere(played, text):
    """Another process has written something."""
    return await sync_to_async(do)(played, c.SayToAll(by=TEACHER, text=text))


async def test_every_open_room_catches_up_after_an_outage(room, played):
    wall = Browser("screen")
    await room.viewers.join(wall)
    await told_elsewhere(played, "While you were away")

    await rooms.missed()

    await soon(lambda: "While you were away" in wall.html())


async def test_a_room_that_could_not_catch_up_does_so_when_the_database_is_back(room, played, break_):
    head = await told_elsewhere(played, "News")
    fault = break_(journal, "read", error=OperationalError)

    await rooms.heard({"type": "head", "code": room.code, "seq": head, "process": "x"})
    await soon(lambda: fault.failed > 1)
    fault.mend()

    await soon(lambda: room.assembly.word == "News")


async def test_a_head_that_nobody_can_reach_is_not_run_after_for_ever(room, break_):
    reads = break_(journal, "read", lambda *_: False)
    asked = []
    reads.broken = lambda *given: asked.append(given)

    room.follow(10**6)

    await asyncio.wait_for(room._following, 5)
    assert len(asked) == 1


async def test_names_that_could_not_be_read_are_read_when_the_database_is_back(room, played, break_):
    fault = break_(participants, "people", error=OperationalError)
    desk = Browser("teach")
    await room.viewers.join(desk)
    await participants.Participant.objects.filter(session=played, name="Ada").aupdate(name="Zoe")

    await room.meet()
    await soon(lambda: fault.failed > 1)
    fault.mend()

    await soon(lambda: "Zoe" in desk.html())


async def test_a_bell_that_the_database_was_away_for_rings_again(room, break_):
    await put(room, seconds=60)
    room.clock.reached(room.assembly.current.closes_at)  # A minute has passed.
    fault = break_(journal, "append", error=OperationalError)
    room._bells.set()
    await soon(lambda: fault.failed > 2)
    assert room.assembly.current.open

    fault.mend()

    await soon(lambda: not room.assembly.current.open)


async def test_the_bell_of_a_session_that_is_gone_rings_no_more(room):
    await put(room, seconds=5)

    await room.end()
    room._bells.set()

    assert not room._bells.is_set


async def test_a_seat_that_the_house_could_not_take_is_taken_later(room, break_, monkeypatch):
    await room.submit(c.SetGrace(by=TEACHER, seconds=60))
    call = c.FreeSeat(by=CLOCK, seat="s1")
    monkeypatch.setattr(room.attendance, "_due", lambda: {call: 0.0} if "s1" in room.held else {})
    fault = break_(journal, "append", error=OperationalError)
    room.attendance._look()
    await soon(lambda: fault.failed > 1)
    assert "s1" in room.held

    fault.mend()

    await soon(lambda: "s1" not in room.held)
    assert len(room.attendance._calls) <= 1


async def test_a_call_is_under_way_once_however_often_somebody_looks(room, break_, monkeypatch):
    call = c.FreeSeat(by=CLOCK, seat="s1")
    monkeypatch.setattr(room.attendance, "_due", lambda: {call: 0.0})
    break_(journal, "append", error=OperationalError)

    for _ in range(20):
        room.attendance._call(call)

    assert len(room.attendance._calls) == 1


@pytest.mark.parametrize("error", FAULTS)
async def test_a_chore_that_fails_is_done_again(room, played, break_, monkeypatch, error):
    monkeypatch.setattr(housekeeping, "TIDY_EVERY", 0.05)
    monkeypatch.setattr(housekeeping, "LOOK_EVERY", 0.05)
    looks, tidies = break_(housekeeping, "_in_database", error=error), break_(retention, "tidy", error=error)
    housekeeping.begin()
    await soon(lambda: looks.failed > 1 and tidies.failed > 1)
    await participants.Participant.objects.filter(session=played).adelete()

    looks.mend()

    await soon(lambda: not room.people.seats)


async def test_a_demonstration_that_fails_goes_on(transactional_db, break_):
    room = await rooms.get(await sync_to_async(rehearsal.start_demo)())
    fault = break_(rehearsal, "deeds")
    task = tasks.keep_at(lambda: rehearsal.run(room.code, 0.01), "the demonstration")
    await soon(lambda: fault.failed > 1)

    fault.mend()

    await soon(lambda: room.assembly.status == "open")
    task.cancel()


async def test_a_demonstration_plays_to_its_end(transactional_db):
    room = await rooms.get(await sync_to_async(rehearsal.start_demo)())

    await asyncio.wait_for(rehearsal.run(room.code, 0), 60)

    assert room.assembly.status == "closed"


async def test_a_heart_that_fails_in_one_room_beats_in_the_others(room, break_, monkeypatch):
    monkeypatch.setattr(rooms, "BEAT", 0.01)
    break_(room, "beat")
    beats = []
    other = type("Room", (), {"code": "OTHERS", "beat": lambda self: beats.append(1)})()
    monkeypatch.setattr(rooms, "open_here", lambda: [room, other])

    task = tasks.keep_at(rooms._beat, "the heartbeat")

    await soon(lambda: len(beats) > 3)
    task.cancel()
