"""Fingerprints say of which version they are. Those kept so far are all of the one there was."""

from django.db import migrations, models

THE_ONE_THERE_WAS = "94a904d20a05"


class Migration(migrations.Migration):
    dependencies = [("game", "0006_past_sessions")]

    operations = [
        migrations.AddField(
            "Checkpoint",
            "version",
            models.CharField(max_length=12, default=THE_ONE_THERE_WAS),
            preserve_default=False,
        )
    ]
