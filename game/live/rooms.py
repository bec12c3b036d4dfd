"""The rooms of this process: one for each session somebody looks at, found by code.

A room belongs to the event loop it was opened in. Rooms nobody looks at are let go, oldest use first.
"""

import asyncio
import logging
from collections import OrderedDict
from weakref import WeakKeyDictionary, WeakValueDictionary

from django.conf import settings

from debate.refusal import Refusal
from game.live.clock import BEAT
from game.live.database_threads import aside, on_disk
from game.live.room import Room
from game.live.watch import tasks
from game.live.wire import signal
from game.models import Session
from game.scenarios import versions
from game.sessions import by_code, journal
from game.web import codes, templating
from game.worker import workers

log = logging.getLogger(__name__)

MOST_ROOMS = 200
"""Rooms without browsers are forgotten beyond this number; they come back from the journal."""

_rooms: WeakKeyDictionary[asyncio.AbstractEventLoop, OrderedDict[str, Room]] = WeakKeyDictionary()
_beating: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Task[None]] = WeakKeyDictionary()
_opening: WeakKeyDictionary[asyncio.AbstractEventLoop, WeakValueDictionary[str, asyncio.Lock]] = (
    WeakKeyDictionary()
)
"""By code: who opens one session does not wait for those who open another."""


async def get(code: str) -> Room:
    """The room of the session with this code, up to date. Raises Refusal("no_such_session")."""
    code = codes.tidy(code)
    loop = asyncio.get_running_loop()
    here = _rooms.setdefault(loop, OrderedDict())
    if code not in here:
        async with _opening.setdefault(loop, WeakValueDictionary()).setdefault(code, asyncio.Lock()):
            if code not in here:
                here[code] = await _open(code)
                here[code].beat()  # Watched from its first moment on, not from the next beat.
                if loop not in _beating:
                    _beating[loop] = tasks.keep_at(_beat, "the heartbeat of the rooms")
                signal.listen(heard, missed)
                signal.send("asks", code)
    elif settings.SEVERAL_PROCESSES:
        await _catch_up_if_behind(here[code])
    room = here[code]
    here.move_to_end(code)
    _forget(here)
    return room


async def end(code: str, announce: bool = True) -> None:
    """The session was deleted: let go of its room, here and (`announce`) at every other process."""
    if room := _rooms.get(asyncio.get_running_loop(), OrderedDict()).pop(code, None):
        await room.end()
    templating.forget()
    workers.forget()
    if announce:
        signal.send("gone", code)


async def forget_names(code: str, announce: bool = True) -> None:
    """The names of a session were deleted: forget them, here and (`announce`) at every other process."""
    if room := _rooms.get(asyncio.get_running_loop(), OrderedDict()).get(code):
        await room.meet(announce=False)
    templating.forget()
    workers.forget()
    if announce:
        signal.send("nameless", code)


DELETED = {"gone": end, "nameless": forget_names}
"""What is done when another process says that it was deleted."""


def open_here() -> list[Room]:
    """The rooms of this event loop, as they are."""
    return list(_rooms.get(asyncio.get_running_loop(), {}).values())


def largest() -> int:
    """How many seats pupils have in the largest session of this event loop."""
    return max((len(room.people.seats) for room in open_here()), default=0)


async def _beat() -> None:
    while True:
        await asyncio.sleep(BEAT)
        for room in open_here():
            try:
                room.beat()
            except Exception:
                # The other rooms' hearts must go on, or they would take it for sleep.
                log.exception("Session %s: a heartbeat failed.", room.code)


async def _catch_up_if_behind(room: Room) -> None:
    """A page asked for right after another process saved something must not show less than that."""
    try:
        head = await on_disk(journal.head, room.session)
    except Session.DoesNotExist:
        await end(room.code, announce=False)
        raise Refusal("no_such_session") from None
    if head > room.assembly.seq:
        await room.catch_up()


async def _open(code: str) -> Room:
    room = await aside(_found, code)
    await room.catch_up()
    return room


def _found(code: str) -> Room:
    session = by_code.found(code)
    return Room(session.pk, session.code, versions.version(session.scenario_id), rehearsal=session.rehearsal)


def _forget(here: OrderedDict[str, Room]) -> None:
    for code in [code for code, room in here.items() if not len(room.viewers)][:-1]:
        if len(here) <= MOST_ROOMS:
            return
        here.pop(code).let_go()


async def heard(message: signal.Signal) -> None:
    """What another process says of a session: how far it is, who is there, whose names have changed."""
    if deleted := DELETED.get(message["type"]):
        await deleted(message["code"], announce=False)
    room = _rooms.get(asyncio.get_running_loop(), OrderedDict()).get(message["code"])
    if room is None:
        return
    match message["type"]:
        case "head":
            room.follow(message["seq"])
        case "sat":
            room.viewers.taken_elsewhere(message["pupil"])
            room.attendance.seen(message["pupil"], announce=False)
        case "seen":
            room.attendance.seen(message["pupil"], announce=False)
        case "people":
            # Not waited for: others' words would queue up behind a database that is away.
            tasks.keep_at(lambda: room.meet(announce=False), f"session {room.code} reads its names")
        case "asks":
            room.present.has_changed()
        case "presence":
            for pupil, presence in message["pupils"].items():
                if presence != "gone":
                    room.attendance.seen(int(pupil), announce=False)
            room.present.hear(message["process"], message["pupils"])


async def missed() -> None:
    """Nobody listened for a while, so anything may have happened: every room catches up."""
    for room in open_here():
        tasks.keep_at(room.catch_up, f"session {room.code} catches up")
        signal.send("asks", room.code)
        room.present.has_changed()
