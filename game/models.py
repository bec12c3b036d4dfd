"""What lies in the database. `Entry` is the journal and the only truth about a session's course.

Names stand apart from it (`Participant`), and so do secret votes (`SealedBox`, `SealedSlip`), so that either
can be deleted without touching what happened.
"""

from typing import Literal

from django.db import models
from django.utils import timezone

from debate.ids import SeatId


def once() -> "models.CharField[str | None, str | None]":
    """The mark of the form that made a row, which no other row has; NULL without one (`once.py`)."""
    return models.CharField(max_length=32, null=True, unique=True)


class ScenarioVersion(models.Model):
    """A scenario as it was when some session was played; kept, so that the session replays for ever."""

    slug = models.CharField(max_length=60)
    version = models.CharField(max_length=12)
    content = models.TextField(help_text="The whole scenario as JSON.")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="one_row_a_version")]


class Session(models.Model):
    """One meeting played by one class. `head` and `status` repeat the journal, to lock and to list by.

    `label` is the teacher's own word for it ("10b, Tuesday"); `archived`: left out of the list; `came_at`:
    when it was brought here from another server, and `file` what was brought, so that it is brought once
    (`exports/importing.py`). `rehearsal`: its pupils are played (`rehearsal.py`). `people`: goes up with
    every change to its people that stands in no entry, so that whoever read them before knows it.
    `names_shown`: does the class see who plays whom? `wall_sounds`: may the wall be heard?
    """

    code = models.CharField(max_length=6, unique=True)
    scenario = models.ForeignKey(ScenarioVersion, on_delete=models.PROTECT)
    created_at = models.DateTimeField(default=timezone.now)
    head = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=8, default="new")
    label = models.CharField(max_length=60, default="", blank=True)
    archived = models.BooleanField(default=False)
    came_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)
    rehearsal = models.BooleanField(default=False)
    names_shown = models.BooleanField(default=False)
    wall_sounds = models.BooleanField(default=False)
    form = once()
    file = once()

    def __str__(self) -> str:
        return self.code


class Entry(models.Model):
    """One event of a session. Written once, by `game/sessions/journal.py` only, never changed."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="entries")
    seq = models.PositiveIntegerField()
    version = models.PositiveSmallIntegerField()
    data = models.TextField()

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["session", "seq"], name="one_entry_a_place")]


class Receipt(models.Model):
    """A command that was accepted: sent again, it gets the same answer and does nothing.

    `command`: a mark of its id; `seq`: where the journal stood then; `mark`: what tells whether it is the
    same command (`receipts.py`), empty for one of a time before there were marks.
    """

    # The constraint's index begins with it: one of its own would make every vote dearer.
    session = models.ForeignKey(Session, models.CASCADE, related_name="receipts", db_index=False)
    sender = models.CharField(max_length=24)
    command = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    mark = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "sender", "command"], name="a_command_takes_effect_once"
            )
        ]


class Checkpoint(models.Model):
    """The fingerprint of the state a room held in memory at some entry, for `verify_replay` to compare.

    `version`: of which version it is; only fingerprints of one version can be compared (`debate/codec.py`).
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="checkpoints")
    seq = models.PositiveIntegerField()
    version = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "seq"], name="one_checkpoint_a_place")]


class Participant(models.Model):
    """A pupil: the name they gave and the key to their seat. Deleting it leaves the session replayable.

    `partner`: whose seat they share; empty for the pupil the seat was given to. `share_code` lets one more
    in; of who came in by it, the code they came by. `paper`: a pupil without a device. `banned`: taken out by
    the teacher. `nameless`: the name is the teacher's alone. `came`: something was asked for with their key,
    so that they are known to have it; written a few seconds later, for all who came meanwhile. `extra_time`:
    per cent more for a vote that closes by its clock; nobody is told whose it is, and no file has it.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="participants")
    seat: "models.CharField[SeatId, SeatId]" = models.CharField(max_length=8)
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=43)
    resume_code = models.CharField(max_length=8, unique=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    partner = models.ForeignKey("self", on_delete=models.CASCADE, null=True)
    share_code = models.CharField(max_length=8, default="")
    paper = models.BooleanField(default=False)
    banned = models.BooleanField(default=False)
    nameless = models.BooleanField(default=False)
    came = models.BooleanField(default=True)
    extra_time = models.PositiveSmallIntegerField(default=0)
    form = once()

    class Meta:
        indexes = [models.Index(fields=["session", "seat"])]

    @property
    def lead(self) -> int:
        """The number of the pupil the seat was given to: oneself, or the one who shares it."""
        return self.partner_id or self.pk


class SealedBox(models.Model):
    """A secret vote that is open. `key`: the name of its key, which lies elsewhere (`box_keys.py`).

    It goes with its slips when the vote is closed: what was chosen stands in the journal then, as a count.
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE)
    ballot = models.CharField(max_length=8)
    key = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "ballot"], name="one_box_a_ballot")]


class SealedSlip(models.Model):
    """What one voter chose in a secret vote, sealed: all of one vote are equally long."""

    box = models.ForeignKey(SealedBox, on_delete=models.CASCADE, related_name="slips")
    sealed = models.BinaryField()


class KeyFolder(models.Model):
    """A folder for keys that a process of this server uses, and when it last said so. Two that are in use at
    the same time are on two machines, which then can't hold secret votes (`game/sessions/boxes.py`)."""

    name = models.CharField(max_length=32, unique=True)
    used_at = models.DateTimeField()


LinkKind = Literal["teacher", "help", "replay"]


class Link(models.Model):
    """A link with a secret in it (`people/links.py`), known by its digest. `kind`: what it opens.

    `teacher` signs a teacher in, once. `help` lets one more teacher's browser to the desk of one session,
    once, to watch or (`may_help`) to help: then the row is what gives access. `replay` lets strangers watch
    one session again until `ends_at`. One that was taken back stays, so that it can say so, and so that the
    form that made it does not make it again. `form`: of the page that used it.
    """

    kind = models.CharField(max_length=8)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, null=True, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    may_help = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    form = once()


class NetworkCheck(models.Model):
    """What a teacher's browser found when it tried a network: no address, no name, only what came of it."""

    at = models.DateTimeField(auto_now_add=True)
    verdict = models.CharField(max_length=8)
    details = models.JSONField(help_text="What was tried, to what came of it.")


class SignOfLife(models.Model):
    """When this server last tried whether its database can be written: the one row, for `/healthz`."""

    at = models.DateTimeField()


class Keeping(models.Model):
    """How long this server keeps what was played: the one row, set by a teacher. Days; 0 means for ever."""

    names_days = models.PositiveSmallIntegerField(default=0)
    sessions_days = models.PositiveSmallIntegerField(default=0)
