"""Where the keys of secret votes lie: outside the data, and in one place for all machines, or nowhere."""

import os
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from debate.refusal import Refusal
from game.models import KeyFolder, SealedBox
from game.sessions import box_keys, boxes
from game.sessions.box_keys import Box, Spoiled
from tests.live.classroom import eventually
from tests.server import ROOT
from tests.support.server.sessions import session

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    settings.SEVERAL_PROCESSES = True


def test_machines_that_share_their_folder_can_hold_secret_votes():
    boxes.announce()
    boxes.announce()

    assert isinstance(boxes.new(), Box)
    assert KeyFolder.objects.count() == 1


def test_machines_that_do_not_share_it_refuse_and_one_that_has_gone_does_not_count(settings, tmp_path):
    boxes.announce()
    settings.KEY_DIR = tmp_path / "elsewhere"

    refusal = boxes.new()

    assert isinstance(refusal, Refusal)
    assert refusal.code == "keys_apart"
    KeyFolder.objects.exclude(name=box_keys.folder_name()).update(
        used_at=timezone.now() - timedelta(minutes=4)
    )
    assert isinstance(boxes.new(), Box)


def test_a_single_process_asks_no_other(settings, tmp_path):
    settings.SEVERAL_PROCESSES = False
    KeyFolder.objects.create(name="another", used_at=timezone.now())

    assert isinstance(boxes.new(), Box)


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.KEY_DIR = tmp_path / "file" / "keys"

    refusal = boxes.new()

    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_key_folder"


@pytest.mark.parametrize("inside", ["", "keys", "a/../b/keys"])
def test_a_folder_within_the_data_is_refused_at_the_start(tmp_path, inside):
    wanted = {"DATA_DIR": str(tmp_path), "KEY_DIR": str(tmp_path / inside)}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, **wanted},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert "lies in DATA_DIR" in done.stderr
    assert "Traceback" not in done.stderr


def test_another_database_s_keys_in_the_same_folder_are_left_alone(settings, monkeypatch):
    """As when a second server is tried out beside the one that holds a vote."""
    box = Box.new()
    monkeypatch.setitem(connection.settings_dict, "NAME", "another")

    boxes.tidy(at_once=True)

    assert Box.of(box.name)
    monkeypatch.undo()
    boxes.tidy(at_once=True)
    assert Box.of(box.name) is None


@pytest.fixture
def hanging(settings, monkeypatch):
    """A folder for keys that does not answer, as one on a machine that has gone; and what mends it."""
    monkeypatch.setattr(box_keys, "ANSWERS_WITHIN", 0.05)
    monkeypatch.setattr(box_keys, "_stuck", None)
    box, mended = Box.new(), threading.Event()
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: (mended.wait(10), real(path))[1])
    yield box, mended
    mended.set()


def test_a_folder_that_does_not_answer_holds_up_nobody_for_long(hanging):
    box, mended = hanging
    found = session()
    SealedBox.objects.create(session=found, ballot="b1", key=box.name)
    began = time.monotonic()

    refusals = [boxes.of(found.pk, "b1") for _ in range(100)]

    assert {refusal.code for refusal in refusals} == {"keys_away"}
    assert time.monotonic() - began < 2
    mended.set()
    eventually(lambda: isinstance(boxes.of(found.pk, "b1"), Box))


def test_a_key_that_is_not_there_is_lost_and_one_that_cannot_be_read_is_not(settings):
    found, box = session(), Box.new()
    SealedBox.objects.create(session=found, ballot="b1", key=box.name)
    path = settings.KEY_DIR / box.name
    path.rename(path.with_suffix(".away"))

    assert boxes.of(found.pk, "b1").code == "box_lost"
    path.mkdir()
    assert boxes.of(found.pk, "b1").code == "keys_away"


@pytest.mark.parametrize("longest", [7, 40])
def test_what_is_sealed_is_opened_and_all_are_equally_long(longest):
    box = Box.new()
    slips = [box.seal(choice, longest) for choice in ("for", "against", "for")]

    assert len({len(slip) for slip in slips}) == 1
    assert Box.of(box.name).counts(slips) == {"for": 2, "against": 1}


def test_what_another_key_sealed_or_lies_there_twice_is_not_counted():
    box = Box.new()
    slip = box.seal("for", 7)

    for wrong in ([slip, slip], [Box.new().seal("for", 7)], [slip[:-1]], [b""], [b"x" * 60]):
        with pytest.raises(Spoiled):
            box.counts(wrong)


def test_marks_tell_the_same_from_another_and_not_which_voters_chose_alike():
    box = Box.new()

    assert box.mark("s1", "k-1", "for") == box.mark("s1", "k-1", "for")
    assert (
        len({box.mark("s1", "k-1", "for"), box.mark("s2", "k-1", "for"), box.mark("s1", "k-1for", "")}) == 3
    )
    assert Box.new().mark("s1", "k-1", "for") != box.mark("s1", "k-1", "for")
