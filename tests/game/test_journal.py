"""The journal: what is appended is there whole and in order, or not at all."""

import pytest
from django.db import IntegrityError

from debate import commands as c
from debate.codec import encode
from debate.commands import TEACHER
from debate.events import Slip, WordSaid
from game import journal, participants
from game.journal import Behind, Decided
from game.models import Checkpoint, Entry, Participant, SealedBox, Session
from tests.game.sessions import assembly_of, begun, do, session

pytestmark = pytest.mark.django_db(transaction=True)


def word(text, sender="teacher", id=""):
    return Decided(sender, id, [WordSaid(at=1, text=text)])


def head(found):
    return Session.objects.get(pk=found.pk).head


def everything():
    """All that an append may write."""
    kinds = (Entry, Checkpoint, SealedBox, Participant, Session)
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

    reached = journal.append(found.pk, 2, [word("One."), word("Two."), word("Three.")], "lobby")

    assert reached == head(found) == 5
    assert [event.text for event in journal.read(found.pk, after=2)] == ["One.", "Two.", "Three."]
    assert [event.text for event in journal.read(found.pk, after=3, upto=4)] == ["Two."]


@pytest.mark.parametrize("after", [0, 1, 3, 99])
def test_whoever_is_behind_writes_nothing(after):
    found = session()
    before = everything()

    with pytest.raises(Behind):
        journal.append(found.pk, after, [word("One.")], "open", digest="x")

    assert everything() == before


def test_the_last_event_of_a_command_bears_its_sender_and_id():
    found = session()
    two = Decided("s1", "k-1", [WordSaid(at=1, text="a"), WordSaid(at=1, text="b")])

    journal.append(found.pk, 2, [two, word("c", "s2", "k-1")], "lobby")

    rows = Entry.objects.filter(seq__gt=2).values_list("sender", "command")
    assert list(rows) == [("", ""), ("s1", "k-1"), ("s2", "k-1")]
    assert journal.answered(found.pk) == {("s1", "k-1"): 4, ("s2", "k-1"): 5}


def test_a_command_takes_effect_once_even_if_somebody_forgets_to_look():
    found = session()
    journal.append(found.pk, 2, [word("One.", "s1", "k-1")], "lobby")
    before = everything()

    with pytest.raises(IntegrityError):
        journal.append(found.pk, 3, [word("Two.", "s2", "k-2"), word("One.", "s1", "k-1")], "lobby")

    assert everything() == before


def test_the_same_id_in_another_session_is_another_command():
    one, two = session("AAAAAA"), session("BBBBBB")

    for found in (one, two):
        journal.append(found.pk, 2, [word("One.", "s1", "k-1")], "lobby")

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
    slip = Decided("s2", "k-1", [WordSaid(at=1, text="x")], [Slip(ballot="b1", choice="for")], double)

    with pytest.raises(IntegrityError):
        journal.append(found.pk, 2, [slip], "open", digest="x")

    assert everything() == before


def test_slips_are_counted_per_choice():
    found = session()
    slips = [Slip(ballot="b1", choice=choice) for choice in ("for", "against", "for")]
    decided = Decided("s1", "", [WordSaid(at=1, text="x")], slips)

    journal.append(found.pk, 2, [decided], "open")
    journal.append(found.pk, 3, [decided], "open")

    box = {choice: number for choice, number in journal.box(found.pk, "b1").items() if number}
    assert box == {"for": 4, "against": 2}
    assert not any(journal.box(found.pk, "b2").values())


def test_the_fold_of_what_was_read_is_the_session():
    found = begun()
    do(found, c.AdvanceStage(by=TEACHER), c.SayToAll(by=TEACHER, text="Quiet, please."))

    assembly = assembly_of(found)

    assert (assembly.seq, assembly.status, assembly.word) == (head(found), "open", "Quiet, please.")
