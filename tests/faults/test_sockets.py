"""Whatever happens in a socket's handler, the browser leaves the room, and nothing counts it any longer."""

import asyncio
import json

import pytest
from django.core import signing
from django.db import OperationalError

from game.live import check_consumer, consumer, housekeeping, rooms
from game.live.check_consumer import CheckConsumer
from game.live.consumer import SessionConsumer
from game.live.database_threads import on_disk
from game.live.wire import frames as wire
from game.models import Participant
from game.people import participants
from tests.faults.conftest import Browser, Fault, soon

HOST = [(b"host", b"school.test")]


class Connection:
    """A consumer as the server runs it: what comes in is put, what goes out is kept."""

    def __init__(self, kind, query=b"as=screen", code="MILBRK", cookie=""):
        self.incoming, self.sent = asyncio.Queue(), []
        scope = {
            "type": "websocket",
            "path": f"/ws/{code}/",
            "headers": [*HOST, (b"cookie", cookie.encode())],
            "query_string": query,
            "url_route": {"kwargs": {"code": code}},
        }
        self.task = asyncio.ensure_future(kind.as_asgi()(scope, self.incoming.get, self._send))
        self.says("connect")

    async def _send(self, message):
        self.sent.append(message)

    def says(self, kind, **content):
        self.incoming.put_nowait({"type": f"websocket.{kind}", **content})

    def frame(self, **fields):
        self.says("receive", text=json.dumps(fields))

    @property
    def codes(self):
        return [message.get("code") for message in self.sent if message["type"] == "websocket.close"]

    def answers(self):
        frames = [json.loads(m["text"]) for m in self.sent if m["type"] == "websocket.send"]
        return {frame["id"]: frame for frame in frames if "id" in frame}


def screens(room):
    return room.viewers.sockets()["screen"]


async def looking_on(room):
    connection = Connection(SessionConsumer)
    await soon(lambda: screens(room) == 1)
    return connection


async def sitting_down(room):
    """A pupil's socket, by the key to the first seat."""
    key = await on_disk(Participant.objects.values_list("pk", "key").get, session=room.session, seat="s1")
    cookie = f"{participants.cookie_name(room.code)}={signing.dumps(list(key), salt=participants.SALT)}"
    connection = Connection(SessionConsumer, b"as=seat", cookie=cookie)
    await soon(lambda: room.viewers.sockets()["seat"] == 1)
    return connection


SEAMS = {
    "receive": (wire, "parse"),
    "answer": (wire, "refused"),
    "pace": (consumer.Pace, "allows"),
}


@pytest.mark.parametrize("seam", SEAMS)
@pytest.mark.parametrize("error", [Fault, ValueError, OperationalError, RecursionError])
async def test_a_handler_that_fails_leaves_no_ghost(room, break_, seam, error, caplog):
    connection = await looking_on(room)
    break_(*SEAMS[seam], error=error)

    connection.frame(id="k-1", act="pause")
    await asyncio.wait_for(connection.task, 5)

    assert screens(room) == 0
    assert connection.codes == [1011]
    assert len([record for record in caplog.records if "A socket" in record.message]) == 1


@pytest.mark.parametrize("error", [Fault, OSError])
async def test_a_browser_that_cannot_be_let_in_leaves_no_ghost(room, break_, error):
    break_(room.viewers.pushes, "show_all", error=error)

    connection = Connection(SessionConsumer)
    await asyncio.wait_for(connection.task, 5)

    assert screens(room) == 0
    assert connection.codes == [1011]


async def test_a_browser_that_vanishes_while_it_is_let_in_leaves_no_ghost(room, monkeypatch):
    began, go_on = asyncio.Event(), asyncio.Event()
    show_all = room.viewers.pushes.show_all

    async def slow(member):
        began.set()
        await go_on.wait()
        await show_all(member)

    monkeypatch.setattr(room.viewers.pushes, "show_all", slow)
    connection = Connection(SessionConsumer)
    await began.wait()
    connection.says("disconnect", code=1006)

    go_on.set()
    await asyncio.wait_for(connection.task, 5)

    assert screens(room) == 0


async def test_a_socket_that_is_killed_while_it_is_let_in_leaves_no_ghost(room, monkeypatch):
    began = asyncio.Event()

    async def for_ever(member):
        began.set()
        await asyncio.sleep(60)

    monkeypatch.setattr(room.viewers.pushes, "show_all", for_ever)
    connection = Connection(SessionConsumer)
    await began.wait()
    assert screens(room) == 1

    connection.task.cancel()
    await asyncio.gather(connection.task, return_exceptions=True)

    assert screens(room) == 0


async def test_a_database_that_is_away_makes_a_browser_come_again(room, break_, settings):
    settings.SEVERAL_PROCESSES = True
    break_(rooms.journal, "head", error=OperationalError)

    connection = Connection(SessionConsumer)

    await soon(lambda: connection.codes == [wire.TRY_AGAIN])
    assert screens(room) == 0


@pytest.mark.parametrize(("error", "refusal"), [(Fault, "our_fault"), (OperationalError, "not_saved")])
async def test_every_command_gets_an_answer(room, break_, error, refusal):
    connection = await sitting_down(room)
    fault = break_(room, "submit", error=error)

    connection.frame(id="k-1", act="pause")
    await soon(lambda: "k-1" in connection.answers())
    fault.mend()
    connection.frame(id="k-2", act="pause")
    await soon(lambda: "k-2" in connection.answers())

    assert connection.answers()["k-1"]["refusal"] == refusal
    assert connection.answers()["k-2"]["refusal"] == "not_yours"
    assert room.viewers.sockets()["seat"] == 1


@pytest.mark.parametrize("how", ["disconnect", "fail", "cancel", "cancel at once"])
async def test_a_check_is_counted_only_as_long_as_it_lasts(how, break_):
    before = CheckConsumer.open_now
    connection = Connection(CheckConsumer)
    if how != "cancel at once":
        await soon(lambda: CheckConsumer.open_now == before + 1)

    if how == "disconnect":
        connection.says("disconnect", code=1000)
    elif how == "fail":
        break_(check_consumer, "_is_beat")
        connection.frame(beat=1)
    else:
        connection.task.cancel()
    await asyncio.gather(connection.task, return_exceptions=True)

    assert CheckConsumer.open_now == before


async def test_a_check_that_could_not_be_accepted_is_not_counted():
    before = CheckConsumer.open_now

    async def refuses(message):
        raise Fault

    scope = {"type": "websocket", "path": "/ws/check/", "headers": HOST, "query_string": b""}
    incoming = asyncio.Queue()
    incoming.put_nowait({"type": "websocket.connect"})
    with pytest.raises(Fault):
        await CheckConsumer.as_asgi()(scope, incoming.get, refuses)

    assert CheckConsumer.open_now == before


async def test_a_ghost_is_found_and_let_go(room, caplog):
    there, ghost = Browser("screen"), Browser("screen")
    await room.viewers.join(there)
    await room.viewers.join(ghost)
    ghost.outlet._is_gone = True

    await housekeeping.look()

    assert screens(room) == 1
    assert "1 browsers were still in a room" in caplog.text


async def test_a_newer_tab_is_let_in_though_the_older_one_cannot_be_told(room, break_):
    [pupil] = [s.pk for s in room.people.seats["s1"].sitters]
    older, newer = Browser("seat", "s1", pupil), Browser("seat", "s1", pupil)
    await room.viewers.join(older)
    break_(older.outlet, "_send")

    await room.viewers.join(newer)

    assert room.viewers.sockets()["seat"] == 1
    assert newer.frames
