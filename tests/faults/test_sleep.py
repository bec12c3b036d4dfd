"""A server that was stopped, or a clock that was set: with a clock handed in, and with a real server."""

import asyncio
import time
from itertools import pairwise

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError

from debate import commands as c
from debate import events as e
from debate.commands import CLOCK, TEACHER
from debate.refusal import Refusal
from game.live.clock import Clock
from game.live.room import Room
from game.sessions import journal
from tests.faults.conftest import put, soon
from tests.support.server.sessions import assembly_of

SECOND = 1_000_000_000
START = 1_900_000_000


class Hands:
    """The two clocks of a machine, set by a test."""

    def __init__(self):
        self.wall, self.steady = START * SECOND, 5 * SECOND
        self.clock = Clock(lambda: self.wall, lambda: self.steady)

    def pass_(self, seconds: float, wall: float | None = None) -> None:
        self.steady += round(seconds * SECOND)
        self.wall += round((seconds if wall is None else wall) * SECOND)

    @property
    def now(self) -> float:
        return self.clock.now() / 1000 - START


def test_the_clock_goes_as_the_wall_s_does():
    hands = Hands()

    hands.pass_(10)

    assert hands.now == 10


@pytest.mark.parametrize("back", [-0.5, -60, -3600, -86400 * 400])
def test_a_wall_clock_that_is_set_back_does_not_take_the_session_with_it(back):
    hands = Hands()
    hands.pass_(10)
    assert hands.now == 10

    hands.pass_(1, wall=back)
    assert hands.now == 11
    hands.pass_(1)

    assert hands.now == 12


def test_a_wall_clock_that_is_set_on_is_followed():
    hands = Hands()

    hands.pass_(1, wall=7200)

    assert hands.now == 7200


def test_nothing_is_earlier_than_what_is_in_the_journal_and_time_goes_on_from_there():
    hands = Hands()

    hands.clock.reached((START + 500) * 1000)
    assert hands.now == 500
    hands.pass_(2)

    assert hands.now == 502
    assert hands.clock.beat() is None, "another machine's clock is no sleep"


@pytest.mark.parametrize(
    ("passes", "slept"),
    [
        ((1, 1), False),
        ((3.9, 3.9), False),
        ((4.1, 4.1), True),  # stopped
        ((0, 30), True),  # the machine slept, and its steady clock with it
        ((30, 0), True),
        ((1, -3600), False),
        ((30, -3600), True),
        ((1, 7200), True),  # set on: the clocks of the meeting must not jump
    ],
)
def test_who_has_not_heard_its_own_heart_for_some_seconds_has_slept(passes, slept):
    hands = Hands()
    hands.clock.beat()

    hands.pass_(passes[0], wall=passes[1])

    assert hands.clock.beat() == (START * 1000 if slept else None)
    assert hands.clock.beat() is None


@pytest.fixture
async def asleep(played, monkeypatch):
    """A room with a vote of a minute and somebody speaking, and the hands of its clocks."""
    hands = Hands()
    hands.wall = time.time_ns()
    hands.clock = Clock(lambda: hands.wall, lambda: hands.steady)
    room = Room(played.pk, played.code, (await sync_to_async(assembly_of)(played)).scenario, hands.clock)
    await room.catch_up()
    room.beat()
    await put(room, seconds=60)
    await room.submit(c.GiveFloor(by=TEACHER, seat="s1"))
    hands.pass_(1)
    room.beat()
    return room, hands


def at_another_process(room, hands):
    """The room of the same session in a process on the same machine."""
    clock = Clock(lambda: hands.wall, lambda: hands.steady)
    return Room(room.session, room.code, room.assembly.scenario, clock)


def given_back(played):
    return [event for event in journal.read(played.pk) if isinstance(event, e.TimeGivenBack)]


@pytest.mark.parametrize("woken_by", ["heart", "vote", "bell"])
@pytest.mark.parametrize("seconds", [20, 300, 40_000])
async def test_a_server_that_wakes_late_gives_every_clock_its_time_back(asleep, played, woken_by, seconds):
    room, hands = asleep
    before = room.assembly

    hands.pass_(seconds)
    if woken_by == "heart":
        room.beat()
        await soon(lambda: room.assembly.seq > before.seq)
    elif woken_by == "vote":
        assert await room.submit(c.CastVote(by="s2", ballot="b1", choice="for"))
    else:
        with pytest.raises(Refusal, match="too_early"):
            await room.submit(c.CloseBallot(by=CLOCK, ballot="b1"))

    [event] = await sync_to_async(given_back)(played)
    assert event.lost == seconds * 1000
    now = room.assembly
    assert now.current.open
    assert now.current.closes_at == before.current.closes_at + event.lost
    assert now.floor.ends_at == before.floor.ends_at + event.lost
    assert now.floor.since == before.floor.since + event.lost
    assert now.stage_ends == before.stage_ends + event.lost
    assert await sync_to_async(assembly_of)(played) == now


async def test_it_is_given_back_once(asleep, played):
    room, hands = asleep

    hands.pass_(20)
    room.beat()
    room.beat()
    await soon(lambda: not room._turn.locked() and room.assembly.pauses)
    room.beat()
    await room.submit(c.SayToAll(by=TEACHER, text="Good morning"))

    assert len(await sync_to_async(given_back)(played)) == 1


