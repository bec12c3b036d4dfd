"""When the house takes a seat whose pupil is away, and when it does not: every rule, without waiting."""

import asyncio

import pytest

from debate import commands as c
from debate.commands import CLOCK, TEACHER
from game.live.viewers.attendance import COMES_WITHIN
from game.live.viewers.presence import BELIEVED, GRACE
from game.live.viewers.pushes import PUSH_EVERY
from game.live.viewers.viewer import Viewer
from game.live.wire.outlet import Outlet
from game.people.sitters import People, Sitter, Sitting
from tests.support.server.rooms import RoomWithoutADisk, in_no_time

SECONDS = 60
"""The grace that the teacher of these tests has set; any will do."""


async def a_room(pupils: int = 2, grace: int = SECONDS) -> RoomWithoutADisk:
    room = RoomWithoutADisk(pupils)
    await room.submit(c.SetGrace(by=TEACHER, seconds=grace))
    return room


@in_no_time
async def test_the_house_takes_over_after_the_grace_and_not_before():
    room = await a_room(2)
    gone, _ = await room.opens(1), await room.opens(2)

    room.viewers.leave(gone)

    await asyncio.sleep(SECONDS - 0.1)
    assert room.taken == []
    await asyncio.sleep(0.2)
    assert room.taken == ["s1"]
    await asyncio.sleep(100 * SECONDS)
    assert room.taken == ["s1"]
    assert room.held == {"s2"}


@in_no_time
async def test_each_seat_has_its_own_time():
    room = await a_room(3)
    members = [await room.opens(pupil) for pupil in (1, 2, 3)]
    for member in members[:2]:
        room.viewers.leave(member)
        await asyncio.sleep(SECONDS / 2)

    await asyncio.sleep(0.1)
    assert room.taken == ["s1"]
    await asyncio.sleep(SECONDS / 2)
    assert room.taken == ["s1", "s2"]


@in_no_time
async def test_whoever_is_back_within_the_grace_loses_nothing():
    room = await a_room(1)
    for _ in range(3):
        member = await room.opens(1)
        room.viewers.leave(member)
        await asyncio.sleep(SECONDS - 1)

    assert room.taken == []


@in_no_time
async def test_a_page_asked_for_is_a_sign_of_life_as_well():
    room = await a_room(1)
    room.viewers.leave(await room.opens(1))
    await asyncio.sleep(SECONDS - 1)

    room.attendance.seen(1)

    await asyncio.sleep(SECONDS - 1)
    assert room.taken == []
    await asyncio.sleep(2)
    assert room.taken == ["s1"]


@in_no_time
async def test_whoever_just_took_a_seat_has_the_whole_grace():
    room = await a_room(2)
    await room.opens(2)
    await room.submit(c.FreeSeat(by=TEACHER, seat="s1"))
    await asyncio.sleep(BELIEVED + SECONDS + 1)

    await room.submit(c.TakeSeat(by=c.DOOR, seat="s1"))
    room.attendance.seen(1)

    await asyncio.sleep(SECONDS - 0.1)
    assert room.taken == []
    await asyncio.sleep(0.2)
    assert room.taken == ["s1"]


async def seated(grace: int = 0, **sitter: bool) -> RoomWithoutADisk:
    """A room in which Ada has just been given s1; nothing has come from her browser yet."""
    room = RoomWithoutADisk(1)
    if grace:
        await room.submit(c.SetGrace(by=TEACHER, seconds=grace))
    await room.submit(c.FreeSeat(by=TEACHER, seat="s1"))
    room.people = People(seats={"s1": Sitting((Sitter(1, "Ada", **{"came": False, **sitter}),))})
    await room.submit(c.TakeSeat(by=c.DOOR, seat="s1"))
    return room


