"""Faults injected into a running room: one named seam raises, everything else is real.

A room in this process with a database behind it, and browsers that are lists of what they were sent.
"""

import asyncio
import json
from typing import Any

import pytest

from debate import commands as c
from debate.commands import TEACHER
from game.live import rooms
from game.live.viewers.viewer import Viewer
from game.live.wire.outlet import Outlet
from game.scenarios import versions
from tests.game.exports.test_import_session import named
from tests.support.server.sessions import begun


class Browser(Viewer):
    """Somebody who looks on. `frames`: what arrived."""

    def __init__(self, audience: str, seat: str = "", who: int = 0):
        self.frames: list[dict[str, Any]] = []
        self.closed: list[int] = []
        super().__init__(audience, seat, "en", Outlet(self._arrives), who=who)

    async def _arrives(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.close":
            self.closed.append(message["code"])
        else:
            self.frames.append(json.loads(message["text"]))
            self.acknowledge(self.frames[-1].get("seq", 0))

    def html(self) -> str:
        """Everything it was shown, one push behind the other."""
        return "".join(frame.get("html", "") for frame in self.frames)


@pytest.fixture(autouse=True)
def _numbers_start_afresh():
    """Rows of another test had the same numbers, and a version is read once."""
    versions.version.cache_clear()
    yield
    versions.version.cache_clear()


@pytest.fixture
def played(transactional_db):
    """A session on disk with two pupils, in its first stage."""
    session = begun()
    named(session, s1="Ada", s2="Ben")
    return session


@pytest.fixture
async def room(played):
    return await rooms.get(played.code)


async def soon(true, seconds: float = 20.0) -> None:
    """Waits until it is true; so long only on a machine that has much else to do."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - what is waited for rings no bell
            await asyncio.sleep(0.02)


async def put(room, **fields: Any) -> None:
    """On to a debate, and the question put."""
    await room.submit(c.AdvanceStage(by=TEACHER))
    await room.submit(c.AdvanceStage(by=TEACHER))
    await room.submit(c.PutQuestion(by=TEACHER, question="bridge", **{"seconds": 0, **fields}))


class Fault(Exception):
    """What a programmer has overlooked."""


class Failing:
    """A seam that raises as long as `broken` says so of its arguments, and works as ever otherwise."""

    def __init__(self, real, broken=lambda *_, **__: True, error: type[Exception] = Fault):
        self.real, self.broken, self.error, self.failed = real, broken, error, 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.broken(*args, **kwargs):
            self.failed += 1
            raise self.error("injected")
        return self.real(*args, **kwargs)

    def mend(self) -> None:
        self.broken = lambda *_, **__: False


@pytest.fixture
def break_(monkeypatch):
    """Put a Failing in the place of something named."""

    def put(owner: Any, name: str, *args: Any, **kwargs: Any) -> Failing:
        failing = Failing(getattr(owner, name), *args, **kwargs)
        monkeypatch.setattr(owner, name, failing)
        return failing

    return put
