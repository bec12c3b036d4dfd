from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("game", "0016_names_and_sound")]

    operations = [
        migrations.AddField("participant", "extra_time", models.PositiveSmallIntegerField(default=0)),
    ]