@in_no_time
@pytest.mark.parametrize("grace", [0, 20, 300])
@pytest.mark.parametrize("paused", [False, True])
async def test_a_seat_whose_page_never_comes_is_free_again_soon(grace, paused):
    room = await seated(grace)
    if paused:
        await room.submit(c.Pause(by=TEACHER))

    await asyncio.sleep(min(COMES_WITHIN, grace or COMES_WITHIN) - 1)
    assert room.taken == []
    await asyncio.sleep(COMES_WITHIN)
    assert room.taken == ["s1"]


@in_no_time
async def test_that_nobody_came_is_nobody_s_step():
    """Who presses Undo afterwards means their own last one."""
    room = await seated()
    await room.submit(c.LockDoors(by=TEACHER))
    await asyncio.sleep(2 * COMES_WITHIN)
    assert room.taken == ["s1"]

    await room.submit(c.Undo(by=TEACHER))

    assert not room.assembly.locked
    assert room.held == set()


@in_no_time
async def test_one_page_is_enough_for_the_seat_to_stay():
    room = await seated()
    await asyncio.sleep(COMES_WITHIN - 1)

    room.attendance.seen(1)

    await asyncio.sleep(100 * COMES_WITHIN)
    assert room.taken == []


@in_no_time
async def test_a_socket_at_another_process_is_a_page():
    room = await seated()
    for _ in range(10):
        await asyncio.sleep(BELIEVED - 1)
        room.present.hear("other", {"1": "here"})

    assert room.taken == []


@in_no_time
async def test_nobody_waits_for_the_page_of_a_pupil_on_paper():
    room = await seated(paper=True, came=True)

    await asyncio.sleep(100 * COMES_WITHIN)

    assert room.taken == []


@in_no_time
async def test_a_page_that_comes_too_late_finds_its_seat_again():
    room = await seated()
    await asyncio.sleep(COMES_WITHIN + 1)
    assert room.taken == ["s1"]

    await room.submit(c.ReturnToSeat(by="s1"))

    await asyncio.sleep(100 * COMES_WITHIN)
    assert room.taken == ["s1"]
    assert room.held == {"s1"}


def started(*came: bool) -> RoomWithoutADisk:
    """A room as it is read after a start: of some pupils it is known on disk that they came."""
    room = RoomWithoutADisk(len(came))
    sitters = [Sitter(n, f"Pupil {n}", came=known) for n, known in enumerate(came, 1)]
    room.people = People(seats={f"s{sitter.pk}": Sitting((sitter,)) for sitter in sitters})
    room.attendance.note([])
    return room


@in_no_time
async def test_after_a_start_whose_page_never_came_loses_the_seat_and_nobody_else():
    room = started(False, True, False, True)
    room.attendance.seen(3)

    await asyncio.sleep(COMES_WITHIN - 1)
    assert room.taken == []
    await asyncio.sleep(100 * COMES_WITHIN)
    assert room.taken == ["s1"]
    assert room.held == {"s2", "s3", "s4"}
    assert room.arrivals.noted == {3}


@in_no_time
async def test_who_came_is_noted_once_and_by_whoever_saw_it():
    room = await seated()
    room.attendance.seen(1, announce=False)
    assert room.arrivals.noted == set()

    room = await seated()
    room.attendance.seen(1)
    assert room.arrivals.noted == {1}
    room.arrivals.noted.clear()
    room.attendance.seen(1)
    assert room.arrivals.noted == set()


@in_no_time
async def test_who_came_at_a_process_that_is_no_more_keeps_the_seat():
    room = started(False)
    room.arrivals.noted.add(1)

    await asyncio.sleep(100 * COMES_WITHIN)

    assert room.taken == []
    assert not room.attendance.awaits(1)


async def beside(came: bool) -> RoomWithoutADisk:
    """Ben was let in beside Ada, who may have come before; nothing has come from his browser yet."""
    room = started(came)
    ada = room.people.seats["s1"].sitters[0]
    room.people = People(seats={"s1": Sitting((ada, Sitter(11, "Ben", came=False)))})
    room.attendance.look_again()
    return room


