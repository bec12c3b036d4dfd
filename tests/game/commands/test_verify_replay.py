"""`manage.py verify_replay` finds what somebody has changed behind the journal's back."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from debate import commands as c
from debate.codec import FINGERPRINTS, digest
from debate.commands import TEACHER
from debate.events import BallotClosed, StageEntered, StepUndone
from debate.evolve import evolve, fold
from game.management.commands.verify_replay import differences
from game.models import Checkpoint, Entry, Session
from game.scenarios import versions
from game.sessions import journal
from game.sessions.journal import BatchToWrite, Caused
from tests.journals.test_journals import JOURNALS, opened
from tests.support.server.sessions import assembly_of, begun, do

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _numbers_start_afresh():
    """Rows of another test had the same numbers, and a version is read once."""
    versions.version.cache_clear()
    yield
    versions.version.cache_clear()


@pytest.fixture
def played():
    """A session with a word to all, and a checkpoint of what the server held at the end."""
    found = begun()
    do(found, c.SayToAll(by=TEACHER, text="Quiet, please."), c.AdvanceStage(by=TEACHER))
    assembly = assembly_of(found)
    Checkpoint.objects.create(session=found, seq=assembly.seq, version=FINGERPRINTS, digest=digest(assembly))
    return Session.objects.get(pk=found.pk)


def test_an_untouched_session_has_no_difference(played, capsys):
    call_command("verify_replay")

    assert list(differences(played)) == []
    assert capsys.readouterr().out == "1 sessions folded again, 0 differences.\n"


@pytest.mark.parametrize("path", JOURNALS, ids=lambda path: path.name)
def test_a_session_in_which_everything_happened_has_no_difference(path):
    scenario, events, _ = opened(path)
    found = journal.found("GLDN22", versions.keep(scenario), events[:2])
    assembly = fold(scenario, events[:2])
    for event in events[2:]:
        assembly = evolve(assembly, event)
        kept = digest(assembly) if isinstance(event, StageEntered | StepUndone | BallotClosed) else ""
        written = BatchToWrite([Caused([event])], assembly.status, digest=kept)
        journal.append(found.pk, assembly.seq - 1, written)

    found.refresh_from_db()

    assert list(differences(found)) == []
    assert Checkpoint.objects.filter(session=found).count() > 20


def test_an_edited_entry_is_found(played):
    entry = Entry.objects.get(data__contains="WordSaid")
    entry.data = json.dumps({**json.loads(entry.data), "text": "Louder!"})
    entry.save()

    [difference] = differences(played)

    assert difference == f"at entry {played.head} the state differs from the one that was live."


def test_a_fingerprint_of_another_version_is_counted_and_is_no_difference(played, capsys):
    others = [Checkpoint(session=played, seq=seq, version="0123456789ab", digest="0" * 64) for seq in (2, 3)]
    Checkpoint.objects.bulk_create(others)

    call_command("verify_replay")

    assert capsys.readouterr().out == (
        "1 sessions folded again, 0 differences.\n"
        "2 fingerprints of another version of this program were not compared.\n"
    )


def test_only_those_of_the_sessions_asked_for_are_counted(played, capsys):
    other = begun("ANTHER")
    Checkpoint.objects.create(session=other, seq=2, version="0123456789ab", digest="0" * 64)

    call_command("verify_replay", played.code)
    call_command("verify_replay", other.code)

    assert capsys.readouterr().out.splitlines() == [
        "1 sessions folded again, 0 differences.",
        "1 sessions folded again, 0 differences.",
        "1 fingerprint of another version of this program was not compared.",
    ]


def test_one_of_this_version_beside_others_is_compared(played, capsys):
    Checkpoint.objects.create(session=played, seq=2, version="0123456789ab", digest="0" * 64)
    Checkpoint.objects.create(session=played, seq=3, version=FINGERPRINTS, digest="0" * 64)

    with pytest.raises(SystemExit):
        call_command("verify_replay")

    said = capsys.readouterr().out
    assert "at entry 3 the state differs" in said
    assert "at entry 2" not in said
    assert "1 fingerprint of another version" in said


def test_one_of_another_version_for_an_entry_that_is_missing_is_found(played):
    Checkpoint.objects.create(session=played, seq=99, version="0123456789ab", digest="0" * 64)

    assert list(differences(played)) == ["checkpoint 99 lies behind the last entry."]


def test_a_missing_entry_is_found(played):
    Entry.objects.filter(seq=4).delete()

    assert list(differences(played)) == ["entry 4 is missing."]


def test_a_missing_last_entry_is_found(played):
    Entry.objects.filter(seq=played.head).delete()

    assert any("lies behind the last entry" in difference for difference in differences(played))
    assert any(f"has {played.head} entries" in difference for difference in differences(played))


def test_entries_in_another_order_are_found(played):
    first, last = Entry.objects.filter(data__contains="StageEntered", seq__gt=2).values_list("seq", flat=True)
    for old, new in ((first, 99), (last, first), (99, last)):
        Entry.objects.filter(seq=old).update(seq=new)

    assert list(differences(played))


def test_an_entry_that_cannot_be_read_is_found(played):
    Entry.objects.filter(seq=5).update(data='{"kind": "Coup", "at": 1}')

    [difference] = differences(played)

    assert difference.startswith("entry 5 cannot be folded")


def test_a_wrong_head_and_status_are_found(played):
    Session.objects.update(head=F("head") + 1, status="closed")
    played.refresh_from_db()

    found = list(differences(played))

    assert found == [
        f"the session says it has {played.head} entries, the journal has {played.head - 1}.",
        "the session says it is closed, the journal says open.",
    ]


def test_a_difference_is_printed_and_ends_the_command_with_1(played, capsys):
    Session.objects.update(head=99)

    with pytest.raises(SystemExit) as ended:
        call_command("verify_replay", played.code.lower())

    assert ended.value.code == 1
    assert f"{played.code}: the session says it has 99 entries" in capsys.readouterr().out


def test_an_unknown_code_is_said():
    with pytest.raises(CommandError, match="There is no session ZZZZZZ."):
        call_command("verify_replay", "ZZZZZZ")
