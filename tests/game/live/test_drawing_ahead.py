"""What a push shows is drawn little by little beforehand, so that it holds nobody up."""

import asyncio

from game import parts
from game.live.viewers import drawing
from game.web import templating
from tests.game.parts.test_pieces import standing
from tests.support.rules.meeting import debating

CLASS = 24


def desk(turn):
    """What the desk shows of a class: at each turn presence is otherwise."""
    return parts.shared_slices(standing(debating(CLASS).assembly, turn), "teach")


async def turns_of_another(work):
    """How often another task had the loop until this one was done."""
    turns = 0

    async def other():
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(other())
    await asyncio.sleep(0)
    await work
    task.cancel()
    return turns


def test_others_have_their_turn_and_nothing_is_left_to_draw(monkeypatch):
    before, now = desk(0), desk(5)
    templating.forget()

    monkeypatch.setattr(drawing, "TURN", 0)
    turns = asyncio.run(turns_of_another(drawing.ahead("en", before, now)))
    monkeypatch.setattr(templating, "draw", None)  # whoever draws now, fails
    pushed = drawing.shared("en", before, now)

    rows = parts.changed(before, now)
    assert turns > len(rows) > 10
    assert pushed.is_whole
    assert all(row.key[1] in pushed.html for row in rows)