@in_no_time
async def test_a_second_pupil_whose_page_never_comes_goes_out_and_the_first_stays():
    room = await beside(came=True)

    await asyncio.sleep(COMES_WITHIN - 1)
    assert room.arrivals.out == []
    await asyncio.sleep(100 * COMES_WITHIN)
    assert room.arrivals.out == [11]
    assert room.taken == []


@in_no_time
async def test_a_second_pupil_who_comes_stays_though_the_first_never_came():
    room = await beside(came=False)
    await room.opens(11)
    room.attendance.seen(11)

    await asyncio.sleep(100 * COMES_WITHIN)

    assert room.arrivals.out == []
    assert room.taken == []


@in_no_time
async def test_where_neither_of_two_comes_the_seat_is_free():
    room = await beside(came=False)

    await asyncio.sleep(100 * COMES_WITHIN)

    assert room.taken == ["s1"]


@in_no_time
async def test_a_room_that_awaits_nobody_does_not_look():
    """What waits for ever would look for ever, in every room."""
    room = await seated()
    await room.submit(c.FreeSeat(by=TEACHER, seat="s1"))
    await asyncio.sleep(2 * COMES_WITHIN)
    asked = len(room.asked)

    await asyncio.sleep(100 * COMES_WITHIN)

    assert not room.attendance.awaits(1)
    assert len(room.asked) == asked


@in_no_time
async def test_after_a_start_a_process_listens_before_it_counts():
    """It knows of nobody yet, who may all be at another process."""
    room = await a_room(2)

    await asyncio.sleep(BELIEVED + SECONDS - 0.1)
    assert room.taken == []
    await asyncio.sleep(0.2)
    assert sorted(room.taken) == ["s1", "s2"]


@in_no_time
async def test_without_a_grace_nobody_loses_a_seat():
    room = RoomWithoutADisk(1)
    room.viewers.leave(await room.opens(1))

    await asyncio.sleep(100_000)

    assert room.taken == []
    assert room.asked == [], "nobody even asks for it"


@in_no_time
async def test_a_pause_costs_nobody_their_seat_and_the_grace_begins_anew_after_it():
    room = await a_room(1)
    room.viewers.leave(await room.opens(1))
    await asyncio.sleep(SECONDS - 1)

    await room.submit(c.Pause(by=TEACHER))
    await asyncio.sleep(100 * SECONDS)
    assert room.taken == []
    await room.submit(c.Resume(by=TEACHER))

    await asyncio.sleep(SECONDS - 0.1)
    assert room.taken == []
    await asyncio.sleep(0.2)
    assert room.taken == ["s1"]


@in_no_time
async def test_whoever_plays_on_paper_is_never_away():
    room = await a_room(1)
    room.people = People(seats={"s1": Sitting((Sitter(1, "Eva", paper=True),))})

    await asyncio.sleep(100 * SECONDS)

    assert room.taken == []


@in_no_time
async def test_of_two_in_one_seat_one_is_enough():
    room = await a_room(1)
    room.people = People(seats={"s1": Sitting((Sitter(1, "Ada"), Sitter(11, "Ben")))})
    ada, ben = await room.opens(1), await room.opens(11)

    room.viewers.leave(ada)
    await asyncio.sleep(100 * SECONDS)
    assert room.taken == []
    room.viewers.leave(ben)

    await asyncio.sleep(SECONDS - 0.1)
    assert room.taken == []
    await asyncio.sleep(0.2)
    assert room.taken == ["s1"]


def told_by_another(room, pupil, presence):
    """As `rooms.heard` takes it."""
    if presence != "gone":
        room.attendance.seen(pupil, announce=False)
    room.present.hear("other", {str(pupil): presence})


@pytest.mark.parametrize("word", ["here", "away"])
@in_no_time
async def test_whoever_is_at_another_process_keeps_the_seat_until_that_one_is_believed_no_longer(word):
    room = await a_room(1, grace=20)
    room.viewers.leave(await room.opens(1))
    for _ in range(10):
        told_by_another(room, 1, word)
        await asyncio.sleep(BELIEVED - 1)
    assert room.taken == []

    told_by_another(room, 1, word)

    await asyncio.sleep(BELIEVED - 0.1)
    assert room.taken == []
    await asyncio.sleep(BELIEVED + 1)
    assert room.taken == ["s1"]


