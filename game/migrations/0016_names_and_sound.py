from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("game", "0015_rehearsals")]

    operations = [
        migrations.AddField("session", "names_shown", models.BooleanField(default=False)),
        migrations.AddField("session", "wall_sounds", models.BooleanField(default=False)),
    ]
