"""Whoever reads nothing of what they are sent does not fill the server's memory with it."""

from functools import partial
from types import SimpleNamespace

import pytest
from daphne.ws_protocol import WebSocketProtocol

from game.live.wire import frames
from game.live.wire.outlet import MOST_UNREAD, Outlet


def line(waiting, compressed=False):
    """A connection with so many bytes that wait to go out; and what it is sent."""
    sent, aborted = [], []
    protocol = WebSocketProtocol()
    protocol._perMessageCompress = object() if compressed else None
    protocol.state, protocol.send_queue = protocol.STATE_OPEN, []
    protocol.transport = SimpleNamespace(
        connected=True, disconnecting=False, dataBuffer=b"x" * (waiting // 2), offset=0,
        _tempDataBuffer=[b"x"], _tempDataLen=waiting - waiting // 2, write=sent.append,
        writeSomeData=len, abortConnection=lambda: aborted.append(True),
    )  # fmt: skip

    async def send(protocol, message):
        sent.append(message)

    return Outlet(partial(send, protocol)), sent, aborted


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("how", ["push", "text"])
async def test_too_much_that_waits_ends_the_line(how, compressed):
    outlet, sent, aborted = line(MOST_UNREAD + 1, compressed)
    news = frames.push(1, 0, "<p>News</p>") if how == "push" else "{}"

    await getattr(outlet, how)(news)

    assert (sent, aborted, outlet.is_open) == ([], [True], False)


@pytest.mark.parametrize("compressed", [False, True])
async def test_a_slow_phone_may_have_much_that_waits(compressed):
    outlet, sent, aborted = line(MOST_UNREAD - 1, compressed)

    await outlet.push(frames.push(1, 0, "<p>News</p>"))

    assert len(sent) == 1
    assert (aborted, outlet.is_open) == ([], True)
