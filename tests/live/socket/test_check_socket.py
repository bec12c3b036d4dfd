"""The socket of the network check: it sends beats back, to everybody, and lets nobody do more with it."""

import asyncio
import time
from contextlib import suppress

import pytest
from channels.testing import WebsocketCommunicator
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from game.live import check_consumer
from game.live.check_consumer import LONGEST_FRAME, CheckConsumer
from tests.server import Line

NOT_A_BEAT = {
    "no json": "hello",
    "nothing": "",
    "a command": '{"id": "k-1", "act": "cast_vote"}',
    "more than a beat": '{"beat": 1, "act": "cast_vote"}',
    "a beat that is a text": '{"beat": "1"}',
    "an array": "[" * LONGEST_FRAME,
    "bytes": b'{"beat": 1}',
}


@pytest.fixture(scope="module")
def store(sqlite):
    return sqlite


@pytest.fixture
def opened(server):
    """Opens sockets as a stranger's browser does, and closes them at the end."""
    lines = []

    def open(origin: str = server.url) -> Line:
        address = f"ws://127.0.0.1:{server.port}/ws/check/"
        lines.append(Line(connect(address, origin=origin, compression=None, legacy=True)))
        return lines[-1]

    yield open
    for line in lines:
        line.close()


def closing_code(line: Line) -> int | None:
    with suppress(ConnectionClosed):
        while True:
            line.receive()
    return line.connection.close_code


def test_a_beat_comes_back(opened):
    line = opened()

    line.send({"beat": 3})

    assert line.receive() == {"beat": 3}


def test_a_page_of_another_site_gets_no_socket(opened):
    with pytest.raises(InvalidStatus) as refused:
        opened(origin="http://evil.example")

    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("frame", NOT_A_BEAT.values(), ids=NOT_A_BEAT)
def test_whatever_is_no_beat_closes_the_socket(opened, frame):
    line = opened()

    line.connection.send(frame)

    assert closing_code(line) == 4400


def test_a_beat_that_is_too_long_closes_the_socket(opened):
    line = opened()

    line.send('{"beat": 1' + " " * LONGEST_FRAME + "}")

    assert closing_code(line) == 4413


def test_a_flood_of_beats_closes_the_socket_and_nobody_else_s(opened):
    neighbour, line = opened(), opened()

    for beat in range(50):
        line.send({"beat": beat})

    assert closing_code(line) == 4400
    neighbour.send({"beat": 1})
    assert neighbour.receive() == {"beat": 1}


async def test_a_socket_is_closed_when_its_life_is_over(monkeypatch):
    monkeypatch.setattr(check_consumer, "LIFE", 0.2)
    line = WebsocketCommunicator(CheckConsumer.as_asgi(), "/ws/check/")
    began = time.monotonic()
    await line.connect()

    closed = await line.receive_output(timeout=5)

    assert closed == {"type": "websocket.close", "code": 1000}
    assert time.monotonic() - began >= 0.2
    await line.disconnect()


async def test_one_process_holds_only_so_many_and_takes_more_when_some_have_gone(monkeypatch):
    monkeypatch.setattr(check_consumer, "MOST", 1)
    first, second, third = (WebsocketCommunicator(CheckConsumer.as_asgi(), "/ws/check/") for _ in range(3))

    assert (await first.connect())[0]
    assert not (await second.connect())[0]
    await second.disconnect()
    await first.disconnect()
    await asyncio.sleep(0)

    assert (await third.connect())[0]
    await third.disconnect()
    assert CheckConsumer.open_now == 0
