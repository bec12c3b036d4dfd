"""Forms that make something make it once; ids of commands are kept as marks."""

from django.db import migrations, models

from game.sessions.box_keys import plain_mark


def mark_ids(apps, schema_editor):
    """From now on a receipt holds a mark of the command's id, not the id: one sent again is still known."""
    receipts = apps.get_model("game", "Receipt").objects
    rows = []
    for row in receipts.only("pk", "command").iterator(SOME):
        row.command = plain_mark(row.command)
        rows.append(row)
        if len(rows) == SOME:
            receipts.bulk_update(rows, ["command"])
            rows.clear()
    receipts.bulk_update(rows, ["command"])


SOME = 500


class Migration(migrations.Migration):
    dependencies = [
        ("game", "0009_secret_is_secret"),
    ]

    operations = [
        migrations.AddField(
            model_name="helperlink",
            name="form",
            field=models.CharField(max_length=32, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="participant",
            name="form",
            field=models.CharField(max_length=32, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="session",
            name="form",
            field=models.CharField(max_length=32, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="session",
            name="people",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="teacherlink",
            name="form",
            field=models.CharField(max_length=32, null=True, unique=True),
        ),
        migrations.RunPython(mark_ids, migrations.RunPython.noop),
    ]
