"""The journal: what is appended is there whole and in order, or not at all."""

import pytest
from django.db import IntegrityError

from debate import commands as c
from debate.codec import encode
from debate.commands import TEACHER
from debate.events import WordSaid
from game.models import Checkpoint, Entry, Participant, Receipt, SealedBox, SealedSlip, Session
from game.people import participants
from game.sessions import journal
from game.sessions.journal import BatchToWrite, Behind, Caused, Sealed
from game.sessions.receipts import KeptReceipt as Given
from tests.support.server.sessions import assembly_of, begun, do, session

pytestmark = pytest.mark.django_db(transaction=True)


def word(text):
    return Caused([WordSaid(at=1, text=text)])


def given(*words, **more):
    """A batch in which these words were said."""
    return BatchToWrite([word(text) for text in words], "lobby", **more)


ONE = {("s1", "k-1"): Given(3, "mark")}
"""The receipt of one command."""


def head(found):
    return Session.objects.get(pk=found.pk).head


def everything():
    """All that an append may write."""
    kinds = (Entry, Receipt, Checkpoint, SealedBox, SealedSlip, Participant, Session)
    return [list(kind.objects.order_by("pk").values()) for kind in kinds]


def test_a_new_session_has_its_first_entries():
    found = session()

    assert [type(event).__name__ for event in journal.read(found.pk)] == ["SessionCreated", "StageEntered"]
    assert (head(found), Session.objects.get().status) == (2, "lobby")


def test_a_code_is_given_once_and_a_second_session_leaves_nothing():
    session("MILBRK")
    before = everything()

    with pytest.raises(IntegrityError):
        session("MILBRK")

    assert everything() == before


def test_what_is_appended_is_read_back_in_order():
    found = session()

    reached = journal.append(found.pk, 2, given("One.", "Two.", "Three."))

    assert reached == head(found) == 5
    assert [event.text for event in journal.read(found.pk, after=2)] == ["One.", "Two.", "Three."]
    assert [event.text for event in journal.read(found.pk, after=3, upto=4)] == ["Two."]


@pytest.mark.parametrize("after", [0, 1, 3, 99])
def test_whoever_is_behind_writes_nothing(after):
    found = session()
    before = everything()

    with pytest.raises(Behind):
        journal.append(found.pk, after, given("One.", digest="x", receipts=ONE, boxes={"b1": "key"}))

    assert everything() == before


def test_receipts_are_kept_in_their_order_and_those_of_the_last_entry_are_read_again():
    found = session()
    receipts = {("s1", "k-1"): Given(4, "a"), ("s2", "k-1"): Given(5, "b"), ("s3", "k-1"): Given(5, "c")}

    journal.append(found.pk, 2, given("One.", "Two.", "Three.", receipts=receipts))

    assert journal.receipts(found.pk) == receipts
    assert [*journal.receipts(found.pk)] == [*receipts]
    assert [*journal.receipts(found.pk, after=5)] == [("s2", "k-1"), ("s3", "k-1")]
    assert journal.receipts_of(found.pk, [("s1", "k-1"), ("s1", "k-2")]) == {("s1", "k-1"): Given(4, "a")}


def test_a_receipt_is_kept_where_nothing_changed():
    found = session()

    assert journal.append(found.pk, 2, given(receipts={("s1", "k-1"): Given(2, "a")})) == 2

    assert (head(found), journal.receipts(found.pk, 2)) == (2, {("s1", "k-1"): Given(2, "a")})


def test_a_command_takes_effect_once_even_if_somebody_forgets_to_look():
    found = session()
    journal.append(found.pk, 2, given("One.", receipts=ONE))
    before = everything()

    with pytest.raises(IntegrityError):
        journal.append(found.pk, 3, given("Two.", "One.", receipts={("s2", "k-2"): Given(4, "")} | ONE))

    assert everything() == before


def test_the_same_id_in_another_session_is_another_command():
    one, two = session("AAAAAA"), session("BBBBBB")

    for found in (one, two):
        journal.append(found.pk, 2, given("One.", receipts=ONE))

    assert (head(one), head(two)) == (3, 3)


def test_a_place_is_taken_once():
    found = session()

    with pytest.raises(IntegrityError):
        Entry.objects.create(session=found, seq=1, version=1, data=encode(WordSaid(at=1, text="x")))


def test_a_batch_that_fails_at_its_end_leaves_nothing():
    found = session()
    first = participants.new(found.pk, "Ada")
    first.seat, first.resume_code = "s1", "AAAA2222"
    first.save()
    double = participants.new(found.pk, "Ben")
    double.seat, double.resume_code = "s2", "AAAA2222"
    before = everything()
    slip = Caused([WordSaid(at=1, text="x")], [Sealed("b1", b"sealed")], double)

    with pytest.raises(IntegrityError):
        journal.append(found.pk, 2, BatchToWrite([slip], "open", ONE, "x", boxes={"b1": "key"}))

    assert everything() == before


def test_slips_lie_in_the_box_of_their_vote_until_it_is_over(settings, tmp_path):
    settings.KEY_DIR = tmp_path
    (tmp_path / "key").write_bytes(b"k" * 32)
    found = session()
    slips = [Sealed("b1", b"one"), Sealed("b1", b"two")]

    journal.append(found.pk, 2, BatchToWrite([word("One.")], "open", boxes={"b1": "key"}))
    journal.append(found.pk, 3, BatchToWrite([Caused([WordSaid(at=1, text="x")], slips)], "open"))

    assert sorted(journal.slips(found.pk, "b1")) == [b"one", b"two"]
    assert journal.slips(found.pk, "b2") == []
    assert (tmp_path / "key").exists()

    journal.append(found.pk, 4, BatchToWrite([word("Two.")], "open", over=["b1"]))

    assert journal.slips(found.pk, "b1") == []
    assert not SealedBox.objects.exists()
    assert not (tmp_path / "key").exists()


def test_the_fold_of_what_was_read_is_the_session():
    found = begun()
    do(found, c.AdvanceStage(by=TEACHER), c.SayToAll(by=TEACHER, text="Quiet, please."))

    assembly = assembly_of(found)

    assert (assembly.seq, assembly.status, assembly.word) == (head(found), "open", "Quiet, please.")
