"""The collector looks through little at a time, and leaves alone what stays."""

import asyncio
import contextlib
import gc
import weakref

import pytest

from game.live import garbage


class Kept:
    """Something that only the collector finds: it holds on to itself."""

    def __init__(self):
        self.own = self


@pytest.fixture(autouse=True)
def _as_it_was():
    yield
    gc.unfreeze()


def test_what_the_program_itself_holds_is_not_collected_again():
    garbage.settle()

    assert gc.get_freeze_count() > 10_000


def old_garbage() -> weakref.ref:
    """A cycle of the oldest kind: no collection of younger objects finds it."""
    cycle = Kept()
    gc.collect()  # so that it is old
    return weakref.ref(cycle)


async def a_while(younger: int) -> None:
    """The collector's task, after so many collections of younger objects."""
    task = asyncio.get_running_loop().create_task(garbage.collect_often())
    for _ in range(younger):
        gc.collect(1)
    await asyncio.sleep(garbage.LOOK_EVERY * 4)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


@pytest.mark.parametrize(("younger", "gone"), [(0, False), (garbage.YOUNGER, True)])
def test_all_is_looked_through_once_enough_was_left_and_not_before(younger, gone):
    gc.disable()
    try:
        left = old_garbage()
        asyncio.run(a_while(younger))
        assert (left() is None) == gone
    finally:
        gc.enable()
