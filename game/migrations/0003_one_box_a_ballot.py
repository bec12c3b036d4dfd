"""A ballot among alternatives has many possible choices: a box becomes one row with all its counts."""

from django.db import migrations, models


def fold_rows(apps, schema_editor):
    boxes = apps.get_model("game", "SealedBox").objects
    kept = {}
    for row in boxes.order_by("pk"):
        first = kept.setdefault((row.session_id, row.ballot), row)
        if row.slips:
            first.counts[row.choice] = row.slips
        if first is not row:
            row.delete()
    for row in kept.values():
        row.counts = dict(sorted(row.counts.items()))
        row.save()


class Migration(migrations.Migration):
    dependencies = [("game", "0002_network_check")]

    operations = [
        migrations.AddField(
            "SealedBox", "counts", models.JSONField(default=dict, help_text="Choice to number of slips.")
        ),
        migrations.RemoveConstraint("SealedBox", "one_count_a_choice"),
        migrations.RunPython(fold_rows, migrations.RunPython.noop, elidable=False),
        migrations.RemoveField("SealedBox", "choice"),
        migrations.RemoveField("SealedBox", "slips"),
        migrations.AddConstraint(
            "SealedBox", models.UniqueConstraint(fields=["session", "ballot"], name="one_box_a_ballot")
        ),
    ]