@in_no_time
async def test_whoever_is_gone_at_another_process_as_well_is_gone():
    room = await a_room(1)
    room.viewers.leave(await room.opens(1))
    await asyncio.sleep(SECONDS - 1)

    told_by_another(room, 1, "gone")

    await asyncio.sleep(1.1)
    assert room.taken == ["s1"]


@in_no_time
async def test_a_seat_taken_from_a_pupil_who_is_here_goes_back_at_once():
    """Another process did not know; or they came back in the very moment."""
    room = await a_room(1)
    await room.opens(1)

    await room.submit(c.FreeSeat(by=CLOCK, seat="s1"))
    await asyncio.sleep(0)

    assert room.taken == ["s1"]
    assert room.held == {"s1"}


@in_no_time
async def test_a_room_that_is_no_more_takes_no_seats():
    room = await a_room(1)
    room.viewers.leave(await room.opens(1))

    room.attendance.stop()

    await asyncio.sleep(100 * SECONDS)
    assert room.taken == []


@in_no_time
async def test_the_desk_is_told_when_somebody_who_left_counts_as_gone():
    room, heard = RoomWithoutADisk(1), []

    async def hear(message):
        heard.append(message["text"])

    pupil = await room.opens(1)
    await room.viewers.join(Viewer("teach", "", "en", Outlet(hear), by=TEACHER))
    room.viewers.leave(pupil)
    await asyncio.sleep(GRACE - 0.1)
    assert room.present.by_seat(room.people) == {"s1": "away"}
    before = len(heard)

    await asyncio.sleep(0.3 + PUSH_EVERY)

    assert room.present.by_seat(room.people) == {"s1": "gone"}
    [told] = heard[before:]
    assert "person-s1" in told
    assert "gone" in told


@in_no_time
async def test_a_class_that_leaves_at_once_is_looked_at_a_few_times(monkeypatch):
    room = await a_room(4)
    members = [await room.opens(number) for number in range(1, 5)]
    await asyncio.sleep(2)
    looks = []
    due = room.attendance._due
    monkeypatch.setattr(room.attendance, "_due", lambda: looks.append(1) or due())

    for member in members * 25:
        room.viewers.leave(member)
        room.attendance.look_again()
    await asyncio.sleep(2)

    assert len(looks) <= 4
    await asyncio.sleep(SECONDS)
    assert sorted(room.taken) == ["s1", "s2", "s3", "s4"]


@in_no_time
async def test_a_room_that_is_let_go_takes_no_seat_any_more():
    room = await a_room(2)
    gone = await room.opens(1)
    room.viewers.leave(gone)

    room.attendance.end()
    room.attendance.note([])
    await asyncio.sleep(10 * SECONDS)

    assert room.taken == []


@in_no_time
async def test_between_two_lessons_nobody_loses_a_seat():
    room = await a_room(2)
    members = [await room.opens(pupil) for pupil in (1, 2)]
    await room.submit(c.Pause(by=TEACHER, sleeps=True))
    for member in members:
        room.viewers.leave(member)

    await asyncio.sleep(24 * 3600)
    assert room.taken == []

    await room.submit(c.Resume(by=TEACHER))
    await asyncio.sleep(SECONDS - 0.1)
    assert room.taken == [], "a class takes a while to come back"


@in_no_time
async def test_whose_page_has_not_come_yet_is_waited_for_in_the_next_lesson_again():
    room = await seated()
    await room.submit(c.Pause(by=TEACHER, sleeps=True))

    await asyncio.sleep(24 * 3600)
    assert room.taken == []

    await room.submit(c.Resume(by=TEACHER))
    await asyncio.sleep(COMES_WITHIN - 0.1)
    assert room.taken == []
    await asyncio.sleep(3)
    assert room.taken == ["s1"]
