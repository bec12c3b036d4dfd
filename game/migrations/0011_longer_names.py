from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("game", "0010_once")]

    operations = [
        migrations.AlterField("Participant", "name", models.CharField(max_length=80)),
    ]
