"""The boxes of secret votes: which is whose, whether its key can be had, and which keys may go."""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from debate.ids import BallotId
from debate.refusal import Refusal
from game.models import KeyFolder, SealedBox
from game.sessions import box_keys, journal
from game.sessions.box_keys import Box, Spoiled

IN_USE = timedelta(minutes=3)
"""How long a folder counts as used after a process has said so, which it does every minute."""


def new() -> Box | Refusal:
    """A box for a vote that is being put, or why there can be none."""
    try:
        if settings.SEVERAL_PROCESSES and _apart():
            return Refusal("keys_apart")
        return Box.new()
    except OSError:
        box_keys.log.exception("KEY_DIR (%s) can't be written: no secret vote can be put.", settings.KEY_DIR)
        return Refusal("no_key_folder")


def of(session: int, ballot: BallotId) -> Box | Refusal:
    """The box of a vote that is open, or why it can't be used."""
    name = SealedBox.objects.filter(session_id=session, ballot=ballot).values_list("key", flat=True).first()
    try:
        if name and (found := Box.of(name)):
            return found
        return Refusal("keys_apart" if settings.SEVERAL_PROCESSES and _apart() else "box_lost")
    except OSError:
        box_keys.log.exception("KEY_DIR (%s) can't be read.", settings.KEY_DIR)
        return Refusal("keys_away")


def counts(session: int, ballot: BallotId) -> dict[str, int] | Refusal:
    """How often each choice was made in a vote that is about to be closed, or why nobody can tell."""
    box = of(session, ballot)
    if isinstance(box, Refusal):
        return box
    try:
        return box.counts(journal.slips(session, ballot))
    except Spoiled:
        return Refusal("box_lost")


def keep_in_order(at_once: bool = False) -> None:
    """What a process has to do at its start, and every minute."""
    if settings.SEVERAL_PROCESSES:
        with suppress(OSError):  # Whoever puts a secret vote is told.
            announce()
    tidy(at_once)


def tidy(at_once: bool = False) -> None:
    """Delete keys without a vote, which a killed process has left. `at_once`: no other process runs."""
    try:
        left = box_keys.keys(at_once)
    except OSError:
        box_keys.log.exception("KEY_DIR (%s) can't be looked through.", settings.KEY_DIR)
        return
    for name in left - set(SealedBox.objects.filter(key__in=left).values_list("key", flat=True)):
        box_keys.destroy(name)


def announce() -> None:
    """Say which folder for keys this process uses, where there may be others on other machines."""
    now = timezone.now()
    KeyFolder.objects.update_or_create(name=box_keys.folder_name(), defaults={"used_at": now})
    KeyFolder.objects.filter(used_at__lt=now - IN_USE).delete()


def _apart() -> bool:
    """Do processes of this server run on machines that don't share KEY_DIR? Raises OSError."""
    announce()
    return KeyFolder.objects.exclude(name=box_keys.folder_name()).exists()
