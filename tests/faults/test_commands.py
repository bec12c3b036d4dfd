"""Whatever goes wrong with one command refuses that command alone; the others in its batch are decided."""

import asyncio
import logging
from collections import Counter

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import OperationalError
from msgspec.structs import replace

from debate import commands as c
from debate.commands import DOOR, TEACHER
from debate.refusal import Refusal
from game.live import batch, rooms
from game.models import Participant, SealedBox, SealedSlip
from game.people import participants
from game.sessions import journal
from game.sessions.box_keys import plain_mark
from game.sessions.receipts import ABOUT, KEPT, MOST, KeptReceipt, Receipts, mark
from tests.faults.conftest import Fault, put
from tests.support.server.sessions import assembly_of


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


async def opened_anew(played):
    """The session's room, as another process would open it."""
    return await rooms._open(played.code)


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


def no_slips(box):
    SealedSlip.objects.filter(box=box).delete()


def a_slip_too_many(box):
    SealedSlip.objects.create(box=box, sealed=SealedSlip.objects.first().sealed)


def a_slip_changed(box):
    SealedSlip.objects.filter(box=box).update(sealed=b"\0" * 40)


def a_slip_of_nothing(box):
    SealedSlip.objects.filter(box=box).update(sealed=b"")


def no_key(box):
    (settings.KEY_DIR / box.key).unlink()


def another_key(box):
    (settings.KEY_DIR / box.key).write_bytes(b"k" * 32)


def half_a_key(box):
    (settings.KEY_DIR / box.key).write_bytes(b"k" * 16)


def no_box(box):
    box.delete()


@pytest.mark.parametrize(
    "harm",
    [no_slips, a_slip_too_many, a_slip_changed, a_slip_of_nothing, no_key, another_key, half_a_key, no_box],
)
async def test_a_secret_vote_that_cannot_be_counted_right_is_not_counted_and_is_put_again(room, played, harm):
    await put(room, method="secret")
    await room.submit(c.CastVote(by="s1", ballot="b1", choice="for"))
    await sync_to_async(lambda: harm(SealedBox.objects.get(session=played)))()

    found = await together(
        room, c.SayToAll(by=TEACHER, text="A"), c.CloseBallot(by=TEACHER, ballot="b1"), WORDS[0]
    )

    assert found == ["ok", "box_lost", "ok"]
    assert room.assembly.current.open
    for _ in range(3):
        await room.submit(c.Undo(by=TEACHER))
    await room.submit(c.PutQuestion(by=TEACHER, question="bridge", method="secret", seconds=0))
    await room.submit(c.CastVote(by="s1", ballot="b2", choice="against"))
    await room.submit(c.CloseBallot(by=TEACHER))
    assert room.assembly.ballots["b2"].tally["against"] >= 1


async def test_the_bell_of_a_vote_that_cannot_be_counted_rings_rarely(room, played, caplog):
    caplog.set_level(logging.INFO, "game.live.bells")
    await put(room, method="secret", seconds=1)
    await sync_to_async(lambda: no_key(SealedBox.objects.get(session=played)))()

    await asyncio.sleep(3.5)

    assert [line for line in caplog.messages if "box_lost" in line] == caplog.messages
    assert len(caplog.messages) == 1
    assert room._bells.is_set


async def test_where_the_key_is_gone_a_voter_is_told_and_nobody_else_held_up(played, room):
    await put(room, method="secret")
    room = await opened_anew(played)
    await sync_to_async(lambda: no_key(SealedBox.objects.get(session=played)))()

    found = await together(room, c.CastVote(by="s1", ballot="b1", choice="for"), *WORDS)

    assert found == ["box_lost", *["ok"] * 5]


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
    monkeypatch.setattr(room.viewers, "tell", failing)
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
    same = await room.submit(c.SayToAll(by=TEACHER, text="0"), "k-0", sender="teacher")

    assert again == ["id_used"]
    assert same.seq == first.seq
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
            asyncio.create_task(room.submit(c.SayToAll(by=TEACHER, text=str(n)), f"k-{n}", sender="teacher"))
            for n in range(3 * KEPT)
        ]
        await asyncio.sleep(0.05)

    assert [answer.seq for answer in await asyncio.gather(*given)] == firsts


async def test_a_command_that_changed_nothing_is_remembered_over_a_restart(played, room):
    """Else: for, for (accepted), against, and the second sent again makes it "for" once more."""
    await put(room)
    await room.submit(c.CastVote(by="s1", ballot="b1", choice="for"), "k-1")
    nothing = await room.submit(c.CastVote(by="s1", ballot="b1", choice="for"), "k-2")
    await room.submit(c.CastVote(by="s1", ballot="b1", choice="against"), "k-3")
    room = await opened_anew(played)

    again = await room.submit(c.CastVote(by="s1", ballot="b1", choice="for"), "k-2")

    assert again.seq == nothing.seq
    assert room.assembly.current.votes["s1"] == "against"


