"""A row to try whether the database can be written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("game", "0007_fingerprint_version"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignOfLife",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