async def test_of_two_processes_that_slept_one_gives_it_back(asleep, played, settings):
    settings.SEVERAL_PROCESSES = True
    room, hands = asleep
    other = Room(
        played.pk, played.code, room.assembly.scenario, Clock(lambda: hands.wall, lambda: hands.steady)
    )
    await other.catch_up()
    other.beat()

    hands.pass_(20)
    room.beat()
    other.beat()
    await soon(lambda: room.assembly.pauses)
    await soon(lambda: not other._turn.locked() and not room._turn.locked())
    await other.submit(c.SayToAll(by=TEACHER, text="Good morning"))

    [event] = await sync_to_async(given_back)(played)
    assert event.lost == 20_000


async def test_only_what_passed_since_somebody_else_was_awake_is_given_back(asleep, played):
    room, hands = asleep
    other = at_another_process(room, hands)
    await other.catch_up()

    hands.pass_(15)
    await other.submit(c.SayToAll(by=TEACHER, text="I am here"))
    hands.pass_(10)
    room.beat()

    await soon(lambda: room.assembly.pauses)
    [event] = await sync_to_async(given_back)(played)
    assert event.lost == 10_000


@pytest.mark.parametrize("seconds", [0.5, 2, 3.5])
async def test_a_hiccup_is_not_worth_an_entry(asleep, played, seconds):
    room, hands = asleep
    before = room.assembly.seq

    hands.pass_(seconds)
    room.beat()
    await room.submit(c.SayToAll(by=TEACHER, text="One moment"))

    assert not room.assembly.pauses
    assert room.assembly.seq > before


async def test_in_a_pause_nothing_is_lost(asleep, played):
    room, hands = asleep
    await room.submit(c.Pause(by=TEACHER))

    hands.pass_(300)
    room.beat()
    await room.submit(c.Resume(by=TEACHER))
    room.beat()

    assert await sync_to_async(given_back)(played) == []
    [(began, ended)] = room.assembly.pauses
    assert ended - began == 300_000


async def test_what_could_not_be_saved_at_once_is_given_back_when_it_can(asleep, played, break_):

    room, hands = asleep
    fault = break_(journal, "append", error=OperationalError)
    hands.pass_(20)
    room.beat()
    await soon(lambda: fault.failed and not room._turn.locked())

    fault.mend()
    hands.pass_(1)
    room.beat()

    await soon(lambda: room.assembly.pauses)
    [event] = await sync_to_async(given_back)(played)
    assert event.lost == 21_000


async def test_a_room_that_nobody_has_looked_at_for_an_hour_has_not_slept(asleep, played):
    room, hands = asleep
    room.let_go()

    hands.pass_(3600)
    await room.submit(c.CloseBallot(by=CLOCK, ballot="b1"))

    assert await sync_to_async(given_back)(played) == []
    assert not room.assembly.current.open


async def test_entries_are_never_earlier_than_the_one_before_though_the_clock_is_set_back(asleep, played):
    room, hands = asleep
    for _ in range(3):
        hands.pass_(2, wall=-3600)
        room.beat()
        await room.submit(c.SayToAll(by=TEACHER, text=f"It is {hands.wall}"))

    moments = [event.at for event in await sync_to_async(journal.read)(played.pk)]
    assert moments == sorted(moments)
    assert [after - before for before, after in pairwise(sorted(set(moments[-6:])))] == [2000, 2000]
    assert await sync_to_async(given_back)(played) == []


async def test_a_vote_closes_after_its_minute_though_the_clock_is_set_back(asleep):
    room, hands = asleep
    closes_at = room.assembly.current.closes_at

    hands.pass_(3, wall=-3600)
    room.beat()
    room._bells.set()

    left = room._bells._timer.when() - asyncio.get_running_loop().time()
    assert left == pytest.approx((closes_at - hands.clock.now()) / 1000, abs=0.5)
    assert left < 60


async def test_after_a_restart_with_the_clock_set_back_time_goes_on_from_the_last_entry(asleep, played):
    room, hands = asleep
    last = (await sync_to_async(journal.read)(played.pk))[-1].at
    hands.wall -= 3600 * SECOND
    again = Room(
        played.pk, played.code, room.assembly.scenario, Clock(lambda: hands.wall, lambda: hands.steady)
    )

    await again.catch_up()
    again.beat()
    hands.pass_(2)
    again.beat()
    await again.submit(c.SayToAll(by=TEACHER, text="Here we are again"))

    moments = [event.at for event in await sync_to_async(journal.read)(played.pk)]
    assert moments[-1] == last + 2000
    assert again.assembly.pauses == ()


async def test_a_sleep_that_falls_upon_a_save_is_not_forgotten(asleep, played, monkeypatch):
    room, hands = asleep
    save = room._save

    async def interrupted(batch):
        monkeypatch.setattr(room, "_save", save)
        await save(batch)
        hands.pass_(20)
        room.beat()

    monkeypatch.setattr(room, "_save", interrupted)
    await room.submit(c.SayToAll(by=TEACHER, text="One moment"))
    room.beat()

    await soon(lambda: room.assembly.pauses)
    [event] = await sync_to_async(given_back)(played)
    assert event.lost == 20_000
