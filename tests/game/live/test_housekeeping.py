"""The running server forgets what was deleted, also by another program, and tidies once a day."""

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.utils import timezone

from debate.commands import TEACHER, SayToAll, SetGrace
from debate.refusal import Refusal
from game.live import housekeeping, rooms
from game.models import Session
from game.people.teachers import new_link
from game.scenarios import versions
from game.sessions import retention
from game.web import templating
from tests.game.exports.test_import_session import named
from tests.support.server.sessions import begun

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _numbers_start_afresh():
    """Rows of another test had the same numbers, and a version is read once."""
    versions.version.cache_clear()
    yield
    versions.version.cache_clear()


@pytest.fixture
def played():
    session = begun()
    named(session, s1="Ada", s2="Ben")
    return session


async def test_names_that_another_program_has_deleted_are_forgotten(played):
    room = await rooms.get(played.code)
    assert set(room.standing.names.values()) == {"Ada", "Ben"}

    await sync_to_async(retention.forget_names)(played.pk)
    await housekeeping.look()

    assert room.standing.names == {}
    assert rooms.open_here() == [room]


async def test_a_session_that_another_program_has_deleted_is_let_go(played):
    await rooms.get(played.code)

    await sync_to_async(retention.delete)(played.pk)
    await housekeeping.look()

    assert rooms.open_here() == []
    with pytest.raises(Refusal, match="no_such_session"):
        await rooms.get(played.code)


async def test_a_room_whose_names_are_still_there_is_left_alone(played):
    room = await rooms.get(played.code)
    people = room.people

    await housekeeping.look()

    assert room.people is people


async def test_what_is_too_old_is_deleted_and_forgotten_at_once(played):
    room = await rooms.get(played.code)
    await sync_to_async(retention.set_rules)(1, 0)
    at = timezone.now() + timezone.timedelta(days=2)

    done = await sync_to_async(retention.tidy)(at)
    assert done.names == [played.code]
    await housekeeping.tidy()
    await housekeeping.look()

    assert room.standing.names == {}
    assert await Session.objects.filter(pk=played.pk).aexists()


async def test_a_command_for_a_session_that_is_gone_is_refused_in_words(played):
    room = await rooms.get(played.code)
    await sync_to_async(retention.delete)(played.pk)

    with pytest.raises(Refusal, match="no_such_session"):
        await room.submit(SayToAll(by=TEACHER, text="Is anybody there?"))

    assert room.assembly.word == ""


async def test_a_deleted_session_has_no_clock_that_still_rings(played):
    room = await rooms.get(played.code)
    await room.submit(SetGrace(by=TEACHER, seconds=60))
    assert room.attendance._timer is not None

    await sync_to_async(retention.delete)(played.pk)
    await rooms.end(played.code)

    assert room.attendance._timer is None
    assert not room._bells.is_set
    assert room.standing.names == {}


def test_what_was_drawn_with_names_is_not_kept(played):
    teacher = Client()
    teacher.post(new_link())
    assert "Ada" in teacher.get(f"/teach/{played.code}/").content.decode()
    assert any("Ada" in drawn for drawn in templating._kept.values())

    teacher.post(f"/teach/{played.code}/records/", {"act": "forget", "sure": "yes"})

    assert not any(name in text for text in map(str, templating._kept.items()) for name in ("Ada", "Ben"))
