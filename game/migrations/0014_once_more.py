from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("game", "0013_links_moved")]

    operations = [
        # Whoever sits in a session of before is not to lose the seat.
        migrations.AddField("participant", "came", models.BooleanField(default=True)),
        migrations.AddField("participant", "nameless", models.BooleanField(default=False)),
        migrations.AddField("session", "file", models.CharField(max_length=32, null=True, unique=True)),
    ]
