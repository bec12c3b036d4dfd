"""How long things are kept: names and sessions that go, by hand and by themselves, and all that stays."""

import json
import os
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session as DjangoSession
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from debate import commands as c
from debate.commands import TEACHER
from game.management.commands.verify_replay import differences
from game.models import Checkpoint, Entry, Link, Participant, SealedBox, Session
from game.people import participants
from game.scenarios import versions
from game.sessions import boxes, retention
from game.sessions.box_keys import Box
from tests.game.exports.test_exports import secretly
from tests.game.exports.test_import_session import named
from tests.support.rules.meeting import debating
from tests.support.server import files

pytestmark = pytest.mark.django_db(transaction=True)

NAME = "Wilhelmina Übergangsname"


@pytest.fixture(autouse=True)
def _numbers_start_afresh():
    """Rows of another test had the same numbers, and a version is read once."""
    versions.version.cache_clear()
    yield
    versions.version.cache_clear()


def everything() -> str:
    """All rows of all of the game's tables, as text."""
    with connection.cursor() as cursor:
        found = []
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')
            found += [f"{name}: {row}" for row in cursor.fetchall()]
    return "\n".join(found)


def played(days_ago: int = 0) -> Session:
    """A session with a pupil of that NAME, whose last entry is so many days old."""
    meeting, day = debating(), timezone.now() - timedelta(days=days_ago)
    meeting.at = int(day.timestamp() * 1000)
    meeting.do(c.SayToAll(by=TEACHER, text="The end."))
    session = files.of(meeting)
    session.created_at = day - timedelta(days=1)
    session.save()
    named(session, s1=NAME)
    return session


def test_deleting_names_leaves_nothing_of_them_and_the_session_as_it_was():
    session = played()
    other = files.of(debating())
    named(other, s1="Somebody else")
    assert NAME in everything()

    assert retention.forget_names(session.pk)

    assert NAME not in everything()
    assert "Somebody else" in everything()
    assert list(differences(session)) == []
    assert participants.people(session.pk).seats == {}


def test_nothing_of_a_name_is_left_in_the_database_s_files():
    session = played()
    retention.forget_names(session.pk)
    file = str(connection.settings_dict["NAME"])

    content = b"".join(path.read_bytes() for path in map(Path, (file, f"{file}-wal")) if path.exists())

    assert len(content) > 10_000
    assert NAME.encode() not in content


def test_deleting_a_session_leaves_nothing_of_it():
    meeting = secretly("for", "against")
    meeting.close()
    session = files.of(meeting)
    named(session, s1=NAME)
    Link.objects.create(kind="help", session=session, digest="d" * 64)
    other = files.of(debating())

    assert retention.delete(session.pk)

    assert list(Session.objects.all()) == [other]
    for model in (Entry, Checkpoint, SealedBox, Participant, Link):
        assert not model.objects.exclude(session=other).exists(), model.__name__
    assert NAME not in everything()


def test_deleting_twice_does_no_more():
    session = played()

    assert (retention.forget_names(session.pk), retention.forget_names(session.pk)) == (True, False)
    assert (retention.delete(session.pk), retention.delete(session.pk)) == (True, False)
    assert not retention.forget_names(session.pk)


def test_nothing_goes_by_itself_until_a_teacher_says_so():
    played(days_ago=3000)

    assert retention.tidy(timezone.now()) == ([], [])


def test_names_go_after_their_days_and_sessions_after_theirs():
    old, older, fresh = played(days_ago=31), played(days_ago=400), played(days_ago=29)
    retention.set_rules(30, 365)

    done = retention.tidy(timezone.now())

    assert done == ([old.code], [older.code])
    assert set(Session.objects.values_list("code", flat=True)) == {old.code, fresh.code}
    assert [row.session for row in Participant.objects.all()] == [fresh]
    assert retention.tidy(timezone.now()) == ([], [])


def test_what_happened_last_counts_also_when_only_a_newer_program_can_read_it():
    session = played(days_ago=400)
    last = session.entries.order_by("-seq").first()
    last.data = json.dumps({"kind": "SeatFlown", "at": int(time.time() * 1000)})
    last.save()
    retention.set_rules(30, 365)

    assert retention.tidy(timezone.now()) == ([], [])


def test_sign_ins_that_have_ended_are_cleared_and_others_stay():
    for ends, day in (("over", -1), ("on", 1)):
        DjangoSession.objects.create(
            session_key=ends, session_data="x", expire_date=timezone.now() + timedelta(days=day)
        )

    retention.tidy(timezone.now())

    assert [*DjangoSession.objects.values_list("session_key", flat=True)] == ["on"]


def test_keys_that_belong_to_no_vote_are_cleared_and_what_is_new_or_something_else_stays(settings, tmp_path):
    settings.KEY_DIR = tmp_path
    session = played()
    left, used, new = (Box.new().name for _ in range(3))
    others = {"0" * 32, "folder", "notes.txt"}
    for name in others:
        (tmp_path / name).write_bytes(b"k" * 32)
    for name in {left, used, *others}:
        os.utime(tmp_path / name, (time.time() - 100, time.time() - 100))
    SealedBox.objects.create(session=session, ballot="b1", key=used)

    retention.tidy(timezone.now())
    assert {path.name for path in tmp_path.iterdir()} == {used, new} | others

    retention.delete(session.pk)
    boxes.tidy(at_once=True)
    assert {path.name for path in tmp_path.iterdir()} == others


def test_two_that_tidy_at_once_do_it_once():
    old = [played(days_ago=40) for _ in range(3)]
    retention.set_rules(30, 0)
    gate, done = threading.Barrier(2), []

    def work() -> None:
        gate.wait()
        done.extend(retention.tidy(timezone.now()).names)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done) == sorted(session.code for session in old)
    assert not Participant.objects.exists()


def test_what_counts_is_when_something_last_happened():
    session = played(days_ago=1)
    Session.objects.update(created_at=timezone.now() - timedelta(days=90))
    retention.set_rules(30, 30)

    assert retention.tidy(timezone.now()) == ([], [])
    assert Session.objects.get() == session


def test_a_session_that_was_brought_here_counts_from_then():
    original = played(days_ago=400)
    back = files.there_and_back(original, with_names=True)
    retention.set_rules(0, 30)

    assert retention.tidy(timezone.now()).sessions == [original.code]
    assert retention.tidy(timezone.now() + timedelta(days=31)).sessions == [back.code]


def test_an_entry_that_cannot_be_read_keeps_no_session_for_ever():
    session = played(days_ago=40)
    Entry.objects.filter(session=session, seq=session.head).update(data='{"kind": "Coup", "at": 1}')
    retention.set_rules(0, 30)

    assert retention.tidy(timezone.now()).sessions == [session.code]


def test_the_command_says_what_it_deleted(capsys):
    session = played(days_ago=40)
    retention.set_rules(30, 0)

    call_command("tidy")

    said = capsys.readouterr().out
    assert f"{session.code}: the pupils' names were deleted." in said
    assert "0 sessions and the names of 1 deleted." in said
    assert NAME not in said
