"""One table for every link with a secret in it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("game", "0011_longer_names")]

    operations = [
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("may_help", models.BooleanField(default=False)),
                ("withdrawn", models.BooleanField(default=False)),
                ("form", models.CharField(max_length=32, null=True, unique=True)),
                (
                    "session",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="game.session",
                    ),
                ),
            ],
        ),
    ]
