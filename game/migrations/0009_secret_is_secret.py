"""Secret votes are sealed with keys that lie elsewhere, and receipts of commands have a table of their own.

The boxes there were go with their table: one count after the other had lain in it, and that told who had
voted how. What was counted stands in the journal. What lies in the box of a vote that is open is sealed, in
an order drawn by lot.
"""

import json
import random

import django.db.models.deletion
from django.db import migrations, models

from game.sessions.box_keys import Box

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def receipts(apps, schema_editor):
    entries = apps.get_model("game", "Entry").objects.exclude(command="")
    made = apps.get_model("game", "Receipt")
    rows = entries.values_list("session_id", "sender", "command", "seq").order_by("pk")
    batch = []
    for session, sender, command, seq in rows.iterator(chunk_size=2000):
        batch.append(made(session_id=session, sender=sender, command=command, seq=seq))
        if len(batch) == 2000:
            made.objects.bulk_create(batch)
            batch = []
    made.objects.bulk_create(batch)


OPEN = []
"""Session, ballot, bytes of its longest vote, what lies in its box: from one step to another."""


def remember(apps, schema_editor):
    OPEN.clear()
    for row in apps.get_model("game", "SealedBox").objects.all():
        entries = apps.get_model("game", "Entry").objects.filter(
            session=row.session, data__contains=f'"ballot":"{row.ballot}"'
        )
        put = entries.filter(data__contains='"kind":"QuestionPut"').first()
        if put and not entries.filter(data__contains='"kind":"BallotClosed"').exists():
            alternatives = json.loads(put.data).get("alternatives", ())
            longest = max(len(vote.encode()) for vote in ("against", ">".join(alternatives)))
            slips = [choice for choice, number in row.counts.items() for _ in range(number)]
            OPEN.append((row.session_id, row.ballot, longest, slips))


def seal(apps, schema_editor):
    for session, ballot, longest, slips in OPEN:
        box = Box.new()
        row = apps.get_model("game", "SealedBox").objects.create(
            session_id=session, ballot=ballot, key=box.name
        )
        random.SystemRandom().shuffle(slips)
        made = apps.get_model("game", "SealedSlip")
        made.objects.bulk_create(made(box=row, sealed=box.seal(choice, longest)) for choice in slips)


class Migration(migrations.Migration):
    dependencies = [("game", "0008_sign_of_life")]

    operations = [
        migrations.CreateModel(
            "Receipt",
            [
                ("id", ID),
                (
                    "session",
                    models.ForeignKey(
                        "game.Session",
                        django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        db_index=False,
                    ),
                ),
                ("sender", models.CharField(max_length=24)),
                ("command", models.CharField(max_length=40)),
                ("seq", models.PositiveIntegerField()),
                ("mark", models.CharField(max_length=64, default="")),
            ],
        ),
        migrations.RunPython(receipts, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint("Entry", "a_command_takes_effect_once"),
        migrations.RemoveField("Entry", "command"),
        migrations.RemoveField("Entry", "sender"),
        migrations.AddConstraint(
            "Receipt",
            models.UniqueConstraint(
                fields=["session", "sender", "command"], name="a_command_takes_effect_once"
            ),
        ),
        migrations.RunPython(remember, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel("SealedBox"),
        migrations.CreateModel(
            "SealedBox",
            [
                ("id", ID),
                ("session", models.ForeignKey("game.Session", django.db.models.deletion.CASCADE)),
                ("ballot", models.CharField(max_length=8)),
                ("key", models.CharField(max_length=32)),
            ],
            {"constraints": [models.UniqueConstraint(fields=["session", "ballot"], name="one_box_a_ballot")]},
        ),
        migrations.CreateModel(
            "SealedSlip",
            [
                ("id", ID),
                (
                    "box",
                    models.ForeignKey(
                        "game.SealedBox", django.db.models.deletion.CASCADE, related_name="slips"
                    ),
                ),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.RunPython(seal, migrations.RunPython.noop, elidable=True),
        migrations.CreateModel(
            "KeyFolder",
            [
                ("id", ID),
                ("name", models.CharField(max_length=32, unique=True)),
                ("used_at", models.DateTimeField()),
            ],
        ),
    ]