OTHERS = {
    "another choice": c.CastVote(by="s1", ballot="b1", choice="against"),
    "another ballot": c.CastVote(by="s1", ballot="b2", choice="for"),
    "another command": c.RequestFloor(by="s1"),
}


@pytest.mark.parametrize("restarted", [False, True], ids=["at once", "after a restart"])
@pytest.mark.parametrize("method", ["show", "secret"])
@pytest.mark.parametrize("other", OTHERS)
async def test_a_known_id_with_other_fields_is_refused(played, room, other, method, restarted):
    await put(room, method=method)
    vote = c.CastVote(by="s1", ballot="b1", choice="for")
    first = await room.submit(vote, "k-1")
    if restarted:
        room = await opened_anew(played)

    with pytest.raises(Refusal, match="id_used"):
        await room.submit(OTHERS[other], "k-1")

    assert (await room.submit(vote, "k-1")).seq == first.seq == room.assembly.seq


async def test_a_secret_vote_sent_again_after_its_close_gets_its_answer_and_another_command_does_not(room):
    await put(room, method="secret")
    vote = c.CastVote(by="s1", ballot="b1", choice="for")
    first = await room.submit(vote, "k-1")
    await room.submit(c.CloseBallot(by=TEACHER))

    assert (await room.submit(vote, "k-1")).seq == first.seq
    with pytest.raises(Refusal, match="id_used"):
        await room.submit(OTHERS["another command"], "k-1")


@pytest.mark.parametrize(
    "vote",
    [
        c.CastVote(by="s1", ballot="b1", choice="for"),
        c.EnterVote(by=TEACHER, seat="s1", choice="for", ballot="b1"),
        c.EnterVote(by=TEACHER, seat="s1", choice="for"),
    ],
    ids=["cast", "entered", "entered in the vote that is open"],
)
async def test_what_is_remembered_of_a_secret_vote_can_be_tried_out_by_nobody_without_its_key(
    played, room, vote
):
    await put(room, method="secret")

    await room.submit(vote, "k-1")

    kept = await played.receipts.aget(command=plain_mark("k-1"))
    for choice in ("for", "against", "abstain"):
        tried = mark((kept.sender, "k-1"), replace(vote, choice=choice), None)
        assert tried != kept.mark
        assert tried[ABOUT + 1 :] not in kept.mark


@pytest.mark.parametrize("restarted", [False, True], ids=["at once", "after a restart"])
async def test_who_has_the_database_cannot_ask_the_server_how_somebody_voted(played, room, restarted):
    """By sending the vote again with each choice: which id it had stands nowhere."""
    await put(room, method="secret")
    await room.submit(c.CastVote(by="s1", ballot="b1", choice="for"), "k-1")
    if restarted:
        room = await opened_anew(played)
    stolen = [id async for id in played.receipts.values_list("command", flat=True)]
    assert len(stolen) == 1

    tried = [
        await together(room, c.CastVote(by="s1", ballot="b1", choice=choice), **{"0": {"id": stolen[0]}})
        for choice in ("for", "against", "abstain")
    ]

    assert len({str(answer) for answer in tried}) == 1


async def test_two_secret_votes_in_one_batch_are_counted_each_by_itself(room):
    await put(room, method="secret")
    await room.submit(c.CastVote(by="s1", ballot="b1", choice="for"))

    found = await together(
        room,
        c.CastVote(by="s2", ballot="b1", choice="against"),
        c.CloseBallot(by=TEACHER),
        c.Announce(by=TEACHER),
        c.PutQuestion(by=TEACHER, question="toll", method="secret", seconds=0),
        c.CastVote(by="s1", ballot="b2", choice="abstain"),
        c.CloseBallot(by=TEACHER),
    )

    assert found == ["ok"] * 6
    votes = room.assembly.ballots
    house = {id: Counter(votes[id].votes[seat] for seat in votes[id].house) for id in votes}
    assert Counter(votes["b1"].tally) - house["b1"] == {"for": 1, "against": 1}
    assert Counter(votes["b2"].tally) - house["b2"] == {"abstain": 1}


async def test_what_changes_nothing_is_not_accepted_without_end(room, monkeypatch):
    monkeypatch.setattr(batch, "MOST", 10)
    await put(room)
    vote = c.CastVote(by="s1", ballot="b1", choice="for")

    found = await together(room, *[vote] * 5)
    for n in range(12):
        found += await together(room, vote, **{"0": {"id": f"k-{n}"}})

    assert found == ["ok"] * 15 + ["too_often"] * 2
    await room.submit(c.CastVote(by="s1", ballot="b1", choice="against"), "k-99")
    assert MOST > 1000, "in truth"


def test_what_is_remembered_does_not_grow_with_the_session():
    receipts = Receipts()

    for n in range(5000):
        receipts.note({("s1", f"k-{n}"): KeptReceipt(n, "mark")})

    assert len(receipts) == KEPT
    assert receipts.get(("s1", "k-4999")) == KeptReceipt(4999, "mark")
    assert receipts.may_hide(("s1", "k-1"))
    assert not receipts.may_hide(("s2", "k-1"))
