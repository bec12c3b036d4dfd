"""Two pupils in one seat, pupils without a device, pupils taken out; second teachers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("game", "0003_one_box_a_ballot"),
    ]

    operations = [
        migrations.AddField(
            model_name="participant",
            name="banned",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="participant",
            name="paper",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="participant",
            name="partner",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, to="game.participant"
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="share_code",
            field=models.CharField(default="", max_length=8),
        ),
        migrations.AlterField(
            model_name="entry",
            name="sender",
            field=models.CharField(default="", max_length=24),
        ),
        migrations.CreateModel(
            name="HelperLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("may_help", models.BooleanField(default=False)),
                ("used", models.BooleanField(default=False)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="helper_links",
                        to="game.session",
                    ),
                ),
            ],
        ),
    ]
