"""Whatever goes wrong with one command refuses that command alone; the others in its batch are decided."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError

from debate import commands as c
from debate.commands import DOOR, TEACHER
from debate.refusal import Refusal
from game import journal, participants
from game.live import batch
from game.live.answered import KEPT, Answered
from game.models import Participant, SealedBox
from tests.faults.conftest import Fault, put
from tests.game.sessions import assembly_of


async def together(room, *commands, **more):
    """All of them in one batch: what came of each."""
    async with room._turn:
        given = [
            asyncio.create_task(room.submit(command, **more.get(str(n), {})))
            for n, command in enumerate(commands)
        ]
        await asyncio.sleep(0.05)
    return [
        found.code if isinstance(found, Refusal) else "ok"
        for found in await asyncio.gather(*given, return_exceptions=True)
    ]


def failing(*_, **__):
    raise Fault


WORDS = [c.SayToAll(by=TEACHER, text=text) for text in ("One", "Two", "Three", "Four", "Five")]


@pytest.mark.parametrize("culprit", range(5))
@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (batch, "decide"),
        (batch, "evolve"),
        (journal.codec, "encode"),
    ],
    ids=["decide", "evolve", "encode"],
)
async def test_an_exception_anywhere_refuses_the_culprit_alone(room, played, break_, owner, name, culprit):
    text = WORDS[culprit].text
    fault = break_(owner, name, lambda *given: any(getattr(value, "text", "") == text for value in given))

    found = await together(room, *WORDS)

    assert fault.failed
    assert found == ["our_fault" if n == culprit else "ok" for n in range(5)]
    assert room.assembly.word == WORDS[3 if culprit == 4 else 4].text
    assert await sync_to_async(assembly_of)(played) == room.assembly


async def test_the_close_of_a_vote_whose_box_is_wrong_takes_no_vote_with_it(room, played):
    await put(room, method="secret")
    await room.submit(c.CastVote(by="s1", ballot="b1", choice="for"))
    await SealedBox.objects.filter(session=played).aupdate(counts={"for": 7})

    found = await together(
        room,
        c.CloseBallot(by=TEACHER, ballot="b1"),
        c.CastVote(by="s2", ballot="b1", choice="against"),
        c.SayToAll(by=TEACHER, text="One moment"),
    )

    assert found == ["our_fault", "ok", "ok"]
    assert room.assembly.current.open


@pytest.mark.parametrize("counts", ["no counts", [1], {"for": "x"}], ids=str)
async def test_a_box_that_cannot_be_read_refuses_the_close_alone(room, played, counts):
    await put(room, method="secret")
    await room.submit(c.CastVote(by="s1", ballot="b1", choice="for"))
    await SealedBox.objects.filter(session=played).aupdate(counts=counts)

    found = await together(room, c.SayToAll(by=TEACHER, text="A"), c.CloseBallot(by=TEACHER, ballot="b1"))

    assert found == ["ok", "our_fault"]


async def test_a_pupil_whose_row_is_not_unique_is_refused_and_the_others_sit_down(room, played):
    taken = (await Participant.objects.filter(session=played).afirst()).resume_code
    pupils = [participants.new(played.pk, name) for name in ("Cem", "Dee", "Eva")]
    pupils[1].resume_code = taken
    async with room._turn:
        given = [
            asyncio.create_task(room.submit(c.TakeSeat(by=DOOR), participant=pupil)) for pupil in pupils[:2]
        ]
        given.append(asyncio.create_task(room.submit(c.SayToAll(by=TEACHER, text="Welcome"))))
        await asyncio.sleep(0.05)

    found = await asyncio.gather(*given, return_exceptions=True)

    assert [isinstance(answer, Refusal) for answer in found] == [False, True, False]
    rows = {row.name: row async for row in Participant.objects.filter(session=played)}
    assert set(rows) == {"Ada", "Ben", "Cem"}
    assert rows["Cem"].pk == pupils[0].pk
    assert room.assembly.word == "Welcome"
    assert await sync_to_async(assembly_of)(played) == room.assembly


async def test_a_database_that_is_away_refuses_all_at_once_and_once(room, break_):
    fault = break_(journal, "append", error=OperationalError)

    assert await together(room, *WORDS) == ["not_saved"] * 5
    assert fault.failed == 1

    fault.mend()
    assert await together(room, *WORDS) == ["ok"] * 5


async def test_what_goes_wrong_after_the_save_is_not_told_as_a_refusal(room, played, monkeypatch):
    monkeypatch.setattr(room.audiences, "tell", failing)
    monkeypatch.setattr(room.attendance, "note", failing)
    monkeypatch.setattr(room._bells, "set", failing)

    assert await together(room, *WORDS) == ["ok"] * 5
    assert await sync_to_async(assembly_of)(played) == room.assembly


async def test_a_command_that_was_given_long_ago_is_harmless_for_ever(room, played):
    first = await room.submit(c.SayToAll(by=TEACHER, text="0"), "k-0", sender="teacher")
    for n in range(1, KEPT + 5):
        await room.submit(c.SayToAll(by=TEACHER, text=str(n)), f"k-{n}", sender="teacher")
    head = room.assembly.seq

    again = await together(room, *WORDS[:1], **{"0": {"id": "k-0", "sender": "teacher"}})
    answer = await room.submit(c.SayToAll(by=TEACHER, text="Something else"), "k-0", sender="teacher")

    assert again == ["ok"]
    assert answer.seq == first.seq
    assert room.assembly.seq == head
    assert await sync_to_async(assembly_of)(played) == room.assembly


async def test_a_command_of_long_ago_that_would_be_refused_now_gets_its_first_answer(room):
    await put(room)
    first = await room.submit(c.CastVote(by="s1", ballot="b1", choice="for"), "k-0")
    for n in range(1, KEPT + 5):
        choice = ("for", "against")[n % 2]
        await room.submit(c.CastVote(by="s1", ballot="b1", choice=choice), f"k-{n}")
    await room.submit(c.CloseBallot(by=TEACHER))

    answer = await room.submit(c.CastVote(by="s1", ballot="b1", choice="for"), "k-0")

    assert answer.seq == first.seq


async def test_a_whole_batch_of_commands_of_long_ago_is_answered_as_it_was(room):
    firsts = [
        (await room.submit(c.SayToAll(by=TEACHER, text=str(n)), f"k-{n}", sender="teacher")).seq
        for n in range(3 * KEPT)
    ]
    async with room._turn:
        given = [
            asyncio.create_task(room.submit(c.SayToAll(by=TEACHER, text="x"), f"k-{n}", sender="teacher"))
            for n in range(3 * KEPT)
        ]
        await asyncio.sleep(0.05)

    assert [answer.seq for answer in await asyncio.gather(*given)] == firsts


def test_what_is_remembered_does_not_grow_with_the_session():
    answered = Answered()

    for n in range(5000):
        answered.note({("s1", f"k-{n}"): n})

    assert len(answered) == KEPT
    assert answered.get(("s1", "k-4999")) == 4999
    assert answered.may_hide(("s1", "k-1"))
    assert not answered.may_hide(("s2", "k-1"))
