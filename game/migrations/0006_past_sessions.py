"""The list of past sessions: labels, archive, where a session came from, and how long things are kept."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("game", "0005_replay_link"),
    ]

    operations = [
        migrations.CreateModel(
            name="Keeping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("names_days", models.PositiveSmallIntegerField(default=0)),
                ("sessions_days", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="session",
            name="archived",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="session",
            name="came_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="session",
            name="label",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AlterField(
            model_name="session",
            name="created_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
    ]
